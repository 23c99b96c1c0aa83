#include "internal/lean.h"

#include <QCborMap>
#include <QCborValue>

#include <algorithm>
#include <thread>

namespace zc::store {

using namespace Qt::StringLiterals;

namespace {

Error broken(const TableSpec &spec, const char *code)
{
    return {ErrorKind::Corrupt, QString::fromLatin1(code), QString::fromLatin1(spec.name)};
}

// Steps into the map under the cursor and hands over its members.
bool eachMember(CborCursor &cursor, const Member &member)
{
    for (quint64 left = cursor.enterMap(); left > 0 && cursor.ok(); --left) {
        const QByteArrayView name = cursor.text();
        if (!member(name, cursor))
            cursor.skip();
    }
    return cursor.ok();
}

QString textAt(CborCursor &cursor)                     // empty if it is no text; the value is consumed
{
    if (cursor.isText())
        return QString::fromUtf8(cursor.text());
    cursor.skip();
    return {};
}

QStringList textsAt(CborCursor &cursor)
{
    QStringList list;
    if (!cursor.isArray()) {
        cursor.skip();
        return list;
    }
    for (quint64 left = cursor.enterArray(); left > 0 && cursor.ok(); --left)
        list.append(textAt(cursor));
    return list;
}

QCborValue valueAt(CborCursor &cursor)
{
    const QByteArrayView item = cursor.item();
    return QCborValue::fromCbor(QByteArray::fromRawData(item.data(), item.size()));
}

} // namespace

Result<void> readBody(const TableSpec &spec, const Cells &keyAndRepeated, QByteArrayView plain, const Member &member)
{
    constexpr qsizetype kPad = 64;
    if (plain.isEmpty() || plain.size() % kPad != 0)
        return broken(spec, "STO-SEAL-BROKEN");
    CborCursor cursor(plain);
    bool same = false;
    const bool read = eachMember(cursor, [&](QByteArrayView name, CborCursor &value) {
        if (name != "#")
            return member(name, value);
        same = sameMap(valueAt(value).toMap(), spec.immutable(keyAndRepeated));
        return true;
    });
    if (!read)
        return broken(spec, "STO-SEAL-BROKEN");
    const QByteArrayView rest = plain.sliced(cursor.offset());
    if (rest.size() >= kPad || !std::all_of(rest.begin(), rest.end(), [](char c) { return c == 0; }))
        return broken(spec, "STO-SEAL-BROKEN");
    return same ? Result<void>() : Result<void>(broken(spec, "STO-SEAL-MISMATCH"));
}

Result<SearchKeys> openKeys(const SealedCodec &codec, const RawRow &row, qint64 updatedMs)
{
    const TableSpec &spec = Mapper<SearchKeys>::spec();
    const auto plain = codec.openBytes(spec.name, spec.rowId(row.cells), int(row.schema), row.revision, row.body);
    if (!plain)
        return plain.error();
    SearchKeys keys;
    keys.caseId = QUuid::fromRfc4122(std::get<QByteArray>(row.cells.first()));
    keys.updatedMs = updatedMs;
    const auto read = readBody(spec, row.cells, *plain, [&keys](QByteArrayView name, CborCursor &value) {
        QStringList *into = name == "names" ? &keys.names
            : name == "ids"                 ? &keys.identifiers
            : name == "phones"              ? &keys.phones
            : name == "numbers"             ? &keys.numbers
                                            : nullptr;
        if (into)
            *into = textsAt(value);
        return into != nullptr;
    });
    return read ? Result<SearchKeys>(keys) : Result<SearchKeys>(read.error());
}

Result<QList<SearchKeys>> allSearchKeys(Session &session)
{
    struct Row {
        RawRow raw;
        qint64 updatedMs;
    };
    std::vector<Row> rows;
    const TableSpec &spec = Mapper<SearchKeys>::spec();
    const auto outcome = session.db.each("SELECT case_id, updated_ms, sv, rv, body FROM " + spec.name + " ORDER BY updated_ms DESC", {},
                                         [&rows](const RowView &row) -> Result<void> {
                                             rows.push_back({{{row.bytes(0)}, row.integer(2), row.integer(3), row.bytes(4)}, row.integer(1)});
                                             return {};
                                         });
    if (!outcome)
        return outcome.error();
    // Opening costs ten times what reading costs; both cores of a desk take half of it.
    std::vector<std::optional<SearchKeys>> opened(rows.size());
    std::vector<Error> faults(2, Error{ErrorKind::Cancelled, {}, {}});
    const auto open = [&](size_t worker, size_t from, size_t to) {
        for (size_t i = from; i < to; ++i) {
            auto keys = openKeys(session.codec, rows[i].raw, rows[i].updatedMs);
            if (keys)
                opened[i] = std::move(*keys);
            else if (keys.error().kind != ErrorKind::Corrupt)
                faults[worker] = keys.error();
        }
    };
    std::thread other([&] { open(0, 0, rows.size() / 2); });
    open(1, rows.size() / 2, rows.size());
    other.join();
    for (const Error &fault : faults)
        if (fault.kind != ErrorKind::Cancelled)
            return fault;
    QList<SearchKeys> keys;
    keys.reserve(qsizetype(opened.size()));
    for (size_t i = 0; i < opened.size(); ++i) {
        if (opened[i])
            keys.append(std::move(*opened[i]));
        else
            session.damaged.append({QString::fromLatin1(spec.name), QString::fromLatin1(std::get<QByteArray>(rows[i].raw.cells.first()).toHex()), u"STO-SEAL-BROKEN"_s});
    }
    return keys;
}

Result<QList<CaseSummary>> caseSummaries(Session &session, const QByteArray &where, const Cells &arguments, const QStringList &members)
{
    const TableSpec &spec = Mapper<CaseRow>::spec();
    // "applicant.name" → applicant, name, place in the answer
    std::vector<std::pair<QByteArray, std::vector<std::pair<QByteArray, qsizetype>>>> wanted;
    for (qsizetype i = 0; i < members.size(); ++i) {
        const QByteArray object = members[i].section(u'.', 0, 0).toUtf8(), name = members[i].section(u'.', 1).toUtf8();
        auto place = std::find_if(wanted.begin(), wanted.end(), [&object](const auto &one) { return one.first == object; });
        if (place == wanted.end())
            place = wanted.insert(place, {object, {}});
        place->second.emplace_back(name, i);
    }
    QList<CaseSummary> list;
    const auto take = [&](const RowView &row) -> Result<void> {
        CaseSummary one;
        const QByteArray key = row.bytes(0);
        one.caseId = QUuid::fromRfc4122(key);
        one.createdMs = row.integer(1);
        one.updatedMs = row.integer(2);
        one.itemCode = row.text(3);
        one.state = row.text(4);
        one.baseRev = row.integer(5);
        one.hasReceipt = row.integer(9) != 0;
        one.members.resize(members.size());
        const Cells cells{key, one.createdMs};
        const auto plain = session.codec.openBytes(spec.name, spec.rowId(cells), int(row.integer(6)), row.integer(7), row.bytes(8));
        auto read = plain ? readBody(spec, cells, *plain, [&](QByteArrayView name, CborCursor &value) {
            QString *text = name == "title" ? &one.title : name == "provisional" ? &one.provisionalNumber : name == "provincial" ? &one.provincialNumber : nullptr;
            if (text) {
                *text = textAt(value);
                return true;
            }
            const auto inside = std::find_if(wanted.cbegin(), wanted.cend(), [name](const auto &object) { return object.first == name; });
            return inside != wanted.cend() && value.isMap() && eachMember(value, [&](QByteArrayView member, CborCursor &inner) {
                const auto found = std::find_if(inside->second.cbegin(), inside->second.cend(), [member](const auto &pair) { return pair.first == member; });
                if (found == inside->second.cend())
                    return false;
                one.members[found->second] = inner.isText() ? QJsonValue(QString::fromUtf8(inner.text())) : valueAt(inner).toJsonValue();
                return true;
            });
        }) : Result<void>(plain.error());
        if (read) {
            list.append(std::move(one));
            return {};
        }
        if (read.error().kind != ErrorKind::Corrupt)
            return read.error();
        session.damaged.append({QString::fromLatin1(spec.name), QString::fromLatin1(key.toHex()), read.error().code});
        return {};
    };
    const auto outcome = session.db.each("SELECT case_id, created_ms, updated_ms, item_code, state, base_rev, sv, rv, body, EXISTS (SELECT 1 FROM receipt WHERE receipt.case_id=case_file.case_id) FROM "
                                             + spec.name + where, arguments, take);
    return outcome ? Result<QList<CaseSummary>>(list) : Result<QList<CaseSummary>>(outcome.error());
}

} // namespace zc::store
