#pragma once
#include <store/store.h>

#include <QByteArray>
#include <QString>

namespace zc::station {

// A small file beside a clerk's store, sealed under the store's keys: readable only while her desk is open, bound to its name and to
// this store. At most 64 KiB. Errors: STN-SEALED (Corrupt: not there, damaged, of another store or another name),
// STN-SEALED-WRITE (Internal), STO-LOCKED (Denied) from the moment of the lock.
Result<QByteArray> readSealed(const QString &path, const QByteArray &name, store::Store &store);
Result<void> writeSealed(const QString &path, const QByteArray &name, const QByteArray &plain, store::Store &store);     // atomic, mode 0600

} // namespace zc::station
