#include <uikit/noticerow.h>

#include "internal/draw.h"

#include <QKeyEvent>

namespace zc::uikit {

namespace {

struct RowPlan {
    int side;
    int above;
    int circle;
    int left;           // of the words
    int words;
    QSize mode;
};

RowPlan planFor(const Theme &t, const NoticeRow::Content &content, int width)
{
    RowPlan plan;
    plan.side = t.space(4.5);
    plan.above = t.space(2.5) + t.px(Metric::Hairline);
    plan.circle = t.px(Metric::Circle);
    plan.left = plan.side + plan.circle + t.space(2.5);
    plan.mode = content.mode.isEmpty() ? QSize(0, 0) : tagSize(t, content.mode, Type::Caption, 1.75) + QSize(0, 2 * t.space(0.5));
    plan.words = width - plan.left - plan.side - plan.mode.width() - (content.mode.isEmpty() ? 0 : t.space(2.5));
    return plan;
}

} // namespace

NoticeRow::NoticeRow(QWidget *parent) : Themed<QAbstractButton>(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    m_glow.setStartValue(1.0);
    m_glow.setKeyValueAt(0.85, 1.0);
    m_glow.setEndValue(0.0);
    connect(&m_glow, &QVariantAnimation::valueChanged, this, [this](const QVariant &value) {
        if (!theme().appearance().reducedMotion && value.toReal() < 1.0)
            update();
    });
    connect(&m_glow, &QVariantAnimation::finished, this, qOverload<>(&QWidget::update));
    NoticeRow::applyTheme();
}

void NoticeRow::setContent(const Content &content)
{
    m_content = content;
    setText(content.name);
    setAccessibleName(content.mode.isEmpty() ? content.name : content.name + u' ' + content.mode);
    setAccessibleDescription(content.detail);
    updateGeometry();
    update();
}

void NoticeRow::markChanged()
{
    m_glow.stop();
    m_glow.setDuration(theme().glowMs());
    m_glow.start();
    update();
}

bool NoticeRow::isMarked() const { return m_glow.state() == QAbstractAnimation::Running; }

void NoticeRow::applyTheme() { setFont(theme().font(Type::Body)); }

Tone NoticeRow::tone() const
{
    switch (m_content.sign) {
    case Sign::Given: return Tone::Ok;
    case Sign::Deferred: return Tone::Warn;
    case Sign::Promise: return Tone::Ink;
    case Sign::Missing:
    case Sign::Wrong: return Tone::Bad;
    case Sign::Number: break;
    }
    return Tone::Neutral;
}

// The height follows the width (heightForWidth); the hint names only the least height, which layouts take as a floor.
QSize NoticeRow::sizeHint() const { return {theme().px(Metric::SideWidthNarrow), theme().rowHeight()}; }

int NoticeRow::heightForWidth(int width) const
{
    const Theme &t = theme();
    const RowPlan plan = planFor(t, m_content, width);
    const int name = TextBlock(t, Type::BodyMedium, m_content.name, plan.words).height();
    const int detail = m_content.detail.isEmpty() ? 0 : TextBlock(t, Type::Caption, m_content.detail, plan.words).height();
    return plan.above + std::max(name + detail, plan.mode.height()) + t.space(2.5);
}

void NoticeRow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_F1)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void NoticeRow::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    const RowPlan plan = planFor(t, m_content, width());
    if (isMarked()) {
        QColor wash = t.color(Color::InkWash);
        if (!t.appearance().reducedMotion)
            wash.setAlphaF(wash.alphaF() * float(m_glow.currentValue().toReal()));
        painter.fillRect(rect(), wash);
    } else if (isDown() || underMouse()) {
        painter.fillRect(rect(), t.color(isDown() ? Color::SurfacePressed : Color::SurfaceHover));
    }
    drawHairline(painter, isMarked() ? rect() : rect().adjusted(plan.side, 0, -plan.side, 0), Qt::TopEdge, t);

    const QRect circle(plan.side, plan.above + t.px(Metric::Hairline), plan.circle, plan.circle);
    const bool numbered = m_content.sign == Sign::Number;
    const QColor strong = t.strong(tone());
    drawBadge(painter, this, circle, plan.circle / 2.0, {}, Type::Caption,
              numbered ? QColor() : t.soft(tone()), numbered ? t.color(Color::LineStrong) : QColor(), strong, t.px(Metric::Hairline));
    if (numbered && m_content.number > 0)
        drawLine(painter, this, circle.translated(0, t.px(Metric::Hairline)), Qt::AlignCenter, QString::number(m_content.number), Type::Caption, strong);
    static constexpr Icon icons[] = {Icon::None, Icon::Check, Icon::Clock, Icon::Edit, Icon::Warning, Icon::Close};
    const qreal inset = plan.circle * 0.17;
    drawIcon(&painter, QRectF(circle).adjusted(inset, inset, -inset, -inset), icons[int(m_content.sign)], strong);

    const TextBlock name(t, Type::BodyMedium, m_content.name, plan.words);
    QRect box(plan.left, plan.above, plan.words, name.height());
    name.draw(painter, this, box, t.color(isEnabled() ? Color::Text : Color::TextDisabled));
    if (!m_content.detail.isEmpty()) {
        const TextBlock detail(t, Type::Caption, m_content.detail, plan.words);
        detail.draw(painter, this, QRect(plan.left, box.bottom() + 1, plan.words, detail.height()),
                    t.color(isEnabled() ? Color::TextMuted : Color::TextDisabled));
    }
    if (!m_content.mode.isEmpty())
        drawTag(painter, this, QRect(QPoint(width() - plan.side - plan.mode.width(), plan.above), plan.mode), m_content.mode, Type::Caption, tone(),
                Metric::RadiusSmall);
}

} // namespace zc::uikit
