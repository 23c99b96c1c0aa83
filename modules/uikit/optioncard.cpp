#include <uikit/optioncard.h>

#include "internal/draw.h"

#include <QEnterEvent>

namespace zc::uikit {

namespace {

// Where the parts of a card lie for one width; the same for measuring and for drawing.
struct CardPlan {
    int side;
    int gap;
    int number;
    int effectWidth;
    int titleWidth;
};

CardPlan planFor(const Theme &theme, const QStringList &effect, int width)
{
    CardPlan plan{theme.space(4.5) + theme.px(Metric::Hairline), theme.space(4), theme.px(Metric::Number), 0, 0};
    const int inside = width - 2 * plan.side - plan.number - plan.gap;
    for (const QString &line : effect)
        plan.effectWidth = std::max(plan.effectWidth, textWidth(theme, Type::Caption, line));
    plan.effectWidth = std::min(plan.effectWidth, inside / 2);
    plan.titleWidth = inside - plan.effectWidth - (plan.effectWidth ? plan.gap : 0);
    return plan;
}

} // namespace

OptionCard::OptionCard(int number, const QString &title, QWidget *parent) : Themed<QAbstractButton>(parent), m_number(number)
{
    setText(title);
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum, QSizePolicy::RadioButton);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    nameIt();
}

void OptionCard::setNumber(int number)
{
    m_number = number;
    nameIt();
    update();
}

void OptionCard::setEffect(const QStringList &lines)
{
    m_effect = lines;
    nameIt();
    updateGeometry();
    update();
}

void OptionCard::nameIt()
{
    setAccessibleName(QStringLiteral("%1 %2").arg(m_number).arg(text()));
    setAccessibleDescription(m_effect.join(u'\n'));
}

void OptionCard::applyTheme() { setFont(theme().font(Type::Option)); }

QSize OptionCard::minimumSizeHint() const { return {theme().space(60), theme().px(Metric::Option)}; }

// The height follows the width (heightForWidth); the hint names only the least height, which layouts take as a floor.
QSize OptionCard::sizeHint() const { return {theme().space(120), theme().px(Metric::Option)}; }

int OptionCard::heightForWidth(int width) const
{
    const Theme &t = theme();
    const CardPlan plan = planFor(t, m_effect, width);
    const int title = TextBlock(t, Type::Option, text(), plan.titleWidth).height();
    const int effect = m_effect.isEmpty() ? 0 : TextBlock(t, Type::Caption, m_effect.join(u'\n'), plan.effectWidth).height();
    return std::max(t.px(Metric::Option), std::max(title, effect) + 2 * t.space(3));
}

void OptionCard::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    const bool on = isChecked();
    const int line = t.px(Metric::Hairline);
    QColor fill = t.color(on ? Color::InkWash : Color::SurfaceRaised);
    if (!isEnabled())
        fill = t.color(Color::SurfaceSunken);
    else if (isDown())
        fill = t.color(Color::InkSoft);
    else if (underMouse() && !on)
        fill = t.color(Color::InkWash);
    const QColor stroke = t.color(on && isEnabled() ? Color::Ink : !isEnabled() ? Color::Line : underMouse() ? Color::TextFaint : Color::LineStrong);
    drawBox(painter, rect(), t.px(Metric::RadiusLarge), fill, stroke, on ? 2 * line : line);

    const CardPlan plan = planFor(t, m_effect, width());
    const QRect number(plan.side, (height() - plan.number) / 2, plan.number, plan.number);
    drawBadge(painter, this, number, t.px(Metric::RadiusSmall) + line, QString::number(m_number), Type::Small, t.color(Color::KeyCap),
              t.color(isEnabled() ? Color::LineStrong : Color::Line), t.color(isEnabled() ? Color::TextMuted : Color::TextDisabled), line);

    const TextBlock title(t, Type::Option, text(), plan.titleWidth);
    title.draw(painter, this, QRect(number.right() + 1 + plan.gap, (height() - title.height()) / 2, plan.titleWidth, title.height()),
               t.color(isEnabled() ? Color::Text : Color::TextDisabled));
    if (!m_effect.isEmpty()) {
        const TextBlock effect(t, Type::Caption, m_effect.join(u'\n'), plan.effectWidth);
        effect.draw(painter, this,
                    QRect(width() - plan.side - plan.effectWidth, (height() - effect.height()) / 2, plan.effectWidth, effect.height()),
                    t.color(isEnabled() ? Color::TextMuted : Color::TextDisabled), Qt::AlignRight);
    }
}

void OptionCard::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void OptionCard::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace zc::uikit
