#include "visitdatevalidator.h"

#include <QDate>

namespace zc::sample {

using namespace Qt::StringLiterals;

QString VisitDateValidator::id() const
{
    return u"sample.visit-date"_s;
}

QStringList VisitDateValidator::elements() const
{
    return {u"DE-9901"_s};
}

QList<plugin::FieldProblem> VisitDateValidator::check(const QString &element, const QString &value, const plugin::FieldValues &) const
{
    const QDate date = QDate::fromString(value, Qt::ISODate);
    if (!date.isValid())
        return {{element, u"请填写存在的日期，例如 2026-06-01。"_s}};
    if (date.dayOfWeek() >= Qt::Saturday)
        return {{element, u"参观只安排在周一至周五，请换一天。"_s}};
    return {};
}

} // namespace zc::sample
