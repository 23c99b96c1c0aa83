#include "bootstrap/coderouter.h"

#include <base/whendone.h>
#include <casework/notice.h>

namespace zc::client {
using namespace Qt::StringLiterals;

namespace {

constexpr int kFewCases = 2;
constexpr int kLongestSearch = 64;

// One line that a field can show.
QString visible(const QString &code)
{
    QString text;
    for (const QChar c : code) text += c.isPrint() ? c : QChar(u' ');
    return text.simplified().left(kLongestSearch);
}

} // namespace

void CodeRouter::forget() { ++m_asked; }

void CodeRouter::take(const QString &code)
{
    const int asked = ++m_asked;
    const QString text = visible(code);
    if (m_desk.hasCase())
        for (const intake::MaterialView &material : m_desk.current().materials)
            if (material.id.compare(text, Qt::CaseInsensitive) == 0) return Q_EMIT materialWanted(material.id);
    // The code on a paper of ours says itself that it is one; a bare number must be exactly that of a case.
    const auto paper = casework::parseQrPayload(code.trimmed());
    const QString number = paper ? paper->number : text;
    whenDone(m_cases.find(number, kFewCases), this, [this, asked, number, ours = paper.ok()](const Result<intake::CaseHits> &hits) {
        if (asked != m_asked) return;
        if (hits && hits->total == 1 && (ours || hits->rows.constFirst().number == number)) return Q_EMIT caseWanted(hits->rows.constFirst().caseId);
        Q_EMIT searchWanted(number);
    });
}

} // namespace zc::client
