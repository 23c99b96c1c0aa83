#pragma once
#include <devices/driver.h>
#include <devices/terminallink.h>

#include <QByteArrayView>
#include <QJsonObject>
#include <QList>
#include <QMap>

namespace zc::devices {

// How one make of evaluation terminal (好差评) or queue caller (叫号) is spoken to: data of the vendor or the hall, never a program.
//   {"zcTerminal":1, "id":"sample-evl", "title":"样例评价器", "class":"evaluation", "transport":"serial",
//    "connect":{"place":"/dev/ttyUSB0","baud":9600,"end":"\n"}, "format":"json", "heartbeatS":20, "acceptS":5, "timeoutS":60,
//    "messages":{"ask":"{\"op\":\"ask\",\"id\":\"{{visit}}\"}"}, "answers":[{"match":{"op":"rated","id":"{{visit}}"},
//     "map":{"kind":"rated","value":"key","levels":{"5":1,"4":2,"3":3,"2":4,"1":5}}}]}
// transport  serial · http · ws (over the plugin wsterminal) · screen (the second screen of this desk; no connect, messages, answers)
// format     json: messages are JSON, `match` compares members by path ("data.key") with texts, "*" is anything that is there
//            line: messages are lines of text, `match` is the line with <names> for what stands between its fixed parts
//            hex:  as line, over the bytes written as capital hex digits; frames of connect.frame bytes, or up to connect.end
// heartbeatS how often the terminal is asked whether it is there, with messages.heartbeat; of ws the ping of WebSocket where there is no such message
// messages   ask, cancel of an evaluation; call, recall, skip of a queue; heartbeat and (http) poll of both. Of http an object
//            {"method":"POST","path":"/evaluate/{{visit}}","body":"…"}. Placeholders: {{visit}} {{item}} {{case}} {{window}} {{clerk}}
//            {{seconds}} {{number}}; filled in JSON-escaped, in a path percent-encoded, in hex as hex digits.
// map.kind   rated (value, levels) · declined · called (number, waiting, service) · nobody · done · accepted · alive · busy ·
//            refused · broken · aside. `accepted` says that the terminal shows the question: where a profile has it, a terminal that
//            does not say so within acceptS is a fault, not an applicant who did not answer.
struct TerminalMessage {
    QString method, path, body;
};

struct TerminalAnswer {
    enum class Kind { Rated, Declined, Called, Nobody, Done, Accepted, Alive, Busy, Refused, Broken, Aside };
    Kind kind = Kind::Aside;
    QMap<QString, QString> members;     // of json: path → text or "*"
    QString line;                       // of line and hex
    QString value, number, waiting, service;            // path or name of what is taken from it
    QMap<QString, int> levels;
};

struct TerminalProfile {
    enum class Transport { Serial, Http, WebSocket, Screen };
    enum class Format { Json, Line, Hex };
    QString id, title;
    DeviceClass cls = DeviceClass::Evaluation;
    Transport transport = Transport::Serial;
    Format format = Format::Json;
    QString place;                      // port or address; the desk's own setting comes first
    int baud = 9600;
    QByteArray end = "\n";              // of a message on a serial line
    int frameBytes = 0;                 // instead of an end
    int heartbeatS = 0, acceptS = 5, timeoutS = 60, pollMs = 500;
    QMap<QString, TerminalMessage> messages;            // by name
    QList<TerminalAnswer> answers;

    bool says(TerminalAnswer::Kind kind) const;
    bool beats() const { return heartbeatS > 0; }
    bool pings() const { return beats() && transport == Transport::WebSocket && !messages.contains(QStringLiteral("heartbeat")); }
};

// Reads and checks the whole of it; DEV-PROFILE with the place ("answers[2].map.levels") where anything is wrong, unknown or doubled.
Result<TerminalProfile> readTerminalProfile(QByteArrayView text);

// A terminal that a profile describes. The profile is asked for at every open, so that a new one counts without a restart.
struct TerminalSettings {
    DeviceId slot;
    DeviceClass cls = DeviceClass::Evaluation;
    QString title;
    QString place;                      // port or address of this desk's one; empty: the profile's
    int watchMs = 0;                    // instead of heartbeatS
    struct Chosen {
        TerminalProfile profile;
        Error remark;                   // why it is an older one than what lies there; the device then works with limits
        QByteArray text{};              // what was checked, for a driver in a process of its own, which has no keys to check it with
    };
    std::function<Result<Chosen>()> profile;
    // Makes the driver "wsterminal" in a process of its own, with these settings: {profile, at, watchMs?}. Null: there is none here.
    std::function<Result<std::unique_ptr<Driver>>(const QJsonObject &values)> hosted{};
};
// Where a terminal may be reached by WebSocket: wss anywhere, ws on loopback and at IPv4 addresses of private networks (as
// net::OriginPolicy::nearby); a path and a query, no user, no fragment. DEV-ADDRESS.
Result<QUrl> terminalSocketAddress(const QString &place);
// Serial lines and HTTP; WebSocket where `hosted` is set. DEV-PROFILE when opened with any other transport.
std::unique_ptr<Driver> makeTerminalDriver(const TerminalSettings &settings);
// The same over a way of somebody else's: a plugin's, a simulator's. `scan` says whether the place is there.
std::unique_ptr<Driver> makeTerminalDriver(const QString &driverId, const TerminalSettings &settings, std::function<QList<Candidate>()> scan,
                                           std::function<Result<std::unique_ptr<TerminalLink>>(const TerminalProfile &profile, JobContext &context)> open);

} // namespace zc::devices
