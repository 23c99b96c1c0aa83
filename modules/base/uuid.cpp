#include "uuid.h"

#include <QDateTime>
#include <QMutex>
#include <QRandomGenerator>

namespace zc {

QUuid makeUuidV7At(qint64 unixMs, quint16 counter12, quint64 random62)
{
    const quint64 ms = quint64(unixMs) & 0xFFFFFFFFFFFFull;
    const uint l = uint(ms >> 16);
    const ushort w1 = ushort(ms & 0xFFFF);
    const ushort w2 = ushort(0x7000 | (counter12 & 0x0FFF));
    const quint64 tail = (random62 & 0x3FFFFFFFFFFFFFFFull) | 0x8000000000000000ull;
    return QUuid(l, w1, w2, uchar(tail >> 56), uchar(tail >> 48), uchar(tail >> 40), uchar(tail >> 32), uchar(tail >> 24),
                 uchar(tail >> 16), uchar(tail >> 8), uchar(tail));
}

QUuid makeUuidV7()
{
    static QMutex mutex;
    static qint64 lastMs = 0;
    static quint16 counter = 0;
    QMutexLocker lock(&mutex);
    qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (now <= lastMs) {                // same millisecond, or the wall clock went back
        now = lastMs;
        if (++counter > 0x0FFF) {
            ++now;
            counter = 0;
        }
    } else {
        counter = quint16(QRandomGenerator::system()->bounded(0x0800));
    }
    lastMs = now;
    return makeUuidV7At(now, counter, QRandomGenerator::system()->generate64());
}

QString uuidText(const QUuid &id)
{
    return id.toString(QUuid::WithoutBraces);
}

QUuid uuidFromCanonicalText(QStringView text)
{
    const QUuid id = QUuid::fromString(text);
    return !id.isNull() && uuidText(id) == text ? id : QUuid();
}

} // namespace zc
