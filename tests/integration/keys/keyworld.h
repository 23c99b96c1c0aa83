#pragma once
#include "keyscript.h"

#include <crypto/softkey.h>
#include <devices/hosteddriver.h>

#include <QTemporaryDir>

// A folder with a stack of keys in it, its script, and the settings of the driver that uses it.
class KeyWorld {
public:
    enum class Stack { SoftHsm, Skf };
    explicit KeyWorld(Stack stack) : stack(stack) {}
    bool start();                       // false: see why
    zc::devices::HostedDriverSettings settings(const QString &slot = QStringLiteral("key-1")) const;
    QString module() const { return folder.filePath(stack == Stack::Skf ? QStringLiteral("stubskf.so") : QStringLiteral("softhsmproxy.so")); }
    static QByteArray pin();

    const Stack stack;
    QTemporaryDir folder;
    QString why;
    std::unique_ptr<KeyScript> script;
    std::vector<zc::crypto::SoftKey> keys;      // in the order in which they are listed

private:
    bool startSoftHsm();
    bool startSkf();
    bool write(const QString &name, QByteArrayView bytes) const;
};
