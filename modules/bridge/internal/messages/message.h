#pragma once
#include <QByteArray>
#include <QJsonObject>

#include <optional>

namespace zc::bridge {

inline constexpr char kVersion[] = "1.0";
inline constexpr int kLongestTimeoutMs = 120'000;

// A command of a page: {"header":{"type":"command","name","requestId","version":"1.0","timeout"?},"payload":{…}?}.
struct CommandMessage {
    QString name;
    qint64 requestId = 0;
    int timeoutMs = 0;              // 0: none given
    QJsonObject payload;
};

struct ReadMessage {
    std::optional<CommandMessage> command;      // nothing: invalidMessage
    qint64 requestId = 0;                       // as far as one could be read, for the answer
    QString name;
};

// Strict: duplicate or unknown members, other types, fractions and depths beyond 16 are no message. Pure.
ReadMessage readMessage(QByteArrayView text);

// How a command ended; the names are those of XFS4IoT.
enum class Completion {
    Success, Canceled, TimeOut, DeviceNotReady, HardwareError, UnsupportedCommand, InvalidData, AuthorisationRequired, SequenceError,
    UserError, InternalError
};
QString completionName(Completion completion);

// `status` is empty for a command that is taken up.
QByteArray acknowledgeText(const QString &name, qint64 requestId, const QString &status);
QByteArray completionText(const QString &name, qint64 requestId, Completion completion, const QJsonObject &payload, const QString &description);
QByteArray eventText(const QString &name, qint64 requestId, const QJsonObject &payload);
QByteArray unsolicitedText(const QString &name, const QJsonObject &payload);

bool onlyMembers(const QJsonObject &object, const QStringList &allowed);

} // namespace zc::bridge
