#pragma once
#include "internal/session/call.h"
#include "internal/session/transfercommands.h"

#include <bridge/clerkport.h>
#include <bridge/session.h>
#include <devices/devicehub.h>

#include <QHash>

namespace zc::bridge {

// What a page may do with devices, once its grant has been checked: look, claim, run operations. Holds the claims of one session and
// gives them back when it goes. Thread of the session.
class DeviceCommands : public QObject {
    Q_OBJECT
public:
    using Granted = std::function<bool(QStringView command)>;
    // Asks the person at the desk, and gives back what withdraws the question (nothing: not asked). `agreed` comes at most once, with the PIN; else the call has ended.
    using AskToSign = std::function<std::function<void()>(const Call &, ClerkSignature, const std::function<void(const devices::Pin &)> &agreed)>;
    DeviceCommands(SessionWorld &world, const Caller &caller, TransferCommands &transfers, Granted granted, AskToSign askToSign, QObject *parent);
    ~DeviceCommands() override;

    void run(const Call &call);
    bool mayUseClass(devices::DeviceClass cls) const;       // any grant of it
    QStringList heldDevices() const;
    void endClaims();
    void endClaimsWithoutGrant();

Q_SIGNALS:
    void heldChanged();

private:
    // One function a command; the table stands in run().
    void listDevices(const Call &call);
    void capabilities(const Call &call);
    void status(const Call &call);
    void claim(const Call &call);
    void release(const Call &call);
    void checkHealth(const Call &call);
    void waitCard(const Call &call);
    void readCard(const Call &call);
    void readSocialCard(const Call &call);
    void scan(const Call &call);
    void capture(const Call &call);
    void sign(const Call &call);
    void askEvaluation(const Call &call);
    void callQueue(const Call &call);
    void printDocument(const Call &call);
    void printReceipt(const Call &call);
    void listCertificates(const Call &call);
    void signDigest(const Call &call);
    void askAndSign(const Call &call, const devices::ClaimId &claim, const devices::SignDigest &wanted, const QString &device, const QString &purpose, const devices::KeyContents &contents);
    void drop(const devices::ClaimId &claim);

    std::optional<devices::DeviceInfo> infoOf(const QString &device) const;
    // The claim of this session that the payload names, on a device of the command's class that has these settings; else the call
    // has failed.
    std::optional<devices::ClaimId> claimFor(const Call &call, PayloadReader &payload, const devices::SettingValues &settings = {}) const;
    template <class Op, class Show>
    void submit(const Call &call, const devices::ClaimId &claim, Op operation, Show show);
    template <class Op>
    void submitPages(const Call &call, const QString &event);

    SessionWorld &m_world;
    const devices::Owner m_owner;
    TransferCommands &m_transfers;
    const Granted m_granted;
    const AskToSign m_askToSign;
    QHash<devices::ClaimId, std::function<void()>> m_asked;         // ends the call, and the question on the clerk's screen with it
    QHash<devices::ClaimId, devices::DeviceInfo> m_claims;
};

// The completion of a command whose device gave this error, and its code for the page. Never the detail: it may name another origin.
Completion completionOf(const Error &error);

} // namespace zc::bridge
