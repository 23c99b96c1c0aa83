#include "verbs/verbs.h"

#include "verb.h"

#include <feel/expression.h>
#include <feel/record.h>

#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace zc::ctl {
namespace {

// JSON is FEEL but for three escapes, and FEEL reads its numbers digit by digit where a JSON reader would round them.
QString asFeel(const QString &json)
{
    QString text;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const QChar next = json.at(i) == u'\\' && i + 1 < json.size() ? json.at(i + 1) : QChar();
        i += next.isNull() ? 0 : 1;
        if (next == u'/')
            text += u'/';
        else if (next == u'b')
            text += u"\\u0008"_s;
        else if (next == u'f')
            text += u"\\u000c"_s;
        else if (next.isNull())
            text += json.at(i);
        else
            text += QStringView(json).mid(i - 1, 2);
    }
    return text;
}

std::optional<feel::Record> readContext(const QString &json)
{
    if (!QJsonDocument::fromJson(json.toUtf8()).isObject())
        return std::nullopt;
    feel::Limits limits;
    limits.textLength = 64 * 1024 * 1024;
    const auto expression = feel::Expression::parse(asFeel(json), feel::Scope(), feel::Profile::Engine, nullptr, limits);
    const feel::Value value = expression.ok() ? expression->evaluate(feel::Context(), limits).value : feel::Value();
    return value.isContext() ? std::optional(value.record()) : std::nullopt;
}

} // namespace

int feelEval(const QStringList &words, Output &output)
{
    QString text, contextText = u"{}"_s;
    bool wrong = false;
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (words.at(i) == u"--context" && i + 1 < words.size())
            contextText = words.at(++i);
        else if (text.isEmpty())
            text = words.at(i);
        else
            wrong = true;
    }
    const auto names = readContext(contextText);
    if (wrong || text.isEmpty() || !names) {
        output.usage(u"usage: zcctl feel eval EXPR [--context JSON-OBJECT]"_s);
        return Usage;
    }
    feel::Context context;
    feel::Scope scope;
    context.setComplete(true);
    for (const feel::Record::Entry &entry : names->entries()) {
        context.set(entry.first, entry.second);
        scope.insert(entry.first, feel::Type::shapeOf(entry.second));
    }
    const auto expression = feel::Expression::parse(text, feel::Names(scope));
    if (!expression.ok()) {
        output.problem(expression.error());
        output.document(QJsonDocument(Output::errorObject(expression.error())));
        return Unreadable;
    }
    const feel::Evaluation result = expression->evaluate(context);
    QJsonArray diagnostics;
    for (const feel::Diagnostic &diagnostic : result.diagnostics)
        diagnostics.append(diagnostic.code + u' ' + diagnostic.detail);
    output.document(QJsonDocument(QJsonObject{{u"value"_s, result.value.toJson()}, {u"type"_s, result.value.typeName()}, {u"diagnostics"_s, diagnostics}}));
    output.text(result.value.text());
    return Ok;
}

} // namespace zc::ctl
