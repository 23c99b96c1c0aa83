#pragma once
#include <forms/fieldmodel.h>

#include <uikit/fieldframe.h>

namespace zc::forms {

// One FieldModel on the screen: frame, editor by kind, and the keys of entry.
class FieldRow : public uikit::FieldFrame {
    Q_OBJECT
public:
    explicit FieldRow(FieldModel &model, QWidget *parent = nullptr);
    FieldModel &model() const { return m_model; }
    void commit();                  // what is being typed becomes the value
    void setCursor(int position);
    int cursor() const;
    bool isComposing() const;
    bool wantsVisit() const;        // Enter stops here: not where a machine filled in what a person has confirmed

Q_SIGNALS:
    void goOn();                    // Enter, and nothing more to do here
    void focused();
    void cursorMoved();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh();
    void showText();
    void enter();
    FieldModel &m_model;
    bool m_refreshing = false;
};

} // namespace zc::forms
