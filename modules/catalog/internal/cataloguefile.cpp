#include "internal/cataloguefile.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace zc::catalog {
namespace {

constexpr int kApplicationId = 0x5A434154;      // ZCAT
constexpr int kFormat = 1;

// Between two names of one item: a phrase never reaches from one name into the next.
const QString kBorder = u" zzborderzz "_s;

const char *const kSchema = R"(
CREATE TABLE item(id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, aliases TEXT NOT NULL, department_id TEXT NOT NULL,
    department_name TEXT NOT NULL, version TEXT NOT NULL, pack TEXT NOT NULL, short_code TEXT NOT NULL, type TEXT NOT NULL, audience TEXT NOT NULL);
CREATE INDEX item_pack ON item(pack);
CREATE TABLE item_text(id INTEGER PRIMARY KEY REFERENCES item(id) ON DELETE CASCADE, han TEXT, pinyin TEXT, initials TEXT, codes TEXT);
CREATE VIRTUAL TABLE item_fts USING fts5(han, pinyin, initials, codes, content='item_text', content_rowid='id', tokenize='unicode61', prefix='1 2 3');
)";

std::string utf8(const QString &text) { return text.toStdString(); }
QString text(const SQLite::Column &column) { return QString::fromUtf8(column.getText()); }

Error failed(ErrorKind kind, const QString &code, const SQLite::Exception &problem)
{
    return Error{kind, code, u"sqlite %1"_s.arg(problem.getErrorCode())};
}

} // namespace

struct CatalogueFile::Handle {
    SQLite::Database database;
    explicit Handle(const QString &path) : database(utf8(path), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_FULLMUTEX, 3000)
    {
        database.exec("PRAGMA foreign_keys=ON; PRAGMA synchronous=NORMAL; PRAGMA trusted_schema=OFF;");
    }
};

CatalogueFile::CatalogueFile(const QString &path) : m_path(path) { }
CatalogueFile::~CatalogueFile() = default;

bool CatalogueFile::sound() const
{
    SQLite::Database &database = m_handle->database;
    if (database.execAndGet("PRAGMA application_id").getInt() != kApplicationId || database.execAndGet("PRAGMA user_version").getInt() != kFormat)
        return false;
    if (database.execAndGet("PRAGMA quick_check(1)").getString() != "ok")
        return false;
    database.exec("INSERT INTO item_fts(item_fts) VALUES('integrity-check')");       // throws where index and text differ
    return database.execAndGet("SELECT (SELECT count(*) FROM item) = (SELECT count(*) FROM item_text)").getInt() == 1;
}

void CatalogueFile::removeFiles() const
{
    for (const QString &suffix : {QString(), u"-journal"_s, u"-wal"_s, u"-shm"_s})
        QFile::remove(m_path + suffix);
}

Result<void> CatalogueFile::create()
{
    try {
        m_handle = std::make_unique<Handle>(m_path);
        SQLite::Transaction transaction(m_handle->database);
        m_handle->database.exec(kSchema);
        m_handle->database.exec(u"PRAGMA application_id=%1; PRAGMA user_version=%2"_s.arg(kApplicationId).arg(kFormat).toStdString());
        transaction.commit();
        return {};
    } catch (const SQLite::Exception &problem) {
        m_handle.reset();
        return failed(ErrorKind::Internal, u"CAT-OPEN"_s, problem);
    }
}

Result<void> CatalogueFile::open(bool *anew)
{
    *anew = false;
    QDir().mkpath(QFileInfo(m_path).path());
    if (QFileInfo(m_path).size() > 0) {
        try {
            m_handle = std::make_unique<Handle>(m_path);
            if (sound())
                return {};
        } catch (const SQLite::Exception &) {
            // not a database, or a broken one: it holds nothing that the packs do not hold
        }
        *anew = true;
    }
    m_handle.reset();
    removeFiles();
    return create();
}

Result<void> CatalogueFile::replace(const QString *packPath, const QList<CatalogItem> &items)
{
    try {
        SQLite::Database &database = m_handle->database;
        SQLite::Transaction transaction(database);
        // The index forgets by the words it was told, so it goes before the text. (Triggers would do this too, but they may not
        // touch a virtual table while the schema is not trusted.)
        if (packPath) {
            for (const char *sql : {"INSERT INTO item_fts(item_fts, rowid, han, pinyin, initials, codes) SELECT 'delete', id, han, pinyin, initials, codes "
                                    "FROM item_text WHERE id IN (SELECT id FROM item WHERE pack=?)",
                                    "DELETE FROM item_text WHERE id IN (SELECT id FROM item WHERE pack=?)", "DELETE FROM item WHERE pack=?"}) {
                SQLite::Statement gone(database, sql);
                gone.bind(1, utf8(*packPath));
                gone.exec();
            }
        } else {
            database.exec("INSERT INTO item_fts(item_fts) VALUES('delete-all'); DELETE FROM item_text; DELETE FROM item;");
        }
        SQLite::Statement row(database, "INSERT INTO item(code, name, aliases, department_id, department_name, version, pack, short_code, type, audience) "
                                        "VALUES(?,?,?,?,?,?,?,?,?,?)");
        SQLite::Statement searched(database, "INSERT INTO item_text(id, han, pinyin, initials, codes) VALUES(?,?,?,?,?)");
        SQLite::Statement indexed(database, "INSERT INTO item_fts(rowid, han, pinyin, initials, codes) VALUES(?,?,?,?,?)");
        for (const CatalogItem &item : items) {
            const QString fields[] = {item.code, item.name, item.aliases.join(u'\n'), item.departmentId, item.departmentName, item.version,
                                      item.packPath, item.shortCode, item.type, item.audience};
            for (int i = 0; i < 10; ++i)
                row.bind(i + 1, utf8(fields[i]));
            row.exec();
            row.reset();

            QStringList han, pinyin, initials, codes = codeFrom(item.code) + codeFrom(item.shortCode);
            for (const QString &name : QStringList{item.name} + item.aliases) {
                const QString plain = plainText(name);
                const Readings readings = readingsOf(plain);
                han << spaced(plain);
                pinyin += readings.pinyinFrom;
                initials += readings.initialsFrom;
            }
            for (QStringList *list : {&pinyin, &initials, &codes})
                list->removeDuplicates();
            const int64_t id = database.getLastInsertRowid();
            const QString words[] = {han.join(kBorder), pinyin.join(u' '), initials.join(u' '), codes.join(u' ')};
            for (SQLite::Statement *statement : {&searched, &indexed}) {
                statement->bind(1, id);
                for (int i = 0; i < 4; ++i)
                    statement->bind(i + 2, utf8(words[i]));
                statement->exec();
                statement->reset();
            }
        }
        transaction.commit();
        return {};
    } catch (const SQLite::Exception &problem) {
        return failed(ErrorKind::Internal, u"CAT-WRITE"_s, problem);
    }
}

Result<QList<std::pair<qint64, CatalogItem>>> CatalogueFile::all()
{
    try {
        QList<std::pair<qint64, CatalogItem>> items;
        SQLite::Statement rows(m_handle->database, "SELECT id, code, name, aliases, department_id, department_name, version, pack, short_code, type, "
                                                   "audience FROM item ORDER BY code");
        while (rows.executeStep()) {
            const QString aliases = text(rows.getColumn(3));
            items.append({rows.getColumn(0).getInt64(),
                          CatalogItem{text(rows.getColumn(1)), text(rows.getColumn(2)), aliases.isEmpty() ? QStringList() : aliases.split(u'\n'),
                                      text(rows.getColumn(4)), text(rows.getColumn(5)), text(rows.getColumn(6)), text(rows.getColumn(7)),
                                      text(rows.getColumn(8)), text(rows.getColumn(9)), text(rows.getColumn(10))}});
        }
        return items;
    } catch (const SQLite::Exception &problem) {
        return failed(ErrorKind::Corrupt, u"CAT-READ"_s, problem);
    }
}

Result<QList<qint64>> CatalogueFile::matching(const QList<Run> &runs)
{
    // Runs hold nothing but Han characters, letters and digits, so quoting them is safe. A single letter needs no pinyin:
    // whatever begins with it there begins with it among the initials, and the long list is read once less.
    QStringList terms;
    for (const Run &run : runs) {
        if (run.han)
            terms << u"han : \"%1\""_s.arg(spaced(run.text));
        else
            terms << (run.text.size() == 1 ? u"{initials codes} : \"%1\" *"_s : u"{pinyin initials codes} : \"%1\" *"_s).arg(run.text);
    }
    try {
        QList<qint64> ids;
        SQLite::Statement hits(m_handle->database, "SELECT rowid FROM item_fts WHERE item_fts MATCH ?");
        hits.bind(1, utf8(terms.join(u" AND "_s)));
        while (hits.executeStep())
            ids << hits.getColumn(0).getInt64();
        return ids;
    } catch (const SQLite::Exception &problem) {
        return failed(ErrorKind::Corrupt, u"CAT-READ"_s, problem);
    }
}

} // namespace zc::catalog
