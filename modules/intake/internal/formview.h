#pragma once
#include <guidance/outcome.h>
#include <intake/countercase.h>

#include <QCoreApplication>

namespace zc::intake {

// The form as the outcome asks for it: shared data elements read and write the party's own value, everything else form.<id>.
class FormRules {
    Q_DECLARE_TR_FUNCTIONS(zc::intake::FormRules)
public:
    static QList<FormFieldView> fields(const CaseDraft &draft, const guidance::Outcome &outcome, QDate today);
    static QString pathOf(const guidance::OutcomeField &field);
    // Empty if the text is fine; otherwise what is wrong and what to do, for the screen.
    static QString check(const guidance::OutcomeField &field, const QString &text, QDate today);

private:
    static std::optional<IdentifierKind> identifierOf(const guidance::OutcomeField &field);
};

} // namespace zc::intake
