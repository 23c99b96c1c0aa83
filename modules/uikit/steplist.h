#pragma once
#include <uikit/themed.h>

#include <QList>
#include <QWidget>

namespace zc::uikit {

class StepEntry;

// The steps of a case at the left: number or tick, name, and what is missing. Any step can be entered at any time.
// Each entry is a button of its own (name: "2 情形导办, 约剩 2 问"); Up and Down move between them, Enter or Space enters.
class StepList : public Themed<QWidget> {
    Q_OBJECT
public:
    enum class State { Todo, Current, Done };
    struct Step {
        QString title;
        QString note;           // count or key at the right: "2/4", "约剩 2 问", "Ctrl+1"
        State state = State::Todo;
        friend bool operator==(const Step &, const Step &) = default;
    };

    explicit StepList(QWidget *parent = nullptr);
    void setSteps(const QList<Step> &steps);        // cheap when only states or notes changed; focus stays
    const QList<Step> &steps() const { return m_steps; }

Q_SIGNALS:
    void activated(int index);                      // from 0

protected:
    void applyTheme() override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QList<Step> m_steps;
    QList<StepEntry *> m_entries;
};

} // namespace zc::uikit
