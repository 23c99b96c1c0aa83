#include "sealedfile.h"

#include <crypto/envelope.h>

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace zc::station {
namespace {

constexpr qint64 kLargestSealed = 64 * 1024;

crypto::CellAddress addressOf(const QByteArray &name, store::Store &store)
{
    return {store.storeId(), "beside", name, QByteArray(16, '\0'), 0};
}

} // namespace

Result<QByteArray> readSealed(const QString &path, const QByteArray &name, store::Store &store)
{
    if (store.isLocked())
        return Error{ErrorKind::Denied, u"STO-LOCKED"_s, {}};
    const Error broken{ErrorKind::Corrupt, u"STN-SEALED"_s, QFileInfo(path).fileName()};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > kLargestSealed)
        return broken;
    const auto plain = crypto::Envelope(store.keyRing()).open(addressOf(name, store), file.readAll());
    if (plain || plain.error().code == "CRY-RING-LOCKED"_L1)
        return plain;
    return broken;
}

Result<void> writeSealed(const QString &path, const QByteArray &name, const QByteArray &plain, store::Store &store)
{
    if (store.isLocked())
        return Error{ErrorKind::Denied, u"STO-LOCKED"_s, {}};
    const auto sealed = crypto::Envelope(store.keyRing()).seal(addressOf(name, store), plain);
    if (!sealed)
        return sealed.error();
    QSaveFile file(path);
    file.setDirectWriteFallback(false);
    const bool written = sealed->size() <= kLargestSealed && file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) && file.write(*sealed) == sealed->size() && file.commit();
    return written ? Result<void>() : Result<void>(Error{ErrorKind::Internal, u"STN-SEALED-WRITE"_s, QFileInfo(path).fileName()});
}

} // namespace zc::station
