#include "escposreader.h"

#include <QStringDecoder>

namespace zc::devices::sim {

using namespace Qt::StringLiterals;

namespace {

// Fixed commands: first two bytes, then so many more.
struct Fixed {
    quint8 first, second;
    int more;
};
constexpr Fixed kFixed[] = {{0x1B, 0x40, 0}, {0x1B, 0x61, 1}, {0x1B, 0x45, 1}, {0x1D, 0x21, 1}, {0x1C, 0x21, 1},
                            {0x1C, 0x26, 0}, {0x1C, 0x2E, 0}, {0x10, 0x04, 1}, {0x1D, 0x72, 1}};

} // namespace

QByteArray EscPosReader::realTime(QByteArray &input)
{
    QByteArray questions;
    for (qsizetype at = input.indexOf("\x10\x04"); at >= 0 && at + 2 < input.size(); at = input.indexOf("\x10\x04")) {
        questions += input[at + 2];
        input.remove(at, 3);
    }
    return questions;
}

qsizetype EscPosReader::command(const QByteArray &input, Taken *taken)
{
    const auto byte = [&](qsizetype i) { return quint8(input[i]); };
    if (byte(0) != 0x1B && byte(0) != 0x1D && byte(0) != 0x1C && byte(0) != 0x10)
        return -1;
    if (input.size() < 2)
        return 0;
    for (const Fixed &fixed : kFixed) {
        if (fixed.first != byte(0) || fixed.second != byte(1))
            continue;
        if (input.size() < 2 + fixed.more)
            return 0;
        if (byte(0) == 0x1B && byte(1) == 0x40) {
            ++taken->initialisations;
            m_chinese = false;
        } else if (byte(0) == 0x1C && byte(1) != 0x21) {
            m_chinese = byte(1) == 0x26;
        } else if (byte(0) == 0x10) {
            taken->questions += input[2];
        } else if (byte(0) == 0x1D && byte(1) == 0x72) {
            taken->questions += 'r';
        }
        return 2 + fixed.more;
    }
    if (byte(0) == 0x1D && byte(1) == 0x56) {               // cut: 42 n
        if (input.size() < 4)
            return 0;
        slips << current;
        current.clear();
        return 4;
    }
    if (byte(0) == 0x1D && byte(1) == 0x76) {               // raster: 30 m xL xH yL yH
        if (input.size() < 8)
            return 0;
        const int across = byte(4) + 256 * byte(5), height = byte(6) + 256 * byte(7);
        const qsizetype whole = 8 + qsizetype(across) * height;
        if (input.size() < whole)
            return 0;
        current += u"[raster %1x%2]\n"_s.arg(across * 8).arg(height);
        ++taken->lines;
        return whole;
    }
    unknown = true;
    return 1;
}

void EscPosReader::text(char byte)
{
    if (byte != '\n') {
        m_line += byte;
        return;
    }
    QStringDecoder decoder("GBK");
    current += QString(decoder.decode(m_line)) + u'\n';
    m_line.clear();
}

EscPosReader::Taken EscPosReader::take(QByteArray &input, int mostLines)
{
    Taken taken;
    while (!input.isEmpty() && (mostLines < 0 || taken.lines < mostLines)) {
        const qsizetype length = command(input, &taken);
        if (length == 0)
            break;
        if (length < 0) {
            // Inside Chinese mode the second byte of a character may look like a command.
            const bool pair = m_chinese && quint8(input[0]) >= 0x81;
            if (pair && input.size() < 2)
                break;
            const qsizetype take = pair ? 2 : 1;
            taken.lines += input[0] == '\n';
            for (qsizetype i = 0; i < take; ++i)
                text(input[i]);
            input.remove(0, take);
        } else {
            input.remove(0, length);
        }
    }
    return taken;
}

} // namespace zc::devices::sim
