#include "settings.h"

#include <base/logging.h>
#include <base/strictjson.h>
#include <crypto/digest.h>

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTimer>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace zc::settings {

using namespace Qt::StringLiterals;

ZC_LOGGING_CATEGORY(lcSettings, "settings")

namespace {

constexpr qint64 kLargestUserFile = 256 * 1024;

bool syncPath(const QString &path)
{
#ifdef Q_OS_UNIX
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    const bool synced = fd >= 0 && ::fsync(fd) == 0;
    if (fd >= 0)
        ::close(fd);
    return synced;
#else
    return QFile::exists(path);
#endif
}

} // namespace

Settings::Settings(const Options &options, QObject *parent) : QObject(parent), m_options(options), m_policy(readPolicy(options.policy))
{
    m_seen = fingerprint();
    readUserFile();
    adopt(m_policy, false);
}

void Settings::readUserFile()
{
    const QString path = m_options.userFile;
    if (path.isEmpty() || !QFile::exists(path))
        return;
    QFile file(path);
    const bool readable = file.open(QIODevice::ReadOnly) && file.size() <= kLargestUserFile;
    const auto parsed = parseStrictJson(readable ? file.readAll() : QByteArray());
    file.close();
    const QJsonObject object = parsed.ok() ? parsed->toObject() : QJsonObject();
    if (object[u"zcSettings"].toInteger() != 1 || !object[u"settings"].isObject()) {
        // Set aside, not overwritten: somebody may still want to read it.
        const QString aside = path + u".unreadable-"_s + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss-zzz"_s);
        const bool moved = !m_options.onlyLook && QFile::rename(path, aside);
        m_userProblems.append({u"SET-USER-FILE"_s, false, path, 0, {},
                               parsed.ok() ? u"not {\"zcSettings\":1,\"settings\":{…}}"_s : parsed.error().detail,
                               moved ? u"kept as "_s + QFileInfo(aside).fileName() : u"not set aside"_s});
        return;
    }
    m_choices = object[u"settings"].toObject();
    for (auto it = m_choices.constBegin(); it != m_choices.constEnd(); ++it) {
        const Key *key = findKey(it.key());
        const auto good = key ? checkValue(*key, it.value()) : Result<void>();
        if (key && key->kind == KeyKind::Machine)
            m_userProblems.append({u"POL-LOCKED"_s, false, path, 0, it.key(), u"only the machine's policy may set this key"_s, u"remove it"_s});
        else if (!good.ok())
            m_userProblems.append({u"SET-VALUE"_s, false, path, 0, it.key(), good.error().detail, u"choose again on the settings page"_s});
    }
}

Settings::Resolved Settings::resolve(const Key &key, const Policy &policy) const
{
    const bool lockedDown = policy.state == PolicyState::LockedDown;
    if (lockedDown && !key.lockedDown.isUndefined())
        return {key.lockedDown, u"lockedDown"_s, {}};
    if (lockedDown && m_options.remembered.contains(key.name) && checkValue(key, m_options.remembered[key.name]).ok())
        return {m_options.remembered[key.name], u"lockedDown"_s, {}};
    if (!lockedDown) {
        if (const auto managed = policy.managed.constFind(key.name); managed != policy.managed.constEnd())
            return {managed->value, u"managed"_s, managed->file};
    }
    if (key.kind == KeyKind::Local && m_choices.contains(key.name) && checkValue(key, m_choices[key.name]).ok())
        return {m_choices[key.name], u"user"_s, m_options.userFile};
    if (!lockedDown) {
        if (const auto preset = policy.recommended.constFind(key.name); preset != policy.recommended.constEnd())
            return {preset->value, u"recommended"_s, preset->file};
    }
    return {key.builtIn, u"builtIn"_s, {}};
}

void Settings::adopt(const Policy &policy, bool liveOnly)
{
    m_policy = policy;
    m_waiting.clear();
    QStringList touched;
    for (const Key &key : allKeys()) {
        const Resolved next = resolve(key, policy);
        const Resolved before = m_values.value(key.name);
        if (next.value == before.value && m_values.contains(key.name)) {
            m_values[key.name] = next;
        } else if (!liveOnly || key.live) {
            m_values[key.name] = next;
            touched.append(key.name);
        } else {
            m_waiting.append(key.name);
        }
    }
    for (const QString &key : std::as_const(touched))
        Q_EMIT changed(key);
}

QJsonValue Settings::value(const QString &key) const
{
    const auto found = m_values.constFind(key);
    if (found == m_values.constEnd()) {
        qCCritical(lcSettings) << "no such key:" << key;
        return QJsonValue(QJsonValue::Undefined);
    }
    return found->value;
}

QStringList Settings::list(const QString &key) const
{
    QStringList list;
    const QJsonArray array = value(key).toArray();
    for (const QJsonValue &item : array)
        list.append(item.toString());
    return list;
}

QMap<QString, QString> Settings::map(const QString &key) const
{
    QMap<QString, QString> map;
    const QJsonObject object = value(key).toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        map.insert(it.key(), it.value().toString());
    return map;
}

QJsonObject Settings::values() const
{
    QJsonObject object;
    for (auto it = m_values.constBegin(); it != m_values.constEnd(); ++it)
        object.insert(it.key(), it->value);
    return object;
}

bool Settings::isLocked(const QString &name) const
{
    const Key *key = findKey(name);
    if (!key || key->kind == KeyKind::Machine || m_policy.managed.contains(name))
        return true;
    return m_policy.state == PolicyState::LockedDown && !key->lockedDown.isUndefined();
}

Settings::Origin Settings::origin(const QString &key) const
{
    const Resolved value = m_values.value(key);
    return {value.from, value.source};
}

Result<void> Settings::writeUserFile(const QJsonObject &choices)
{
    const QString path = m_options.userFile;
    if (path.isEmpty())
        return {};
    const Error failed{ErrorKind::Internal, u"SET-WRITE"_s, QFileInfo(path).fileName()};
    const QByteArray bytes = QJsonDocument(QJsonObject{{u"zcSettings"_s, 1}, {u"settings"_s, choices}}).toJson(QJsonDocument::Indented);
    const QString folder = QFileInfo(path).absolutePath(), temporary = path + u".tmp"_s;
    if (!QDir().mkpath(folder))
        return failed;
    QFile file(temporary);
    const bool written = file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size() && file.flush();
    file.close();
    if (!written || !syncPath(temporary)) {
        QFile::remove(temporary);
        return failed;
    }
#ifdef Q_OS_UNIX
    if (::rename(QFile::encodeName(temporary).constData(), QFile::encodeName(path).constData()) != 0) {
        QFile::remove(temporary);
        return failed;
    }
#else
    QFile::remove(path);
    if (!QFile::rename(temporary, path))
        return failed;
#endif
    syncPath(folder);
    return {};
}

Result<void> Settings::set(const QString &name, const QJsonValue &value)
{
    const Key *key = findKey(name);
    if (!key)
        return Error{ErrorKind::Invalid, u"SET-KEY"_s, name.left(64)};
    if (isLocked(name))
        return Error{ErrorKind::Denied, u"POL-LOCKED"_s, name};
    if (auto good = checkValue(*key, value); !good.ok())
        return good;
    QJsonObject choices = m_choices;
    choices.insert(name, value);
    if (auto written = writeUserFile(choices); !written.ok())
        return written;
    m_choices = choices;
    const Resolved next = resolve(*key, m_policy);
    const bool different = m_values.value(name).value != next.value;
    m_values[name] = next;
    if (different)
        Q_EMIT changed(name);
    return {};
}

Result<void> Settings::reset(const QString &name)
{
    const Key *key = findKey(name);
    if (!key)
        return Error{ErrorKind::Invalid, u"SET-KEY"_s, name.left(64)};
    if (!m_choices.contains(name))
        return {};
    QJsonObject choices = m_choices;
    choices.remove(name);
    if (auto written = writeUserFile(choices); !written.ok())
        return written;
    m_choices = choices;
    const Resolved next = resolve(*key, m_policy);
    const bool different = m_values.value(name).value != next.value;
    m_values[name] = next;
    if (different)
        Q_EMIT changed(name);
    return {};
}

PolicyState Settings::state() const
{
    return m_policy.state;
}

QList<Problem> Settings::problems() const
{
    return m_policy.problems + m_rereadProblems + m_userProblems;
}

QStringList Settings::waitingForRestart() const
{
    return m_waiting;
}

void Settings::reread()
{
    const Policy next = readPolicy(m_options.policy);
    m_seen = fingerprint();
    // What was good at the start stays good until the end: a file half written by a roll-out must not lock a desk in the
    // middle of a case. A desk that started locked down stays so until it starts again.
    if (next.state == PolicyState::LockedDown || m_policy.state == PolicyState::LockedDown) {
        m_rereadProblems = next.state == PolicyState::LockedDown && m_policy.state != PolicyState::LockedDown ? next.problems : QList<Problem>();
        Q_EMIT problemsChanged();
        return;
    }
    m_rereadProblems.clear();
    adopt(next, true);
    Q_EMIT problemsChanged();
}

QString Settings::fingerprint() const
{
    QString text;
    for (const QString &name : {u"managed.d"_s, u"recommended.d"_s, u"keys"_s}) {
        const QFileInfoList files = QDir(m_options.policy.folder + u'/' + name).entryInfoList(QDir::Files, QDir::Name);
        for (const QFileInfo &file : files) {
            // The content and not the time: two writes within one tick of the clock look alike.
            QFile content(file.absoluteFilePath());
            const QByteArray bytes = content.open(QIODevice::ReadOnly) ? content.read(kLargestUserFile + 1) : QByteArray("unreadable");
            text += file.absoluteFilePath() + u' ' + QString::fromLatin1(crypto::sha256(bytes).toHex()) + u'\n';
        }
    }
    return text;
}

void Settings::watch(int everyMs)
{
    if (!m_timer) {
        m_timer = new QTimer(this);
        connect(m_timer, &QTimer::timeout, this, [this] {
            if (fingerprint() != m_seen)
                reread();
        });
    }
    m_timer->start(everyMs);
}

QJsonObject Settings::dump() const
{
    QJsonArray sources, keys, problemList;
    for (const Source &source : m_policy.sources)
        sources.append(QJsonObject{{u"file"_s, source.file}, {u"kind"_s, source.kind}, {u"used"_s, source.used}});
    if (!m_options.userFile.isEmpty() && QFile::exists(m_options.userFile))
        sources.append(QJsonObject{{u"file"_s, m_options.userFile}, {u"kind"_s, u"user"_s}, {u"used"_s, true}});
    for (const Key &key : allKeys()) {
        const Resolved value = m_values.value(key.name);
        keys.append(QJsonObject{{u"key"_s, key.name}, {u"type"_s, typeName(key.type)}, {u"value"_s, value.value}, {u"from"_s, value.from},
                                {u"source"_s, value.source.isEmpty() ? QJsonValue() : QJsonValue(value.source)},
                                {u"locked"_s, isLocked(key.name)}, {u"live"_s, key.live}, {u"effect"_s, key.effect}});
    }
    for (const Problem &problem : problems())
        problemList.append(problem.toJson());
    return {{u"state"_s, policyStateName(m_policy.state)}, {u"environment"_s, value(u"environment"_s)}, {u"sources"_s, sources},
            {u"keys"_s, keys}, {u"problems"_s, problemList}};
}

} // namespace zc::settings
