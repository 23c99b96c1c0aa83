#pragma once
#include <uikit/surface.h>

#include <QStringList>

namespace zc::client {

// Whom the window calls, on the applicants' screen: the number as large as the screen lets it be, the window, the next ones in line.
// Shows numbers only. GUI thread.
class CallSheet : public uikit::Surface {
    Q_OBJECT
public:
    explicit CallSheet(QWidget *parent = nullptr);
    void tell(const QString &number, const QString &window, const QStringList &next);
    QString number() const { return m_number; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void draw(QPainter &painter, const QRectF &box, const QString &text, uikit::Color color, bool strong) const;

    QString m_number, m_where, m_line;
};

} // namespace zc::client
