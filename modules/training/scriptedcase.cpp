#include "scriptedcase.h"


#include <QFile>
#include <QFileInfo>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace zc::training {
namespace {

const QString kNumberPath = QStringLiteral("applicant.idNumber");

Error scriptError(const QString &detail)
{
    return {ErrorKind::Invalid, u"TRN-SCRIPT"_s, detail};
}

std::optional<intake::Seen> seenFromName(const QString &name)
{
    if (name == u"fits")
        return intake::Seen::Fits;
    if (name == u"missing")
        return intake::Seen::Missing;
    if (name == u"unfit")
        return intake::Seen::Unfit;
    return std::nullopt;
}

QHash<QString, QString> texts(const QJsonObject &object)
{
    QHash<QString, QString> map;
    for (auto it = object.begin(); it != object.end(); ++it)
        map.insert(it.key(), it.value().toVariant().toString());
    return map;
}

} // namespace

Result<CaseScript> CaseScript::fromFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::NotFound, u"TRN-SCRIPT"_s, u"cannot be read"_s};
    QJsonParseError problem;
    const QJsonObject object = QJsonDocument::fromJson(file.readAll(), &problem).object();
    if (problem.error != QJsonParseError::NoError)
        return scriptError(u"%1 at byte %2"_s.arg(problem.errorString()).arg(problem.offset));
    CaseScript script;
    script.itemCode = object.value(u"item"_s).toString();
    if (script.itemCode.isEmpty())
        return scriptError(u"item"_s);
    script.person = object.value(u"person"_s).toString(script.person);
    script.fields = texts(object.value(u"fields"_s).toObject());
    script.answers = texts(object.value(u"answers"_s).toObject());
    const QJsonObject papers = object.value(u"papers"_s).toObject();
    for (auto it = papers.begin(); it != papers.end(); ++it) {
        const QJsonObject entry = it.value().toObject();
        const auto seen = seenFromName(entry.value(u"seen"_s).toString(u"fits"_s));
        if (!seen)
            return scriptError(it.key());
        Paper paper{*seen, {}, entry.value(u"note"_s).toString()};
        const QJsonArray files = entry.value(u"files"_s).toArray();
        for (const QJsonValue &name : files)
            paper.files << QFileInfo(path).dir().filePath(name.toString());
        script.papers.insert(it.key(), paper);
    }
    return script;
}

ScriptedCase::ScriptedCase(intake::CounterDesk &desk, LayCard layCard, CaseScript script, QObject *parent)
    : QObject(parent), m_desk(desk), m_layCard(std::move(layCard)), m_script(std::move(script))
{
    // Queued: the desk finishes its own step before the next one begins.
    connect(&m_desk, &intake::CounterDesk::changed, this, &ScriptedCase::advance, Qt::QueuedConnection);
    connect(&m_desk, &intake::CounterDesk::paperReady, this, [this](const intake::PaperView &paper) { say(u"paper "_s + paper.kind); });
    connect(&m_desk, &intake::CounterDesk::refused, this, [this](const Error &error) {
        if (error.kind == ErrorKind::Conflict)          // advice, for example a newer pack
            return;
        m_done = true;
        Q_EMIT failed(error);
    });
}

void ScriptedCase::start()
{
    m_desk.startCase(m_script.itemCode);
}

void ScriptedCase::resume()
{
    m_desk.resumeLast();
}

void ScriptedCase::say(const QString &what)
{
    if (m_said.contains(what))
        return;
    m_said.insert(what);
    Q_EMIT stepDone(what);
}

void ScriptedCase::advance()
{
    if (m_done || !m_desk.hasCase())
        return;
    const intake::CounterCase now = m_desk.current();
    say(u"case "_s + now.provisionalNumber);
    if (now.submitted) {
        m_done = true;
        say(u"receipt "_s + now.receiptNumber);
        Q_EMIT finished();
        return;
    }
    if (now.readOnly)                                   // on its way: the next change brings the receipt
        return;
    if (fillApplicant(now) || answerQuestion(now) || lookAtPaper(now) || fillForm(now))
        return;
    if (!now.draft.applicantConfirmed) {
        say(u"confirmed by the applicant"_s);
        m_desk.setApplicantConfirmed(true);
        return;
    }
    if (!m_submitted) {
        m_submitted = true;
        say(u"submitted"_s);
        m_desk.submit();
    }
}

bool ScriptedCase::fillApplicant(const intake::CounterCase &now)
{
    if (now.draft.text(kNumberPath).isEmpty()) {
        if (!m_cardAsked) {
            m_cardAsked = true;
            if (auto laid = m_layCard(m_script.person); !laid) {
                m_done = true;
                Q_EMIT failed(laid.error());
                return true;
            }
            m_desk.readCard();
        }
        return true;
    }
    say(u"card read"_s);
    if (!now.draft.fields.value(kNumberPath).confirmed) {     // the person is compared with the card: one Enter for all it filled
        m_desk.confirmField(kNumberPath);
        return true;
    }
    for (auto it = m_script.fields.cbegin(); it != m_script.fields.cend(); ++it) {
        const intake::FieldValue value = now.draft.fields.value(it.key());       // the first of two entries counts as nothing yet
        if (it.key().startsWith(u"applicant.") && (value.text != *it || !value.confirmed)) {
            m_desk.setField(it.key(), *it);
            return true;
        }
    }
    return false;
}

bool ScriptedCase::answerQuestion(const intake::CounterCase &now)
{
    if (now.questions.isEmpty())
        return false;
    for (const intake::QuestionView &question : now.questions) {
        if (!question.current.isEmpty() || !m_script.answers.contains(question.factId))
            continue;
        say(u"answered "_s + question.factId);
        m_desk.answer(question.factId, m_script.answers.value(question.factId));
        return true;
    }
    m_done = true;
    Q_EMIT failed({ErrorKind::Invalid, u"TRN-STUCK"_s, now.questions.constFirst().factId});
    return true;
}

bool ScriptedCase::lookAtPaper(const intake::CounterCase &now)
{
    for (const intake::MaterialView &material : now.materials) {
        if (!material.open)
            continue;
        const CaseScript::Paper paper = m_script.papers.value(material.id);
        if (material.state.attachments.size() >= paper.files.size()) {
            say(u"looked at "_s + material.id);
            if (paper.files.isEmpty() && paper.seen == intake::Seen::Fits)
                m_desk.setOriginalSeen(material.id, true);      // nothing to take in: the paper itself was looked at
            else
                m_desk.setSeen(material.id, paper.seen, paper.note);
        } else if (!m_filesAsked.contains(material.id)) {
            m_filesAsked.insert(material.id);
            say(u"took in "_s + material.id);
            m_desk.addFiles(material.id, paper.files);
        }
        return true;
    }
    return false;
}

bool ScriptedCase::fillForm(const intake::CounterCase &now)
{
    for (const intake::FormFieldView &field : now.form) {
        const QString text = m_script.fields.value(field.path);
        const bool entered = field.value.text == text && field.value.confirmed;
        if (text.isEmpty() || entered || (field.error.isEmpty() && field.value.confirmed))
            continue;
        m_desk.setField(field.path, text);
        return true;
    }
    return false;
}

} // namespace zc::training
