#include <uikit/optioncard.h>

#include "internal/draw.h"

#include <QEnterEvent>

namespace zc::uikit {

namespace {

// Where the parts of a card lie for one width; the same for measuring and for drawing. The effect stands at the right, or below
// the title where a line of it would break there.
struct CardPlan {
    int side, number;
    QRect title, effect;               // from the top of the text
    int textHeight;
    bool below;                        // the effect stands under the title
};

CardPlan planFor(const Theme &theme, const QString &title, const QStringList &effect, int width)
{
    CardPlan plan{theme.space(4.5) + theme.px(Metric::Hairline), theme.px(Metric::Number), {}, {}, 0, false};
    const int gap = theme.space(4), left = plan.side + plan.number + gap, inside = width - plan.side - left;
    int wanted = 0;
    for (const QString &line : effect)
        wanted = std::max(wanted, textWidth(theme, Type::Caption, line));
    const bool below = plan.below = wanted > inside / 2;
    const int titleWidth = wanted && !below ? inside - wanted - gap : inside, effectWidth = below ? inside : wanted;
    const int titleHeight = TextBlock(theme, Type::Option, title, titleWidth).height();
    const int effectHeight = effect.isEmpty() ? 0 : TextBlock(theme, Type::Caption, effect.join(u'\n'), effectWidth).height();
    plan.textHeight = below ? titleHeight + theme.space(1) + effectHeight : std::max(titleHeight, effectHeight);
    plan.title = QRect(left, below ? 0 : (plan.textHeight - titleHeight) / 2, titleWidth, titleHeight);
    plan.effect = QRect(width - plan.side - effectWidth, below ? plan.textHeight - effectHeight : (plan.textHeight - effectHeight) / 2,
                        effectWidth, effectHeight);
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
    return std::max(t.px(Metric::Option), planFor(t, text(), m_effect, width).textHeight + 2 * t.space(3));
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

    const CardPlan plan = planFor(t, text(), m_effect, width());
    const int top = (height() - plan.textHeight) / 2;
    const QRect number(plan.side, (height() - plan.number) / 2, plan.number, plan.number);
    drawBadge(painter, this, number, t.px(Metric::RadiusSmall) + line, QString::number(m_number), Type::Small, t.color(Color::KeyCap),
              t.color(isEnabled() ? Color::LineStrong : Color::Line), t.color(isEnabled() ? Color::TextMuted : Color::TextDisabled), line);

    TextBlock(t, Type::Option, text(), plan.title.width())
        .draw(painter, this, plan.title.translated(0, top), t.color(isEnabled() ? Color::Text : Color::TextDisabled));
    if (!m_effect.isEmpty())
        TextBlock(t, Type::Caption, m_effect.join(u'\n'), plan.effect.width())
            .draw(painter, this, plan.effect.translated(0, top), t.color(isEnabled() ? Color::TextMuted : Color::TextDisabled),
                  plan.below ? Qt::AlignLeft : Qt::AlignRight);
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
