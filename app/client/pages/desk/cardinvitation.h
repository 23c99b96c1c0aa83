#pragma once
#include <uikit/themed.h>

#include <QAbstractButton>

namespace zc::client {

// The wide button that says what the reader waits for, reads, or has read. A click is F5.
class CardInvitation : public uikit::Themed<QAbstractButton> {
    Q_OBJECT
public:
    enum class State { Waiting, Reading, Read, Failed };
    explicit CardInvitation(QWidget *parent = nullptr);
    void show(State state, const QString &title, const QString &words);
    State state() const { return m_state; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    State m_state = State::Waiting;
    QString m_title, m_words;
};

} // namespace zc::client
