#pragma once
#include "applicant/ratingbutton.h"

#include <devices/rating.h>
#include <uikit/surface.h>

#include <QElapsedTimer>
#include <QTimer>

class QGridLayout;
class QProgressBar;

namespace zc::uikit {
class Button;
class Label;
}

namespace zc::client {

// 评价 on the applicant's own screen: five large levels, none chosen beforehand, "rather not", the time that is left. Answers by finger,
// mouse or the keys 1…5 and 0; one answer, then thanks. Shows what was done and nothing of anybody. GUI thread.
class RatingSheet : public uikit::Surface {
    Q_OBJECT
public:
    explicit RatingSheet(QWidget *parent = nullptr);
    void ask(const devices::AskEvaluation &question);
    void thank();                             // after an answer, for whoever still looks
    QUuid visit() const { return m_visit; }   // of the question that stands here; null: none

Q_SIGNALS:
    void answered(const QUuid &visit, int level);        // 0: rather not

protected:
    void applyTheme() override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void give(int level);
    void tick();
    void arrange();

    uikit::Label *m_title, *m_about, *m_privacy, *m_left, *m_thanks;
    QList<RatingButton *> m_levels;
    uikit::Button *m_rather;
    QProgressBar *m_time;
    QWidget *m_asking;
    QGridLayout *m_grid;
    QUuid m_visit;
    int m_seconds = 0;
    bool m_flat = false;
    QElapsedTimer m_since;
    QTimer m_second;
};

} // namespace zc::client
