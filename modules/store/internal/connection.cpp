#include "internal/connection.h"

#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

#include <sqlite3.h>

#include <cerrno>

namespace zc::store {

using namespace Qt::StringLiterals;

QCborValue cborOf(const Cell &cell)
{
    if (const auto *number = std::get_if<qint64>(&cell))
        return *number;
    if (const auto *bytes = std::get_if<QByteArray>(&cell))
        return *bytes;
    if (const auto *text = std::get_if<QString>(&cell))
        return *text;
    return QCborValue(nullptr);
}

QByteArray RowView::bytes(int column) const
{
    const SQLite::Column value = m_statement.getColumn(column);
    const auto *data = static_cast<const char *>(value.getBlob());
    return QByteArray(data, value.getBytes());
}

QString RowView::text(int column) const
{
    return QString::fromUtf8(bytes(column));
}

Cell RowView::cell(int column) const
{
    const SQLite::Column value = m_statement.getColumn(column);
    if (value.isNull())
        return {};
    if (value.isInteger())
        return qint64(value.getInt64());
    if (value.isText())
        return text(column);
    return bytes(column);
}

Error Connection::translate(const SQLite::Exception &exception) const
{
    const int code = exception.getErrorCode();
    const QString detail = u"sqlite %1 (%2)"_s.arg(exception.getExtendedErrorCode()).arg(code);
    switch (code) {
    case SQLITE_FULL:
        return {ErrorKind::Denied, u"STO-DISK-FULL"_s, detail};
    case SQLITE_IOERR: {
        // A full disk may come as an I/O error; ask the disk before blaming it.
        const int systemError = m_database ? sqlite3_system_errno(m_database->getHandle()) : errno;
        const qint64 free = QStorageInfo(QFileInfo(QString::fromUtf8(m_path)).absolutePath()).bytesAvailable();
        if (systemError == ENOSPC || systemError == EDQUOT || (free >= 0 && free < 64 * 1024))
            return {ErrorKind::Denied, u"STO-DISK-FULL"_s, detail};
        return {ErrorKind::Internal, u"STO-IO"_s, detail};
    }
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return {ErrorKind::Internal, u"STO-IO"_s, detail};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
        return {ErrorKind::Corrupt, u"STO-CORRUPT"_s, detail};
    case SQLITE_CONSTRAINT:
        return {ErrorKind::Conflict, u"STO-CONSTRAINT"_s, detail};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorKind::Denied, u"STO-BUSY"_s, detail};
    default:
        return {ErrorKind::Internal, u"STO-SQL"_s, detail + u' ' + QString::fromUtf8(exception.what())};
    }
}

Result<std::unique_ptr<Connection>> Connection::open(const QString &path, Mode mode)
{
    std::unique_ptr<Connection> connection(new Connection);
    connection->m_path = path.toUtf8();
    try {
        const int flags = mode == Mode::Writer ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE : SQLite::OPEN_READONLY;
        connection->m_database = std::make_unique<SQLite::Database>(path.toStdString(), flags, 0);
        if (mode == Mode::Writer) {
            connection->m_database->exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0;"
                                         "PRAGMA journal_size_limit=16777216; PRAGMA secure_delete=ON");
            QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        }
        connection->m_database->exec("PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF;"
                                     "PRAGMA foreign_keys=ON; PRAGMA cell_size_check=ON");
    } catch (const SQLite::Exception &exception) {
        return connection->translate(exception);
    }
    return connection;
}

SQLite::Statement &Connection::prepared(const QByteArray &sql)
{
    auto found = m_statements.find(sql);
    if (found == m_statements.end())
        found = m_statements.insert(sql, std::make_shared<SQLite::Statement>(*m_database, sql.toStdString()));
    return **found;
}

namespace {

void bindAll(SQLite::Statement &statement, const Cells &arguments)
{
    statement.reset();
    statement.clearBindings();
    for (int i = 0; i < arguments.size(); ++i) {
        const Cell &cell = arguments[i];
        if (const auto *number = std::get_if<qint64>(&cell))
            statement.bind(i + 1, int64_t(*number));
        else if (const auto *bytes = std::get_if<QByteArray>(&cell))
            statement.bind(i + 1, bytes->isNull() ? "" : bytes->constData(), int(bytes->size()));
        else if (const auto *text = std::get_if<QString>(&cell))
            statement.bind(i + 1, text->toStdString());
        else
            statement.bind(i + 1);
    }
}

// A statement left half read would hold its snapshot open.
struct ResetAtEnd {
    SQLite::Statement &statement;
    ~ResetAtEnd() { statement.tryReset(); }
};

} // namespace

Result<void> Connection::exec(const char *sql)
{
    try {
        m_database->exec(sql);
        return {};
    } catch (const SQLite::Exception &exception) {
        return translate(exception);
    }
}

Result<qint64> Connection::run(const QByteArray &sql, const Cells &arguments)
{
    try {
        SQLite::Statement &statement = prepared(sql);
        const ResetAtEnd reset{statement};
        bindAll(statement, arguments);
        return qint64(statement.exec());
    } catch (const SQLite::Exception &exception) {
        return translate(exception);
    }
}

Result<void> Connection::each(const QByteArray &sql, const Cells &arguments, const std::function<Result<void>(const RowView &)> &row)
{
    try {
        SQLite::Statement &statement = prepared(sql);
        const ResetAtEnd reset{statement};
        bindAll(statement, arguments);
        const RowView view(statement);
        while (statement.executeStep()) {
            if (auto outcome = row(view); !outcome.ok())
                return outcome;
        }
        return {};
    } catch (const SQLite::Exception &exception) {
        return translate(exception);
    }
}

Result<std::optional<Cells>> Connection::first(const QByteArray &sql, const Cells &arguments, int columns)
{
    try {
        SQLite::Statement &statement = prepared(sql);
        const ResetAtEnd reset{statement};
        bindAll(statement, arguments);
        if (!statement.executeStep())
            return std::optional<Cells>();
        const RowView view(statement);
        Cells cells;
        for (int i = 0; i < columns; ++i)
            cells.append(view.cell(i));
        return std::optional(cells);
    } catch (const SQLite::Exception &exception) {
        return translate(exception);
    }
}

Result<qint64> Connection::number(const QByteArray &sql, const Cells &arguments)
{
    const auto row = first(sql, arguments, 1);
    if (!row.ok())
        return row.error();
    const qint64 *value = *row ? std::get_if<qint64>(&(**row)[0]) : nullptr;
    return value ? *value : 0;
}

bool Connection::inTransaction() const
{
    return sqlite3_get_autocommit(m_database->getHandle()) == 0;
}

Result<void> Connection::checkpoint(bool truncate)
{
    const int mode = truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
    const int status = sqlite3_wal_checkpoint_v2(m_database->getHandle(), nullptr, mode, nullptr, nullptr);
    // A reader in the way is no fault: the next checkpoint takes the rest.
    if (status == SQLITE_OK || status == SQLITE_BUSY || status == SQLITE_LOCKED)
        return {};
    return translate(SQLite::Exception(m_database->getHandle(), status));
}

QStringList Connection::integrityProblems(bool quick, int limit)
{
    QStringList problems;
    const QByteArray sql = QByteArray(quick ? "PRAGMA quick_check(" : "PRAGMA integrity_check(") + QByteArray::number(limit) + ')';
    const auto outcome = each(sql, {}, [&](const RowView &row) -> Result<void> {
        const QString line = row.text(0);
        if (line != u"ok")
            problems.append(line.left(200));
        return {};
    });
    if (!outcome.ok())
        problems.append(outcome.error().code + u' ' + outcome.error().detail);
    m_statements.clear();
    return problems;
}

} // namespace zc::store
