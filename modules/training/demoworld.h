#pragma once
#include <catalog/catalog.h>
#include <intake/ports.h>
#include <station/station.h>
#include <sync/status.h>
#include <training/people.h>

#include <QFuture>
#include <QObject>

#include <memory>

namespace zc::sync { class Engine; }
namespace zc::refplatform { class PlatformServer; }
namespace zc::devices { class CameraSimulator; class EvaluationScreen; class MonoTextRenderer; class ReaderSimulator; class ReceiptSimulator; class ScannerSimulator; class TerminalSimulator; }

namespace zc::training {

struct DemoOptions {
    QString folder;                          // everything lives below it; made if absent
    QList<catalog::CatalogItem> items;       // of the department plugins
    intake::PackLibrary *packs = nullptr;    // not owned, outlives the world
    intake::PaperPort *papers = nullptr;     // not owned
    bool withReader = true;                  // a simulated card reader on a pseudo-terminal
    crypto::Suite suite = crypto::Suite::Aes256Gcm;
    const devices::PageEncoder *encoder = nullptr;    // not owned; null: the scanner's drawn sheets are refused
    std::shared_ptr<devices::MonoTextRenderer> lines{};      // for what the receipt printer has no characters for; null: refused
    std::shared_ptr<devices::EvaluationScreen> applicantScreen{};     // where applicants may be asked besides the simulated terminal
};

// Everything demo mode stands on. prepare() does the slow part (store, keys, platform) and may run on any thread but the GUI's;
// the world itself is made on the GUI thread from what was prepared and never waits afterwards.
// Errors of prepare(): those of store, catalog and refplatform; TRN-FOLDER when the folder belongs to something else.
class DemoWorld : public QObject {
    Q_OBJECT
public:
    struct Prepared;
    static Result<std::shared_ptr<Prepared>> prepare(const DemoOptions &options);
    explicit DemoWorld(std::shared_ptr<Prepared> prepared, QObject *parent = nullptr);
    ~DemoWorld() override;

    const intake::CounterPorts &ports() const;
    sync::Engine &engine();
    station::Station &station();
    store::KeySource keys() const;            // that open the store again after a lock
    QString platformUrl() const;             // empty while it is stopped

    // The province goes away and comes back, on the same address and with the same data.
    QFuture<Result<void>> stopPlatform();
    QFuture<Result<void>> startPlatform();

    QList<PracticePerson> people() const;
    Result<void> layCard(const QString &personId);       // TRN-PERSON
    void liftCard();
    // Papers into the feeder of the simulated scanner, behind those that lie there: picture files, or sheets that are drawn.
    void putPapers(const QStringList &files);
    void putDrawnPapers(int count);
    int papersInFeeder() const;
    void layNextSheet();                     // below the simulated camera; nobody has seen it before
    devices::ReaderSimulator *reader() const;            // null: there is none
    devices::ScannerSimulator &scanner() const;
    devices::CameraSimulator &camera() const;
    devices::ReceiptSimulator &receipts() const;
    // One line of a device's control channel, for faults that a trainer chooses. DEV-NOSUCH: no such device; DEV-SIM-CONTROL.
    Result<void> control(const QString &device, const QByteArray &line);

    // Removes what a demo world keeps below `folder`; refuses a folder that no demo world made (TRN-FOLDER).
    static Result<void> wipe(const QString &folder);

Q_SIGNALS:
    void loggedIn(QString clerkName);
    void loginFailed(zc::Error error);

private:
    void login();
    QFuture<Result<void>> onPlatform(std::function<Result<void>(refplatform::PlatformServer &)> work);
    std::shared_ptr<Prepared> m_prepared;
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace zc::training
