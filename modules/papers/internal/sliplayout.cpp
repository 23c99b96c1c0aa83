#include "internal/noticelayout.h"
#include "internal/pagebuilder.h"
#include "internal/qrsymbol.h"

#include <papers/handwriting.h>

using namespace Qt::StringLiterals;

namespace zc::papers {
namespace {

using Content = casework::NoticeContent;

// A roll of 80 mm prints 72 mm. Heads for heat know no grey: everything is black on white, and nothing is filled but the demo bar.
constexpr double kWidthOfRoll = mm(80), kSlipLeft = mm(4), kSlipWidth = mm(72), kTop = mm(5), kEnd = mm(8);
constexpr double kLongest = mm(1000);         // then the slip is cut and goes on
constexpr double kSlipSealSide = mm(45), kSlipQrSide = mm(30);
constexpr double kThin = mm(0.2), kThick = mm(0.4);

const TextStyle kSlipBody{9, false, ink::kText, Qt::AlignLeft, 1.45, 0};
const TextStyle kSlipLabel{8.5, false, ink::kText, Qt::AlignLeft, 1.45 * 9 / 8.5, 0};
const TextStyle kSlipStrong{9, true, ink::kText, Qt::AlignLeft, 1.45, 0};
const TextStyle kSlipHeading{9.5, true, ink::kText, Qt::AlignLeft, 1.4, 0};
const TextStyle kSlipFoot{8, false, ink::kText, Qt::AlignHCenter, 1.4, 0};

TextStyle centred(TextStyle style)
{
    style.align = Qt::AlignHCenter;
    return style;
}

class Slip {
public:
    Slip(const Content &content, const PaperOptions &options)
        : m_content(content), m_demo(content.environment == u"demo"), m_set(std::clamp(options.textScale, 1.0, 2.0)), m_frame(std::min(m_set.scale(), 1.25)),
          m_pages(kLongest - kEnd, [this](Sheet &sheet, int page) { return page == 1 ? firstHead(sheet) : runningHead(sheet); })
    {
    }

    Result<Document> run()
    {
        for (const Content::Block &block : m_content.blocks)
            add(block);
        signOff();
        qr();
        foot();
        for (const Typesetter *set : {&m_set, &m_frame})
            if (set->fault() && !m_fault)
                m_fault = set->fault();
        if (m_fault)
            return *m_fault;
        Document document;
        document.sheets = m_pages.sheets();
        for (Sheet &sheet : document.sheets)
            sheet.size = {kWidthOfRoll, kLongest};
        document.sheets.last().size.setHeight(m_pages.y() + kEnd);
        numberPages(document.sheets);
        document.title = m_content.title + u' ' + m_content.number;
        document.seal = m_seal;
        document.demo = m_demo;
        if (m_demo) {
            document.watermark = Typesetter(1).set(u"演示　无效"_s, mm(400), {32, true, ink::kWatermark, Qt::AlignLeft, 1, 0.1}).layout;
            document.watermarkTurn = -30;
            document.watermarkStep = mm(60);
        }
        return document;
    }

private:
    double placed(Sheet &sheet, double y, const QString &text, const TextStyle &style, double after = 0)
    {
        if (text.isEmpty())
            return y;
        const Lines lines = m_set.set(text, kSlipWidth, style);
        PageBuilder::place(sheet, lines, {kSlipLeft, y});
        return y + lines.height() + mm(after);
    }
    // White on black, since a pale watermark is lost on a thermal head.
    double demoBar(Sheet &sheet, double y)
    {
        if (!m_demo)
            return y;
        const Lines words = m_frame.set(u"演示　无效"_s, kSlipWidth, {11, true, 0xFFFFFFFF, Qt::AlignHCenter, 1.6, 0.2});
        PageBuilder::fill(sheet, {kSlipLeft, y, kSlipWidth, words.height()}, ink::kText);
        PageBuilder::place(sheet, words, {kSlipLeft, y});
        return y + words.height() + mm(2);
    }
    double firstHead(Sheet &sheet)
    {
        double y = demoBar(sheet, kTop);
        y = placed(sheet, y, m_content.authority, centred(kSlipStrong), 0.6);
        y = placed(sheet, y, m_content.title, {16, true, ink::kText, Qt::AlignHCenter, 1.3, 0.08});
        y = placed(sheet, y, m_content.subtitle.isEmpty() ? QString() : u"（%1）"_s.arg(m_content.subtitle), centred(kSlipLabel), 1);
        y = placed(sheet, y, u"%1　%2"_s.arg(m_content.numberLabel, m_content.number), centred(kSlipStrong));
        y = placed(sheet, y, m_content.dateText, centred(kSlipBody), 1.2);
        PageBuilder::fill(sheet, {kSlipLeft, y, kSlipWidth, kThick}, ink::kText);
        y += mm(2);
        if (m_content.sealPending)
            y = placed(sheet, y, m_content.sealLabel, centred(kSlipStrong), 1);
        return y;
    }
    double runningHead(Sheet &sheet)
    {
        const double y = placed(sheet, kTop, u"%1　%2（续）"_s.arg(m_content.title, m_content.number), kSlipBody, 1);
        PageBuilder::fill(sheet, {kSlipLeft, y, kSlipWidth, kThin}, ink::kText);
        return y + mm(2);
    }

    void line(const QString &text, const TextStyle &style, double indent = 0, double before = 0, double after = 0)
    {
        PageBuilder::Row row;
        row.cells << PageBuilder::Cell{kSlipLeft + indent, m_set.set(text, kSlipWidth - indent, style)};
        row.padTop = before;
        row.padBottom = after;
        m_pages.add(row);
    }
    void rule()
    {
        m_pages.space(mm(1.4));
        PageBuilder::fill(m_pages.sheet(), {kSlipLeft, m_pages.y(), kSlipWidth, kThin}, ink::kText);
        m_pages.space(mm(1.4));
    }
    void add(const Content::Block &block)
    {
        const bool facts = block.kind == Content::BlockKind::Facts;
        if (!(facts && m_afterFacts) && m_begun)
            rule();
        m_begun = true;
        m_afterFacts = facts;
        if (!block.heading.isEmpty())
            line(block.heading, kSlipHeading, 0, 0, mm(0.4));
        switch (block.kind) {
        case Content::BlockKind::Facts: factLines(block.facts); break;
        case Content::BlockKind::Table: items(block); break;
        case Content::BlockKind::Paragraphs:
            for (const QString &text : block.paragraphs)
                line(text, kSlipBody, 0, 0, mm(0.6));
            break;
        case Content::BlockKind::Statement:
            for (const QString &text : block.paragraphs)
                line(text, kSlipStrong, 0, 0, mm(0.6));
            break;
        }
    }
    // Label and value side by side; a long label, or large print, gives the value a line of its own.
    void factLines(const QList<Content::Fact> &facts)
    {
        for (const Content::Fact &fact : facts) {
            const Lines label = m_set.set(fact.label, kSlipWidth, kSlipLabel);
            const double labels = labelColumn();
            if (label.width + mm(2) > labels) {
                line(fact.label, kSlipLabel);
                line(fact.value, kSlipBody, mm(3), 0, mm(0.5));
                continue;
            }
            PageBuilder::Row row;
            row.cells << PageBuilder::Cell{kSlipLeft, label} << PageBuilder::Cell{kSlipLeft + labels, m_set.set(fact.value, kSlipWidth - labels, kSlipBody)};
            row.padBottom = mm(0.5);
            m_pages.add(row);
        }
    }
    double labelColumn()
    {
        if (m_labels > 0)
            return m_labels;
        for (const Content::Block &block : m_content.blocks)
            for (const Content::Fact &fact : block.facts)
                if (const double width = m_set.set(fact.label, kSlipWidth, kSlipLabel).width + mm(2); width <= kSlipWidth * 0.36)
                    m_labels = std::max(m_labels, width);
        return m_labels;
    }
    // A table of many columns becomes one entry a row: number and name, then what else there is in one running line.
    void items(const Content::Block &block)
    {
        for (const QStringList &cells : block.rows) {
            QStringList rest;
            for (qsizetype i = 2; i < block.columns.size(); ++i)
                if (!cells.value(i).isEmpty())
                    rest << u"%1 %2"_s.arg(block.columns[i].label, cells[i]);
            const double indent = m_set.em(kSlipStrong) * 1.7;
            PageBuilder::Row row;
            row.cells << PageBuilder::Cell{kSlipLeft, m_set.set(cells.value(0), indent, kSlipStrong)}
                      << PageBuilder::Cell{kSlipLeft + indent, m_set.set(cells.value(1), kSlipWidth - indent, kSlipStrong)};
            m_pages.add(row);
            const bool large = m_set.scale() > 1.35;                        // then a running line would break inside its words
            for (const QString &text : large ? rest : QStringList{rest.join(u"　"_s)})
                if (!text.isEmpty())
                    line(text, kSlipBody, indent);
            m_pages.space(mm(0.8));
        }
    }

    // Signature, seal square and symbol stay together: a slip that is cut between them is no voucher.
    void signOff()
    {
        const bool sealed = m_content.seal != Content::Seal::None;
        const double pitch = std::max(mm(11), m_set.em(kSlipBody) * 2.4), body = m_set.em(kSlipBody) * kSlipBody.leading;
        m_pages.keep(double(m_content.signatureLabels.size()) * (pitch + body) + (sealed ? kSlipSealSide + 4 * body + mm(5) : 0) + kSlipQrSide + mm(8)
                     + double(m_content.footer.size() + 3) * 2 * body);
        rule();
        for (qsizetype i = 0; i < m_content.signatureLabels.size(); ++i) {
            const Lines words = m_set.set(m_content.signatureLabels[i], kSlipWidth * 0.7, kSlipBody);
            const double base = m_pages.y() + std::max(pitch, words.height() + mm(2)) - mm(1);
            PageBuilder::place(m_pages.sheet(), words, {kSlipLeft, base - words.height() + mm(0.6)});
            const double from = kSlipLeft + words.width + mm(2);
            PageBuilder::fill(m_pages.sheet(), {from, base, kSlipLeft + kSlipWidth - from, kThin}, ink::kText);
            if (i == 0 && !m_content.handwriting.strokes.isEmpty())
                m_pages.sheet().fills.append({handwritingPath(m_content.handwriting, {from, base - pitch, kSlipLeft + kSlipWidth - from, pitch}, HandwritingFit::Ink), QColor(ink::kText)});
            m_pages.setY(base + mm(1));
            if (i == 0 && !m_content.handwritingNotes.isEmpty())
                line(m_content.handwritingNotes.join(u"，"_s), kSlipBody, 0);
        }
        if (!sealed)
            return;
        const Lines office = m_set.set(m_content.authority, kSlipWidth, centred(kSlipBody)), date = m_set.set(m_content.dateText, kSlipWidth, centred(kSlipBody));
        m_pages.space(mm(3));
        m_seal = {(kWidthOfRoll - kSlipSealSide) / 2, m_pages.y(), kSlipSealSide, kSlipSealSide};
        const Lines label = m_set.set(m_content.sealLabel, kSlipSealSide, {9.0 / m_set.scale(), false, ink::kFaint, Qt::AlignHCenter, 1.5, 0});
        PageBuilder::place(m_pages.sheet(), label, {m_seal.left(), m_seal.center().y() - label.height() / 2});
        PageBuilder::place(m_pages.sheet(), office, {kSlipLeft, m_seal.bottom() + mm(2)});
        PageBuilder::place(m_pages.sheet(), date, {kSlipLeft, m_seal.bottom() + mm(2) + office.height()});
        m_pages.setY(m_seal.bottom() + mm(2) + office.height() + date.height());
    }
    void qr()
    {
        const auto symbol = qrSymbol(m_content.qrPayload, kSlipQrSide);
        if (!symbol) {
            m_fault = symbol.error();
            return;
        }
        m_pages.space(mm(3));
        m_pages.sheet().fills << Sheet::Fill{symbol->translated((kWidthOfRoll - kSlipQrSide) / 2, m_pages.y()), QColor(ink::kText)};
        m_pages.setY(m_pages.y() + kSlipQrSide);
    }
    void foot()
    {
        m_pages.space(mm(1));
        for (const QString &text : m_content.footer)
            line(text, kSlipFoot);
        m_numberAt = m_pages.y();
        m_pages.setY(m_numberAt + m_set.em(kSlipFoot) * kSlipFoot.leading);         // the words follow when all sheets are known
        if (m_demo) {
            m_pages.space(mm(2));
            m_pages.setY(demoBar(m_pages.sheet(), m_pages.y()));
        }
    }
    void numberPages(QList<Sheet> &sheets)
    {
        for (qsizetype i = 0; i < sheets.size(); ++i) {
            const Lines words = m_set.set(u"第%1页 共%2页"_s.arg(i + 1).arg(sheets.size()), kSlipWidth, kSlipFoot);
            const bool last = i + 1 == sheets.size();
            PageBuilder::place(sheets[i], words, {kSlipLeft, last ? m_numberAt : kLongest - kEnd + mm(1)});
        }
    }

    const Content &m_content;
    bool m_demo;
    Typesetter m_set;
    Typesetter m_frame;
    std::optional<Error> m_fault;
    bool m_begun = false;
    bool m_afterFacts = false;
    double m_labels = 0;         // all values begin at the same place
    double m_numberAt = 0;
    QRectF m_seal;
    PageBuilder m_pages;         // last: its first sheet is drawn while it is made
};

} // namespace

Result<Document> layOutSlip(const Content &content, const PaperOptions &options) { return Slip(content, options).run(); }

} // namespace zc::papers
