#include "policy.h"

#include "internal/trustedfile.h"

#include <base/strictjson.h>
#include <crypto/minisign.h>

#include <QDir>
#include <QFileInfo>
#include <QSet>

namespace zc::settings {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestFile = 256 * 1024;
constexpr int kDepth = 8;
constexpr int kMostFiles = 64;

// Keys that change whom the desk trusts: in production they count only from a signed file.
bool needsSignature(const QString &key)
{
    return key.startsWith(u"bridge.") || key.startsWith(u"web.") || key == u"plugins.signers" || key == u"receipts.keys" || key == u"trust.anchorKey"
        || (key.startsWith(u"update.") && key.endsWith(u"Keys"));
}

int lineOfByte(const QByteArray &text, qsizetype byte)
{
    return 1 + int(text.first(qBound<qsizetype>(0, byte, text.size())).count('\n'));
}

// "byte N: reason" of the strict reader.
int lineOfError(const QByteArray &text, const QString &detail)
{
    const QString number = detail.section(u':', 0, 0).section(u' ', 1, 1);
    bool known = false;
    const qsizetype byte = number.toLongLong(&known);
    return known ? lineOfByte(text, byte) : 0;
}

int lineOfKey(const QByteArray &text, const QString &key)
{
    const qsizetype at = text.indexOf('"' + key.toUtf8() + '"');
    return at < 0 ? 0 : lineOfByte(text, at);
}

class Reader {
public:
    explicit Reader(const PolicyPlace &place) : m_place(place) {}
    Policy read();

private:
    void readKeys();
    void readFolder(const QString &name, bool managed);
    void readFile(const QString &path, bool managed);
    void readSettings(const QString &path, const QByteArray &text, const QJsonObject &settings, bool managed, bool &clean);
    bool isSigned(const QString &path, const QByteArray &bytes);
    void requireSignatures();
    // In a recommended file nothing is an error: the file is left out, and that is all.
    void report(const QString &code, bool managed, const QString &file, int line, const QString &key, const QString &message,
                const QString &advice)
    {
        m_policy.problems.append({code, managed, file, line, key, message, advice});
    }

    PolicyPlace m_place;
    Policy m_policy;
    QList<crypto::MinisignKey> m_signers;
    QSet<QString> m_signedFiles;
    bool m_mustBeSigned = false;
};

QFileInfoList filesIn(const QString &folder, const QString &filter)
{
    QFileInfoList files = QDir(folder).entryInfoList({filter}, QDir::Files | QDir::Hidden | QDir::System, QDir::NoSort);
    std::sort(files.begin(), files.end(), [](const QFileInfo &a, const QFileInfo &b) { return a.fileName().toUtf8() < b.fileName().toUtf8(); });
    return files;
}

void Reader::readKeys()
{
    const QFileInfoList files = filesIn(m_place.folder + u"/keys"_s, u"*.pub"_s);
    for (const QFileInfo &file : files) {
        m_mustBeSigned = true;
        const auto bytes = readTrusted(file.absoluteFilePath(), m_place, 4096);
        const auto key = bytes.ok() ? crypto::MinisignKey::fromText(*bytes) : Result<crypto::MinisignKey>(bytes.error());
        if (key.ok())
            m_signers.append(*key);
        else
            report(bytes.ok() ? u"POL-SYNTAX"_s : bytes.error().code, true, file.absoluteFilePath(), 0, {},
                   u"the public key of the policy cannot be used"_s, u"put back the key file the policy was rolled out with"_s);
    }
}

bool Reader::isSigned(const QString &path, const QByteArray &bytes)
{
    const auto signature = readTrusted(path + u".minisig"_s, m_place, 16384);
    return signature.ok() && std::any_of(m_signers.cbegin(), m_signers.cend(), [&](const crypto::MinisignKey &key) {
        return crypto::verifyMinisign(bytes, *signature, key).ok();
    });
}

void Reader::readSettings(const QString &path, const QByteArray &text, const QJsonObject &settings, bool managed, bool &clean)
{
    for (auto it = settings.begin(); it != settings.end(); ++it) {
        const int line = lineOfKey(text, it.key());
        const Key *key = findKey(it.key());
        if (!key) {
            const QString near = nearestKey(it.key());
            m_policy.problems.append({u"POL-UNKNOWN-KEY"_s, false, path, line, it.key(), u"this program knows no such key"_s,
                                      near.isEmpty() ? u"see the list of keys in the manual"_s : u"did you mean %1?"_s.arg(near)});
            continue;
        }
        if (!managed && key->kind == KeyKind::Machine) {
            report(u"POL-KIND"_s, false, path, line, it.key(), u"this key counts from managed.d only"_s, u"move it to a managed file"_s);
            clean = false;
            continue;
        }
        if (const auto good = checkValue(*key, it.value()); !good.ok()) {
            report(u"POL-VALUE"_s, managed, path, line, it.key(), good.error().detail, u"correct the value"_s);
            clean = false;
            continue;
        }
        if (!key->inEffect)
            m_policy.problems.append({u"POL-NO-EFFECT"_s, false, path, line, it.key(), u"this version does not act on this key"_s,
                                      u"keep it for a later version, and do not rely on it yet"_s});
        auto &values = managed ? m_policy.managed : m_policy.recommended;
        const auto before = values.constFind(it.key());
        if (before != values.constEnd() && before->value != it.value())
            m_policy.problems.append({u"POL-CONFLICT"_s, false, path, line, it.key(), u"set differently in %1 before"_s.arg(before->file),
                                      u"the later file counts; keep one of the two"_s});
        values.insert(it.key(), {it.value(), path});
    }
}

void Reader::readFile(const QString &path, bool managed)
{
    Source source{path, managed ? u"managed"_s : u"recommended"_s, false};
    const auto refuse = [&](const QString &code, int line, const QString &message, const QString &advice) {
        report(code, managed, path, line, {}, message, advice);
        m_policy.sources.append(source);
    };
    const auto bytes = readTrusted(path, m_place, kLargestFile);
    if (!bytes.ok()) {
        const bool owner = bytes.error().code == u"POL-OWNER";
        return refuse(bytes.error().code, 0, owner ? u"others than the owner may write: "_s + bytes.error().detail : bytes.error().detail,
                      owner ? u"chown root, chmod go-w on the file and every folder above it"_s : u"check size and mode of the file"_s);
    }
    if (managed && m_mustBeSigned) {
        if (!isSigned(path, *bytes))
            return refuse(u"POL-SIGNED"_s, 0, u"no valid signature beside the file"_s, u"sign it again: minisign -S -m FILE"_s);
        m_signedFiles.insert(path);
    }
    const auto parsed = parseStrictJson(*bytes, {kLargestFile, kDepth, 5000, 5000});
    if (!parsed.ok())
        return refuse(u"POL-SYNTAX"_s, lineOfError(*bytes, parsed.error().detail), parsed.error().detail, u"correct the JSON text"_s);
    const QJsonObject object = parsed->toObject();
    if (!parsed->isObject() || object[u"zcPolicy"].toInteger() != 1 || !object[u"settings"].isObject())
        return refuse(u"POL-FORM"_s, 0, u"not {\"zcPolicy\":1,\"settings\":{…}}"_s, u"see the example in the manual"_s);
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() != u"zcPolicy" && it.key() != u"settings" && it.key() != u"comment")
            return refuse(u"POL-FORM"_s, lineOfKey(*bytes, it.key()), u"unknown member %1"_s.arg(it.key().left(64)),
                          u"only zcPolicy, comment and settings stand at the top"_s);
    }
    // A refused recommended file is left out as a whole, so its values are taken only when all are good.
    const auto before = m_policy.recommended;
    bool clean = true;
    readSettings(path, *bytes, object[u"settings"].toObject(), managed, clean);
    if (!managed && !clean)
        m_policy.recommended = before;
    source.used = managed || clean;
    m_policy.sources.append(source);
}

void Reader::readFolder(const QString &name, bool managed)
{
    const QFileInfoList files = filesIn(m_place.folder + u'/' + name, u"*.json"_s);
    if (files.size() > kMostFiles)
        report(u"POL-LIMIT"_s, managed, m_place.folder + u'/' + name, 0, {}, u"%1 files, %2 are the most"_s.arg(files.size()).arg(kMostFiles),
               u"put the settings into fewer files"_s);
    for (qsizetype i = 0; i < qMin<qsizetype>(files.size(), kMostFiles); ++i)
        readFile(files[i].absoluteFilePath(), managed);
}

void Reader::requireSignatures()
{
    if (m_policy.managed.value(u"environment"_s).value.toString() != u"production")
        return;
    const QStringList keys = m_policy.managed.keys();
    for (const QString &key : keys) {
        const QString file = m_policy.managed[key].file;
        if (needsSignature(key) && !m_signedFiles.contains(file)) {
            report(u"POL-SIGNED"_s, true, file, 0, key, u"in production this key counts from a signed file only"_s,
                   u"put the public key into policies/keys and sign the file"_s);
            m_policy.managed.remove(key);
        }
    }
}

Policy Reader::read()
{
    readKeys();
    readFolder(u"recommended.d"_s, false);
    readFolder(u"managed.d"_s, true);
    requireSignatures();
    const bool broken = std::any_of(m_policy.problems.cbegin(), m_policy.problems.cend(), [](const Problem &p) { return p.error; });
    m_policy.state = broken ? PolicyState::LockedDown : m_policy.sources.isEmpty() ? PolicyState::None : PolicyState::Ok;
    return m_policy;
}

} // namespace

QJsonObject Problem::toJson() const
{
    QJsonObject object{{u"code"_s, code}, {u"severity"_s, error ? u"error"_s : u"warning"_s}, {u"file"_s, file}, {u"message"_s, message},
                       {u"advice"_s, advice}};
    object.insert(u"line"_s, line > 0 ? QJsonValue(line) : QJsonValue());
    object.insert(u"key"_s, key.isEmpty() ? QJsonValue() : QJsonValue(key));
    return object;
}

QString policyStateName(PolicyState state)
{
    switch (state) {
    case PolicyState::None: return u"none"_s;
    case PolicyState::Ok: return u"ok"_s;
    case PolicyState::LockedDown: return u"lockedDown"_s;
    }
    return {};
}

Policy readPolicy(const PolicyPlace &place)
{
    return Reader(place).read();
}

QList<QByteArray> policySigners(const PolicyPlace &place)
{
    QList<QByteArray> texts;
    for (const QFileInfo &file : filesIn(place.folder + u"/keys"_s, u"*.pub"_s)) {
        const auto bytes = readTrusted(file.absoluteFilePath(), place, 4096);
        texts.append(bytes.ok() && crypto::MinisignKey::fromText(*bytes).ok() ? *bytes : QByteArray());
    }
    return texts;
}

} // namespace zc::settings
