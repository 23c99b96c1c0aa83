#pragma once
#include <base/result.h>
#include <devices/driver.h>
#include <devices/printing.h>

#include <QFuture>

#include <mutex>

namespace zc::store {
class Store;
}

namespace zc::station {

// The papers this clerk asked for, until somebody knows what became of them, and the journal of the drivers that print them: one row
// a paper in her sealed store, so that no crash loses one in silence or prints it twice. Made before the store is open, since drivers
// are; the station opens and closes it. Thread-safe. DEV-JOURNAL: no store, or it does not write.
class PrintShelf final : public devices::PrintJournal {
public:
    struct Paper {
        devices::PrintId id;
        devices::DeviceId printer;                           // slot, or a queue of the system
        QUuid caseId;                                        // null: a sheet of no case
        QString kind, title;                                 // N01; what the clerk calls it
        bool slip = false;                                   // content: receiptBytes(); else a PDF
        QByteArray content;
        qint64 askedMs = 0;
        std::optional<devices::PrintRecord> record;          // none: no driver has had it
    };

    void open(store::Store &store);                          // forgets what was settled a week ago
    void close();

    // Durable when the future says so: from then on it is printed once, or somebody is told.
    QFuture<Result<void>> put(const Paper &paper);
    QFuture<Result<QList<Paper>>> unsettled() const;         // in the order in which they were asked for
    QFuture<Result<std::optional<devices::PrintRecord>>> recordOf(const devices::PrintId &id) const;
    QFuture<Result<void>> settle(const devices::PrintId &id);            // somebody knows; the contents go

    Result<void> note(const devices::PrintRecord &record) override;
    Result<std::optional<devices::PrintRecord>> find(const devices::PrintId &id) const override;

private:
    store::Store *store() const;

    mutable std::mutex m_mutex;
    store::Store *m_store = nullptr;                         // of the station that stands now
};

} // namespace zc::station
