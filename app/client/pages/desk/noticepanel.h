#pragma once
#include <intake/countercase.h>
#include <uikit/noticerow.h>
#include <uikit/surface.h>

class QVBoxLayout;
class QScrollArea;

namespace zc::uikit {
class KeyValueList;
class Label;
class SummaryTile;
}

namespace zc::client {

class Callout;

// 一次性告知, live: what to bring, what not, what may follow, what it costs and when it is due. A row that the last answer
// changed glows; Enter or F1 on a row asks why.
class NoticePanel : public uikit::Surface {
    Q_OBJECT
public:
    explicit NoticePanel(QWidget *parent = nullptr);
    void show(const intake::NoticeView &notice);

Q_SIGNALS:
    void whyMaterial(const QString &materialId);
    void whyDue();

private:
    void showTotals(const intake::NoticeView &notice);
    uikit::SummaryTile *m_required, *m_exempt, *m_deferrable;
    Callout *m_exits;
    uikit::Label *m_nothing;
    QScrollArea *m_scroll;
    QVBoxLayout *m_lines;
    QList<uikit::NoticeRow *> m_rows;
    QStringList m_ids;
    uikit::KeyValueList *m_totals;
};

} // namespace zc::client
