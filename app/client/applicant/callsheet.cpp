#include "applicant/callsheet.h"

#include <QPainter>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

constexpr int kNextShown = 5;

CallSheet::CallSheet(QWidget *parent)
    : Surface(Color::SurfaceSunken, {}, parent)
{
    setObjectName(u"call.sheet"_s);
}

void CallSheet::tell(const QString &number, const QString &window, const QStringList &next)
{
    m_number = number;
    m_where = tr("Please come to window %1").arg(window);
    m_line = next.isEmpty() ? QString() : tr("Next: %1").arg(next.first(qMin<qsizetype>(kNextShown, next.size())).join(u"   "_s));
    setAccessibleName(QStringList{m_number, m_where, m_line}.join(u' '));
    update();
}

// As large as the box allows, and no letter cut.
void CallSheet::draw(QPainter &painter, const QRectF &box, const QString &text, Color color, bool strong) const
{
    QFont font = theme().font(Type::Applicant);
    font.setBold(strong);
    for (int pixels = int(box.height() * 0.8); pixels > 8; pixels = pixels * 9 / 10) {
        font.setPixelSize(pixels);
        if (QFontMetricsF(font).horizontalAdvance(text) <= box.width()) break;
    }
    painter.setFont(font);
    painter.setPen(theme().color(color));
    painter.drawText(box, Qt::AlignCenter, text);
}

void CallSheet::paintEvent(QPaintEvent *event)
{
    Surface::paintEvent(event);
    QPainter painter(this);
    const qreal side = width() * 0.06, h = height();
    const auto box = [&](qreal from, qreal to) { return QRectF(side, h * from, width() - 2 * side, h * (to - from)); };
    draw(painter, box(0.10, 0.55), m_number, Color::Ink, true);
    draw(painter, box(0.56, 0.72), m_where, Color::Text, false);
    draw(painter, box(0.80, 0.90), m_line, Color::TextMuted, false);
}

} // namespace zc::client
