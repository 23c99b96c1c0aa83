#pragma once
#include <base/clock.h>
#include <crypto/secretport.h>
#include <platform/httpplatform.h>
#include <sync/engine.h>

#include <QAtomicInt>

namespace zc::rigs {

inline const QString kEnvironment = QStringLiteral("test");
inline const QString kSite = QStringLiteral("430104");

// The port of window 3 of the seeded hall.
Result<std::unique_ptr<platform::HttpPlatform>> connectDesk(const QByteArray &origin, const Clock &clock, int timeoutMs = 5'000);

// A counter without a screen: a store on disk, the engine, and one sample case that goes all the way. Every step looks first
// whether it was done before, so that the same call after a crash simply goes on.
class HeadlessDesk {
public:
    HeadlessDesk(const QString &folder, const QByteArray &origin);
    ~HeadlessDesk();

    bool login();                                    // asks the platform for the clerk's ticket
    void startEngine();
    void prepare(const QUuid &caseId);               // draft, fields, receipt of materials, number, one scan
    void edit(const QUuid &caseId, const QString &path, const QJsonValue &value);
    void submit(const QUuid &caseId);
    bool isDone(const QUuid &caseId);                // receipt stored, number bound, nothing waits
    bool isSent(const QUuid &caseId);                // it has operations and the platform has acknowledged each (the engine's status lags)
    bool waitDone(const QUuid &caseId, int timeoutMs, bool hurry = true);
    QString text(const QUuid &caseId, const QString &path);
    store::CaseRow row(const QUuid &caseId);
    QList<store::OutboxOp> ops(const QUuid &caseId);

    static QByteArray scanBytes(const QUuid &caseId);

    SystemClock clock;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<sync::Engine> engine;
    sync::Actor actor{{}, QStringLiteral("C001")};
    QAtomicInt receipts, numbers;

private:
    template <class F> void must(F body);

    crypto::FileSecretPort m_keychain;
    sync::Outbox m_outbox;
    QByteArray m_origin;
};

// What the province holds of the case, as its own clerk reads it, and how often it stored a submission.
struct Held {
    platform::Case whole;
    int submissionsStored = 0;
};
Result<Held> readProvince(const QByteArray &origin, const QUuid &caseId, const QString &cursor);
Result<QString> feedHead(const QByteArray &origin);

} // namespace zc::rigs
