#pragma once
#include <base/result.h>

#include <QCborValue>
#include <QHash>
#include <QList>
#include <QUuid>

#include <SQLiteCpp/SQLiteCpp.h>

#include <functional>
#include <memory>
#include <variant>

namespace zc::store {

// One value of a column: NULL, integer, blob or text. STRICT tables know nothing else here.
using Cell = std::variant<std::monostate, qint64, QByteArray, QString>;
using Cells = QList<Cell>;
QCborValue cborOf(const Cell &cell);
inline Cell cellOf(const QUuid &id) { return id.isNull() ? Cell() : Cell(id.toRfc4122()); }

// Reading side of one result row.
class RowView {
public:
    explicit RowView(SQLite::Statement &statement) : m_statement(statement) {}
    qint64 integer(int column) const { return m_statement.getColumn(column).getInt64(); }
    QByteArray bytes(int column) const;
    QString text(int column) const;
    Cell cell(int column) const;
    QUuid uuid(int column) const { return QUuid::fromRfc4122(bytes(column)); }

private:
    SQLite::Statement &m_statement;
};

// One SQLite connection with its prepared statements. Belongs to one thread at a time. No exception leaves it. Errors:
// STO-DISK-FULL, STO-IO, STO-CORRUPT, STO-CONSTRAINT, STO-BUSY, STO-SQL.
class Connection {
public:
    enum class Mode { Writer, Reader };
    static Result<std::unique_ptr<Connection>> open(const QString &path, Mode mode);

    Result<void> exec(const char *sql);
    Result<qint64> run(const QByteArray &sql, const Cells &arguments = {});                  // rows changed
    Result<void> each(const QByteArray &sql, const Cells &arguments, const std::function<Result<void>(const RowView &)> &row);
    Result<std::optional<Cells>> first(const QByteArray &sql, const Cells &arguments, int columns);
    Result<qint64> number(const QByteArray &sql, const Cells &arguments = {});               // first cell, 0 without a row
    bool inTransaction() const;
    Result<void> checkpoint(bool truncate);
    QStringList integrityProblems(bool quick, int limit = 20);                               // empty = sound
    QByteArray path() const { return m_path; }

private:
    Connection() = default;
    Error translate(const SQLite::Exception &exception) const;
    SQLite::Statement &prepared(const QByteArray &sql);
    QByteArray m_path;
    std::unique_ptr<SQLite::Database> m_database;
    QHash<QByteArray, std::shared_ptr<SQLite::Statement>> m_statements;
};

} // namespace zc::store
