#pragma once
#include <base/result.h>

#include <QDate>
#include <QString>

namespace zc::casework {

// Number that a desk gives while the province has not given its own: LS, site (6), window (3), day, counter (4, per window
// and day) and a check character (ISO 7064 MOD 37,36). The caller stores the counter before it prints and never goes back.
struct ProvisionalNumber {
    QString site, window;      // 0-9A-Z
    QDate day;
    int counter = 0;           // 1–9999

    QString compact() const;   // LS430104003202611210007 and the check character
    QString printed() const;   // LS-430104-003-20261121-0007-7
    friend bool operator==(const ProvisionalNumber &, const ProvisionalNumber &) = default;
};

// CASE-NUMBER: a part is out of its form.
Result<ProvisionalNumber> makeProvisionalNumber(const QString &site, const QString &window, QDate day, int counter);

// Reads either form, lower case too. CASE-NUMBER: form, day or check character is wrong (`detail` says which).
Result<ProvisionalNumber> parseProvisionalNumber(const QString &text);

} // namespace zc::casework
