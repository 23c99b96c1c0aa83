#include "internal/lean.h"

#include <QCborArray>

#include <thread>

namespace zc::store {

using namespace Qt::StringLiterals;

namespace {

Error broken(const TableSpec &spec, const char *code)
{
    return {ErrorKind::Corrupt, QString::fromLatin1(code), QString::fromLatin1(spec.name)};
}

// Steps into the map under the reader and hands over its members.
bool eachMember(QCborStreamReader &reader, const Member &member)
{
    if (!reader.isMap() || !reader.enterContainer())
        return false;
    while (reader.lastError() == QCborError::NoError && reader.hasNext()) {
        const QString name = readText(reader);
        if (!member(name, reader) && !reader.next())
            return false;
    }
    return reader.lastError() == QCborError::NoError && reader.leaveContainer();
}

} // namespace

QString readText(QCborStreamReader &reader)
{
    if (!reader.isString()) {
        (void)reader.next();
        return {};
    }
    QString text;
    for (auto part = reader.readString(); part.status != QCborStreamReader::EndOfString; part = reader.readString()) {
        if (part.status == QCborStreamReader::Error)
            return {};
        text = text.isEmpty() ? part.data : text + part.data;
    }
    return text;
}

QStringList readTexts(QCborStreamReader &reader)
{
    QStringList list;
    if (!reader.isArray()) {
        (void)reader.next();
        return list;
    }
    if (!reader.enterContainer())
        return list;
    while (reader.lastError() == QCborError::NoError && reader.hasNext())
        list.append(readText(reader));
    (void)reader.leaveContainer();
    return list;
}

Result<void> readBody(const TableSpec &spec, const Cells &keyAndRepeated, QByteArrayView plain, const Member &member)
{
    constexpr qsizetype kPad = 64;
    if (plain.isEmpty() || plain.size() % kPad != 0)
        return broken(spec, "STO-SEAL-BROKEN");
    const QByteArray bytes = QByteArray::fromRawData(plain.data(), plain.size());
    QCborStreamReader reader(bytes);
    bool same = false;
    const bool read = eachMember(reader, [&](const QString &name, QCborStreamReader &value) {
        if (name != u"#")
            return member(name, value);
        same = sameMap(QCborValue::fromCbor(value).toMap(), spec.immutable(keyAndRepeated));
        return true;
    });
    if (!read)
        return broken(spec, "STO-SEAL-BROKEN");
    const QByteArrayView rest = plain.sliced(reader.currentOffset());
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
    const auto read = readBody(spec, row.cells, *plain, [&keys](const QString &name, QCborStreamReader &reader) {
        QStringList *into = name == u"names" ? &keys.names : name == u"ids" ? &keys.identifiers : name == u"phones" ? &keys.phones
            : name == u"numbers"                                                                  ? &keys.numbers
                                                                                                  : nullptr;
        if (into)
            *into = readTexts(reader);
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
    QHash<QString, QList<std::pair<QString, qsizetype>>> wanted;
    for (qsizetype i = 0; i < members.size(); ++i)
        wanted[members[i].section(u'.', 0, 0)].append({members[i].section(u'.', 1), i});
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
        auto read = plain ? readBody(spec, cells, *plain, [&](const QString &name, QCborStreamReader &reader) {
            QString *text = name == u"title" ? &one.title : name == u"provisional" ? &one.provisionalNumber : name == u"provincial" ? &one.provincialNumber : nullptr;
            if (text) {
                *text = readText(reader);
                return true;
            }
            const auto inside = wanted.constFind(name);
            return inside != wanted.cend() && reader.isMap() && eachMember(reader, [&](const QString &member, QCborStreamReader &value) {
                for (const auto &[wantedName, place] : *inside) {
                    if (wantedName != member)
                        continue;
                    one.members[place] = QCborValue::fromCbor(value).toJsonValue();
                    return true;
                }
                return false;
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
