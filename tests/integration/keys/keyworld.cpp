#include "keyworld.h"

#include <devices/simulatedkey.h>

#include <QFile>
#include <QProcess>
#include <QStandardPaths>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using crypto::KeyKind;
using crypto::SoftKey;

namespace {

const QString kLabel = QStringLiteral("Desk");

bool ran(const QString &program, const QStringList &words, const QString &configuration)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"SOFTHSM2_CONF"_s, configuration);
    process.setProcessEnvironment(environment);
    process.start(program, words);
    return process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

} // namespace

QByteArray KeyWorld::pin() { return KeySimulator::samplePin(); }      // the one that the conformance suite types

bool KeyWorld::write(const QString &name, QByteArrayView bytes) const
{
    QFile file(folder.filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(bytes.data(), bytes.size()) == bytes.size();
}

bool KeyWorld::start()
{
    const QString library = stack == Stack::Skf ? u"zc_stubskf.so"_s : u"zc_softhsmproxy.so"_s;
    if (!QFile::copy(QStringLiteral(ZC_BINARY_DIR "/test-keys/") + library, module())) {
        why = u"no "_s + library;
        return false;
    }
    script = KeyScript::open(QFile::encodeName(folder.filePath(u"script"_s)).toStdString());
    return script && (stack == Stack::Skf ? startSkf() : startSoftHsm());
}

bool KeyWorld::startSkf()
{
    bool whole = write(u"pin"_s, pin());
    for (int i = 0; i < 4; ++i) {
        const auto key = SoftKey::generate(i < 3 ? KeyKind::Sm2 : KeyKind::Rsa, u"样例经办人 %1"_s.arg(i + 1));
        const auto secret = key ? key->pkcs8() : Result<crypto::SecretBytes>(key.error());
        whole = whole && secret && write(u"%1.key"_s.arg(i), secret->view()) && write(u"%1.cer"_s.arg(i), key->certificate());
        if (whole)
            keys.push_back(*key);
    }
    return whole;
}

bool KeyWorld::startSoftHsm()
{
    const QString util = QStandardPaths::findExecutable(u"softhsm2-util"_s), tool = QStandardPaths::findExecutable(u"pkcs11-tool"_s);
    QString real;
    for (const QString &place : {u"/usr/lib/softhsm/libsofthsm2.so"_s, u"/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"_s})
        real = real.isEmpty() && QFile::exists(place) ? place : real;
    if (util.isEmpty() || tool.isEmpty() || real.isEmpty()) {
        why = u"no softhsm2 or no opensc"_s;
        return false;
    }
    const QString configuration = folder.filePath(u"softhsm2.conf"_s);
    QDir(folder.path()).mkdir(u"tokens"_s);
    const QString secret = QString::fromLatin1(pin());
    why = u"the token cannot be made"_s;
    if (!write(u"softhsm2.conf"_s, "directories.tokendir = " + folder.filePath(u"tokens"_s).toUtf8() + "\nobjectstore.backend = file\nlog.level = ERROR\n")
        || !ran(util, {u"--init-token"_s, u"--free"_s, u"--label"_s, kLabel, u"--so-pin"_s, u"87654321"_s, u"--pin"_s, secret}, configuration))
        return false;
    for (int i = 0; i < 4; ++i) {
        const auto key = SoftKey::generate(i < 3 ? KeyKind::Ecdsa : KeyKind::Rsa, u"样例经办人 %1"_s.arg(i + 1));
        const auto bytes = key ? key->pkcs8() : Result<crypto::SecretBytes>(key.error());
        if (!bytes || !write(u"key"_s, bytes->view()) || !write(u"cer"_s, key->certificate()))
            return false;
        const QStringList common{u"--module"_s, real, u"--token-label"_s, kLabel, u"--login"_s, u"--pin"_s, secret, u"--id"_s, u"0%1"_s.arg(i + 1)};
        if (!ran(tool, common + QStringList{u"--write-object"_s, folder.filePath(u"key"_s), u"--type"_s, u"privkey"_s, u"--usage-sign"_s}, configuration)
            || !ran(tool, common + QStringList{u"--write-object"_s, folder.filePath(u"cer"_s), u"--type"_s, u"cert"_s}, configuration))
            return false;
        keys.push_back(*key);
    }
    why.clear();
    return true;
}

HostedDriverSettings KeyWorld::settings(const QString &slot) const
{
    HostedDriverSettings settings;
    settings.program = QStringLiteral(ZC_BINARY_DIR "/bin/zc-devicehost");
    settings.driver = stack == Stack::Skf ? u"skf"_s : u"pkcs11"_s;
    settings.driverFile = QStringLiteral(ZC_BINARY_DIR "/plugins/devices/%1/%1.so").arg(settings.driver);
    settings.cls = DeviceClass::Key;
    settings.slot = slot;
    settings.title = u"样例 UKey"_s;
    settings.values = {{u"module"_s, module()}};
    settings.limits.helloMs = 30'000;           // patience for a loaded machine; a crash is seen at once all the same
    settings.limits.pingMs = 5000;
    return settings;
}
