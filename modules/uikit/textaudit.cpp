#include <uikit/textaudit.h>

#include <QWidget>

namespace zc::uikit {

void TextAudit::note(const QWidget *widget, const QString &text, const QSize &needed, const QSize &given)
{
    ++m_seen;
    if (needed.width() <= given.width() && needed.height() <= given.height())
        return;
    m_clipped << QStringLiteral("%1: \"%2\" needs %3x%4, has %5x%6")
                     .arg(QString::fromLatin1(widget ? widget->metaObject()->className() : "?"), text)
                     .arg(needed.width())
                     .arg(needed.height())
                     .arg(given.width())
                     .arg(given.height());
}

} // namespace zc::uikit
