#include "internal/stepentry.h"

#include "internal/draw.h"

#include <QKeyEvent>

namespace zc::uikit {

StepEntry::StepEntry(int number, QWidget *parent) : Themed<QAbstractButton>(parent), m_number(number)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StepEntry::setStep(const StepList::Step &step)
{
    m_step = step;
    setText(step.title);
    setAccessibleName(QStringLiteral("%1 %2").arg(m_number).arg(step.title));
    QStringList words;
    if (step.state != StepList::State::Todo)
        words << (step.state == StepList::State::Done ? tr("done") : tr("current step"));
    if (!step.note.isEmpty())
        words << step.note;
    setAccessibleDescription(words.join(u", "));
    updateGeometry();
    update();
}

QSize StepEntry::minimumSizeHint() const { return {theme().space(30), std::max(theme().px(Metric::Step), theme().lineHeight(Type::Body) + theme().space(2))}; }

QSize StepEntry::sizeHint() const
{
    const Theme &t = theme();
    const int note = m_step.note.isEmpty() ? 0 : textWidth(t, Type::CaptionStrong, m_step.note) + t.space(2);
    return {2 * t.space(2.5) + t.px(Metric::Dot) + t.space(2.5) + textWidth(t, Type::BodyStrong, m_step.title) + note, minimumSizeHint().height()};
}

void StepEntry::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down) {
        event->ignore();        // the list moves the focus
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void StepEntry::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    const bool current = m_step.state == StepList::State::Current;
    const bool done = m_step.state == StepList::State::Done;
    if (current || isDown() || underMouse())
        drawBox(painter, rect(), t.px(Metric::Radius), t.color(current ? Color::InkSoft : isDown() ? Color::SurfacePressed : Color::SurfaceHover));

    const int dot = t.px(Metric::Dot);
    const QRect badge(t.space(2.5), (height() - dot) / 2, dot, dot);
    const QColor mark = t.color(done ? Color::Ok : current ? Color::Ink : Color::LineStrong);
    const QColor ink = t.color(done ? Color::OnTone : current ? Color::OnInk : Color::TextMuted);
    drawBadge(painter, this, badge, dot / 2.0, {}, Type::Caption, done || current ? mark : QColor(), mark, ink, t.px(Metric::Hairline));
    if (!done)
        drawLine(painter, this, badge.translated(0, t.px(Metric::Hairline)), Qt::AlignCenter, QString::number(m_number), current ? Type::CaptionStrong : Type::Caption, ink);
    if (done) {
        const qreal inset = dot * 0.16;
        drawIcon(&painter, QRectF(badge).adjusted(inset, inset, -inset, -inset), Icon::Check, ink);
    }

    QRect inside = rect().adjusted(badge.right() + 1 + t.space(2.5), 0, -t.space(2.5), 0);
    if (!m_step.note.isEmpty()) {
        const Type type = current ? Type::CaptionStrong : Type::Caption;
        const int note = textWidth(t, type, m_step.note);
        drawLine(painter, this, QRect(inside.right() - note + 1, 0, note, height()), Qt::AlignRight | Qt::AlignVCenter, m_step.note, type,
                 t.color(Color::TextMuted));
        inside.setRight(inside.right() - note - t.space(2));
    }
    drawLine(painter, this, inside, Qt::AlignLeft | Qt::AlignVCenter, m_step.title, current ? Type::BodyStrong : Type::Body,
             t.color(!isEnabled() ? Color::TextDisabled : current ? Color::Ink : Color::Text));
}

} // namespace zc::uikit
