#pragma once
#include <base/clock.h>
#include <base/result.h>
#include <casework/notice.h>
#include <casework/workcalendar.h>
#include <guidance/pack.h>

#include <QFuture>

#include <functional>
#include <memory>

namespace zc::store { class Store; }
namespace zc::audit { class AuditLog; }
namespace zc::catalog { class Catalog; }
namespace zc::devices { class DeviceHub; class InkInlet; class PageEncoder; }
namespace zc::sync { class Outbox; class Engine; struct Actor; }

namespace zc::intake {

// Where item packs come from: the department plugins of this program. Never waits; a first use may load a plugin.
class PackLibrary {
public:
    virtual ~PackLibrary();
    virtual QFuture<Result<std::shared_ptr<const guidance::Pack>>> pack(const QString &itemCode) = 0;
};

// Turns a paper into PDF bytes, off the calling thread. Implemented by the program over the room `papers`.
class PaperPort {
public:
    virtual ~PaperPort();
    virtual QFuture<Result<QByteArray>> render(const casework::NoticeContent &content) = 0;
};

// The window this program stands at, from settings and sign-on; public data about the office, and the clerk's own number.
struct Workplace {
    QString siteCode;                 // 6 characters, for example 430104
    QString windowNo;                 // 3 characters
    QString authority;                // full name of the body that issues the papers
    QString clerkNo, clerkName;
    QString consultPhone, supervisePhone;
    QString environment;              // demo, test, production
    QString readerSlot;               // device id of the card reader, empty if none
    QString scannerSlot{};            // of the scanner that F8 uses
    QString cameraSlot{};             // of the document camera that F9 uses
    QString queueSlot{};              // of the queue caller; empty: nobody is called by a number
    QStringList evaluationSlots{};    // what an applicant can be asked on, the first that is ready; empty: nobody is asked
    QString padSlot{};                // of the signature pad that step 5 uses
    QString photoSlot{};              // of what unpacks the photos of ID cards
    QString socialReaderSlot{};       // of the reader of social-security cards; F5 takes whichever card lies there
};

// What the counter works with. References only: bootstrap owns everything and outlives the counter.
struct CounterPorts {
    store::Store &store;
    catalog::Catalog &catalog;
    PackLibrary &packs;
    PaperPort &papers;
    const casework::WorkCalendar &calendar;
    const Clock &clock;
    const sync::Outbox &outbox;
    std::function<sync::Actor()> actor;   // the clerk at this moment, with the ticket of the login
    sync::Engine *engine;             // may be null where nothing is sent
    devices::DeviceHub *devices;      // may be null where no reader is
    Workplace workplace;
    audit::AuditLog *audit = nullptr;      // null: nobody keeps a log; otherwise no entry, no effect
    const devices::PageEncoder *encoder = nullptr;  // null: only scanners that send their pages encoded can be used, and nobody can sign
    std::shared_ptr<devices::InkInlet> surface{};    // where pages put what is written; null: the pad has a surface of its own
};

} // namespace zc::intake
