#include "pages/devices/selftestsheet.h"
#include "shell/sheetfont.h"

#include <base/halltime.h>
#include <uikit/theme.h>

#include <QBuffer>
#include <QCoreApplication>
#include <QPainter>
#include <QPdfWriter>

namespace zc::client {
using namespace Qt::StringLiterals;
using State = SelfTestLine::State;
using uikit::Color;

namespace {

QString sheetWords(const char *text) { return QCoreApplication::translate("SelfTestSheet", text); }

// Points on A4 at 72 dpi: the sheet is paper, its measures do not follow the theme of the screen.
constexpr qreal kSheetMargin = 48;
constexpr qreal kSheetGap = 3;
constexpr qreal kFootHeight = 20;
constexpr qreal kOutcomeWidth = 46;
constexpr qreal kTimeWidth = 54;

// Lines from the top of a sheet downwards, on as many sheets as they need.
class SheetWriter {
public:
    SheetWriter(QPdfWriter &writer, const QString &foot, const uikit::Theme &ink) : m_writer(writer), m_painter(&writer), m_foot(foot), m_ink(ink) { head(); }
    ~SheetWriter() { foot(); }

    qreal width() const { return m_writer.width() - 2 * kSheetMargin; }
    void space(qreal height) { m_y += height; }
    void line(const QString &text, const QFont &font, Color color = Color::Text)
    {
        row({{text, width(), font, color}});
    }
    struct Cell {
        QString text;
        qreal width;
        QFont font;
        Color color = Color::Text;
    };
    void row(const QList<Cell> &cells, bool ruled = false)
    {
        qreal height = 0;
        for (const Cell &cell : cells) {
            m_painter.setFont(cell.font);
            height = std::max(height, m_painter.boundingRect(QRectF(0, 0, cell.width - 6, 2000), Qt::TextWordWrap, cell.text).height());
        }
        height += 2 * kSheetGap;
        if (m_y + height > m_writer.height() - kSheetMargin - kFootHeight) {
            foot();
            m_writer.newPage();
            head();
        }
        qreal x = kSheetMargin;
        for (const Cell &cell : cells) {
            m_painter.setFont(cell.font);
            m_painter.setPen(m_ink.color(cell.color));
            m_painter.drawText(QRectF(x, m_y + kSheetGap, cell.width - 6, height), Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop, cell.text);
            x += cell.width;
        }
        m_y += height;
        if (!ruled) return;
        m_painter.setPen(QPen(m_ink.color(Color::Line), 0.5));
        m_painter.drawLine(QPointF(kSheetMargin, m_y), QPointF(kSheetMargin + width(), m_y));
    }

private:
    void head()
    {
        ++m_page;
        m_y = kSheetMargin;
    }
    void foot()
    {
        m_painter.setFont(sheetFont(8));
        m_painter.setPen(m_ink.color(Color::TextMuted));
        const QRectF area(kSheetMargin, m_writer.height() - kSheetMargin, width(), kFootHeight);
        m_painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter, m_foot);
        m_painter.drawText(area, Qt::AlignRight | Qt::AlignVCenter, sheetWords(QT_TRANSLATE_NOOP("SelfTestSheet", "page %1")).arg(m_page));
    }

    QPdfWriter &m_writer;
    QPainter m_painter;
    const QString m_foot;
    const uikit::Theme &m_ink;
    qreal m_y = 0;
    int m_page = 0;
};

QString outcome(State state)
{
    switch (state) {
    case State::Passed: return sheetWords(QT_TRANSLATE_NOOP("SelfTestSheet", "passed"));
    case State::Failed: return sheetWords(QT_TRANSLATE_NOOP("SelfTestSheet", "FAILED"));
    case State::Skipped: return sheetWords(QT_TRANSLATE_NOOP("SelfTestSheet", "not here"));
    }
    return {};
}

} // namespace

QByteArray selfTestSheet(const DeviceView &device, const SelfTestView &test)
{
    const auto light = uikit::Theme::load({});       // paper is white whatever the screen is
    if (!light) return {};
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    const QString title = sheetWords(QT_TRANSLATE_NOOP("SelfTestSheet", "Self-test of a device"));
    writer.setTitle(title);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF());
    writer.setResolution(72);
    const QString when = hallTime(test.startedMs).toString(u"yyyy-MM-dd HH:mm:ss"_s);
    {
        SheetWriter sheet(writer, u"%1 · %2 · %3"_s.arg(title, device.id, when), *light);
        sheet.line(title, sheetFont(20, QFont::DemiBold));
        sheet.line(u"%1 (%2)"_s.arg(test.title, device.id), sheetFont(12));
        sheet.space(8);
        WordPairs facts{{sheetWords(QT_TRANSLATE_NOOP("SelfTestSheet", "When")), when},
            {sheetWords(QT_TRANSLATE_NOOP("SelfTestSheet", "It took")), sheetWords(QT_TRANSLATE_NOOP("SelfTestSheet", "%1 s")).arg(double(test.elapsedMs) / 1000.0, 0, 'f', 1)}};
        facts.append({sheetWords(QT_TRANSLATE_NOOP("SelfTestSheet", "Device and driver")), test.subject});
        facts += device.facts;
        facts += device.abilities;
        for (const auto &[name, value] : std::as_const(facts))
            sheet.row({{name, 120, sheetFont(9), Color::TextMuted}, {value, sheet.width() - 120, sheetFont(9)}});
        sheet.space(8);
        const int failed = test.count(State::Failed);
        const QString verdict = test.stopped ? sheetWords(QT_TRANSLATE_NOOP("SelfTestSheet", "Stopped before the last check: this is no result"))
            : failed                         ? sheetWords(QT_TRANSLATE_NOOP("SelfTestSheet", "The device does not keep what it promises"))
                                             : sheetWords(QT_TRANSLATE_NOOP("SelfTestSheet", "Nothing wrong was found"));
        sheet.line(verdict, sheetFont(13, QFont::DemiBold), failed ? Color::Bad : Color::Text);
        sheet.line(sheetWords(QT_TRANSLATE_NOOP("SelfTestSheet", "%1 of %2 checks passed, %3 failed, %4 could not be made at this window (the reason stands in the line)"))
                       .arg(test.count(State::Passed)).arg(test.lines.size()).arg(failed).arg(test.count(State::Skipped)),
            sheetFont(9), Color::TextMuted);
        sheet.space(6);
        const qreal words = sheet.width() - kOutcomeWidth - kTimeWidth;
        for (const SelfTestLine &line : test.lines)
            sheet.row({{outcome(line.state), kOutcomeWidth, sheetFont(9, line.state == State::Failed ? QFont::Bold : QFont::Normal), line.state == State::Failed ? Color::Bad : line.state == State::Skipped ? Color::TextMuted : Color::Text},
                          {line.title, words * 0.5, sheetFont(9)}, {line.words.isEmpty() ? line.id : u"%1 · %2"_s.arg(line.id, line.words), words * 0.5, sheetFont(8), Color::TextMuted},
                          {sheetWords(QT_TRANSLATE_NOOP("SelfTestSheet", "%1 ms")).arg(line.ms), kTimeWidth, sheetFont(8), Color::TextMuted}},
                true);
    }
    return bytes;
}

} // namespace zc::client
