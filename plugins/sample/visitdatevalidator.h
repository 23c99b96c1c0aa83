#pragma once
#include <pluginapi/fieldrules.h>

namespace zc::sample {

// A visit cannot be booked for a Saturday or Sunday: a rule between a date and the week, which a table cannot say.
class VisitDateValidator final : public plugin::FieldValidator {
public:
    QString id() const override;
    QStringList elements() const override;
    QList<plugin::FieldProblem> check(const QString &element, const QString &value, const plugin::FieldValues &all) const override;
};

} // namespace zc::sample
