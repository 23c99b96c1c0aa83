#pragma once
#include <QObject>
#include <QStringList>

#include <memory>

class QScreen;
class QTimer;
class QWidget;

namespace zc::devices {
class EvaluationScreen;
}

namespace zc::client {

class CallSheet;
class RatingSheet;

// The screen that the applicant sees, and what stands on it. The second screen of this desk, by name where the settings name one; in a
// practice with one screen a window of its own. A screen that is pulled out or mirrors the clerk's withdraws the question at once.
// The desk's window keeps the keyboard: what the clerk types never rates. GUI thread.
class ApplicantScreen : public QObject {
    Q_OBJECT
public:
    // `practice`: a window will do. The window of the desk says which screen is the clerk's and outlives this.
    ApplicantScreen(QWidget &desk, bool practice, QObject *parent = nullptr);
    ~ApplicantScreen() override;

    void setScreenName(const QString &name);             // "HDMI-1"; empty or "*": any but the clerk's
    const std::shared_ptr<devices::EvaluationScreen> &evaluation() const { return m_evaluation; }
    RatingSheet *sheet() const { return m_sheet; }       // null while nothing stands there
    // Whom this window calls, and who comes next; an empty number takes it away. On a second screen alone, below a question.
    void setCall(const QString &number, const QString &window, const QStringList &next);
    CallSheet *callSheet() const { return m_callSheet; } // null while nobody is called, or nobody could see it

private:
    QScreen *screen() const;                             // null: there is none
    void look();
    void show();
    void close();
    void showCall();

    QWidget &m_desk;
    const bool m_practice;
    QString m_name;
    const std::shared_ptr<devices::EvaluationScreen> m_evaluation;
    RatingSheet *m_sheet = nullptr;
    CallSheet *m_callSheet = nullptr;
    QString m_number, m_window;
    QStringList m_next;
    QTimer *m_thanks;
};

} // namespace zc::client
