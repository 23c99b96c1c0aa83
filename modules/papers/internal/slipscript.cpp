#include "internal/slipscript.h"
#include "internal/qrsymbol.h"

#include <papers/slip.h>

#include <QImage>
#include <QPainter>
#include <QPdfWriter>

#include <utility>

using namespace Qt::StringLiterals;

namespace zc::papers {
namespace {

using Content = casework::NoticeContent;
using devices::ReceiptLine;

constexpr qsizetype kMostScriptLines = 200;     // of PrintReceipt
constexpr int kSymbolDots = 240;                // 30 mm at 8 dots a millimetre
constexpr int kSealFeeds = 10;                  // lines of 4.2 mm: a seal of 45 mm finds its place
const QString kAttachment = QStringLiteral("slip.cbor");

class Script {
public:
    explicit Script(const Content &content) : m_content(content) {}

    Result<QList<ReceiptLine>> run()
    {
        demoBar();
        centred(m_content.authority, true);
        add({ReceiptLine::Kind::Text, m_content.title, true, true, true});
        if (!m_content.subtitle.isEmpty())
            centred(u"（%1）"_s.arg(m_content.subtitle), false);
        centred(u"%1　%2"_s.arg(m_content.numberLabel, m_content.number), true);
        centred(m_content.dateText, false);
        rule();
        if (m_content.sealPending)
            centred(m_content.sealLabel, true);
        bool facts = false;
        for (qsizetype i = 0; i < m_content.blocks.size(); ++i) {
            const Content::Block &part = m_content.blocks[i];
            const bool now = part.kind == Content::BlockKind::Facts;
            if (i > 0 && !(facts && now))
                rule();
            facts = now;
            block(part);
        }
        signOff();
        const auto symbol = qrSymbol(m_content.qrPayload, kSymbolDots);
        if (!symbol)
            return symbol.error();
        ReceiptLine picture{ReceiptLine::Kind::Picture, {}, false, false, true};
        picture.picture = drawn(*symbol);
        m_lines << picture;
        for (const QString &text : m_content.footer)
            centred(text, false);
        demoBar();
        feed(2);
        m_lines << ReceiptLine{ReceiptLine::Kind::Cut};
        return m_lines;
    }

private:
    // Line ends inside a value stay line ends; other control characters have no place on a paper.
    void add(ReceiptLine line)
    {
        const QStringList texts = line.text.split(u'\n');
        for (QString text : texts) {
            text.removeIf([](QChar c) { return c.category() == QChar::Other_Control; });
            if (text.isEmpty())
                continue;
            line.text = text;
            m_lines << line;
        }
    }
    void text(const QString &words, bool bold = false) { add({ReceiptLine::Kind::Text, words, bold}); }
    void centred(const QString &words, bool bold) { add({ReceiptLine::Kind::Text, words, bold, false, true}); }
    void rule() { m_lines << ReceiptLine{ReceiptLine::Kind::Rule}; }
    void feed(int lines)
    {
        for (int i = 0; i < lines; ++i)
            m_lines << ReceiptLine{ReceiptLine::Kind::Feed};
    }
    void demoBar()
    {
        if (m_content.environment == u"demo")
            add({ReceiptLine::Kind::Text, u"演示　无效"_s, true, true, true});
    }
    void block(const Content::Block &part)
    {
        if (!part.heading.isEmpty())
            text(part.heading, true);
        for (const Content::Fact &fact : part.facts)
            text(u"%1　%2"_s.arg(fact.label, fact.value));
        for (const QStringList &cells : part.rows) {
            text(u"%1 %2"_s.arg(cells.value(0), cells.value(1)), true);
            QStringList rest;
            for (qsizetype i = 2; i < part.columns.size(); ++i)
                if (!cells.value(i).isEmpty())
                    rest << u"%1 %2"_s.arg(part.columns[i].label, cells[i]);
            if (!rest.isEmpty())
                text(u"　"_s + rest.join(u"　"_s));
        }
        for (const QString &paragraph : part.paragraphs)
            text(paragraph, part.kind == Content::BlockKind::Statement);
    }
    void signOff()
    {
        rule();
        for (const QString &label : m_content.signatureLabels) {
            feed(2);
            text(label + u" ____________________"_s);
        }
        if (m_content.seal == Content::Seal::None)
            return feed(1);
        feed(kSealFeeds / 2);
        centred(m_content.sealLabel, false);
        feed(kSealFeeds / 2);
        centred(m_content.authority, false);
        centred(m_content.dateText, false);
    }
    static devices::MonoBitmap drawn(const QPainterPath &path)
    {
        QImage image(kSymbolDots, kSymbolDots, QImage::Format_Grayscale8);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.fillPath(path, Qt::black);
        painter.end();
        return bitmapOf(image);
    }

    const Content &m_content;
    QList<ReceiptLine> m_lines;
};

// The contents of an object of the file as Qt writes it: "N 0 obj … stream\n…\nendstream".
QByteArray streamOf(const QByteArray &pdf, int object)
{
    const qsizetype begin = pdf.indexOf('\n' + QByteArray::number(object) + " 0 obj\n");
    const qsizetype from = begin < 0 ? -1 : pdf.indexOf("stream\n", begin);
    const qsizetype end = from < 0 ? -1 : pdf.indexOf("\nendstream", from);
    if (end < 0)
        return {};
    const QByteArray bytes = pdf.mid(from + 7, end - from - 7);
    // qUncompress() wants the expected size in front, and grows beyond it.
    return pdf.mid(begin, from - begin).contains("/FlateDecode") ? qUncompress(QByteArray::fromHex("00001000") + bytes) : bytes;
}

} // namespace

devices::MonoBitmap bitmapOf(const QImage &image)
{
    devices::MonoBitmap bitmap{image.width(), image.height(), {}};
    const int across = (image.width() + 7) / 8;
    bitmap.rows = QByteArray(qsizetype(across) * image.height(), '\0');
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (qGray(image.pixel(x, y)) < 128)
                bitmap.rows[qsizetype(y) * across + x / 8] = char(quint8(bitmap.rows[qsizetype(y) * across + x / 8]) | (0x80 >> (x % 8)));
    return bitmap;
}

Result<QList<ReceiptLine>> slipScript(const Content &content) { return Script(content).run(); }

void layInto(QPdfWriter &writer, const QList<ReceiptLine> &lines)
{
    if (lines.size() <= kMostScriptLines)
        writer.addFileAttachment(kAttachment, devices::receiptBytes(lines), u"application/cbor"_s);
}

std::optional<QList<ReceiptLine>> slipOf(const QByteArray &pdf)
{
    const qsizetype named = pdf.indexOf("/F (" + kAttachment.toLatin1() + ')');
    const qsizetype reference = named < 0 ? -1 : pdf.indexOf("/EF <</F ", named);
    if (reference < 0)
        return std::nullopt;
    const QByteArray number = pdf.mid(reference + 9, 10);
    return devices::receiptLines(streamOf(pdf, number.left(number.indexOf(' ')).toInt()));
}

} // namespace zc::papers
