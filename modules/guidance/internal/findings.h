#pragma once
#include <feel/expression.h>
#include <guidance/finding.h>

namespace zc::guidance {

struct Place {
    QString file;
    int row = 0;
    QString column;
    QString table;
};

// What is wrong with a text, for the sentence of V01.
enum class Fault { Unknown, WrongType, OutsideValues, Duplicate, NotFound, Malformed };

// Collects findings in the order of discovery and words them (guidance.md §13). One thread.
class Findings {
public:
    Finding &add(const QString &code, Finding::Level level, const Place &place, const QString &message);
    void badText(const Place &place, const QString &text, Fault fault, const QString &expected);       // V01
    // V01, or V19 when it only exceeds the profile and every name in it is of the scope.
    void badExpression(const Place &place, const QString &text, const feel::Problem &problem, const feel::Scope &scope);
    void missing(const Place &place, const QString &what);                                             // V14
    const QList<Finding> &list() const { return m_list; }
    QList<Finding> &list() { return m_list; }
    bool blocks() const;                               // a V01, V02 or V16: nothing further can be examined

private:
    QList<Finding> m_list;
};

QString placeText(const Place &place);
QString missingText();                                 // 文字
QString missingBasis();                                // 依据
QString missingSample();                               // 样例

} // namespace zc::guidance
