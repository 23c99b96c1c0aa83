#pragma once
#include <intake/countercase.h>

#include <QHash>
#include <QWidget>

class QGridLayout;

namespace zc::uikit {
class Field;
}

namespace zc::client {

class DeskPort;

// A block of fields bound to paths of the case: shows value, source and error; writes back while typing; Enter confirms
// and goes to the next. What a person is typing at this moment is never overwritten.
class FieldGroup : public QWidget {
    Q_OBJECT
public:
    struct Spec { QString path, label; bool required = false; int span = 1; };

    FieldGroup(DeskPort &desk, int columns, QWidget *parent = nullptr);

    void setFields(const QList<Spec> &fields);           // rebuilds only when the list differs
    void show(const intake::CounterCase &counter);
    uikit::Field *field(const QString &path) const { return m_fields.value(path); }
    uikit::Field *firstOpen() const;                     // empty, unconfirmed or wrong; else the first
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    void finished();                                     // Enter in the last field
    void edited(const QString &path, const QString &text);

private:
    void goOn(const QString &path);
    DeskPort &m_desk;
    int m_columns;
    QGridLayout *m_grid;
    QList<Spec> m_specs;
    QHash<QString, uikit::Field *> m_fields;
};

} // namespace zc::client
