#pragma once
#include "pages/packs/sheetmodel.h"

#include <guidance/finding.h>

#include <QHash>

namespace zc::client {

// Where a finding lies in the sheets an author sees. row and column −1: the sheet as a whole; column −1: the row.
struct FindingPlace {
    SheetRef sheet;
    int row = -1, column = -1;
};

// Brings findings from files and lines to sheets and cells. A value over one version of a pack.
class FindingMap {
public:
    FindingMap() = default;
    FindingMap(const guidance::AuthoredPack &pack, const QList<guidance::Finding> &findings);

    const QList<FindingPlace> &places() const { return m_places; }             // by finding
    QHash<QPair<int, int>, CellMark> marksOf(const SheetRef &sheet) const;
    int errors() const { return m_errors; }
    int warnings() const { return m_warnings; }                  // nobody has answered for
    bool isAccepted(qsizetype finding) const { return m_accepted.at(finding); }
    int countIn(const SheetRef &sheet) const;

    // "材料 m3 · 场所来源": the place in the words of the sheets.
    static QString words(const guidance::AuthoredPack &pack, const FindingPlace &place);
    // How package.json names the place of a finding that is answered for: a rule by its id, which stays when others come before it.
    static QString acceptedAs(const guidance::AuthoredPack &pack, const guidance::Finding &finding);
    static uikit::Tone toneOf(const guidance::Finding &finding) { return finding.level == guidance::Finding::Level::Error ? uikit::Tone::Bad : uikit::Tone::Warn; }

private:
    QList<FindingPlace> m_places;
    QList<guidance::Finding> m_findings;
    QList<bool> m_accepted;
    int m_errors = 0, m_warnings = 0;
};

} // namespace zc::client
