#include <uikit/findingcard.h>

#include "internal/draw.h"

#include <QAbstractTextDocumentLayout>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

namespace zc::uikit {

FindingCard::FindingCard(int number, Tone tone, const QString &title, const QString &body, QWidget *parent) : Themed<QAbstractButton>(parent)
{
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setContent(number, tone, title, body);
}

void FindingCard::setContent(int number, Tone tone, const QString &title, const QString &body)
{
    m_number = number;
    m_tone = tone;
    m_body = body;
    setText(title);
    QTextDocument plain;
    plain.setHtml(body);
    setAccessibleName(QStringLiteral("%1 %2").arg(number).arg(title));
    setAccessibleDescription(plain.toPlainText());
    updateGeometry();
    update();
}

void FindingCard::fill(QTextDocument &document, int width) const
{
    const Theme &t = theme();
    document.setDocumentMargin(0);
    document.setDefaultFont(t.font(Type::Caption));
    document.setDefaultStyleSheet(QStringLiteral("body{color:%1} b{color:%2;font-weight:600} em{color:%3;font-style:normal;font-weight:600}")
                                      .arg(t.color(Color::TextMuted).name(), t.color(Color::Text).name(), t.strong(m_tone).name()));
    document.setHtml(QStringLiteral("<body>%1</body>").arg(m_body));
    QTextOption option = document.defaultTextOption();
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document.setDefaultTextOption(option);
    QTextCursor cursor(&document);
    cursor.select(QTextCursor::Document);
    QTextBlockFormat block;
    block.setLineHeight(t.lineHeight(Type::Caption), QTextBlockFormat::FixedHeight);
    cursor.mergeBlockFormat(block);
    document.setTextWidth(width);
}

// The height follows the width (heightForWidth); the hint names only the least height, which layouts take as a floor.
QSize FindingCard::sizeHint() const { return {theme().space(60), theme().lineHeight(Type::Body) + 2 * theme().space(2.5)}; }

int FindingCard::heightForWidth(int width) const
{
    const Theme &t = theme();
    const int inside = width - 2 * (t.space(3) + t.px(Metric::Hairline));
    const int title = inside - t.px(Metric::Circle) - t.space(2);
    QTextDocument document;
    fill(document, inside);
    const int body = m_body.isEmpty() ? 0 : int(document.size().height()) + t.space(0.5);
    return std::max(TextBlock(t, Type::BodyMedium, text(), title).height(), t.px(Metric::Circle)) + body + 2 * (t.space(2.5) + t.px(Metric::Hairline));
}

void FindingCard::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    const bool on = isChecked();
    const int line = t.px(Metric::Hairline);
    const QColor rest = t.color(isDown() ? Color::SurfacePressed : underMouse() ? Color::SurfaceHover : Color::SurfaceRaised);
    drawBox(painter, rect(), t.px(Metric::Radius), on ? t.wash(m_tone) : rest, on ? t.strong(m_tone) : t.color(Color::Line), line);

    const int side = t.space(3) + line;
    const int top = t.space(2.5) + line;
    const int square = t.px(Metric::Circle);
    const int words = width() - 2 * side - square - t.space(2);
    const TextBlock title(t, Type::BodyMedium, text(), words);
    const int first = t.lineHeight(Type::BodyMedium);
    drawBadge(painter, this, QRect(side, top + (first - square) / 2, square, square), t.px(Metric::RadiusSmall), QString::number(m_number), Type::Caption,
              t.strong(m_tone), {}, t.color(Color::OnTone), 0);
    title.draw(painter, this, QRect(side + square + t.space(2), top, words, title.height()), t.color(Color::Text));
    if (m_body.isEmpty())
        return;
    QTextDocument document;
    fill(document, width() - 2 * side);
    painter.translate(side, top + title.height() + t.space(0.5));
    document.drawContents(&painter);
}

} // namespace zc::uikit
