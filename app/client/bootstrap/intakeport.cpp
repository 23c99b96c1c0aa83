#include "bootstrap/intakeport.h"
#include "bootstrap/deskjournal.h"

#include <base/whendone.h>

#include <QPromise>

namespace zc::client {
using namespace Qt::StringLiterals;
using intake::CounterDesk;

namespace {

// Names and codes, never the value.
QJsonObject revealDetail(const QString &path, int seconds, const QString &reason)
{
    QJsonObject detail{{u"field"_s, path}, {u"seconds"_s, seconds}};
    if (!reason.isEmpty()) detail.insert(u"reason"_s, reason);
    return detail;
}

// Before the store is open nobody has a case.
QFuture<Result<intake::CaseArrangement>> nothingYet()
{
    intake::CaseArrangement none;
    none.complete = true;
    return QtFuture::makeReadyFuture(Result<intake::CaseArrangement>(none));
}

} // namespace

IntakePort::~IntakePort() = default;

void IntakePort::attach(const intake::CounterPorts &ports)
{
    m_desk = std::make_unique<CounterDesk>(ports);
    connect(m_desk.get(), &CounterDesk::changed, this, &DeskPort::changed);
    connect(m_desk.get(), &CounterDesk::saved, this, &DeskPort::saved);
    connect(m_desk.get(), &CounterDesk::paperReady, this, &DeskPort::paperReady);
    connect(m_desk.get(), &CounterDesk::refused, this, &DeskPort::refused);
    connect(m_desk.get(), &CounterDesk::cardBusy, this, &DeskPort::cardBusy);
    connect(m_desk.get(), &CounterDesk::photoChanged, this, &DeskPort::photoChanged);
    connect(m_desk.get(), &CounterDesk::scanChanged, this, &DeskPort::scanChanged);
    connect(m_desk.get(), &CounterDesk::scanEnded, this, &DeskPort::scanEnded);
    connect(m_desk.get(), &CounterDesk::signChanged, this, &DeskPort::signChanged);
    connect(m_desk.get(), &CounterDesk::signRefused, this, &DeskPort::signRefused);
    connect(m_desk.get(), &CounterDesk::signEnded, this, &DeskPort::signEnded);
    Q_EMIT changed();
}

bool IntakePort::hasCase() const { return m_desk && m_desk->hasCase(); }
const intake::CounterCase &IntakePort::current() const { return m_desk ? m_desk->current() : m_none; }

void IntakePort::startCase(const QString &itemCode) { if (m_desk) m_desk->startCase(itemCode); }
void IntakePort::openCase(const QUuid &caseId) { if (m_desk) m_desk->openCase(caseId); }
void IntakePort::closeCase() { if (m_desk) m_desk->closeCase(); }
void IntakePort::setField(const QString &path, const QString &text, bool confirmed)
{
    if (m_desk) m_desk->setField(path, text, intake::Source::Clerk, confirmed);
}

void IntakePort::confirmField(const QString &path) { if (m_desk) m_desk->confirmField(path); }
void IntakePort::takeMachineValue(const QString &path) { if (m_desk) m_desk->takeMachineValue(path); }
void IntakePort::answer(const QString &factId, const QString &value) { if (m_desk) m_desk->answer(factId, value); }
void IntakePort::confirmAnswer(const QString &factId) { if (m_desk) m_desk->confirmAnswer(factId); }
void IntakePort::retractAnswer(const QString &factId) { if (m_desk) m_desk->retractAnswer(factId); }
QString IntakePort::previousQuestion() const { return m_desk ? m_desk->previousQuestion() : QString(); }
void IntakePort::readCard() { if (m_desk) m_desk->readCard(); }
intake::PhotoView IntakePort::photoView() const { return m_desk ? m_desk->photoView() : intake::PhotoView(); }

void IntakePort::conceal()
{
    if (m_desk) m_desk->forgetPhoto();
    Q_EMIT concealed();
}

void IntakePort::addFiles(const QString &requirementId, const QStringList &paths) { if (m_desk) m_desk->addFiles(requirementId, paths); }
void IntakePort::scan(const QString &requirementId, const devices::SettingValues &settings, intake::PageSource source)
{
    if (m_desk) m_desk->scan(requirementId, settings, source);
}

void IntakePort::stopScan() { if (m_desk) m_desk->stopScan(); }
intake::ScanView IntakePort::scanView(intake::PageSource source) const { return m_desk ? m_desk->scanView(source) : intake::ScanView(); }
void IntakePort::arrangePages(const QString &requirementId, const QList<intake::PageRef> &pages) { if (m_desk) m_desk->arrangePages(requirementId, pages); }
void IntakePort::setSeen(const QString &requirementId, intake::Seen seen, const QString &note) { if (m_desk) m_desk->setSeen(requirementId, seen, note); }
void IntakePort::setOriginalSeen(const QString &requirementId, bool seen) { if (m_desk) m_desk->setOriginalSeen(requirementId, seen); }

QFuture<Result<QByteArray>> IntakePort::attachmentBytes(const QUuid &attId)
{
    if (m_desk) return m_desk->attachmentBytes(attId);
    return QtFuture::makeReadyFuture(Result<QByteArray>(Error{ErrorKind::NotFound, u"APP-NOT-READY"_s, {}}));
}

void IntakePort::setStep(intake::Step step) { if (m_desk) m_desk->setStep(step); }
void IntakePort::setFocus(const QString &path, int cursor) { if (m_desk) m_desk->setFocus(path, cursor); }
void IntakePort::setApplicantConfirmed(bool confirmed) { if (m_desk) m_desk->setApplicantConfirmed(confirmed); }
intake::SignView IntakePort::signView() const { return m_desk ? m_desk->signView() : intake::SignView(); }
void IntakePort::startSigning(double ratio) { if (m_desk) m_desk->startSigning(ratio); }
void IntakePort::pushInk(const devices::InkPoint &point) { if (m_desk) m_desk->pushInk(point); }
void IntakePort::takeBackInk() { if (m_desk) m_desk->takeBackInk(); }
void IntakePort::clearInk() { if (m_desk) m_desk->clearInk(); }
void IntakePort::confirmInk() { if (m_desk) m_desk->confirmInk(); }
void IntakePort::stopSigning() { if (m_desk) m_desk->stopSigning(); }
void IntakePort::undo() { if (m_desk) m_desk->undo(); }
void IntakePort::redo() { if (m_desk) m_desk->redo(); }
void IntakePort::reveal(const QString &fieldPath, const QString &reason)
{
    if (!hasCase()) return;
    const QUuid id = current().draft.caseId;
    const auto show = [this, id, fieldPath] {
        if (hasCase() && current().draft.caseId == id) Q_EMIT revealed(fieldPath, m_revealSeconds);
    };
    m_journal.before(u"field.reveal"_s, id, revealDetail(fieldPath, m_revealSeconds, reason), show,
        [this, fieldPath](const Error &error) { Q_EMIT refused(error, fieldPath); });
}

void IntakePort::advise() { if (m_desk) m_desk->advise(); }
void IntakePort::receive() { if (m_desk) m_desk->receive(); }
void IntakePort::submit() { if (m_desk) m_desk->submit(); }

QString IntakePort::whyMaterial(const QString &materialId) const { return m_desk ? m_desk->whyMaterial(materialId) : QString(); }
QString IntakePort::whyQuestion(const QString &factId) const { return m_desk ? m_desk->whyQuestion(factId) : QString(); }
QString IntakePort::whyDue() const { return m_desk ? m_desk->whyDue() : QString(); }

void IntakeCases::attach(const intake::CounterPorts &ports)
{
    m_list = std::make_unique<intake::CaseList>(ports);
    m_book = std::make_unique<intake::CaseBook>(ports);
}

QFuture<Result<intake::CaseArrangement>> IntakeCases::arrange(const intake::CaseQuery &query) const { return m_book ? m_book->arrange(query) : nothingYet(); }
QFuture<Result<intake::CaseArrangement>> IntakeCases::advance(const intake::CaseQuery &query) { return m_book ? m_book->advance(query) : nothingYet(); }

QFuture<Result<intake::CaseHits>> IntakeCases::find(const QString &text, int limit) const
{
    return m_list ? m_list->find(text, limit) : QtFuture::makeReadyFuture(Result<intake::CaseHits>(intake::CaseHits()));
}

QFuture<Result<intake::CaseDetailView>> IntakeCases::detail(const QUuid &caseId) const
{
    return m_list ? m_list->detail(caseId) : QtFuture::makeReadyFuture(Result<intake::CaseDetailView>(Error{ErrorKind::NotFound, u"APP-NOT-READY"_s, {}}));
}

QFuture<Result<QByteArray>> IntakeCases::paper(const QUuid &caseId, const QString &kind) const
{
    return m_list ? m_list->paper(caseId, kind) : QtFuture::makeReadyFuture(Result<QByteArray>(Error{ErrorKind::NotFound, u"APP-NOT-READY"_s, {}}));
}

QFuture<Result<CasePort::Clear>> IntakeCases::reveal(const QUuid &caseId, const QString &path, const QString &reason)
{
    auto answer = std::make_shared<QPromise<Result<Clear>>>();
    answer->start();
    const auto say = [answer](const Result<Clear> &result) {
        answer->addResult(result);
        answer->finish();
    };
    const auto read = [this, caseId, path, say] {
        if (!m_list) return say(Error{ErrorKind::NotFound, u"APP-NOT-READY"_s, {}});
        whenDone(m_list->field(caseId, path), &m_journal, [this, say](const Result<QString> &text) {
            say(text ? Result<Clear>(Clear{*text, m_revealSeconds}) : Result<Clear>(text.error()));
        });
    };
    m_journal.before(u"field.reveal"_s, caseId, revealDetail(path, m_revealSeconds, reason), read, say);
    return answer->future();
}

} // namespace zc::client
