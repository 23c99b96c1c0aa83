#include "shell/keycard.h"
#include "shell/commandtable.h"
#include "shell/sheetfont.h"

#include <uikit/theme.h>

#include <QBuffer>
#include <QCoreApplication>
#include <QPainter>
#include <QPdfWriter>

namespace zc::client {
using namespace Qt::StringLiterals;

namespace {
QString keyWords(const char *text) { return QCoreApplication::translate("KeyCard", text); }

// Points on A4 at 72 dpi: the sheet is paper, its measures do not follow the theme of the screen.
constexpr qreal kMargin = 48;
constexpr qreal kRow = 17;
constexpr qreal kColumnGap = 28;
} // namespace

QByteArray keyCardPdf(const CommandTable &table, Roles roles)
{
    // Paper is white whatever the screen is: the colours of the light theme.
    const auto light = uikit::Theme::load({});
    if (!light) return {};
    const uikit::Theme &ink = *light;
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(keyWords(QT_TRANSLATE_NOOP("KeyCard", "Key card")));
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF());
    writer.setResolution(72);
    QPainter painter(&writer);
    const qreal width = writer.width(), bottom = writer.height() - kMargin;
    painter.setFont(sheetFont(20, QFont::DemiBold));
    painter.drawText(QRectF(kMargin, kMargin - 10, width, 28), Qt::AlignLeft | Qt::AlignVCenter, keyWords(QT_TRANSLATE_NOOP("KeyCard", "Keys of the desk")));
    painter.setFont(sheetFont(9));
    painter.setPen(ink.color(uikit::Color::TextMuted));
    painter.drawText(QRectF(kMargin, kMargin + 20, width - 2 * kMargin, 16), Qt::AlignLeft | Qt::AlignVCenter,
        keyWords(QT_TRANSLATE_NOOP("KeyCard", "While an input method composes, Enter, Esc, digits and Backspace belong to it. Everything else is found with Ctrl+K.")));
    const qreal column = (width - 2 * kMargin - kColumnGap) / 2;
    qreal x = kMargin, top = kMargin + 52, y = top;
    const QList<Command> commands = table.forRoles(roles);
    for (const QString &group : table.groups()) {
        QList<Command> rows;
        for (const Command &command : commands)
            if (command.group == group && !command.keyText.isEmpty()) rows.append(command);
        if (rows.isEmpty()) continue;
        if (y + kRow * 3 > bottom) {
            x += column + kColumnGap;
            y = top;
        }
        painter.setPen(ink.color(uikit::Color::Ink));
        painter.setFont(sheetFont(11, QFont::DemiBold));
        painter.drawText(QRectF(x, y, column, kRow), Qt::AlignLeft | Qt::AlignVCenter, group);
        y += kRow + 2;
        for (const Command &command : rows) {
            if (y + kRow > bottom) {
                x += column + kColumnGap;
                y = top;
            }
            painter.setPen(ink.color(uikit::Color::Text));
            painter.setFont(sheetFont(10));
            painter.drawText(QRectF(x, y, column - 90, kRow), Qt::AlignLeft | Qt::AlignVCenter, command.title);
            painter.setFont(sheetFont(10, QFont::Medium));
            painter.drawText(QRectF(x + column - 90, y, 90, kRow), Qt::AlignRight | Qt::AlignVCenter, command.keyText);
            painter.setPen(QPen(ink.color(uikit::Color::Line), 0.5));
            painter.drawLine(QPointF(x, y + kRow), QPointF(x + column, y + kRow));
            y += kRow;
        }
        y += kRow * 0.7;
    }
    painter.end();
    return bytes;
}

} // namespace zc::client
