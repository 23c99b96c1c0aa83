#include "slip.h"

#include <QCborArray>
#include <QCborMap>
#include <QStringDecoder>
#include <QStringEncoder>

namespace zc::devices {

using namespace Qt::StringLiterals;

MonoTextRenderer::~MonoTextRenderer() = default;

namespace escpos {

namespace {

constexpr qsizetype kMostLines = 200;
constexpr qsizetype kLongestText = 1000;
constexpr int kLineDots = 24;
constexpr int kMostRasterBytes = 256;           // across: 2048 dots
constexpr int kMostRasterRows = 256;

const QByteArray kInit = QByteArray::fromHex("1B40");
const QByteArray kCut = QByteArray::fromHex("1D564200");
const QByteArray kChinese = QByteArray::fromHex("1C26"), kAscii = QByteArray::fromHex("1C2E");

Error slipRefused(const QString &what)
{
    return toError({FaultClass::Unsupported, {}, what, false}, DeviceClass::ReceiptPrinter);
}

bool wide(char32_t c)
{
    return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xE000 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F)
        || (c >= 0xFF00 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6) || c >= 0x20000
        // Punctuation and signs that Chinese printers set as wide as a character.
        || c == 0x2014 || c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D || c == 0x2026 || c == 0x00B7 || (c >= 0x2460 && c <= 0x24FF) || (c >= 0x2500 && c <= 0x25FF);
}

QByteArray raster(const MonoBitmap &picture)
{
    const int across = (picture.width + 7) / 8;
    QByteArray bytes = QByteArray::fromHex("1D763000");
    for (const int n : {across, picture.height}) {
        bytes += char(n & 0xFF);
        bytes += char(n >> 8);
    }
    return bytes + picture.rows.left(qsizetype(across) * picture.height);
}

bool fits(const MonoBitmap &picture, int dots)
{
    const int across = (picture.width + 7) / 8;
    return picture.width > 0 && picture.width <= dots && across <= kMostRasterBytes && picture.height > 0 && picture.height <= kMostRasterRows
        && picture.rows.size() >= qsizetype(across) * picture.height;
}

} // namespace

int columnsOf(QStringView text)
{
    int columns = 0;
    for (const char32_t c : text.toUcs4())
        columns += wide(c) ? 2 : 1;
    return columns;
}

QStringList wrapped(const QString &text, int columns)
{
    QStringList lines;
    QString line;
    int used = 0;
    for (const char32_t c : text.toUcs4()) {
        const int width = wide(c) ? 2 : 1;
        if (used + width > columns) {
            lines << line;
            line.clear();
            used = 0;
        }
        line += QString::fromUcs4(&c, 1);
        used += width;
    }
    return lines << line;
}

std::optional<QByteArray> encoded(const QString &text, bool gb2312)
{
    QByteArray bytes;
    bool chinese = false;
    const auto turn = [&](bool on) {
        if (std::exchange(chinese, on) != on)
            bytes += on ? kChinese : kAscii;
    };
    for (const char32_t c : text.toUcs4()) {
        if (c < 0x20 || c == 0x7F)
            return std::nullopt;
        if (c < 0x7F) {
            turn(false);
            bytes += char(c);
            continue;
        }
        const QString character = QString::fromUcs4(&c, 1);
        QStringEncoder encoder(gb2312 ? "GB2312" : "GBK");
        const QByteArray two = encoder.encode(character);
        QStringDecoder decoder(gb2312 ? "GB2312" : "GBK");
        // What is not in the set comes out as another character, not as an error.
        if (two.size() != 2 || QString(decoder.decode(two)) != character)
            return std::nullopt;
        turn(true);
        bytes += two;
    }
    turn(false);
    return bytes;
}

Result<QByteArray> slipBytes(const QList<ReceiptLine> &lines, const Profile &profile, MonoTextRenderer *renderer)
{
    if (lines.isEmpty() || lines.size() > kMostLines)
        return slipRefused(u"%1 lines"_s.arg(lines.size()));
    QByteArray bytes = kInit;
    for (const ReceiptLine &line : lines) {
        switch (line.kind) {
        case ReceiptLine::Kind::Rule: bytes += QByteArray(profile.columns, '-') + '\n'; continue;
        case ReceiptLine::Kind::Feed: bytes += '\n'; continue;
        case ReceiptLine::Kind::Cut: bytes += kCut; continue;
        case ReceiptLine::Kind::Picture:
            if (!fits(line.picture, profile.dots))
                return slipRefused(u"a picture of %1 x %2"_s.arg(line.picture.width).arg(line.picture.height));
            bytes += QByteArray::fromHex("1B61") + char(line.centred) + raster(line.picture);
            continue;
        case ReceiptLine::Kind::Text: break;
        }
        if (line.text.size() > kLongestText)
            return slipRefused(u"a line of %1 characters"_s.arg(line.text.size()));
        bytes += QByteArray::fromHex("1B61") + char(line.centred) + QByteArray::fromHex("1B45") + char(line.bold) + QByteArray::fromHex("1D21") + char(line.large ? 0x11 : 0);
        // Large Chinese characters are a mode of their own on many printers.
        bytes += QByteArray::fromHex("1C21") + char(line.large ? 0x0C : 0);
        for (const QString &piece : wrapped(line.text, profile.columns / (line.large ? 2 : 1))) {
            if (const auto text = encoded(piece, profile.gb2312)) {
                bytes += *text + '\n';
                continue;
            }
            const MonoBitmap picture = renderer ? renderer->render(piece, line.large ? 2 * kLineDots : kLineDots, profile.dots, line.bold) : MonoBitmap();
            if (!fits(picture, profile.dots))
                return slipRefused(u"a character outside the set of the printer"_s);
            bytes += raster(picture);
        }
    }
    return bytes;
}

} // namespace escpos

QByteArray receiptBytes(const QList<ReceiptLine> &lines)
{
    QCborArray list;
    for (const ReceiptLine &line : lines)
        list.append(QCborMap{{u"kind"_s, int(line.kind)}, {u"text"_s, line.text}, {u"bold"_s, line.bold}, {u"large"_s, line.large}, {u"centred"_s, line.centred},
                             {u"width"_s, line.picture.width}, {u"height"_s, line.picture.height}, {u"rows"_s, line.picture.rows}});
    return QCborValue(list).toCbor();
}

std::optional<QList<ReceiptLine>> receiptLines(const QByteArray &bytes)
{
    QList<ReceiptLine> lines;
    const QCborArray list = QCborValue::fromCbor(bytes).toArray();
    for (const QCborValue &entry : list) {
        const QCborMap line = entry.toMap();
        const qint64 kind = line[u"kind"_s].toInteger(-1);
        if (kind < 0 || kind > int(ReceiptLine::Kind::Picture))
            return std::nullopt;
        lines << ReceiptLine{ReceiptLine::Kind(kind), line[u"text"_s].toString(), line[u"bold"_s].toBool(), line[u"large"_s].toBool(), line[u"centred"_s].toBool(),
                             {int(line[u"width"_s].toInteger()), int(line[u"height"_s].toInteger()), line[u"rows"_s].toByteArray()}};
    }
    return lines.isEmpty() ? std::nullopt : std::optional(lines);
}

} // namespace zc::devices
