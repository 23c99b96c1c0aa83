#pragma once
#include <feel/datetime.h>

#include <QDeadlineTimer>
#include <QList>

#include <functional>

namespace zc::feel {

struct Limits {
    int textLength = 64 * 1024;                        // UTF-16 units
    int depth = 256;                                   // of nesting in a text, and of calls within calls
    qint64 steps = 10'000'000;
    int listLength = 1'000'000;                        // elements of a list, UTF-16 units of a string
    int matchSteps = 1'000'000;                        // of one regular expression
    QDeadlineTimer deadline = QDeadlineTimer(QDeadlineTimer::Forever);
    std::function<DateTime()> now = {};                // empty = the clock of the computer
};

struct Diagnostic {
    QString code;                                      // FEEL-TYPE, FEEL-LIMIT
    QString detail;
};

// One evaluation from its first expression to its last: what is left of its limits, and what it had to say. One thread.
class Run {
public:
    explicit Run(const Limits &limits = {})
        : m_limits(limits), m_stepsLeft(limits.steps), m_nextLook(limits.deadline.isForever() ? -1 : limits.steps)
    {
    }

    const Limits &limits() const { return m_limits; }
    const QList<Diagnostic> &diagnostics() const { return m_diagnostics; }
    qsizetype mark() const { return m_diagnostics.size(); }
    void forgetSince(qsizetype mark) { m_diagnostics.resize(mark); }
    void say(const QString &code, const QString &detail);          // keeps the first hundred

    // False once the limits are used up; says FEEL-LIMIT then, once. Everything after that comes to null.
    bool step(qint64 count = 1)
    {
        m_stepsLeft -= count;
        return m_stepsLeft > m_nextLook || look();
    }
    bool exhausted() const { return m_exhausted; }
    bool tooLong(qsizetype length);                    // a list or a text beyond the limit; says so

    // Nesting of evaluations; enter() is false where no further level is allowed, and still wants its leave().
    bool enterCall();
    void leaveCall() { --m_calls; }
    int &depth() { return m_depth; }                   // of trees within trees, kept by the evaluator

    DateTime now();                                    // the same for the whole run

private:
    bool look();

    Limits m_limits;
    qint64 m_stepsLeft;
    qint64 m_nextLook;
    bool m_exhausted = false;
    int m_calls = 0;
    int m_depth = 0;
    std::optional<DateTime> m_now;
    QList<Diagnostic> m_diagnostics;
};

} // namespace zc::feel
