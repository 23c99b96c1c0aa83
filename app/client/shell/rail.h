#pragma once
#include <uikit/icons.h>
#include <uikit/surface.h>

#include <QHash>

class QVBoxLayout;

namespace zc::uikit {
class RailButton;
}

namespace zc::client {

// The dark column at the left: seal, pages of the role, settings at the foot. Up and Down move between entries.
class Rail : public uikit::Surface {
    Q_OBJECT
public:
    explicit Rail(QWidget *parent = nullptr);

    void addEntry(const QString &id, uikit::Icon icon, const QString &title, const QString &tip, bool atFoot);
    void clear();
    void setCurrent(const QString &id);

Q_SIGNALS:
    void chosen(const QString &id);

private:
    QVBoxLayout *m_above, *m_foot;
    QHash<QString, uikit::RailButton *> m_entries;
};

} // namespace zc::client
