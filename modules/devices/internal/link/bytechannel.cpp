#include "internal/link/hostlookup.h"
#include "internal/link/lineopener.h"

#include <QFileInfo>

namespace zc::devices {

using namespace Qt::StringLiterals;

ByteChannel::~ByteChannel() = default;

bool ByteChannel::write(QByteArrayView bytes, int waitMs)
{
    while (!bytes.isEmpty()) {
        const qsizetype count = writeSome(bytes, waitMs);
        if (count <= 0)
            return false;
        bytes = bytes.sliced(count);
    }
    return true;
}

LineOpener LineOpener::serial(const QString &path, int baud, DeviceClass cls)
{
    return {u"serial"_s, path, [path] { return QFileInfo::exists(path); }, [=](const std::function<bool()> &) { return openSerialLine(path, baud, cls); }};
}

LineOpener LineOpener::tcp(const std::shared_ptr<HostLookup> &host, quint16 port, DeviceClass cls, int waitMs)
{
    return {u"network"_s, u"%1:%2"_s.arg(host->host()).arg(port), [] { return true; },
            [=](const std::function<bool()> &stop) { return openTcpLine(*host, port, cls, stop, waitMs); }};
}

QList<Candidate> LineOpener::scan() const
{
    Candidate found;
    found.bus = bus;
    found.path = place;
    return present() ? QList<Candidate>{found} : QList<Candidate>();
}

} // namespace zc::devices
