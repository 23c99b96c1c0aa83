#include "chinesebytes.h"

#include <QStringDecoder>

namespace zc::devices {

namespace {

bool between(char byte, int low, int high)
{
    return quint8(byte) >= low && quint8(byte) <= high;
}

// Lead and trail bytes, before any decoder sees them.
bool wellFormedGb(QByteArrayView bytes, bool fourToo)
{
    for (qsizetype i = 0; i < bytes.size();) {
        const qsizetype left = bytes.size() - i;
        if (quint8(bytes[i]) < 0x80) {
            ++i;
        } else if (!between(bytes[i], 0x81, 0xFE) || left < 2) {
            return false;
        } else if (between(bytes[i + 1], 0x40, 0xFE) && quint8(bytes[i + 1]) != 0x7F) {
            i += 2;
        } else if (fourToo && left >= 4 && between(bytes[i + 1], 0x30, 0x39) && between(bytes[i + 2], 0x81, 0xFE) && between(bytes[i + 3], 0x30, 0x39)) {
            i += 4;
        } else {
            return false;
        }
    }
    return true;
}

std::optional<QString> decoded(QStringDecoder decoder, QByteArrayView bytes)
{
    if (!decoder.isValid())
        return std::nullopt;
    const QString text = decoder.decode(bytes);
    return decoder.hasError() || text.contains(QChar(QChar::ReplacementCharacter)) ? std::nullopt : std::optional(text);
}

} // namespace

std::optional<QString> fromUtf8Strictly(QByteArrayView bytes)
{
    if (!bytes.isValidUtf8())
        return std::nullopt;
    return QString::fromUtf8(bytes);
}

std::optional<QString> fromGb18030Strictly(QByteArrayView bytes)
{
    return wellFormedGb(bytes, true) ? decoded(QStringDecoder("GB18030"), bytes) : std::nullopt;
}

std::optional<QString> fromGbkStrictly(QByteArrayView bytes)
{
    return wellFormedGb(bytes, false) ? decoded(QStringDecoder("GBK"), bytes) : std::nullopt;
}

} // namespace zc::devices
