#include "support/feelpeer.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryFile>

namespace zc::test {

using namespace Qt::StringLiterals;

namespace {
constexpr int kInstallMs = 90'000;
constexpr int kRunMs = 300'000;
const QString kRig = QStringLiteral(ZC_SOURCE_DIR "/tests/support/rigs/feelin/");

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
} // namespace

FeelPeer::FeelPeer() : m_folder(QStringLiteral(ZC_BINARY_DIR "/bench-peers/feelin"))
{
    if (const QString why = prepare(); !why.isEmpty())
        m_absence = u"feelin not installed (%1)"_s.arg(why);
}

// Empty when feelin is ready, else why not.
QString FeelPeer::prepare() const
{
    if (QStandardPaths::findExecutable(u"node"_s).isEmpty() || QStandardPaths::findExecutable(u"npm"_s).isEmpty())
        return u"no node or npm on this machine"_s;
    QDir().mkpath(m_folder);
    QLockFile lock(m_folder + u"/.lock"_s);
    if (!lock.tryLock(kInstallMs))
        return u"the build folder is held by another run"_s;
    const QString lockFile = u"/package-lock.json"_s, done = m_folder + u"/node_modules/feelin/package.json"_s;
    const bool current = contentOf(m_folder + lockFile) == contentOf(kRig + lockFile) && QFile::exists(done);
    for (const QString &name : {u"/package.json"_s, lockFile, u"/run.mjs"_s}) {
        QFile::remove(m_folder + name);
        if (!QFile::copy(kRig + name, m_folder + name))
            return u"the build folder cannot be written"_s;
    }
    if (current)
        return {};
    QProcess npm;
    npm.setWorkingDirectory(m_folder);
    npm.start(u"npm"_s, {u"ci"_s, u"--ignore-scripts"_s, u"--no-audit"_s, u"--no-fund"_s, u"--prefer-offline"_s, u"--fetch-retries=0"_s, u"--fetch-timeout=20000"_s});
    if (!npm.waitForFinished(kInstallMs)) {
        npm.kill();
        npm.waitForFinished(5000);
    }
    if (npm.exitStatus() == QProcess::NormalExit && npm.exitCode() == 0 && QFile::exists(done))
        return {};
    QFile::remove(m_folder + lockFile);                // so that the next run tries again
    return u"npm could not fetch it"_s;
}

QByteArray FeelPeer::run(const QString &mode, const FeelExpressions &source, const QList<FeelSample> &samples) const
{
    QJsonArray list;
    for (const FeelSample &sample : samples)
        list << QJsonArray{sample.text, sample.context, sample.input.isEmpty() ? QJsonValue() : QJsonValue(sample.input)};
    QTemporaryFile file;
    const QByteArray input = QJsonDocument(QJsonObject{{u"contexts"_s, source.contextsAsJson()}, {u"samples"_s, list}}).toJson(QJsonDocument::Compact);
    if (!file.open() || file.write(input) != input.size() || !file.flush())
        return {};
    QProcess node;
    node.start(u"node"_s, {m_folder + u"/run.mjs"_s, mode, file.fileName()});
    if (!node.waitForFinished(kRunMs)) {
        node.kill();
        node.waitForFinished(5000);
        return {};
    }
    return node.exitStatus() == QProcess::NormalExit && node.exitCode() == 0 ? node.readAllStandardOutput() : QByteArray();
}

QJsonArray FeelPeer::values(const FeelExpressions &source, const QList<FeelSample> &samples) const
{
    QJsonArray values;
    const QByteArray output = run(u"values"_s, source, samples);
    for (const QByteArray &line : output.split('\n'))
        if (!line.isEmpty())
            values << QJsonDocument::fromJson('[' + line + ']').array().at(0);
    return values;
}

double FeelPeer::nanoseconds(const FeelExpressions &source, const QList<FeelSample> &samples) const
{
    return run(u"time"_s, source, samples).trimmed().toDouble();
}

} // namespace zc::test
