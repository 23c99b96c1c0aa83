#include "verbs/batch.h"
#include "verbs/verbs.h"

#include "verb.h"

#include <guidance/casefile.h>
#include <guidance/finding.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace zc::ctl {
namespace {

using namespace zc::guidance;

struct PackArguments {
    QString folder, cases, out;
    bool good = false;
};

PackArguments readArguments(const QStringList &words, const QString &fileOption)
{
    PackArguments result;
    QStringList plain;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words.at(i);
        if (word == fileOption && i + 1 < words.size())
            result.cases = words.at(++i);
        else if ((word == u"--out" || word == u"-o") && i + 1 < words.size())
            result.out = words.at(++i);
        else if (word != u"--why")                     // reasons always come along
            plain << word;
    }
    result.folder = plain.value(0);
    result.good = plain.size() == 1 && !result.cases.isEmpty();
    return result;
}

std::shared_ptr<const Pack> open(const QString &folder, Output &output)
{
    auto pack = Pack::loadNow(folder);
    if (pack.ok())
        return *pack;
    output.problem(pack.error());
    output.document(QJsonDocument(Output::errorObject(pack.error())));
    return nullptr;
}

QString oneLine(QString text)
{
    return text.replace(u'\t', u' ').replace(u'\n', u' ');
}

QString asText(const QJsonValue &value)
{
    const QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(json.mid(1, json.size() - 2));
}

// One object a line, on stdout with --json and into `out` where one is named.
class LineWriter {
public:
    LineWriter(const QString &path, Output &output) : m_output(output), m_file(path)
    {
        m_good = path.isEmpty() || m_file.open(QIODevice::WriteOnly | QIODevice::Truncate);
    }
    bool good() const { return m_good; }
    void write(const QJsonObject &object)
    {
        const QJsonDocument document(object);
        if (m_file.isOpen())
            m_file.write(document.toJson(QJsonDocument::Compact) + '\n');
        else if (m_output.json())
            m_output.document(document);
        else
            m_output.text(QString::fromUtf8(document.toJson(QJsonDocument::Compact)));
    }

private:
    Output &m_output;
    QFile m_file;
    bool m_good = false;
};

QJsonObject evaluateCase(const std::shared_ptr<const Pack> &pack, const CaseInput &item)
{
    QJsonObject json;
    if (item.error) {
        json = Output::errorObject(*item.error);
    } else {
        Interview interview(pack);
        const auto answered = interview.answerAll(item.answers);
        json = answered.ok() ? outcomeToJson(interview.outcome()) : Output::errorObject(answered.error());
    }
    if (!item.id.isEmpty())
        json.insert(u"id"_s, item.id);
    return json;
}

// Plays the questions in the order the program asks them; a fact the file does not answer is asked and stays open.
QJsonObject playInterview(const std::shared_ptr<const Pack> &pack, const CaseInput &item)
{
    if (item.error)
        return Output::errorObject(*item.error);
    Interview interview(pack);
    QStringList asked, unanswered;
    for (;;) {
        QStringList screen;
        const QList<Question> questions = interview.nextQuestions();
        for (const Question &question : questions)
            screen << question.fact;
        screen << interview.openFacts();
        QString fact;
        for (const QString &candidate : std::as_const(screen))
            if (fact.isEmpty() && !asked.contains(candidate))
                fact = candidate;
        if (fact.isEmpty())
            break;
        asked << fact;
        const auto given = std::find_if(item.answers.cbegin(), item.answers.cend(), [&](const AnswerRecord &record) { return record.fact == fact; });
        if (given == item.answers.cend()) {
            unanswered << fact;
            continue;
        }
        const auto answered = interview.answer(fact, given->value, given->from);
        if (!answered.ok()) {
            QJsonObject failed = Output::errorObject(answered.error());
            failed.insert(u"asked"_s, QJsonArray::fromStringList(asked));
            return failed;
        }
    }
    QJsonArray notAsked;
    for (const Fact &fact : pack->facts())
        if (!asked.contains(fact.id))
            notAsked.append(fact.id);
    return {{u"asked"_s, QJsonArray::fromStringList(asked)}, {u"notAsked"_s, notAsked},
            {u"unanswered"_s, QJsonArray::fromStringList(unanswered)}, {u"outcome"_s, outcomeToJson(interview.outcome())}};
}

int forEachCase(const QStringList &words, const QString &option, Output &output,
                QJsonObject (*run)(const std::shared_ptr<const Pack> &, const CaseInput &))
{
    const PackArguments arguments = readArguments(words, option);
    if (!arguments.good) {
        output.usage(u"usage: zcctl pack … DIR %1 FILE [--out FILE]"_s.arg(option));
        return Usage;
    }
    const auto pack = open(arguments.folder, output);
    if (!pack)
        return Unreadable;
    QFile file(arguments.cases);
    if (!(arguments.cases == u"-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly))) {
        output.problem({ErrorKind::NotFound, u"CTL-FILE"_s, arguments.cases});
        return Unreadable;
    }
    const auto items = readCaseFile(*pack, file.readAll());
    if (!items.ok()) {
        output.problem(items.error());
        return Unreadable;
    }
    LineWriter writer(arguments.out, output);
    if (!writer.good()) {
        output.problem({ErrorKind::Invalid, u"CTL-FILE"_s, arguments.out});
        return Unreadable;
    }
    for (const CaseInput &item : *items)
        writer.write(run(pack, item));
    return Ok;
}

} // namespace

// Exit status of its own (guidance.md §14): 0 clean, 1 errors, 3 warnings only, 2 could not run.
int packVerify(const QStringList &given, Output &output)
{
    constexpr int kWarningsOnly = 3, kCouldNotRun = 2;
    // `--json FILE` writes the document there; the flag itself was taken out before.
    QStringList words = given;
    ReleaseTrust trust;
    if (const qsizetype at = words.indexOf(u"--signer"_s); at >= 0 && at + 1 < words.size()) {
        QFile file(words.at(at + 1));
        const auto key = file.open(QIODevice::ReadOnly) ? crypto::MinisignKey::fromText(file.readAll()) : Error{ErrorKind::NotFound, u"CTL-FILE"_s, file.fileName()};
        if (!key.ok()) {
            output.problem(key.error());
            return kCouldNotRun;
        }
        trust = {{*key}, true};
        words.remove(at, 2);
    }
    const bool intoFile = words.size() == 2 && output.json();
    if ((words.size() != 1 && !intoFile) || words.at(0).startsWith(u"--")) {
        output.usage(u"usage: zcctl pack verify (DIR | FILE.zcpack [--signer KEY.pub]) [--json [FILE]]"_s);
        return kCouldNotRun;
    }
    const auto report = verifyFolder(words.at(0), trust);
    if (!report.ok()) {
        output.problem(report.error());
        output.document(QJsonDocument(Output::errorObject(report.error())));
        return kCouldNotRun;
    }
    if (intoFile) {
        QFile file(words.at(1));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
            output.problem({ErrorKind::Invalid, u"CTL-FILE"_s, words.at(1)});
            return kCouldNotRun;
        }
        file.write(QJsonDocument(report->toJson()).toJson());
    } else {
        output.document(QJsonDocument(report->toJson()));
    }
    for (const Finding &finding : report->findings) {
        QStringList witness;
        for (const auto &[name, value] : finding.witness)
            witness << name + u'=' + asText(value.toJson());
        for (const auto &[name, value] : finding.scope)
            witness << name + u'=' + value;
        output.text(QStringList{finding.code, finding.level == Finding::Level::Error ? u"error"_s : u"warning"_s, oneLine(finding.place()),
                                oneLine(finding.message), oneLine(witness.join(u';'))}
                        .join(u'\t'));
    }
    return report->findings.isEmpty() ? Ok : report->hasErrors() ? DoesNotHold : kWarningsOnly;
}

int packEvaluate(const QStringList &words, Output &output)
{
    return forEachCase(words, u"--cases"_s, output, evaluateCase);
}

int packInterview(const QStringList &words, Output &output)
{
    return forEachCase(words, u"--answers"_s, output, playInterview);
}

} // namespace zc::ctl
