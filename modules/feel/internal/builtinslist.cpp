// Lists (DMN 1.5, table 77).
#include "internal/builtins.h"
#include "internal/operators.h"

namespace zc::feel {

using namespace Qt::StringLiterals;

namespace {
bool same(const Value &a, const Value &b)
{
    return equal(a, b).value_or(false);
}

// A position counted from 1, or from the end when negative, as an index; -1 with a diagnostic when it lies outside.
qsizetype indexOf(const Call &call, const Value &position, qsizetype size)
{
    const auto place = position.number().rounded(0, Decimal::Rounding::Down).toInteger();
    const qint64 index = !place ? -1 : *place > 0 ? *place - 1 : *place < 0 ? size + *place : -1;
    if (index >= 0 && index < size)
        return index;
    call.fault(u"no position %1"_s.arg(position.number().text()));
    return -1;
}

Entry listContains(const Call &call)
{
    const List &list = call.at(0).list();
    call.work(list.size());
    return known(Value(std::any_of(list.cbegin(), list.cend(), [&](const Value &item) { return same(item, call.at(1)); })));
}

Entry count(const Call &call)
{
    return known(Value(Decimal(call.at(0).list().size())));
}

Entry sublist(const Call &call)
{
    const List &list = call.at(0).list();
    const qsizetype start = indexOf(call, call.at(1), list.size());
    if (start < 0)
        return known({});
    const auto length = call.has(2) ? call.at(2).number().rounded(0, Decimal::Rounding::Down).toInteger() : std::optional(list.size() - start);
    if (!length || *length < 0 || *length > list.size() - start)
        return known(call.fault(u"no such length"_s));
    return call.work(*length) ? known(Value(list.mid(start, *length))) : known({});
}

Entry append(const Call &call)
{
    return call.work(call.at(0).list().size()) ? known(Value(call.at(0).list() + call.arguments().mid(1))) : known({});
}

Entry concatenate(const Call &call)
{
    List result;
    for (const Value &list : call.arguments()) {
        if (!call.work(list.list().size()))
            return known({});
        result << list.list();
    }
    return known(Value(result));
}

Entry insertBefore(const Call &call)
{
    List list = call.at(0).list();
    const qsizetype index = indexOf(call, call.at(1), list.size());
    if (index < 0 || !call.work(list.size()))
        return known({});
    list.insert(index, call.at(2));
    return known(Value(list));
}

Entry remove(const Call &call)
{
    List list = call.at(0).list();
    const qsizetype index = indexOf(call, call.at(1), list.size());
    if (index < 0 || !call.work(list.size()))
        return known({});
    list.removeAt(index);
    return known(Value(list));
}

Entry replaceAt(const Call &call)
{
    List list = call.at(0).list();
    const qsizetype index = indexOf(call, call.at(1), list.size());
    if (index < 0 || !call.work(list.size()))
        return known({});
    list[index] = call.at(2);
    return known(Value(list));
}

Entry replaceMatching(const Call &call)
{
    List list = call.at(0).list();
    for (Value &item : list) {
        const Entry answer = invoke(*call.at(1).function(), {item, call.at(2)}, {}, call.run());
        if (answer.state != FactState::Known)
            return answer;
        if (!answer.value.isBoolean())
            return known(call.fault(u"the match function answers with a %1"_s.arg(answer.value.typeName())));
        if (answer.value.boolean())
            item = call.at(2);
    }
    return known(Value(list));
}

Entry reverse(const Call &call)
{
    const List &list = call.at(0).list();
    return call.work(list.size()) ? known(Value(List(list.crbegin(), list.crend()))) : known({});
}

Entry positions(const Call &call)
{
    const List &list = call.at(0).list();
    List result;
    call.work(list.size());
    for (qsizetype i = 0; i < list.size(); ++i)
        if (same(list.at(i), call.at(1)))
            result << Value(Decimal(i + 1));
    return known(Value(result));
}

// FEEL's equality has no hash, so every element is compared with all kept so far; the steps say how far that may go.
Entry distinct(const Call &call, const List &list)
{
    List result;
    for (const Value &item : list) {
        if (!call.work(result.size() + 1))
            return known({});
        if (std::none_of(result.cbegin(), result.cend(), [&item](const Value &kept) { return same(kept, item); }))
            result << item;
    }
    return known(Value(result));
}

Entry distinctValues(const Call &call)
{
    return distinct(call, call.at(0).list());
}

Entry unite(const Call &call)
{
    const Entry all = concatenate(call);
    return all.value.isList() ? distinct(call, all.value.list()) : all;
}

bool flattenInto(const Call &call, const List &list, List &result)
{
    for (const Value &item : list) {
        if (!call.work(1))
            return false;
        if (!item.isList())
            result << item;
        else if (!flattenInto(call, item.list(), result))
            return false;
    }
    return true;
}

Entry flatten(const Call &call)
{
    List result;
    return flattenInto(call, call.at(0).list(), result) ? known(Value(result)) : known({});
}

// A merge sort of its own: a function that contradicts itself may give any order, but never anything worse.
class Sorter {
public:
    explicit Sorter(const Call &call) : m_call(call) {}
    Entry run()
    {
        List list = m_call.at(0).list();
        List buffer = list;
        sort(list, buffer, 0, list.size());
        return m_trouble ? *m_trouble : known(Value(list));
    }

private:
    bool precedes(const Value &a, const Value &b)
    {
        if (!m_call.work(1)) {
            m_trouble = known({});
            return false;
        }
        if (!m_call.has(1)) {
            const auto found = order(a, b);
            if (!found)
                m_trouble = known(m_call.fault(u"elements that do not compare"_s));
            return found && *found < 0;
        }
        const Entry answer = invoke(*m_call.at(1).function(), {a, b}, {}, m_call.run());
        if (answer.state != FactState::Known)
            m_trouble = answer;
        else if (!answer.value.isBoolean())
            m_trouble = known(m_call.fault(u"the sort function answers with a %1"_s.arg(answer.value.typeName())));
        return answer.value.isBoolean() && answer.value.boolean();
    }

    void sort(List &list, List &buffer, qsizetype begin, qsizetype end)
    {
        if (end - begin < 2 || m_trouble)
            return;
        const qsizetype middle = begin + (end - begin) / 2;
        sort(list, buffer, begin, middle);
        sort(list, buffer, middle, end);
        qsizetype left = begin, right = middle;
        for (qsizetype i = begin; i < end && !m_trouble; ++i) {
            const bool takeRight = left == middle || (right < end && precedes(list.at(right), list.at(left)));
            buffer[i] = list.at(takeRight ? right++ : left++);
        }
        if (!m_trouble)
            std::copy(buffer.cbegin() + begin, buffer.cbegin() + end, list.begin() + begin);
    }

    const Call &m_call;
    std::optional<Entry> m_trouble;
};

Entry sorted(const Call &call)
{
    return Sorter(call).run();
}
} // namespace

QList<Builtin> listBuiltins()
{
    return {
        {"list contains", {{"list:l,element:a", listContains}}},
        {"count", {{"list:l", count}}},
        {"sublist", {{"list:l,start position:n,length:n?", sublist}}},
        {"append", {{"list:l,item:a*", append}}},
        {"concatenate", {{"list:l,list2:l?*", concatenate}}},
        {"insert before", {{"list:l,position:n,newItem:a", insertBefore}}},
        {"remove", {{"list:l,position:n", remove}}},
        {"list replace", {{"list:l,position:n,newItem:a", replaceAt}, {"list:l,match:f,newItem:a", replaceMatching}}},
        {"reverse", {{"list:l", reverse}}},
        {"index of", {{"list:l,match:a", positions}}},
        {"union", {{"list:l,list2:l?*", unite}}},
        {"distinct values", {{"list:l", distinctValues}}},
        {"flatten", {{"list:l", flatten}}},
        {"sort", {{"list:l,precedes:f?", sorted}}},
    };
}

} // namespace zc::feel
