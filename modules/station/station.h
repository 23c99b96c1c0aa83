#pragma once
#include <audit/auditlog.h>
#include <catalog/catalog.h>
#include <devices/driver.h>
#include <intake/ports.h>
#include <platform/httpplatform.h>
#include <station/printshelf.h>
#include <store/store.h>

#include <QObject>

#include <vector>

namespace zc::sync { class Engine; }

namespace zc::station {

struct StationOptions {
    QString folder;                          // of this clerk: store/ and audit/ below it; made with mode 0700
    QString catalogueFile;                   // public and rebuildable; several clerks may share it
    QList<catalog::CatalogItem> items;
    intake::Workplace workplace;             // environment, clerk, hall, window
    crypto::Suite suite = crypto::Suite::Aes256Gcm;
    platform::HttpPlatformOptions platform;  // empty origin: nothing is sent
    QList<platform::ReceiptKey> receiptKeys; // pinned by policy
    std::vector<std::unique_ptr<devices::Driver>> drivers;
    std::shared_ptr<PrintShelf> prints;      // the journal of those drivers; null: nobody prints here
    intake::PackLibrary *packs = nullptr;    // not owned, outlives the station, like the next
    intake::PaperPort *papers = nullptr;
    std::shared_ptr<devices::InkInlet> surface{};    // where pages put what is written; of the driver of the pad among the drivers
    const devices::PageEncoder *encoder = nullptr;    // null: scanners that send raw rows cannot be used
};

// prepare() does the slow part (keys, store, catalogue) on any thread but the GUI's; the station itself is made on the GUI thread
// from what was prepared. Its end finishes what is queued, closes the log with a signed head and waits for the writer.
// Errors of prepare(): those of store (STO-KEY-CLOSED: the secret is wrong), catalog, casework, net; STN-FOLDER (Denied).
class Station : public QObject {
    Q_OBJECT
public:
    struct Prepared;
    static Result<std::shared_ptr<Prepared>> prepare(StationOptions options, const store::KeySource &keys, const Clock &clock);   // the clock outlives all
    // Between the two, on the preparing thread: whose desk it is may be known only once her store is open.
    static store::Store &storeOf(Prepared &prepared);
    static intake::Workplace &workplaceOf(Prepared &prepared);
    explicit Station(std::shared_ptr<Prepared> prepared, QObject *parent = nullptr);
    ~Station() override;

    const intake::CounterPorts &ports() const;
    store::Store &store() const;
    sync::Engine *engine() const;            // null where nothing is sent
    PrintShelf *prints() const;              // null where nobody prints
    void setTicket(const QByteArray &ticket);                      // of the clerk's sign-on; operations that waited go on

    // One entry by this clerk, durable when the future says so; the effect comes after (see audit::AuditLog).
    QFuture<Result<audit::Line>> record(const QString &kind, const QUuid &caseId = {}, const QJsonObject &detail = {});
    // Why the last checkpoint could not be written or none can be; the desk works on and says so.
    std::optional<Error> checkpointProblem() const;

    // The screen is covered already. Notes the lock, signs the head of the log, then drops keys and index and holds the
    // engine. Never refused: the answer is what could not be noted. Hand typed things to the store before (CounterDesk::flush).
    QFuture<Result<void>> lock(const QString &reason);
    // Opens the keys and notes it; failed tries since the lock are part of the entry. On an error all stays locked.
    QFuture<Result<void>> unlock(const store::KeySource &keys, int failedTries);
    bool isLocked() const;

private:
    std::shared_ptr<Prepared> m_prepared;
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace zc::station
