#pragma once
#include <intake/counterdesk.h>

#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>

namespace zc::training {

// One practice case as data: who comes, for what, and what they say and bring. All of it invented.
struct CaseScript {
    struct Paper {
        intake::Seen seen = intake::Seen::Fits;
        QStringList files;                       // relative to the script
        QString note;
    };
    QString itemCode;
    QString person = QStringLiteral("p1");
    QHash<QString, QString> fields;              // applicant.phone, form.D01 … by path
    QHash<QString, QString> answers;             // fact id → answer
    QHash<QString, Paper> papers;                // requirement id; what is not named is seen as fitting

    // TRN-SCRIPT (Invalid) with the member in detail.
    static Result<CaseScript> fromFile(const QString &path);
};

// Plays a script through the same CounterDesk that the pages use. It looks at the case as it stands and does the next thing
// that is missing, so it also finishes a case that a crash interrupted. GUI thread; answers by signals.
class ScriptedCase : public QObject {
    Q_OBJECT
public:
    using LayCard = std::function<Result<void>(const QString &personId)>;     // before the desk reads a card
    ScriptedCase(intake::CounterDesk &desk, LayCard layCard, CaseScript script, QObject *parent = nullptr);
    void start();                                // a new case
    void resume();                               // the case that was open last

Q_SIGNALS:
    void stepDone(const QString &what);
    void finished();                             // the province's receipt is stored
    void failed(const zc::Error &error);         // TRN-STUCK: the script has no answer for what is asked

private:
    void advance();
    void say(const QString &what);
    bool fillApplicant(const intake::CounterCase &now);
    bool answerQuestion(const intake::CounterCase &now);
    bool lookAtPaper(const intake::CounterCase &now);
    bool fillForm(const intake::CounterCase &now);

    intake::CounterDesk &m_desk;
    LayCard m_layCard;
    CaseScript m_script;
    QSet<QString> m_said;
    bool m_cardAsked = false;
    bool m_submitted = false;
    bool m_done = false;
    QSet<QString> m_filesAsked;
};

} // namespace zc::training
