#pragma once
#include <devices/driver.h>
#include <devices/socialcard.h>

#include <QMap>
#include <QStringList>

#include <functional>

namespace zc::devices {

// A social-security card reader behind PC/SC.
struct SocialCardReaderSettings {
    DeviceId slot = QStringLiteral("ssc-1");
    QString reader;             // a part of its name as PC/SC gives it; empty: the first one
    QString title;
};
std::unique_ptr<Driver> makeSocialCardReader(const SocialCardReaderSettings &settings);

// A made-up card, fields by name (socialFieldName). No card of a real person ever stands here.
struct SimulatedSocialCard {
    QMap<QString, QString> fields;
    static SimulatedSocialCard generated(quint64 seed);     // names say 样例
};

// A reader that is none, with a chip of its own inside its card: it answers commands byte by byte and never meets the decoder of
// the driver. Thread-safe. Errors: DEV-SIM-CONTROL.
class SocialCardSimulator {
public:
    SocialCardSimulator();
    ~SocialCardSimulator();
    void insert(const SimulatedSocialCard &card);
    void remove();
    // {"card":{"seed":7}|{"fields":{…}}|null} {"set":{"msPerCommand":20,"denied":true,"busy":true}}
    // {"fault":{"kind":"type|sw|id|endless|link|defect|deaf|removed","record":"name","sw":"6A83","times":1}}
    // {"unplug":{}} {"unplugAt":"open|first|middle|last"} {"plug":{}} {"reset":{}}
    Result<void> control(const QByteArray &line);
    int reads() const;                  // that began
    QStringList transcript() const;     // commands and status words, never contents
    void listen(std::function<void(const QString &words)> heard);        // what the transcript says, at once, on any thread; it must not call back

    struct Private;                     // shared with the driver; inside the room only

private:
    friend std::unique_ptr<Driver> makeSimulatedSocialCardReader(const DeviceId &, const QString &, const std::shared_ptr<SocialCardSimulator> &);
    std::shared_ptr<Private> d;
};
std::unique_ptr<Driver> makeSimulatedSocialCardReader(const DeviceId &slot, const QString &title, const std::shared_ptr<SocialCardSimulator> &simulator);

} // namespace zc::devices
