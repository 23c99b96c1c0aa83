#pragma once
#include <QSize>
#include <QStringList>

class QWidget;

namespace zc::uikit {

// Collects every text that a control drew into less room than it needs. For tests: ZcStyle::setTextAudit(). GUI thread.
class TextAudit {
public:
    void note(const QWidget *widget, const QString &text, const QSize &needed, const QSize &given);
    const QStringList &clipped() const { return m_clipped; }
    int seen() const { return m_seen; }

private:
    QStringList m_clipped;
    int m_seen = 0;
};

} // namespace zc::uikit
