#pragma once
#include "internal/messages/catalogue.h"
#include "internal/messages/message.h"

#include <devices/printing.h>

#include <functional>

namespace zc::bridge {

// One command that was taken up and has not ended yet. finish() is called exactly once.
struct Call {
    CommandMessage message;
    const CommandSpec *spec = nullptr;
    std::function<void(Completion, const QJsonObject &payload, const QString &description)> finish;
    std::function<void(const QString &name, const QJsonObject &payload)> event;     // before the end
    std::function<void(std::function<void()>)> onCancel;        // what to do when the page cancels, or the session ends

    void fail(Completion completion, const QString &description = {}) const { finish(completion, {}, description); }
    void succeed(const QJsonObject &payload = {}) const { finish(Completion::Success, payload, {}); }
};

// Reads a payload member by member; anything unread, missing or of another form makes it unusable.
class PayloadReader {
public:
    explicit PayloadReader(const QJsonObject &payload) : m_left(payload) {}
    QString text(const QString &name, qsizetype longest = 200);
    QString optionalText(const QString &name, qsizetype longest = 200);
    qint64 integer(const QString &name, qint64 least, qint64 most);
    bool flag(const QString &name, bool otherwise);
    QStringList texts(const QString &name, qsizetype most, bool optional = false);
    QList<qint64> integers(const QString &name, qsizetype most);
    QUuid uuid(const QString &name);                            // in its canonical form
    devices::SettingValues settings(const QString &name);       // optional; texts under names
    QList<devices::ReceiptLine> lines(const QString &name, qsizetype most);
    bool good() const { return m_good && m_left.isEmpty(); }

private:
    QJsonObject m_left;
    bool m_good = true;
};

} // namespace zc::bridge
