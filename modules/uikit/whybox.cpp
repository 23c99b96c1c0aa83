#include <uikit/whybox.h>

#include "internal/draw.h"

#include <QKeyEvent>
#include <QPainterPath>
#include <QTextLayout>

using namespace Qt::StringLiterals;

namespace zc::uikit {

WhyBox::WhyBox(QWidget *parent) : Themed<QAbstractButton>(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void WhyBox::setReason(const QString &lead, const QString &reason)
{
    m_lead = lead;
    m_reason = reason;
    setAccessibleName(lead + reason);
    updateGeometry();
    update();
}

void WhyBox::setKey(const QString &caption, const QString &action)
{
    m_cap = caption;
    m_action = action;
    setAccessibleDescription(QStringList({caption, action}).join(u' ').trimmed());
    updateGeometry();
    update();
}

QSize WhyBox::sizeHint() const { return {theme().space(100), theme().lineHeight(Type::Small) + theme().space(6)}; }
int WhyBox::heightForWidth(int width) const { return flow(width, nullptr); }

// Lead, reason, key cap and action run on as one paragraph. The cap's place is held by a blank as wide as the cap.
int WhyBox::flow(int width, QPainter *painter) const
{
    const Theme &t = theme();
    const int left = t.space(4) + t.px(Metric::FocusWidth) + t.px(Metric::Hairline);
    const int above = t.space(3);
    const int lineHeight = t.lineHeight(Type::Small);
    const QSize cap = m_cap.isEmpty() ? QSize(0, 0) : keyCapSize(t, m_cap);

    QString text = m_lead + m_reason;
    QTextCharFormat dark;
    dark.setForeground(t.color(Color::Text));
    QList<QTextLayout::FormatRange> formats = {{0, int(m_lead.size()), dark}};
    qsizetype capAt = -1;
    if (!m_cap.isEmpty()) {
        text += u"　";
        capAt = text.size();
        QTextCharFormat hole;
        hole.setFontLetterSpacingType(QFont::AbsoluteSpacing);
        hole.setFontLetterSpacing(cap.width() - QFontMetricsF(t.font(Type::Small)).horizontalAdvance(QChar(QChar::Nbsp)));
        text += u"\u00A0\u00A0"_s + m_action;
        formats << QTextLayout::FormatRange{int(capAt), 1, hole};
    }
    QTextLayout layout(text, t.font(Type::Small));
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.setFormats(formats);
    layout.beginLayout();
    int lines = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(lineHeight, width - left - t.space(4)));
        line.setPosition(QPointF(0, lines++ * lineHeight + (lineHeight - line.ascent() - line.descent()) / 2));
    }
    layout.endLayout();
    if (painter) {
        // Two runs a line at most: the dark lead and the grey rest; the cap's place stays empty.
        const int lead = int(m_lead.size());
        for (int i = 0; i < layout.lineCount(); ++i) {
            const QTextLine line = layout.lineAt(i);
            const int from = line.textStart(), to = from + line.textLength();
            const qreal baseline = above + line.y() + line.ascent();
            const int cuts[] = {from, std::clamp(lead, from, to), capAt < 0 ? to : std::clamp(int(capAt), from, to), to};
            for (int part = 0; part < 3; ++part)
                if (cuts[part] < cuts[part + 1])
                    drawRun(*painter, t, {left + line.cursorToX(cuts[part] + (part == 2 && cuts[2] == capAt ? 1 : 0)), baseline},
                            text.mid(cuts[part] + (part == 2 && cuts[2] == capAt ? 1 : 0), cuts[part + 1] - cuts[part]), t.font(Type::Small),
                            t.color(part == 0 ? Color::Text : Color::TextMuted));
        }
        if (capAt >= 0) {
            const QTextLine line = layout.lineForTextPosition(int(capAt));
            const int x = left + int(line.cursorToX(int(capAt)));
            const int y = above + line.lineNumber() * lineHeight + (lineHeight - cap.height()) / 2;
            drawKeyCap(*painter, this, QRect(QPoint(x, y), cap), m_cap);
        }
    }
    return lines * lineHeight + 2 * above;
}

void WhyBox::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_F1 || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void WhyBox::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    const QColor fill = t.color(isDown() ? Color::SurfacePressed : underMouse() ? Color::SurfaceHover : Color::SurfaceRaised);
    const int radius = t.px(Metric::Radius);
    drawBox(painter, rect(), radius, fill);
    painter.fillRect(rect().adjusted(0, 0, -radius, 0), fill);
    painter.fillRect(QRect(0, 0, t.px(Metric::FocusWidth) + t.px(Metric::Hairline), height()), t.color(Color::Ink));
    flow(width(), &painter);
}

} // namespace zc::uikit
