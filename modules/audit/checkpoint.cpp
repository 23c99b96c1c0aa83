#include "checkpoint.h"

#include <base/canonicaljson.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace zc::audit {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kLargestFile = 64 * 1024 * 1024;
}

QByteArray Checkpoint::signedBytes() const
{
    QJsonObject object = toJson();
    object.remove(u"signature"_s);
    return canonicalJson(object).valueOr(QByteArray());
}

QJsonObject Checkpoint::toJson() const
{
    return {{u"epoch"_s, epoch}, {u"seq"_s, seq}, {u"head"_s, QString::fromLatin1(head.toHex())}, {u"at"_s, atMs}, {u"keyId"_s, keyId},
            {u"signature"_s, QString::fromLatin1(signature.toBase64())}};
}

std::optional<Checkpoint> Checkpoint::fromJson(const QJsonObject &object)
{
    const Checkpoint checkpoint{object[u"epoch"].toInteger(), object[u"seq"].toInteger(),
                                QByteArray::fromHex(object[u"head"].toString().toLatin1()), object[u"at"].toInteger(),
                                object[u"keyId"].toString(), QByteArray::fromBase64(object[u"signature"].toString().toLatin1())};
    const bool whole = checkpoint.epoch > 0 && checkpoint.seq > 0 && checkpoint.head.size() == 32;
    return whole ? std::optional(checkpoint) : std::nullopt;
}

Result<Checkpoint> signCheckpoint(const Line &line, qint64 atMs, const QString &keyId, const crypto::SigningKey &key)
{
    Checkpoint checkpoint{line.epoch, line.seq, line.hash, atMs, keyId, {}};
    const auto signature = key.sign(checkpoint.signedBytes());
    if (!signature.ok())
        return signature.error();
    checkpoint.signature = *signature;
    return checkpoint;
}

Result<void> appendCheckpoint(const QString &path, const Checkpoint &checkpoint)
{
    const Error failed{ErrorKind::Internal, u"AUD-CHECKPOINT"_s, QFileInfo(path).fileName()};
    if (!QDir().mkpath(QFileInfo(path).absolutePath()))
        return failed;
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite | QIODevice::Append))
        return failed;
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    QByteArray line = QJsonDocument(checkpoint.toJson()).toJson(QJsonDocument::Compact) + '\n';
    // A crash may have left half a line; it must not swallow this one.
    if (file.size() > 0 && file.seek(file.size() - 1) && file.read(1) != "\n")
        line.prepend('\n');
    if (file.write(line) != line.size() || !file.flush())
        return failed;
#ifdef Q_OS_UNIX
    if (::fsync(file.handle()) != 0)
        return failed;
#endif
    return {};
}

Result<QList<Checkpoint>> readCheckpoints(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > kLargestFile)
        return Error{ErrorKind::NotFound, u"AUD-CHECKPOINT-FILE"_s, QFileInfo(path).fileName()};
    const QByteArray bytes = file.readAll();
    const QList<QByteArray> lines = bytes.split('\n');
    QList<Checkpoint> list;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines[i].trimmed().isEmpty())
            continue;
        const QJsonDocument document = QJsonDocument::fromJson(lines[i]);
        const auto checkpoint = document.isObject() ? Checkpoint::fromJson(document.object()) : std::nullopt;
        if (checkpoint)
            list.append(*checkpoint);
        else if (document.isObject() || !lines[i].startsWith("{\"at\":"))       // half a line of ours begins like that
            return Error{ErrorKind::Corrupt, u"AUD-CHECKPOINT-FILE"_s, u"line %1"_s.arg(i + 1)};
    }
    return list;
}

QList<Anchor> anchorsOf(const QList<Checkpoint> &checkpoints, const crypto::VerifyKey &key, int *refused)
{
    QList<Anchor> anchors;
    int bad = 0;
    for (const Checkpoint &checkpoint : checkpoints) {
        if (key.verify(checkpoint.signedBytes(), checkpoint.signature))
            anchors.append({checkpoint.epoch, checkpoint.seq, checkpoint.head});
        else
            ++bad;
    }
    if (refused)
        *refused = bad;
    return anchors;
}

} // namespace zc::audit
