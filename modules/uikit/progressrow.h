#pragma once
#include <uikit/themed.h>

#include <QWidget>

class QHBoxLayout;
class QProgressBar;
class QVBoxLayout;

namespace zc::uikit {

class Label;
class LinkButton;

// Long work, where it stands: what, how many, how long, and a way to stop it. Not modal, never takes the focus by itself.
class ProgressRow : public Themed<QWidget> {
    Q_OBJECT
public:
    explicit ProgressRow(const QString &what, QWidget *parent = nullptr);
    void setWhat(const QString &what);                      // "正在上传 场所使用证明"
    void setProgress(qint64 done, qint64 total);            // total 0: unknown, the bar stands half filled
    void setRemainingMs(qint64 ms);                         // below 0: not known, nothing is said
    void setCancellable(bool cancellable);

Q_SIGNALS:
    void cancelRequested();

protected:
    void applyTheme() override;

private:
    void refresh();
    qint64 m_done = 0, m_total = 0, m_remainingMs = -1;
    QVBoxLayout *m_column;
    QHBoxLayout *m_head;
    Label *m_what;
    Label *m_state;
    LinkButton *m_cancel;
    QProgressBar *m_bar;
};

} // namespace zc::uikit
