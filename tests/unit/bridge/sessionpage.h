#pragma once
#include <bridge/session.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace zc::bridge::test {

using namespace Qt::StringLiterals;

inline constexpr int kPatience = 60'000;

// A clerk who answers when the test says so.
class TestClerk final : public ClerkPort {
public:
    void ask(const ClerkQuestion &question, Answer answer) override
    {
        questions << question;
        answers << answer;
    }
    void askToSign(const ClerkSignature &what, SignAnswer answer) override
    {
        signatures << what;
        signAnswers << answer;
    }
    void withdraw(quint64 id) override { withdrawn << id; }
    QList<ClerkQuestion> questions;
    QList<Answer> answers;
    QList<ClerkSignature> signatures;
    QList<SignAnswer> signAnswers;
    QList<quint64> withdrawn;
};

// A page with its session.
struct Page {
    Session session;
    QList<QJsonObject> heard;
    QByteArrayList frames;              // binary messages
    int left = 0;
    int lastId = 0;

    template <class Desk>
    Page(Desk &desk, const QString &origin) : session(*desk.world, {origin, false})
    {
        QObject::connect(&session, &Session::sayBinary, &session, [this](const QByteArray &frame) { frames << frame; });
        QObject::connect(&session, &Session::say, &session, [this](const QByteArray &text) { heard << QJsonDocument::fromJson(text).object(); });
        QObject::connect(&session, &Session::leave, &session, [this](int code) { left = code; });
    }
    int send(const QString &name, const QJsonObject &payload = {}, int timeoutMs = 0)
    {
        QJsonObject header{{u"type"_s, u"command"_s}, {u"name"_s, name}, {u"requestId"_s, ++lastId}, {u"version"_s, u"1.0"_s}};
        if (timeoutMs > 0)
            header.insert(u"timeout"_s, timeoutMs);
        session.receive(QJsonDocument(QJsonObject{{u"header"_s, header}, {u"payload"_s, payload}}).toJson());
        return lastId;
    }
    const QJsonObject *answerTo(int id, const QString &type = u"completion"_s) const
    {
        for (const QJsonObject &message : heard)
            if (message[u"header"_s][u"requestId"_s].toInt() == id && message[u"header"_s][u"type"_s].toString() == type)
                return &message;
        return nullptr;
    }
    int answers(int id) const
    {
        return int(std::count_if(heard.begin(), heard.end(), [id](const QJsonObject &m) {
            return m[u"header"_s][u"requestId"_s].toInt() == id && m[u"header"_s][u"type"_s].toString() == u"completion";
        }));
    }
    QString end(int id)
    {
        (void)QTest::qWaitFor([&] { return answerTo(id) || left != 0; }, kPatience);
        const QJsonObject *answer = answerTo(id);
        return answer ? (*answer)[u"header"_s][u"completionCode"_s].toString() : u"left %1"_s.arg(left);
    }
    QString run(const QString &name, const QJsonObject &payload = {}) { return end(send(name, payload)); }
    QJsonValue payload(int id, const QString &member) const { return (*answerTo(id))[u"payload"_s].toObject().value(member); }
    void hello() { QCOMPARE(run(u"Common.Hello"_s, {{u"client"_s, u"test"_s}}), u"success"_s); }
    QString claim(const QString &mode = u"exclusive"_s, int ttlMs = 60'000, const QString &device = u"idr-1"_s)
    {
        const int id = send(u"Device.Claim"_s, {{u"device"_s, device}, {u"mode"_s, mode}, {u"ttlMs"_s, ttlMs}});
        return end(id) == u"success" ? payload(id, u"claim"_s).toString() : end(id);
    }
    static QJsonObject readPayload(const QString &claim, const QJsonArray &fields = {u"name"_s})
    {
        return {{u"device"_s, u"idr-1"_s}, {u"claim"_s, claim}, {u"fields"_s, fields}};
    }
};


} // namespace zc::bridge::test
