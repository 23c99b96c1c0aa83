#include "verbs/verbs.h"

#include "verb.h"

#include <feel/expression.h>

#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace zc::ctl {
namespace {

feel::Value fromJson(const QJsonValue &json)
{
    switch (json.type()) {
    case QJsonValue::Bool: return feel::Value(json.toBool());
    case QJsonValue::String: return feel::Value(json.toString());
    case QJsonValue::Double: {
        const bool whole = double(json.toInteger()) == json.toDouble();
        const auto number = feel::Decimal::fromText(whole ? QString::number(json.toInteger()) : QString::number(json.toDouble(), 'f', 12));
        return number ? feel::Value(*number) : feel::Value();
    }
    case QJsonValue::Array: {
        feel::List items;
        for (const QJsonValue &item : json.toArray())
            items << fromJson(item);
        return feel::Value(items);
    }
    default: return {};
    }
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
    const QJsonDocument json = QJsonDocument::fromJson(contextText.toUtf8());
    if (wrong || text.isEmpty() || !json.isObject()) {
        output.usage(u"usage: zcctl feel eval EXPR [--context JSON-OBJECT]"_s);
        return Usage;
    }
    feel::Context context;
    const QJsonObject names = json.object();
    for (auto it = names.begin(); it != names.end(); ++it)
        context.set(it.key(), fromJson(it.value()));
    const auto expression = feel::Expression::parse(text, {}, feel::Profile::Engine);
    if (!expression.ok()) {
        output.problem(expression.error());
        output.document(QJsonDocument(Output::errorObject(expression.error())));
        return Unreadable;
    }
    const feel::Evaluation result = expression->evaluate(context);
    QJsonArray diagnostics;
    for (const feel::Diagnostic &diagnostic : result.diagnostics)
        diagnostics.append(diagnostic.code + u' ' + diagnostic.detail);
    // A name without a value has none to show: FEEL knows only null for that.
    output.document(QJsonDocument(QJsonObject{{u"value"_s, result.value.toJson()}, {u"type"_s, result.value.typeName()}, {u"diagnostics"_s, diagnostics}}));
    output.text(result.value.text());
    return Ok;
}

} // namespace zc::ctl
