#include "internal/noticelayout.h"

#include "internal/pagebuilder.h"
#include "internal/qrsymbol.h"

#include <papers/handwriting.h>

#include <numeric>

using namespace Qt::StringLiterals;

namespace zc::papers {
namespace {

using Content = casework::NoticeContent;

constexpr double kPageWidth = mm(210), kPageHeight = mm(297), kLeft = mm(22), kWidth = mm(166), kRight = kLeft + kWidth;
constexpr double kFooterTop = mm(281), kTextBottom = mm(277), kSealSide = mm(45), kQrSide = mm(26), kCellPad = mm(1.6);
constexpr double kLabelWidth = mm(21);        // values of all blocks begin at the same place
constexpr double kSignOffFrom = mm(168);      // short papers are signed in the lower half of the sheet, not in its middle

const TextStyle kBody{10.5, false, ink::kText, Qt::AlignLeft, 1.55, 0};
const TextStyle kLabel{9.5, false, ink::kMuted, Qt::AlignLeft, 1.55 * 10.5 / 9.5, 0};
const TextStyle kHeading{11.5, true, ink::kText, Qt::AlignLeft, 1.4, 0};
const TextStyle kCellText{9.5, false, ink::kText, Qt::AlignLeft, 1.5, 0};
const TextStyle kCellHead{9, true, ink::kMuted, Qt::AlignLeft, 1.5, 0};

TextStyle with(TextStyle style, Qt::Alignment align)
{
    style.align = align;
    return style;
}

class Layout {
public:
    Layout(const Content &content, const PaperOptions &options)
        : m_content(content), m_set(std::clamp(options.textScale, 1.0, 2.0)), m_frame(std::min(m_set.scale(), 1.25)), m_large(m_set.scale() > 1.35),
          m_pages(kTextBottom, [this](Sheet &sheet, int page) { return page == 1 ? firstHead(sheet) : runningHead(sheet); })
    {
    }

    Result<Document> run()
    {
        for (const Content::Block &block : m_content.blocks)
            add(block);
        signOff();
        footers();
        if (m_fault)
            return *m_fault;
        if (m_set.fault())
            return *m_set.fault();
        Document document;
        document.sheets = m_pages.sheets();
        document.title = m_content.title + u' ' + m_content.number;
        document.seal = m_seal;
        document.demo = m_content.environment == u"demo";
        if (document.demo)
            document.watermark = Typesetter(1).set(u"演示　无效"_s, mm(400), {92, true, ink::kWatermark, Qt::AlignLeft, 1, 0.1}).layout;
        return document;
    }

private:
    // Body, title, number and date, and the QR symbol in the upper right corner.
    double firstHead(Sheet &sheet)
    {
        const auto qr = qrSymbol(m_content.qrPayload, kQrSide);
        if (qr)
            sheet.fills << Sheet::Fill{qr->translated(kRight - kQrSide + mm(2.4), mm(9)), QColor(ink::kText)};
        else
            m_fault = qr.error();

        // Centred between equal margins that keep clear of the QR symbol.
        const double side = kQrSide + mm(2), width = kWidth - 2 * side;
        double y = mm(15);
        const auto centred = [&](const QString &text, const TextStyle &style, double after) {
            if (text.isEmpty())
                return;
            const Lines lines = m_set.set(text, width, with(style, Qt::AlignHCenter));
            PageBuilder::place(sheet, lines, {kLeft + side, y});
            y += lines.height() + mm(after);
        };
        centred(m_content.authority, {12, false, ink::kPrimary, {}, 1.35, 0.04}, 1.6);
        centred(m_content.title, {23, true, ink::kText, {}, 1.25, 0.08}, 0.6);
        centred(m_content.subtitle.isEmpty() ? QString() : u"（%1）"_s.arg(m_content.subtitle), {10.5, false, ink::kMuted, {}, 1.4, 0}, 0);

        y = std::max(y + mm(3), mm(9) + kQrSide + mm(1.5));
        const Lines number = m_set.set(u"%1　%2"_s.arg(m_content.numberLabel, m_content.number), kWidth * 0.68, kBody);
        const Lines date = m_set.set(m_content.dateText, kWidth * 0.3, with(kBody, Qt::AlignRight));
        PageBuilder::place(sheet, number, {kLeft, y});
        PageBuilder::place(sheet, date, {kRight - kWidth * 0.3, y});
        y += std::max(number.height(), date.height()) + mm(1.2);
        PageBuilder::fill(sheet, {kLeft, y, kWidth, mm(0.5)}, ink::kPrimary);
        PageBuilder::fill(sheet, {kLeft, y + mm(0.95), kWidth, mm(0.12)}, ink::kPrimary);
        y += mm(3);
        if (m_content.sealPending) {
            const Lines pending = m_set.set(m_content.sealLabel, kWidth, {10.5, true, ink::kSeal, Qt::AlignHCenter, 1.6, 0});
            PageBuilder::place(sheet, pending, {kLeft, y});
            y += pending.height() + mm(1);
        }
        return y;
    }
    double runningHead(Sheet &sheet)
    {
        const TextStyle style{9, false, ink::kMuted, Qt::AlignLeft, 1.5, 0};
        const Lines title = m_frame.set(u"%1　%2"_s.arg(m_content.title, m_content.number), kWidth * 0.6, style);
        const Lines body = m_frame.set(m_content.authority, kWidth * 0.38, with(style, Qt::AlignRight));
        const double y = mm(14), height = std::max(title.height(), body.height());
        PageBuilder::place(sheet, title, {kLeft, y});
        PageBuilder::place(sheet, body, {kRight - kWidth * 0.38, y});
        PageBuilder::fill(sheet, {kLeft, y + height + mm(1.2), kWidth, mm(0.25)}, ink::kPrimary);
        return y + height + mm(6);
    }

    void add(const Content::Block &block)
    {
        const bool goesOn = m_afterFacts && block.heading.isEmpty() && block.kind == Content::BlockKind::Facts;   // one grid, not two
        if (!block.heading.isEmpty())
            heading(block);
        else if (!goesOn)
            m_pages.space(mm(2));
        m_afterFacts = block.kind == Content::BlockKind::Facts;
        switch (block.kind) {
        case Content::BlockKind::Facts: facts(block.facts); break;
        case Content::BlockKind::Table: m_large && block.columns.size() > 3 ? cards(block) : table(block); break;
        case Content::BlockKind::Paragraphs: paragraphs(block); break;
        case Content::BlockKind::Statement: statement(block); break;
        }
    }
    void heading(const Content::Block &block)
    {
        m_pages.space(mm(4));
        // A heading at the foot of a sheet belongs on the next one, together with what follows it.
        m_pages.keep(m_set.em(kHeading) * 1.4 + mm(block.kind == Content::BlockKind::Table ? 20 : 11) * m_set.scale());
        PageBuilder::Row row;
        row.cells << PageBuilder::Cell{kLeft + mm(3), m_set.set(block.heading, kWidth - mm(3), kHeading)};
        row.padBottom = mm(1.4);
        const double y = m_pages.y();
        m_pages.add(row);
        const double height = m_set.em(kHeading) * 1.05, offset = m_set.em(kHeading) * 0.175;
        PageBuilder::fill(m_pages.sheet(), {kLeft, y + offset, mm(1), height}, ink::kPrimary);
    }
    PageBuilder::Row ruled(std::optional<QRgb> rule = ink::kLine) const
    {
        PageBuilder::Row row;
        row.left = kLeft;
        row.width = kWidth;
        row.ruleBelow = rule;
        return row;
    }

    // Two pairs a line; a wide fact, or large print, takes the line for itself.
    struct Pair { qsizetype first; bool two; };
    QList<Pair> paired(const QList<Content::Fact> &facts) const
    {
        QList<Pair> lines;
        for (qsizetype i = 0; i < facts.size();) {
            const bool two = !m_large && !facts[i].wide && i + 1 < facts.size() && !facts[i + 1].wide;
            lines << Pair{i, two};
            i += two ? 2 : 1;
        }
        return lines;
    }
    void facts(const QList<Content::Fact> &facts)
    {
        const QList<Pair> lines = paired(facts);
        const double half = kWidth / 2;
        double labels[2] = {kLabelWidth * m_set.scale(), kLabelWidth * m_set.scale()};      // of the left and of the right column
        for (const Pair &line : lines)
            for (int column = 0; column < (line.two ? 2 : 1); ++column)
                labels[column] = std::max(labels[column], m_set.set(facts[line.first + column].label, mm(46), kLabel).width + kCellPad + mm(3));
        PageBuilder::fill(m_pages.sheet(), {kLeft, m_pages.y(), kWidth, mm(0.12)}, ink::kLine);
        for (const Pair &line : lines) {
            PageBuilder::Row row = ruled();
            row.padTop = row.padBottom = mm(0.85);
            for (int column = 0; column < (line.two ? 2 : 1); ++column) {
                const Content::Fact &fact = facts[line.first + column];
                const double x = kLeft + column * half, width = line.two ? half : kWidth;
                row.cells << PageBuilder::Cell{x + kCellPad, m_set.set(fact.label, labels[column] - kCellPad, kLabel)};
                row.cells << PageBuilder::Cell{x + labels[column], m_set.set(fact.value, width - labels[column] - kCellPad, kBody)};
            }
            m_pages.add(row);
        }
    }

    QList<double> columnWidths(const QList<Content::Column> &columns) const
    {
        // The number column and two characters of every other are fixed; the rest is shared by weight.
        const double em = m_set.em(kCellText), number = em * 2.2 + 2 * kCellPad, least = em * 2 + 2 * kCellPad;
        const int weights = std::accumulate(columns.begin() + 1, columns.end(), 0, [](int sum, const auto &column) { return sum + column.weight; });
        const double rest = kWidth - number - least * double(columns.size() - 1);
        QList<double> widths{number};
        for (qsizetype i = 1; i < columns.size(); ++i)
            widths << least + rest * columns[i].weight / std::max(weights, 1);
        return widths;
    }
    PageBuilder::Row tableRow(const QStringList &cells, const QList<Content::Column> &columns, const QList<double> &widths, const TextStyle &style)
    {
        PageBuilder::Row row = ruled();
        double x = kLeft;
        for (qsizetype i = 0; i < columns.size(); ++i) {
            const Qt::Alignment align = i == 0 ? Qt::AlignHCenter : columns[i].right ? Qt::AlignRight : Qt::AlignLeft;
            row.cells << PageBuilder::Cell{x + kCellPad, m_set.set(cells.value(i), widths[i] - 2 * kCellPad, with(style, align))};
            x += widths[i];
        }
        row.padTop = row.padBottom = mm(1.2);
        return row;
    }
    void table(const Content::Block &block)
    {
        const QList<double> widths = columnWidths(block.columns);
        QStringList labels;
        for (const Content::Column &column : block.columns)
            labels << column.label;
        PageBuilder::Row head = tableRow(labels, block.columns, widths, kCellHead);
        head.background = ink::kSunken;
        head.ruleBelow = ink::kLineStrong;
        m_pages.add(head);
        m_pages.onNewSheet([this, head] { m_pages.add(head); });
        for (const QStringList &cells : block.rows)
            m_pages.add(tableRow(cells, block.columns, widths, kCellText));
        m_pages.onNewSheet({});
        PageBuilder::fill(m_pages.sheet(), {kLeft, m_pages.y(), kWidth, mm(0.2)}, ink::kLineStrong);
        m_pages.space(mm(0.5));
    }

    // In large print a table of many columns becomes one card a row: number and name, then the other cells as facts.
    void cards(const Content::Block &block)
    {
        for (const QStringList &cells : block.rows) {
            m_pages.keep(mm(40));
            PageBuilder::Row head = ruled(std::nullopt);
            head.background = ink::kSunken;
            TextStyle style = kCellText;
            style.bold = true;
            head.cells << PageBuilder::Cell{kLeft + kCellPad, m_set.set(cells.value(0) + u"　"_s + cells.value(1), kWidth - 2 * kCellPad, style)};
            head.padTop = head.padBottom = mm(1.2);
            m_pages.add(head);
            QList<Content::Fact> rest;
            for (qsizetype i = 2; i < block.columns.size(); ++i)
                rest << Content::Fact{block.columns[i].label, cells.value(i), true};
            facts(rest);
            m_pages.space(mm(3));
        }
    }

    void paragraphs(const Content::Block &block)
    {
        for (const QString &text : block.paragraphs) {
            PageBuilder::Row row;
            row.cells << PageBuilder::Cell{kLeft + mm(3), m_set.set(text, kWidth - mm(3), kBody)};
            m_pages.add(row);
        }
    }
    void statement(const Content::Block &block)
    {
        m_pages.space(mm(2));
        for (const QString &text : block.paragraphs) {
            PageBuilder::Row row = ruled(std::nullopt);
            row.background = ink::kSoft;
            row.barLeft = ink::kPrimary;
            TextStyle style = kBody;
            style.bold = true;
            row.cells << PageBuilder::Cell{kLeft + mm(4), m_set.set(text, kWidth - mm(7), style)};
            row.padTop = row.padBottom = mm(1.8);
            m_pages.add(row);
        }
    }

    // Signature at the left, seal square with body and date under it at the right; together, on the last sheet.
    void signOff()
    {
        const bool sealed = m_content.seal != Content::Seal::None;
        const Lines body = m_set.set(m_content.authority, mm(72), with(kBody, Qt::AlignHCenter));
        const Lines date = m_set.set(m_content.dateText, mm(72), with(kBody, Qt::AlignHCenter));
        const double signHeight = double(m_content.signatureLabels.size()) * std::max(mm(13), m_set.em(kBody) * 2.2);
        const double height = sealed ? kSealSide + mm(2) + body.height() + date.height() : signHeight;
        m_pages.space(mm(5));
        const qsizetype before = m_pages.sheets().size();
        m_pages.keep(height);
        if (m_pages.sheets().size() > before) {
            PageBuilder::Row row;
            row.cells << PageBuilder::Cell{kLeft, m_set.set(u"（此页无正文）"_s, kWidth, kBody)};
            m_pages.add(row);
        }
        const double top = std::clamp(std::max(m_pages.y(), sealed ? kSignOffFrom : m_pages.y()), m_pages.y(),
                                      std::max(m_pages.y(), kTextBottom - height));
        Sheet &sheet = m_pages.sheet();
        signatures(sheet, top + height - signHeight, sealed ? mm(84) : mm(110));
        if (sealed) {
            const double centre = kRight - mm(36);
            m_seal = QRectF(centre - kSealSide / 2, top, kSealSide, kSealSide);
            const Lines label = m_set.set(m_content.sealLabel, kSealSide, {9.0 / m_set.scale(), false, ink::kFaint, Qt::AlignHCenter, 1.5, 0});
            PageBuilder::place(sheet, label, {m_seal.left(), m_seal.center().y() - label.height() / 2});
            PageBuilder::place(sheet, body, {centre - mm(36), m_seal.bottom() + mm(2)});
            PageBuilder::place(sheet, date, {centre - mm(36), m_seal.bottom() + mm(2) + body.height()});
        }
        m_pages.setY(top + height);
    }
    void signatures(Sheet &sheet, double y, double width)
    {
        const double pitch = std::max(mm(13), m_set.em(kBody) * 2.2);
        for (qsizetype i = 0; i < m_content.signatureLabels.size(); ++i, y += pitch) {
            const Lines lines = m_set.set(m_content.signatureLabels[i], width, kBody);
            const double base = y + pitch - mm(1);
            PageBuilder::place(sheet, lines, {kLeft, base - lines.height() + mm(0.6)});
            const double from = kLeft + lines.width + mm(2);
            PageBuilder::fill(sheet, {from, base, kLeft + width - from, mm(0.2)}, ink::kLineStrong);
            if (!m_content.handwriting.strokes.isEmpty())
                signedLine(sheet, i, {from, y - mm(1), kLeft + width - from, base - y + mm(0.5)});
        }
    }
    // What a signature on a pad puts onto a line: the writing itself, or when it was written.
    void signedLine(Sheet &sheet, qsizetype line, const QRectF &place)
    {
        if (line == 0) {
            sheet.fills.append({handwritingPath(m_content.handwriting, place, HandwritingFit::Ink), QColor(ink::kText)});
            if (m_content.handwritingNotes.size() < 2)
                return;
            const Lines with = m_set.set(m_content.handwritingNotes.mid(1).join(u"，"_s), place.width(), {8.0 / m_set.scale(), false, ink::kMuted, Qt::AlignRight, 1.2, 0});
            PageBuilder::place(sheet, with, {place.left(), place.bottom() + mm(0.8)});
        } else if (line == 1 && !m_content.handwritingNotes.isEmpty()) {
            const Lines when = m_set.set(m_content.handwritingNotes.constFirst(), place.width(), kBody);
            PageBuilder::place(sheet, when, {place.left(), place.bottom() - mm(0.5) - when.height()});
        }
    }
    void footers()
    {
        const TextStyle style{8.5, false, ink::kMuted, Qt::AlignLeft, 1.4, 0};
        QList<Sheet> &sheets = m_pages.sheets();
        for (qsizetype i = 0; i < sheets.size(); ++i) {
            const Lines left = m_frame.set(m_content.footer.join(u"　"_s), kWidth - mm(34), style);
            const Lines right = m_frame.set(u"第%1页 共%2页"_s.arg(i + 1).arg(sheets.size()), mm(34), with(style, Qt::AlignRight));
            PageBuilder::fill(sheets[i], {kLeft, kFooterTop, kWidth, mm(0.12)}, ink::kLineStrong);
            PageBuilder::place(sheets[i], left, {kLeft, kFooterTop + mm(1.5)});
            PageBuilder::place(sheets[i], right, {kRight - mm(34), kFooterTop + mm(1.5)});
        }
        if (m_frame.fault() && !m_fault)
            m_fault = m_frame.fault();
    }

    const Content &m_content;
    Typesetter m_set;
    Typesetter m_frame;          // head and foot of the sheets keep their place in large print too
    bool m_large;
    std::optional<Error> m_fault;
    bool m_afterFacts = false;
    QRectF m_seal;
    PageBuilder m_pages;         // last: its first sheet is drawn while it is made
};

} // namespace

Result<Document> layOut(const Content &content, const PaperOptions &options)
{
    if (const auto fonts = Typesetter::checkFonts(); !fonts)
        return fonts.error();
    if (options.size == PaperSize::A4)
        return Layout(content, options).run();
    if (!content.sizes.contains(paperSizeName(options.size)))
        return Error{ErrorKind::Invalid, u"PAP-SIZE"_s, casework::noticeCode(content.kind)};
    return layOutSlip(content, options);
}

} // namespace zc::papers
