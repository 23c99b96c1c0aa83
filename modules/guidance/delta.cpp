#include "delta.h"

#include <QCoreApplication>

namespace zc::guidance {

using namespace Qt::StringLiterals;

bool Delta::isEmpty() const
{
    return *this == Delta() || (subItemsAdded.isEmpty() && subItemsRemoved.isEmpty() && materialsAdded.isEmpty() && materialsRemoved.isEmpty()
                                && materialsRuledOut.isEmpty() && modes.isEmpty() && fieldsAdded.isEmpty() && fieldsRemoved.isEmpty()
                                && promisedFrom == promisedTo && feeFrom == feeTo && questionsOpened.isEmpty() && questionsClosed.isEmpty()
                                && dormant.isEmpty() && revived.isEmpty() && conflicts.isEmpty() && !becameComplete);
}

QString Delta::text() const
{
    QStringList parts;
    const auto add = [&parts](const char *english, qsizetype count) {
        if (count > 0)
            parts << QCoreApplication::translate("zc::guidance", english).arg(count);
    };
    add(QT_TRANSLATE_NOOP("zc::guidance", "%1 materials more"), materialsAdded.size());
    add(QT_TRANSLATE_NOOP("zc::guidance", "%1 materials fewer"), materialsRemoved.size());
    add(QT_TRANSLATE_NOOP("zc::guidance", "%1 materials handed in otherwise"), modes.size());
    if (promisedFrom && promisedTo && promisedFrom != promisedTo)
        parts << QCoreApplication::translate("zc::guidance", "promise %1 instead of %2 working days").arg(*promisedTo).arg(*promisedFrom);
    add(QT_TRANSLATE_NOOP("zc::guidance", "%1 more to answer"), questionsOpened.size());
    add(QT_TRANSLATE_NOOP("zc::guidance", "%1 no longer needed"), questionsClosed.size());
    add(QT_TRANSLATE_NOOP("zc::guidance", "%1 to confirm"), revived.size());
    if (parts.isEmpty())
        return QCoreApplication::translate("zc::guidance", "nothing changes");
    return parts.join(QCoreApplication::translate("zc::guidance", ", "));
}

} // namespace zc::guidance
