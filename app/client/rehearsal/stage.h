#pragma once
#include <QByteArray>
#include <QList>
#include <QString>

namespace zc::client {

// What a rehearsal may do besides pressing keys: the things that happen around a desk. Implemented by bootstrap over the demo world.
class Stage {
public:
    struct Paper { QString kind, title; QByteArray pdf; };
    virtual ~Stage() = default;
    virtual bool layCard(const QString &personId) = 0;
    virtual void setPlatformRunning(bool running) = 0;
    virtual void putScan(const QString &file) = 0;        // a sheet into the feeder of the scanner
    virtual QList<Paper> papers() const = 0;              // of the case on the desk
};

} // namespace zc::client
