// Contexts, conversions to text and the functions that fit nowhere else (DMN 1.5, tables 72, 74, 80).
#include "internal/builtins.h"
#include "internal/operators.h"

#include <feel/record.h>

namespace zc::feel {

using namespace Qt::StringLiterals;

namespace {
Entry getValue(const Call &call)
{
    const Value *entry = call.at(0).record().find(call.at(1).string());
    return known(entry ? *entry : call.fault(u"no entry \"%1\""_s.arg(call.at(1).string())));
}

Entry getValueByPath(const Call &call)
{
    Value value = call.at(0);
    for (const Value &key : call.at(1).list()) {
        if (!key.isString() || !value.isContext() || !value.record().contains(key.string()))
            return known(call.fault(u"no such entry"_s));
        const Value inner = *value.record().find(key.string());
        value = inner;
    }
    return known(value);
}

Entry getEntries(const Call &call)
{
    List entries;
    for (const Record::Entry &entry : call.at(0).record().entries())
        entries << Value(Record{{u"key"_s, Value(entry.first)}, {u"value"_s, entry.second}});
    return known(Value(entries));
}

Entry contextFrom(const Call &call)
{
    Record record;
    if (!call.work(call.at(0).list().size()))
        return known({});
    for (const Value &item : call.at(0).list()) {
        const Value *key = item.isContext() ? item.record().find(u"key"_s) : nullptr;
        const Value *value = item.isContext() ? item.record().find(u"value"_s) : nullptr;
        if (!key || !key->isString() || !value || record.contains(key->string()))
            return known(call.fault(u"entries with a key of their own and a value"_s));
        record.insert(key->string(), *value);
    }
    return known(Value(record));
}

Entry contextPut(const Call &call)
{
    Record record = call.at(0).record();
    record.insert(call.at(1).string(), call.at(2));
    return call.work(record.size()) ? known(Value(record)) : known({});
}

std::optional<Value> putInside(const Value &context, const List &keys, qsizetype index, const Value &value)
{
    if (index == keys.size())
        return value;
    if (!context.isContext() || !keys.at(index).isString())
        return std::nullopt;
    const QString key = keys.at(index).string();
    Record record = context.record();
    const Value *inside = record.find(key);
    const bool last = index == keys.size() - 1;
    if (!inside && !last)
        return std::nullopt;
    const auto entry = putInside(last ? Value() : *inside, keys, index + 1, value);
    if (!entry)
        return std::nullopt;
    record.insert(key, *entry);
    return Value(record);
}

Entry contextPutByPath(const Call &call)
{
    const List &keys = call.at(1).list();
    // As deep as values may nest, not as long as the list happens to be.
    const auto result = keys.isEmpty() || keys.size() > call.at(0).nesting() + 1 ? std::nullopt : putInside(call.at(0), keys, 0, call.at(2));
    return known(result ? *result : call.fault(u"no such entry"_s));
}

Entry contextMerge(const Call &call)
{
    Record record;
    for (const Value &item : call.at(0).list()) {
        if (!item.isContext())
            return known(call.fault(u"a %1 among the contexts"_s.arg(item.typeName())));
        if (!call.work(item.record().size()))
            return known({});
        for (const Record::Entry &entry : item.record().entries())
            record.insert(entry.first, entry.second);
    }
    return known(Value(record));
}

Entry toString(const Call &call)
{
    return known(call.at(0).isNull() ? Value() : Value(plainText(call.at(0))));
}

Entry negation(const Call &call)
{
    const Value &value = call.at(0);
    if (value.isNull())
        return known({});
    return known(value.isBoolean() ? Value(!value.boolean()) : call.fault(u"not of a %1"_s.arg(value.typeName())));
}

Entry isIdentical(const Call &call)
{
    return known(Value(isSame(call.at(0), call.at(1))));
}
} // namespace

QList<Builtin> contextBuiltins()
{
    return {
        {"get value", {{"m:c,key:s", getValue}, {"m:c,keys:l", getValueByPath}}},
        {"get entries", {{"m:c", getEntries}}},
        {"context", {{"entries:l", contextFrom}}},
        {"context put", {{"context:c,key:s,value:a", contextPut}, {"context:c,keys:l,value:a", contextPutByPath}}},
        {"context merge", {{"contexts:l", contextMerge}}},
        {"string", {{"from:a", toString}}},
        {"not", {{"negand:a", negation}}},
        {"is", {{"value1:a,value2:a", isIdentical}}},
    };
}

} // namespace zc::feel
