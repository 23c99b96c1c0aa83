#include "searchindex.h"

#include "internal/prefixtable.h"
#include "internal/readings.h"

#include <QHash>
#include <QReadWriteLock>

#include <algorithm>
#include <thread>

namespace zc::store {

using namespace Qt::StringLiterals;

namespace {

QString plainName(const QString &text)
{
    return text.normalized(QString::NormalizationForm_KC).trimmed().toLower();
}

// Digits and letters of an identifier or number, without separators, upper case.
QString plainCode(const QString &text)
{
    QString out;
    const QString plain = text.normalized(QString::NormalizationForm_KC);
    out.reserve(plain.size());
    for (const QChar c : plain) {
        if (c.isLetterOrNumber())
            out.append(c.toUpper());
    }
    return out;
}

// A suffix is a prefix of the reversed text.
QByteArray reversedCode(const QString &text)
{
    QString code = plainCode(text);
    std::reverse(code.begin(), code.end());
    return code.toUtf8();
}

enum class Query { Nothing, Han, Letters, Code };

Query kindOf(const QString &plain)
{
    bool digits = false;
    const QList<uint> points = plain.toUcs4();
    for (const uint c : points) {
        if (isHan(c))
            return Query::Han;
        digits = digits || QChar::isDigit(c);
    }
    if (digits)
        return plainCode(plain).size() >= 4 ? Query::Code : Query::Nothing;
    return plainCode(plain).isEmpty() ? Query::Nothing : Query::Letters;
}

struct Entry {
    QUuid caseId;
    qint64 updatedMs = 0;
    QStringList names;
    bool alive = true;
};

struct Hit {
    quint32 index;
    int rank;                                              // 0 exact, 1 prefix, 2 contained
};

// Everything searchable. An entry is never changed: a newer state of a case is a new entry, the old one is no longer alive.
struct Data {
    std::vector<Entry> entries;
    QHash<QUuid, quint32> byCase;
    QHash<char32_t, std::vector<quint32>> han;             // entries whose names hold the character
    PrefixTable letters;                                   // full readings and initials
    PrefixTable codes;                                     // reversed

    template <class AddLetters, class AddCode> void add(const SearchKeys &keys, AddLetters addLetters, AddCode addCode);
    void add(const SearchKeys &keys);
    void build(const QList<SearchKeys> &keys);
    void drop(const QUuid &caseId);
    void overwrite();
    std::vector<Hit> byHan(const QString &query) const;
    std::vector<Hit> byPrefix(const PrefixTable &table, const QByteArray &prefix) const;
};

template <class AddLetters, class AddCode>
void Data::add(const SearchKeys &keys, AddLetters addLetters, AddCode addCode)
{
    const auto index = quint32(entries.size());
    Entry entry{keys.caseId, keys.updatedMs, {}, true};
    for (const QString &name : keys.names) {
        entry.names.append(plainName(name));
        for (const uint c : entry.names.last().toUcs4()) {
            if (!isHan(c))
                continue;
            std::vector<quint32> &list = han[c];
            if (list.empty() || list.back() != index)
                list.push_back(index);
        }
        addLetters(entry.names.last(), index);
    }
    for (const QStringList *codeList : {&keys.identifiers, &keys.phones, &keys.numbers}) {
        for (const QString &code : *codeList)
            addCode(reversedCode(code), index);
    }
    byCase.insert(keys.caseId, index);
    entries.push_back(std::move(entry));
}

void Data::add(const SearchKeys &keys)
{
    const auto addLetters = [this](const QString &name, quint32 index) {
        for (const auto &[full, initials] : nameReadings(name)) {
            letters.add(full, index);
            letters.add(initials, index);
        }
    };
    add(keys, addLetters, [this](const QByteArray &code, quint32 index) { codes.add(code, index); });
}

void Data::build(const QList<SearchKeys> &keys)
{
    entries.reserve(size_t(keys.size()));
    byCase.reserve(keys.size());
    const auto laterLetters = [](const QString &, quint32) {};
    for (const SearchKeys &one : keys) {
        drop(one.caseId);
        add(one, laterLetters, [this](const QByteArray &code, quint32 index) { codes.addBulk(code, index); });
    }
    // The readings cost as much as all the rest; they run beside the sorting of the numbers.
    std::thread sorter([this] { codes.seal(); });
    for (quint32 index = 0; index < entries.size(); ++index) {
        for (const QString &name : std::as_const(entries[index].names)) {
            for (const auto &[full, initials] : nameReadings(name)) {
                letters.addBulk(full, index);
                letters.addBulk(initials, index);
            }
        }
    }
    letters.seal();
    sorter.join();
}

void Data::drop(const QUuid &caseId)
{
    const auto found = byCase.constFind(caseId);
    if (found == byCase.constEnd())
        return;
    entries[*found].alive = false;
    byCase.erase(found);
}

void Data::overwrite()
{
    for (Entry &entry : entries) {
        for (QString &name : entry.names)
            name.fill(u' ');
    }
    entries.clear();
    byCase.clear();
    han.clear();
    letters.overwrite();
    codes.overwrite();
}

std::vector<Hit> Data::byHan(const QString &query) const
{
    const std::vector<quint32> *shortest = nullptr;
    for (const uint c : query.toUcs4()) {
        if (!isHan(c))
            continue;
        const auto found = han.constFind(c);
        if (found == han.constEnd())
            return {};
        if (!shortest || found->size() < shortest->size())
            shortest = &*found;
    }
    std::vector<Hit> hits;
    for (const quint32 index : *shortest) {
        if (!entries[index].alive)
            continue;
        int rank = 3;
        for (const QString &name : entries[index].names) {
            const qsizetype at = name.indexOf(query);
            if (at >= 0)
                rank = std::min(rank, name == query ? 0 : at == 0 ? 1 : 2);
        }
        if (rank < 3)
            hits.push_back({index, rank});
    }
    return hits;
}

std::vector<Hit> Data::byPrefix(const PrefixTable &table, const QByteArray &prefix) const
{
    std::vector<Hit> hits;
    table.find(prefix, [&](quint32 index, bool whole) {
        if (entries[index].alive)
            hits.push_back({index, whole ? 0 : 1});
    });
    // One case, one answer: its best rank.
    std::sort(hits.begin(), hits.end(), [](const Hit &a, const Hit &b) { return a.index != b.index ? a.index < b.index : a.rank < b.rank; });
    hits.erase(std::unique(hits.begin(), hits.end(), [](const Hit &a, const Hit &b) { return a.index == b.index; }), hits.end());
    return hits;
}

} // namespace

QList<QPair<QString, QString>> SearchIndex::readings(const QString &name)
{
    QList<QPair<QString, QString>> list;
    for (const auto &[full, initials] : nameReadings(plainName(name)))
        list.append({QString::fromUtf8(full), QString::fromUtf8(initials)});
    return list;
}

struct SearchIndex::Private {
    mutable QReadWriteLock lock;
    Data data;
    bool building = false;
    QList<SearchKeys> changedMeanwhile;                    // while building: newer than what load() brings
    QList<QUuid> removedMeanwhile;

    void apply(const QList<SearchKeys> &changed, const QList<QUuid> &removed)
    {
        for (const SearchKeys &keys : changed) {
            data.drop(keys.caseId);
            data.add(keys);
        }
        for (const QUuid &caseId : removed)
            data.drop(caseId);
    }
};

SearchIndex::SearchIndex() : m_d(std::make_unique<Private>()) {}

SearchIndex::~SearchIndex()
{
    clear();
}

SearchAnswer SearchIndex::search(const QString &query, int limit) const
{
    const QReadLocker guard(&m_d->lock);
    const Data &data = m_d->data;
    const QString plain = plainName(query);
    std::vector<Hit> hits;
    switch (kindOf(plain)) {
    case Query::Nothing: break;
    case Query::Han: hits = data.byHan(plain); break;
    case Query::Letters: hits = data.byPrefix(data.letters, plainCode(plain).toLower().toUtf8()); break;
    case Query::Code: hits = data.byPrefix(data.codes, reversedCode(plain)); break;
    }
    const auto better = [&data](const Hit &a, const Hit &b) {
        if (a.rank != b.rank)
            return a.rank < b.rank;
        const Entry &left = data.entries[a.index], &right = data.entries[b.index];
        return left.updatedMs != right.updatedMs ? left.updatedMs > right.updatedMs : left.caseId < right.caseId;
    };
    SearchAnswer answer;
    answer.total = int(hits.size());
    answer.building = m_d->building;
    const size_t count = std::min(hits.size(), size_t(std::max(limit, 0)));
    std::partial_sort(hits.begin(), hits.begin() + qsizetype(count), hits.end(), better);
    for (size_t i = 0; i < count; ++i)
        answer.cases.append(data.entries[hits[i].index].caseId);
    return answer;
}

int SearchIndex::caseCount() const
{
    const QReadLocker guard(&m_d->lock);
    return int(m_d->data.byCase.size());
}

void SearchIndex::update(const QList<SearchKeys> &changed, const QList<QUuid> &removed)
{
    const QWriteLocker guard(&m_d->lock);
    if (m_d->building) {
        m_d->changedMeanwhile += changed;
        for (const QUuid &caseId : removed)
            m_d->changedMeanwhile.removeIf([&](const SearchKeys &keys) { return keys.caseId == caseId; });
        m_d->removedMeanwhile += removed;
    }
    m_d->apply(changed, removed);
}

void SearchIndex::load(const QList<SearchKeys> &keys)
{
    Data fresh;
    fresh.build(keys);                                     // beside the queries, not instead of them
    const QWriteLocker guard(&m_d->lock);
    std::swap(m_d->data, fresh);
    for (const QUuid &caseId : std::as_const(m_d->removedMeanwhile))
        m_d->data.drop(caseId);
    m_d->apply(m_d->changedMeanwhile, {});
    fresh.overwrite();
}

void SearchIndex::setBuilding(bool building)
{
    const QWriteLocker guard(&m_d->lock);
    m_d->building = building;
    m_d->changedMeanwhile.clear();
    m_d->removedMeanwhile.clear();
}

void SearchIndex::clear()
{
    const QWriteLocker guard(&m_d->lock);
    m_d->data.overwrite();
    m_d->changedMeanwhile.clear();
    m_d->removedMeanwhile.clear();
}

} // namespace zc::store
