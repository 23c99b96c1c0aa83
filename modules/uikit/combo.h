#pragma once
#include <uikit/fieldframe.h>

#include <QComboBox>

namespace zc::uikit {

// A combo that the wheel cannot change in passing: it must have focus first. Enter confirms, Alt+Down or Space opens.
class Combo : public QComboBox {
    Q_OBJECT
public:
    explicit Combo(QWidget *parent = nullptr);

Q_SIGNALS:
    void confirmed();

protected:
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
};

// Label, combo, source tag, error: one row of a form.
class ComboField : public FieldFrame {
    Q_OBJECT
public:
    explicit ComboField(const QString &label, QWidget *parent = nullptr);
    Combo *combo() const { return static_cast<Combo *>(editor()); }
};

} // namespace zc::uikit
