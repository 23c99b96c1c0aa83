#pragma once
#include <uikit/floatingpanel.h>

#include <QPointer>

#include <functional>

namespace zc::client {

// Asks why one more masked value must be seen. The answer is a code, not words: it stands in the audit log, which holds nothing
// personal. A digit chooses, Esc goes back and nothing is shown; the focus returns to where it was.
class RevealReason : public uikit::FloatingPanel {
    Q_OBJECT
public:
    explicit RevealReason(QWidget *window);
    void ask(std::function<void(const QString &code)> chosen);
    void close();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void choose(int index);
    QList<QWidget *> m_options;
    QPointer<QWidget> m_before;
    std::function<void(const QString &)> m_chosen;
};

} // namespace zc::client
