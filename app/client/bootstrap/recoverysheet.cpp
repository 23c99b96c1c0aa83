#include "bootstrap/recoverysheet.h"
#include "shell/sheetfont.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDate>
#include <QPainter>
#include <QPdfWriter>

namespace zc::client {
using namespace Qt::StringLiterals;

namespace {

QString sheetWords(const char *text) { return QCoreApplication::translate("RecoverySheet", text); }

// Points on A4 at 72 dpi: the sheet is paper, its measures do not follow the theme of the screen.
constexpr qreal kSheetMargin = 64;

} // namespace

QByteArray recoverySheetPdf(const QString &passphrase, const QString &siteCode, const QString &windowNo)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(sheetWords(QT_TRANSLATE_NOOP("RecoverySheet", "Recovery passphrase")));
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF());
    writer.setResolution(72);
    QPainter painter(&writer);
    const qreal width = writer.width() - 2 * kSheetMargin;
    const auto line = [&](qreal y, qreal height, const QFont &type, const QString &text) {
        painter.setFont(type);
        painter.drawText(QRectF(kSheetMargin, y, width, height), Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop, text);
    };
    line(kSheetMargin, 32, sheetFont(22, QFont::DemiBold), sheetWords(QT_TRANSLATE_NOOP("RecoverySheet", "Recovery passphrase")));
    line(kSheetMargin + 40, 20, sheetFont(12), sheetWords(QT_TRANSLATE_NOOP("RecoverySheet", "Hall %1 · window %2 · %3")).arg(siteCode, windowNo, QDate::currentDate().toString(Qt::ISODate)));
    // Three groups a line: long rows are copied wrong.
    const QStringList groups = passphrase.split(u'-');
    for (int i = 0; i < groups.size(); i += 3) line(kSheetMargin + 96 + 18.0 * i, 48, sheetFont(32, QFont::Medium), groups.mid(i, 3).join(u" - "_s));
    line(kSheetMargin + 240, 120, sheetFont(12),
        sheetWords(QT_TRANSLATE_NOOP("RecoverySheet", "It opens the data of one clerk at this machine when the password is forgotten or was changed. Put the sheet into an envelope, seal it, write the clerk's number on it and give it to the lead. Who opens the envelope notes when and why; afterwards a new one is made at the next sign-on.")));
    painter.end();
    return bytes;
}

} // namespace zc::client
