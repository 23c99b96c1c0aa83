#pragma once
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace zc::plugin {

using FieldValues = QMap<QString, QString>;     // data element (数据元) → value, as the form holds it

struct FieldProblem {
    QString element;        // the field it is about
    QString message;        // one sentence for the clerk, Chinese, without the value itself
};

// Checks one kind of field. Pure: same input, same answer; called from any thread.
class FieldValidator {
public:
    virtual ~FieldValidator();
    virtual QString id() const = 0;                         // "sample.visit-date": plugin id, dot, name
    virtual QStringList elements() const = 0;               // the data elements it wants to see
    // Empty: nothing to say. `all` holds the other fields of the form for rules between fields.
    virtual QList<FieldProblem> check(const QString &element, const QString &value, const FieldValues &all) const = 0;
};

// Turns the fields of one shape into those of another, for example of a licence into those of a form. Pure, any thread.
class FieldMapper {
public:
    virtual ~FieldMapper();
    virtual QString id() const = 0;
    virtual QString source() const = 0;                     // "licence:营业执照", "share:不动产登记"
    virtual FieldValues map(const FieldValues &from) const = 0;     // what it cannot map is left out, never guessed
};

} // namespace zc::plugin
