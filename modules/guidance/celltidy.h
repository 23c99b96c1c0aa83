#pragma once
#include <guidance/authoredpack.h>

#include <memory>

namespace zc::guidance {

// Brings what people type into the form that rules have, where there is only one thing it can mean: quotes around options,
// 是 and 否, Chinese punctuation and comparisons in words, an empty condition. What is right already stays byte for byte, and
// what cannot be understood stays too: the verifier says what is wrong with it. Any thread, one at a time.
class CellTidy {
public:
    explicit CellTidy(const AuthoredPack &pack);       // types of the columns; keeps nothing of the pack
    ~CellTidy();
    CellTidy(const CellTidy &) = delete;
    CellTidy &operator=(const CellTidy &) = delete;

    QString cell(const AuthoredTable &table, qsizetype column, const QString &text) const;
    QString expression(const QString &text) const;     // of formulas, of when, then, applicable and compute

    struct Change {
        QString sheet, place, from, to;                // "规则·材料", "m3 主体业态"
    };
    QList<Change> tidy(AuthoredPack &pack) const;      // all cells of rules, formulas and conditions

private:
    struct Private;
    const std::unique_ptr<Private> d;
};

} // namespace zc::guidance
