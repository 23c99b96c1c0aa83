#pragma once
#include <devices/printing.h>

#include <QHash>

#include <mutex>

namespace zc::peers {

// A print journal that outlives drivers and hubs, not the program.
class MemoryJournal final : public devices::PrintJournal {
public:
    Result<void> note(const devices::PrintRecord &record) override
    {
        const std::lock_guard lock(m_mutex);
        m_records.insert(record.id, record);
        return {};
    }
    Result<std::optional<devices::PrintRecord>> find(const devices::PrintId &id) const override
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_records.constFind(id);
        return found == m_records.constEnd() ? std::optional<devices::PrintRecord>() : std::optional(*found);
    }
    // What stands there of a paper that must stand there.
    devices::PrintRecord recordOf(const devices::PrintId &id) const { return find(id)->value(); }

private:
    mutable std::mutex m_mutex;
    QHash<devices::PrintId, devices::PrintRecord> m_records;
};

} // namespace zc::peers
