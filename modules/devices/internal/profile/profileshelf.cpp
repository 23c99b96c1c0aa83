#include <devices/profileshelf.h>

#include <crypto/minisign.h>

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSaveFile>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestFile = 64 * 1024;
const QString kSignature = QStringLiteral(".minisig");

Result<QByteArray> fileBytes(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > kLargestFile)
        return Error{ErrorKind::NotFound, u"DEV-PROFILE-FILE"_s, path};
    return file.readAll();
}

void keepFile(const QString &from, const QString &to)
{
    const auto now = fileBytes(from);
    const auto before = fileBytes(to);
    if (!now.ok() || (before.ok() && *before == *now))
        return;
    QSaveFile file(to);
    if (file.open(QIODevice::WriteOnly) && file.write(*now) == now->size())
        file.commit();
}

Result<TerminalSettings::Chosen> chosenSample(const QString &name)
{
    const auto bytes = fileBytes(u":/terminals/%1.json"_s.arg(name));
    if (!bytes.ok())
        return bytes.error();
    auto profile = readTerminalProfile(*bytes);
    return profile.ok() ? Result<TerminalSettings::Chosen>(TerminalSettings::Chosen{std::move(*profile), {}, *bytes}) : profile.error();
}

} // namespace

Result<TerminalProfile> sampleTerminalProfile(const QString &name)
{
    auto chosen = chosenSample(name);
    return chosen.ok() ? Result<TerminalProfile>(std::move(chosen->profile)) : chosen.error();
}

ProfileShelf::ProfileShelf(Options options) : m_options(std::move(options)) {}

Result<TerminalSettings::Chosen> ProfileShelf::read(const QString &folder, const QString &name) const
{
    const QString path = QDir(folder).filePath(name + u".json"_s);
    const auto bytes = fileBytes(path);
    if (!bytes.ok())
        return bytes.error();
    if (m_options.mustBeSigned || !m_options.signers.isEmpty()) {
        const auto signature = fileBytes(path + kSignature);
        const bool good = signature.ok() && std::any_of(m_options.signers.cbegin(), m_options.signers.cend(), [&](const QByteArray &signer) {
            const auto key = crypto::MinisignKey::fromText(signer);
            return key.ok() && crypto::verifyMinisign(*bytes, *signature, *key).ok();
        });
        if (!good)
            return Error{ErrorKind::Denied, u"DEV-PROFILE-SIGNED"_s, path};
    }
    auto profile = readTerminalProfile(*bytes);
    if (!profile.ok())
        return profile.error();
    if (profile->id != name)
        return Error{ErrorKind::Invalid, u"DEV-PROFILE"_s, u"id is not the name of the file"_s};
    return TerminalSettings::Chosen{std::move(*profile), {}, *bytes};
}

Result<TerminalSettings::Chosen> ProfileShelf::profile(const QString &name) const
{
    static const QRegularExpression form(u"\\A[a-z0-9][a-z0-9-]{0,39}\\z"_s);
    if (!form.match(name).hasMatch())
        return Error{ErrorKind::Invalid, u"DEV-PROFILE"_s, u"no such name"_s};
    auto found = read(m_options.folder, name);
    const bool free = !m_options.mustBeSigned && m_options.signers.isEmpty();
    if (!found.ok() && found.error().code == u"DEV-PROFILE-FILE" && free && name.startsWith(u"sample-"))
        found = chosenSample(name);
    if (found.ok()) {
        if (!m_options.keep.isEmpty() && QDir().mkpath(m_options.keep)) {
            const QString from = QDir(m_options.folder).filePath(name + u".json"_s), to = QDir(m_options.keep).filePath(name + u".json"_s);
            keepFile(from + kSignature, to + kSignature);
            keepFile(from, to);
        }
        return found;
    }
    if (m_options.keep.isEmpty())
        return found.error();
    auto kept = read(m_options.keep, name);
    if (!kept.ok())
        return found.error();
    kept->remark = found.error();
    return kept;
}

} // namespace zc::devices
