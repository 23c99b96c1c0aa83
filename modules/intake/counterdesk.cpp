#include "counterdesk.h"

#include "pageorder.h"

#include "internal/cardfill.h"
#include "internal/paths.h"
#include "internal/photoact.h"
#include "internal/scanact.h"
#include "internal/signact.h"
#include "internal/work.h"

#include <casework/deadline.h>
#include <sync/engine.h>

#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace zc::intake {

namespace {

// A material that fits came from somewhere (domain C8): pages taken in, or the original looked at.
bool hasSource(const MaterialState &material) { return !material.attachments.isEmpty() || material.originalSeen; }

void takeBackUnfounded(MaterialState &material)
{
    if (material.seen == Seen::Fits && !hasSource(material))
        material.seen = Seen::NotSeen;
}

} // namespace

PackLibrary::~PackLibrary() = default;
PaperPort::~PaperPort() = default;

CounterDesk::CounterDesk(const CounterPorts &ports, QObject *parent) : QObject(parent), m_work(std::make_unique<Work>(*this, ports))
{
    if (ports.engine) {
        const auto mine = [this](const QUuid &caseId) {
            const QList<CaseHead> &items = m_work->head.items;
            const bool ofItem = std::any_of(items.cbegin(), items.cend(), [&caseId](const CaseHead &item) { return item.caseId == caseId; });
            if (m_work->openNow() && (m_work->draft.caseId == caseId || ofItem))
                m_work->refreshHead();
        };
        connect(ports.engine, &sync::Engine::caseSynced, this, mine);
        connect(ports.engine, &sync::Engine::numberBound, this, mine);
        connect(ports.engine, &sync::Engine::receiptStored, this, mine);
        connect(ports.engine, &sync::Engine::flowChanged, this, mine);
    }
}

CounterDesk::~CounterDesk() { m_work->flush(); }

bool CounterDesk::hasCase() const { return m_work->openNow(); }
const CounterCase &CounterDesk::current() const { return m_work->view; }
void CounterDesk::startCase(const QString &itemCode) { m_work->start(itemCode); }
void CounterDesk::openCase(const QUuid &caseId) { m_work->open(caseId); }
void CounterDesk::resumeLast() { m_work->resume(); }
void CounterDesk::flush() { m_work->flush(); }
void CounterDesk::closeCase() { m_work->close(); }
void CounterDesk::answer(const QString &factId, const QString &value) { m_work->answer(factId, value); }
void CounterDesk::confirmAnswer(const QString &factId) { m_work->confirmAnswer(factId); }
void CounterDesk::retractAnswer(const QString &factId) { m_work->retractAnswer(factId); }
void CounterDesk::readCard() { m_work->readCard(); }
PhotoView CounterDesk::photoView() const { return m_work->photo->view(); }
void CounterDesk::forgetPhoto() { m_work->photo->drop(); }
void CounterDesk::addFiles(const QString &requirementId, const QStringList &paths) { m_work->addFiles(requirementId, paths); }
void CounterDesk::scan(const QString &requirementId, const devices::SettingValues &settings, PageSource source)
{
    m_work->scans->start(requirementId, settings, source);
}

void CounterDesk::stopScan() { m_work->scans->stop(); }
ScanView CounterDesk::scanView(PageSource source) const { return m_work->scans->view(source); }
void CounterDesk::startSigning(double ratio) { m_work->signing->start(ratio); }
void CounterDesk::pushInk(const devices::InkPoint &point) { m_work->signing->push(point); }
void CounterDesk::takeBackInk() { m_work->signing->takeBack(); }
void CounterDesk::clearInk() { m_work->signing->clear(); }
void CounterDesk::confirmInk() { m_work->signing->confirm(); }
void CounterDesk::stopSigning() { m_work->signing->stop(); }
SignView CounterDesk::signView() const { return m_work->signing->view(); }
void CounterDesk::undo() { m_work->restore(m_work->undoStack, m_work->redoStack); }
void CounterDesk::redo() { m_work->restore(m_work->redoStack, m_work->undoStack); }
void CounterDesk::advise() { m_work->advise(); }
void CounterDesk::receive() { m_work->receive(false); }
void CounterDesk::submit() { m_work->submit(); }
void CounterDesk::requestCorrection() { m_work->requestCorrection(); }

void CounterDesk::refuse(const QString &kind, const QString &reason, const QString &legalBasis)
{
    m_work->refuse(kind, reason, legalBasis);
}

void CounterDesk::setField(const QString &path, const QString &text, Source source, bool confirmed)
{
    m_work->edit(path, [&](CaseDraft &draft) {
        draft.fields.insert(path, typedOver(draft.fields.value(path), text, source, confirmed));
        return true;
    });
}

void CounterDesk::confirmField(const QString &path)
{
    m_work->edit({}, [&](CaseDraft &draft) {
        const FieldValue value = draft.fields.value(path);
        if (value.confirmed)
            return false;
        draft.fields[path].confirmed = true;
        const QString party = path.section(u'.', 0, 0) + u'.';
        for (auto it = draft.fields.begin(); it != draft.fields.end(); ++it)
            if (fromCard(value.source) && it->source == value.source && it.key().startsWith(party))
                it->confirmed = true;
        return true;
    });
}

void CounterDesk::takeMachineValue(const QString &path)
{
    m_work->edit({}, [&](CaseDraft &draft) {
        const FieldValue value = draft.fields.value(path);
        if (value.machineSource == Source::None)
            return false;
        draft.fields.insert(path, {value.machineText, value.machineSource, true, {}, Source::None});
        return true;
    });
}

QString CounterDesk::previousQuestion() const
{
    if (!m_work->openNow())
        return {};
    // Answers are kept in the order they were given by the undo steps; the newest answered fact is the one to go back to.
    for (auto it = m_work->undoStack.crbegin(); it != m_work->undoStack.crend(); ++it)
        for (auto field = m_work->draft.fields.cbegin(); field != m_work->draft.fields.cend(); ++field)
            if (path::isAnswer(field.key()) && it->draft.fields.value(field.key()) != *field)
                return field.key().mid(path::kAnswerPrefix.size());
    QString last;
    for (const KnownFact &fact : m_work->view.known)
        if (m_work->draft.fields.contains(fact.path))
            last = fact.path.mid(path::kAnswerPrefix.size());
    return last;
}

void CounterDesk::arrangePages(const QString &requirementId, const QList<PageRef> &pages)
{
    if (!pagesFit(m_work->draft.materials.value(requirementId).attachments, pages))
        return m_work->fail({ErrorKind::Invalid, u"INT-PAGES"_s, requirementId}, requirementId);
    m_work->edit({}, [&](CaseDraft &draft) {
        MaterialState &material = draft.materials[requirementId];
        material.attachments.removeIf([&](const AttachmentRef &file) {
            return std::none_of(pages.cbegin(), pages.cend(), [&](const PageRef &page) { return page.attId == file.attId; });
        });
        material.pages = pages;
        takeBackUnfounded(material);
        return true;
    });
}

void CounterDesk::setSeen(const QString &requirementId, Seen seen, const QString &note)
{
    if (seen == Seen::Fits && !hasSource(m_work->draft.materials.value(requirementId)))
        return m_work->fail({ErrorKind::Invalid, u"INT-NOTHING-SEEN"_s, requirementId}, requirementId);
    m_work->edit({}, [&](CaseDraft &draft) {
        draft.materials[requirementId].seen = seen;
        draft.materials[requirementId].note = note;
        return true;
    });
}

void CounterDesk::setOriginalSeen(const QString &requirementId, bool originalSeen)
{
    m_work->edit({}, [&](CaseDraft &draft) {
        MaterialState &material = draft.materials[requirementId];
        material.originalSeen = originalSeen;
        if (originalSeen && material.seen == Seen::NotSeen)
            material.seen = Seen::Fits;
        takeBackUnfounded(material);
        return true;
    });
}

QFuture<Result<QByteArray>> CounterDesk::attachmentBytes(const QUuid &attId)
{
    return m_work->attachmentBytes(attId);
}

void CounterDesk::setStep(Step step)
{
    if (step != Step::Applicant)
        m_work->photo->drop();
    m_work->place([&](CaseDraft &draft) { draft.step = step; });
}

void CounterDesk::setFocus(const QString &path, int cursor)
{
    m_work->place([&](CaseDraft &draft) {
        draft.focusPath = path;
        draft.cursor = cursor;
    });
}

void CounterDesk::setApplicantConfirmed(bool confirmed)
{
    m_work->edit({}, [&](CaseDraft &draft) {
        if (!confirmed)
            draft.withdrawConfirmation();
        draft.applicantConfirmed = confirmed;
        return true;
    });
}

void CounterDesk::discard()
{
    m_work->discard();
}

QString CounterDesk::whyMaterial(const QString &materialId) const
{
    return m_work->whyMaterial(materialId);
}

QString CounterDesk::whyQuestion(const QString &factId) const
{
    if (!m_work->openNow())
        return {};
    const auto why = m_work->interview->whyAsked(factId);
    return why ? why->text : QString();
}

QString CounterDesk::whyDue() const
{
    return m_work->whyDue();
}

} // namespace zc::intake
