#include "searchindex.h"

#include "internal/readings.h"

#include <QHash>
#include <QReadWriteLock>
#include <QSet>

#include <algorithm>
#include <set>

namespace zc::store {

using namespace Qt::StringLiterals;

namespace {

constexpr int kReadings = 8;

bool isHan(char32_t c)
{
    return QChar::script(c) == QChar::Script_Han;
}

QString plainName(const QString &text)
{
    return text.normalized(QString::NormalizationForm_KC).trimmed().toLower();
}

// Digits and letters of an identifier or number, without separators, upper case.
QString plainCode(const QString &text)
{
    QString out;
    const QString plain = text.normalized(QString::NormalizationForm_KC);
    for (const QChar c : plain) {
        if (c.isLetterOrNumber())
            out.append(c.toUpper());
    }
    return out;
}

QString reversed(const QString &text)
{
    QString out = text;
    std::reverse(out.begin(), out.end());
    return out;
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

void overwrite(QString &text)
{
    text.fill(u' ');
    text.clear();
}

} // namespace

QList<QPair<QString, QString>> SearchIndex::readings(const QString &name)
{
    const QString plain = plainName(name);
    QList<QPair<QString, QString>> all{{QString(), QString()}};
    const auto extend = [&all](const QStringList &alternatives) {
        QList<QPair<QString, QString>> next;
        for (const auto &known : std::as_const(all)) {
            for (const QString &alternative : alternatives) {
                const QStringList words = alternative.split(u' ', Qt::SkipEmptyParts);
                QString initials;
                for (const QString &word : words)
                    initials += word.front();
                if (next.size() < kReadings)
                    next.append({known.first + words.join(QString()), known.second + initials});
            }
        }
        all = next;
    };
    QStringList surname;
    const int used = surnameReadings(plain, surname);
    if (used > 0)
        extend(surname);
    const QList<uint> points = QStringView(plain).sliced(used).toUcs4();
    QString word;
    const auto flush = [&] {
        if (!word.isEmpty())
            extend({word});
        word.clear();
    };
    for (const uint c : points) {
        const QStringList syllables = isHan(c) ? syllablesOf(c) : QStringList();
        if (!syllables.isEmpty()) {
            flush();
            extend(syllables);
        } else if (QChar::isLetterOrNumber(c) && !isHan(c)) {
            word += QString::fromUcs4(reinterpret_cast<const char32_t *>(&c), 1);
        } else {
            flush();
        }
    }
    flush();
    if (all.size() == 1 && all[0].first.isEmpty())
        all.clear();
    return all;
}

struct SearchIndex::Private {
    struct Entry {
        QUuid caseId;
        qint64 updatedMs = 0;
        QStringList names;
        QStringList codes;
        bool alive = true;
    };
    using Sorted = std::set<std::pair<QString, quint32>>;

    mutable QReadWriteLock lock;
    std::vector<Entry> entries;
    QHash<QUuid, quint32> byCase;
    QSet<QUuid> removedWhileBuilding;
    QHash<char32_t, std::vector<quint32>> han;             // entries whose names hold the character
    Sorted letters;                                        // full readings and initials
    Sorted codesReversed;                                  // suffix = prefix of the reversed text
    int dead = 0;
    bool building = false;

    void add(const SearchKeys &keys)
    {
        const quint32 index = quint32(entries.size());
        Entry entry{keys.caseId, keys.updatedMs, {}, {}, true};
        QSet<char32_t> characters;
        for (const QString &name : keys.names) {
            entry.names.append(plainName(name));
            for (const uint c : entry.names.last().toUcs4()) {
                if (isHan(c))
                    characters.insert(c);
            }
            for (const auto &reading : readings(name)) {
                letters.insert({reading.first, index});
                letters.insert({reading.second, index});
            }
        }
        for (const char32_t c : std::as_const(characters))
            han[c].push_back(index);
        for (const QString &code : keys.identifiers + keys.phones + keys.numbers) {
            entry.codes.append(plainCode(code));
            codesReversed.insert({reversed(entry.codes.last()), index});
        }
        byCase.insert(keys.caseId, index);
        entries.push_back(std::move(entry));
    }

    // The sorted sets lose the entry at once; posting lists drop it when they are rebuilt.
    void drop(const QUuid &caseId)
    {
        const auto found = byCase.constFind(caseId);
        if (found == byCase.constEnd())
            return;
        const quint32 index = *found;
        byCase.erase(found);
        Entry &entry = entries[index];
        for (QString &name : entry.names) {
            for (const auto &reading : readings(name)) {
                letters.erase({reading.first, index});
                letters.erase({reading.second, index});
            }
            overwrite(name);
        }
        for (QString &code : entry.codes) {
            codesReversed.erase({reversed(code), index});
            overwrite(code);
        }
        entry.names.clear();
        entry.codes.clear();
        entry.alive = false;
        ++dead;
    }

    void compact()
    {
        if (dead < 1000 || dead < int(entries.size()) / 2)
            return;
        for (auto it = han.begin(); it != han.end(); ++it)
            std::erase_if(*it, [this](quint32 index) { return !entries[index].alive; });
        dead = 0;                                          // slots stay, they are small; the lists were what cost time
    }

    struct Hit {
        quint32 index;
        int rank;                                          // 0 exact, 1 prefix, 2 contained
    };

    std::vector<Hit> byHan(const QString &query) const
    {
        std::vector<Hit> hits;
        const QList<uint> points = query.toUcs4();
        const std::vector<quint32> *shortest = nullptr;
        for (const uint c : points) {
            if (!isHan(c))
                continue;
            const auto found = han.constFind(c);
            if (found == han.constEnd())
                return hits;
            if (!shortest || found->size() < shortest->size())
                shortest = &*found;
        }
        for (const quint32 index : *shortest) {
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

    static std::vector<Hit> byPrefix(const Sorted &sorted, const QString &prefix)
    {
        std::vector<Hit> hits;
        for (auto it = sorted.lower_bound({prefix, 0}); it != sorted.end() && it->first.startsWith(prefix); ++it)
            hits.push_back({it->second, it->first.size() == prefix.size() ? 0 : 1});
        return hits;
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
    const QString plain = plainName(query);
    std::vector<Private::Hit> hits;
    switch (kindOf(plain)) {
    case Query::Nothing: break;
    case Query::Han: hits = m_d->byHan(plain); break;
    case Query::Letters: hits = Private::byPrefix(m_d->letters, plainCode(plain).toLower()); break;
    case Query::Code: hits = Private::byPrefix(m_d->codesReversed, reversed(plainCode(plain))); break;
    }
    // One case, one answer: its best rank.
    std::sort(hits.begin(), hits.end(), [](const auto &a, const auto &b) { return a.index != b.index ? a.index < b.index : a.rank < b.rank; });
    hits.erase(std::unique(hits.begin(), hits.end(), [](const auto &a, const auto &b) { return a.index == b.index; }), hits.end());
    const auto better = [this](const Private::Hit &a, const Private::Hit &b) {
        if (a.rank != b.rank)
            return a.rank < b.rank;
        const auto &left = m_d->entries[a.index], &right = m_d->entries[b.index];
        return left.updatedMs != right.updatedMs ? left.updatedMs > right.updatedMs : left.caseId < right.caseId;
    };
    SearchAnswer answer;
    answer.total = int(hits.size());
    answer.building = m_d->building;
    const size_t count = std::min(hits.size(), size_t(std::max(limit, 0)));
    std::partial_sort(hits.begin(), hits.begin() + qsizetype(count), hits.end(), better);
    for (size_t i = 0; i < count; ++i)
        answer.cases.append(m_d->entries[hits[i].index].caseId);
    return answer;
}

int SearchIndex::caseCount() const
{
    const QReadLocker guard(&m_d->lock);
    return int(m_d->byCase.size());
}

void SearchIndex::update(const QList<SearchKeys> &changed, const QList<QUuid> &removed)
{
    const QWriteLocker guard(&m_d->lock);
    for (const SearchKeys &keys : changed) {
        m_d->drop(keys.caseId);
        m_d->add(keys);
    }
    for (const QUuid &caseId : removed) {
        m_d->drop(caseId);
        if (m_d->building)
            m_d->removedWhileBuilding.insert(caseId);
    }
    m_d->compact();
}

void SearchIndex::load(const QList<SearchKeys> &keys)
{
    constexpr qsizetype kBatch = 500;                      // queries get their turn between batches
    for (qsizetype start = 0; start < keys.size(); start += kBatch) {
        const QWriteLocker guard(&m_d->lock);
        for (qsizetype i = start; i < qMin(start + kBatch, keys.size()); ++i) {
            if (!m_d->byCase.contains(keys[i].caseId) && !m_d->removedWhileBuilding.contains(keys[i].caseId))
                m_d->add(keys[i]);
        }
    }
}

void SearchIndex::setBuilding(bool building)
{
    const QWriteLocker guard(&m_d->lock);
    m_d->building = building;
    m_d->removedWhileBuilding.clear();
}

void SearchIndex::clear()
{
    const QWriteLocker guard(&m_d->lock);
    for (auto &entry : m_d->entries) {
        for (QString &name : entry.names)
            overwrite(name);
        for (QString &code : entry.codes)
            overwrite(code);
    }
    m_d->entries.clear();
    m_d->byCase.clear();
    m_d->han.clear();
    for (Private::Sorted *sorted : {&m_d->letters, &m_d->codesReversed}) {
        while (!sorted->empty()) {
            auto node = sorted->extract(sorted->begin());
            overwrite(node.value().first);
        }
    }
    m_d->dead = 0;
}

} // namespace zc::store
