#pragma once
#include "shell/command.h"
#include "shell/lockscreen.h"

#include <base/result.h>
#include <catalog/catalog.h>
#include <crypto/suite.h>

#include <QFuture>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace zc::devices {
class CallList;
class CodeInlet;
class EvaluationScreen;
class PageEncoder;
}
namespace zc::intake {
class PackLibrary;
class PaperPort;
}
namespace zc::station {
class Station;
}

namespace zc::client {

// How a desk comes to stand: by itself in the demo, by a sign-on in a hall. GUI thread; what takes time runs elsewhere.
class DeskStart : public QObject {
    Q_OBJECT
public:
    struct Parts {
        QList<catalog::CatalogItem> items;
        intake::PackLibrary *packs = nullptr;
        intake::PaperPort *papers = nullptr;
        const devices::PageEncoder *encoder = nullptr;
        crypto::Suite suite = crypto::Suite::Aes256Gcm;
        std::shared_ptr<devices::EvaluationScreen> screen{};     // of the applicant
    };

    virtual void begin(const Parts &parts) = 0;              // answers by ready() or failed()
    virtual station::Station *station() = 0;                 // null before ready()
    // After a lock: Denied APP-SECRET or STO-KEY-CLOSED when the secret is wrong.
    virtual QFuture<Result<void>> open(const QString &secret, int failedTries) = 0;
    virtual LockScreen::Asks asks() const = 0;
    // What whoever signed on may do here; nothing said: as the machine has it (site.role). rolesChanged() when the province thinks anew.
    virtual std::optional<Roles> roles() const { return {}; }
    virtual void attached() {}                               // the pages have their services
    virtual void nextComes() {}                              // somebody was called to the window
    // Of a scanner that types; no inlet where none is set up.
    struct Typed {
        std::shared_ptr<devices::CodeInlet> inlet;
        int prefixKey = 0;               // Qt::Key; 0: told apart by its speed
    };
    virtual Typed typed() const { return {}; }
    virtual std::shared_ptr<devices::CallList> calls() const { return {}; }     // null: the queue is no list of this desk
    // Tells a simulated device what to do; null where the devices are real.
    using Pretend = std::function<Result<void>(const QString &device, const QByteArray &line)>;
    virtual Pretend pretend() { return {}; }

Q_SIGNALS:
    void ready();
    void failed(const zc::Error &error);
    void rolesChanged();
    void remark(const QString &words, const QString &code);
};

} // namespace zc::client
