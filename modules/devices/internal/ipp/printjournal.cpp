#include <devices/printing.h>

#include <base/clock.h>

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QSaveFile>

#include <mutex>

#include <unistd.h>

namespace zc::devices {

using namespace Qt::StringLiterals;

PrintJournal::~PrintJournal() = default;

namespace {

constexpr qint64 kKeepMs = 7LL * 24 * 3600 * 1000;
constexpr qint64 kLongestLine = 4096;

struct Kept {
    PrintRecord record;
    qint64 wallMs = 0;
};

Error journalFailed(const QString &what)
{
    return Error{ErrorKind::Internal, u"DEV-JOURNAL"_s, what};
}

QByteArray lineOf(const PrintRecord &record, qint64 wallMs)
{
    return QJsonDocument(QJsonObject{{u"id"_s, record.id.toString(QUuid::WithoutBraces)}, {u"printer"_s, record.printer},
                                     {u"phase"_s, int(record.phase)}, {u"job"_s, record.jobId}, {u"at"_s, wallMs}}).toJson(QJsonDocument::Compact) + '\n';
}

class FileJournal final : public PrintJournal {
public:
    FileJournal(QString path, const Clock &clock) : m_file(path), m_path(std::move(path)), m_clock(clock) {}

    Result<void> load()
    {
        QFile old(m_path);
        QMap<PrintId, Kept> kept;
        const qint64 oldestMs = m_clock.wallMs() - kKeepMs;
        if (old.exists()) {
            if (!old.open(QIODevice::ReadOnly))
                return journalFailed(old.errorString());
            while (!old.atEnd()) {
                // A line that a crash cut in half says nothing; the one before it still holds.
                const QJsonObject object = QJsonDocument::fromJson(old.readLine(kLongestLine)).object();
                const PrintId id = PrintId::fromString(object[u"id"_s].toString());
                const int phase = object[u"phase"_s].toInt(-1);
                const qint64 at = object[u"at"_s].toInteger();
                if (id.isNull() || phase < 0 || phase > int(PrintRecord::Phase::Done) || at < oldestMs)
                    continue;
                kept.insert(id, {{id, object[u"printer"_s].toString(), PrintRecord::Phase(phase), object[u"job"_s].toInt()}, at});
            }
        }
        QSaveFile fresh(m_path);
        if (!fresh.open(QIODevice::WriteOnly))
            return journalFailed(fresh.errorString());
        for (const Kept &entry : std::as_const(kept)) {
            fresh.write(lineOf(entry.record, entry.wallMs));
            m_records.insert(entry.record.id, entry.record);
        }
        if (!fresh.commit() || !m_file.open(QIODevice::WriteOnly | QIODevice::Append))
            return journalFailed(fresh.errorString());
        m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        return {};
    }

    Result<void> note(const PrintRecord &record) override
    {
        const std::lock_guard lock(m_mutex);
        // After half a line (a full disk) the next one begins a line of its own.
        const QByteArray line = QByteArray(m_torn ? "\n" : "") + lineOf(record, m_clock.wallMs());
        m_torn = true;
        if (m_file.write(line) != line.size() || !m_file.flush() || ::fdatasync(m_file.handle()) != 0)
            return journalFailed(m_file.errorString());
        m_torn = false;
        m_records.insert(record.id, record);
        return {};
    }

    std::optional<PrintRecord> find(const PrintId &id) const override
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_records.constFind(id);
        return found == m_records.constEnd() ? std::nullopt : std::optional(*found);
    }

private:
    mutable std::mutex m_mutex;
    QFile m_file;
    const QString m_path;
    const Clock &m_clock;
    bool m_torn = false;
    QMap<PrintId, PrintRecord> m_records;
};

} // namespace

Result<std::shared_ptr<PrintJournal>> openPrintJournal(const QString &path, const Clock &clock)
{
    auto journal = std::make_shared<FileJournal>(path, clock);
    if (auto loaded = journal->load(); !loaded)
        return loaded.error();
    return std::shared_ptr<PrintJournal>(std::move(journal));
}

} // namespace zc::devices
