#include "internal/database.h"

#include <base/crashpoint.h>

#include <Poco/Data/LOB.h>
#include <Poco/Data/RecordSet.h>
#include <Poco/Data/SQLite/Connector.h>
#include <Poco/Data/Session.h>
#include <Poco/Data/Statement.h>
#include <Poco/Nullable.h>

#include <list>

namespace zc::refplatform {
namespace {

using Poco::Data::Keywords::use;

[[noreturn]] void fail(const Poco::Exception &fault)
{
    // The text may quote SQL of ours, never values: they travel as bound arguments.
    throw DbFault(fault.displayText());
}

// Bound values must outlive the execution; Poco takes them by reference.
struct Arguments {
    std::list<std::string> texts;
    std::list<Poco::Int64> numbers;
    std::list<Poco::Data::BLOB> blobs;
    std::list<Poco::Nullable<std::string>> nulls;

    void bind(Poco::Data::Statement &statement, const QVariant &value)
    {
        switch (value.typeId()) {
        case QMetaType::UnknownType: statement.addBind(use(nulls.emplace_back())); break;
        case QMetaType::QByteArray: {
            const QByteArray bytes = value.toByteArray();
            statement.addBind(use(blobs.emplace_back(reinterpret_cast<const unsigned char *>(bytes.constData()), size_t(bytes.size()))));
            break;
        }
        case QMetaType::QString: statement.addBind(use(texts.emplace_back(value.toString().toStdString()))); break;
        default: statement.addBind(use(numbers.emplace_back(value.toLongLong()))); break;
        }
    }
};

QVariant fromPoco(const Poco::Dynamic::Var &value)
{
    if (value.isEmpty())
        return {};
    if (value.type() == typeid(Poco::Data::BLOB)) {
        const auto &blob = value.extract<Poco::Data::BLOB>();
        return QByteArray(reinterpret_cast<const char *>(blob.rawContent()), qsizetype(blob.size()));
    }
    if (value.isInteger())
        return qlonglong(value.convert<Poco::Int64>());
    return QString::fromStdString(value.convert<std::string>());
}

} // namespace

struct Connection::Private {
    std::unique_ptr<Poco::Data::Session> session;
};

Connection::Connection(const QString &path, bool readOnly) : m_d(std::make_unique<Private>())
{
    try {
        Poco::Data::SQLite::Connector::registerConnector();
        m_d->session = std::make_unique<Poco::Data::Session>("SQLite", path.toStdString());
    } catch (const Poco::Exception &fault) {
        fail(fault);
    }
    run("PRAGMA trusted_schema=OFF");
    run("PRAGMA foreign_keys=ON");
    if (readOnly) {
        run("PRAGMA query_only=ON");
        run("PRAGMA busy_timeout=2000");
        run("PRAGMA wal_autocheckpoint=0");
        return;
    }
    rows("PRAGMA journal_mode=WAL");
    run("PRAGMA synchronous=FULL");
    run("PRAGMA secure_delete=ON");
    run("PRAGMA temp_store=MEMORY");
    run("PRAGMA cell_size_check=ON");
    run("PRAGMA busy_timeout=5000");
}

Connection::~Connection() = default;

QList<Row> Connection::rows(const char *sql, const QVariantList &arguments)
{
    try {
        Arguments held;
        Poco::Data::Statement statement(*m_d->session);
        statement << std::string(sql);
        for (const QVariant &argument : arguments)
            held.bind(statement, argument);
        statement.execute();
        const Poco::Data::RecordSet set(statement);
        QList<Row> out;
        const size_t columns = set.columnCount();
        for (size_t r = 0; columns > 0 && r < set.rowCount(); ++r) {
            Row row;
            for (size_t c = 0; c < columns; ++c)
                row << (set.isNull(c, r) ? QVariant() : fromPoco(set.value(c, r)));
            out << row;
        }
        return out;
    } catch (const Poco::Exception &fault) {
        fail(fault);
    }
}

std::optional<Row> Connection::row(const char *sql, const QVariantList &arguments)
{
    const QList<Row> all = rows(sql, arguments);
    if (all.isEmpty())
        return {};
    return all.first();
}

void Connection::run(const char *sql, const QVariantList &arguments)
{
    try {
        Arguments held;
        Poco::Data::Statement statement(*m_d->session);
        statement << std::string(sql);
        for (const QVariant &argument : arguments)
            held.bind(statement, argument);
        statement.execute();
    } catch (const Poco::Exception &fault) {
        fail(fault);
    }
}

qint64 Connection::changes() { return row("SELECT changes()")->first().toLongLong(); }

Database::Database(const QString &path) : m_path(path), m_writer(std::make_unique<Connection>(path, false)) {}

Database::~Database()
{
    // Readers first: the connection that closes last checkpoints, and that must be the writer.
    m_readers.clear();
    m_writer.reset();
}

void Database::write(const std::function<bool(Connection &)> &work)
{
    Item item{work, false, false, {}};
    {
        const std::lock_guard queue(m_queueMutex);
        m_queue.push_back(&item);
    }
    ++m_waiting;
    {
        // Whoever gets the lane commits for all who stand in the queue; most find their work done when they get it.
        const std::lock_guard lane(m_lane);
        --m_waiting;
        while (!item.done)
            commitGroup();
    }
    if (item.fault)
        std::rethrow_exception(item.fault);
}

void Database::commitGroup()
{
    constexpr size_t kGroup = 64;
    std::vector<Item *> group;
    {
        const std::lock_guard queue(m_queueMutex);
        const size_t size = std::min(m_queue.size(), kGroup);
        group.assign(m_queue.begin(), m_queue.begin() + qptrdiff(size));
        m_queue.erase(m_queue.begin(), m_queue.begin() + qptrdiff(size));
    }
    try {
        m_writer->run("BEGIN IMMEDIATE");
        bool anything = false;
        for (Item *item : group) {
            m_writer->run("SAVEPOINT item");
            try {
                item->undone = !item->work(*m_writer);
            } catch (...) {
                item->undone = true;
                item->fault = std::current_exception();
            }
            if (item->undone)
                m_writer->run("ROLLBACK TO item");
            m_writer->run("RELEASE item");
            anything = anything || !item->undone;
        }
        if (anything) {
            crashPoint("srv.precommit");
            m_writer->run("COMMIT");
            crashPoint("srv.committed");
        } else {
            m_writer->run("ROLLBACK");
        }
    } catch (...) {
        // The group as a whole failed: nothing of it is there, and everybody is told so.
        for (Item *item : group)
            item->fault = std::current_exception();
        try {
            m_writer->run("ROLLBACK");
        } catch (const DbFault &) {
            // Nothing was open any more; the first fault is the one to report.
        }
    }
    for (Item *item : group)
        item->done = true;
}

void Database::read(const std::function<void(Connection &)> &work)
{
    std::unique_ptr<Connection> reader;
    {
        const std::lock_guard pool(m_pool);
        if (!m_readers.empty()) {
            reader = std::move(m_readers.back());
            m_readers.pop_back();
        }
    }
    if (!reader)
        reader = std::make_unique<Connection>(m_path, true);
    reader->run("BEGIN");
    // A reader that failed is closed with its transaction instead of going back to the pool.
    work(*reader);
    reader->run("COMMIT");
    const std::lock_guard pool(m_pool);
    if (m_readers.size() < 8)
        m_readers.push_back(std::move(reader));
}

} // namespace zc::refplatform
