#include <uikit/toast.h>

#include "internal/toastcard.h"
#include <uikit/floatingpanel.h>

#include <QAccessible>
#include <QEvent>
#include <QLayout>

namespace zc::uikit {

ToastStack::ToastStack(QWidget *window) : QObject(window), m_window(window) { window->installEventFilter(this); }

void ToastStack::show(Tone tone, const QString &text, int ms, const QString &action, const QString &actionId)
{
    // The same news again is the same card with its time begun anew.
    for (const QPointer<ToastCard> &card : std::as_const(m_cards))
        if (card->text() == text && card->tone() == tone && action.isEmpty() && !card->hasAction())
            return card->live(ms);
    while (m_cards.size() >= 3)
        delete m_cards.takeFirst();
    auto *card = new ToastCard(tone, text, action, m_window);
    m_cards << card;
    connect(card, &ToastCard::acted, this, [this, actionId] { Q_EMIT actionTriggered(actionId); });
    connect(card, &ToastCard::over, this, [this, card] {
        m_cards.removeAll(card);
        card->deleteLater();
        card->hide();
        place();
    });
    card->live(ms);
    place();
    card->show();
    card->raise();
    QAccessibleEvent event(card, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void ToastStack::clear()
{
    for (const QPointer<ToastCard> &card : std::as_const(m_cards))
        delete card;
    m_cards.clear();
}

int ToastStack::count() const { return int(m_cards.size()); }

QStringList ToastStack::texts() const
{
    QStringList all;
    for (const QPointer<ToastCard> &card : m_cards)
        all << card->text();
    return all;
}

bool ToastStack::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_window && (event->type() == QEvent::Resize || event->type() == QEvent::StyleChange || event->type() == FloatingPanel::placesChanged()))
        place();
    return QObject::eventFilter(watched, event);
}

void ToastStack::place()
{
    const Theme &t = themeOf(m_window);
    const int gap = t.px(Metric::ShadowBlur);
    const QRegion sheets = m_cards.isEmpty() ? QRegion() : FloatingPanel::covered(m_window);
    int bottom = m_window->height() - t.px(Metric::StripHeight) - t.space(17);      // clear of the buttons at the foot of a page
    for (auto it = m_cards.crbegin(); it != m_cards.crend(); ++it) {
        ToastCard *card = *it;
        const int width = std::min({card->sizeHint().width(), t.space(130), m_window->width() - t.space(8)});
        const int height = card->layout()->hasHeightForWidth() ? card->layout()->totalHeightForWidth(width) : card->sizeHint().height();
        QRect box((m_window->width() - width) / 2, bottom - height, width, height);
        for (const QRect &sheet : sheets)       // above a sheet someone reads, as long as there is room above it
            if (box.intersects(sheet) && sheet.top() - height > gap)
                box.moveBottom(sheet.top() - 1);
        card->setGeometry(box);
        bottom = box.top() + gap;
    }
}

} // namespace zc::uikit
