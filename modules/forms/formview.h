#pragma once
#include <uikit/themed.h>

#include <QHash>
#include <QList>
#include <QWidget>

class QVBoxLayout;

namespace zc::forms {

class FieldModel;
class FieldRow;
class FormModel;
class ProblemBar;

// The sheet of a FormModel: headings, one or two columns by width, errors beside their field, the list of problems on top.
// Enter stores, confirms a machine's value and goes to the next field; Esc takes back what is being typed; leaving a field stores
// it; F4 jumps to the next problem. While an input method composes, all keys belong to it. Put it into a scroll area. GUI thread.
class FormView : public uikit::Themed<QWidget> {
    Q_OBJECT
public:
    explicit FormView(FormModel &model, QWidget *parent = nullptr);     // the model outlives the view

    bool focusField(const QString &path, int cursor = -1);  // false if there is no such shown field
    bool focusNextProblem();                                // after the focused field, round to the top; false if there is none
    QString focusedPath() const;                            // empty if no field has the focus
    int cursorPosition() const;                             // in the focused text field, else 0
    QWidget *editorOf(const QString &path) const;
    void commitTyping();                                    // stores what is being typed, as before leaving the page

Q_SIGNALS:
    void focusMoved(const QString &path, int cursor);
    void finished();                                        // Enter in the last shown field

protected:
    void applyTheme() override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void rebuild();
    void arrange();
    void goOn(FieldRow *from);
    void bringIntoView(QWidget *widget);
    FormModel &m_model;
    QVBoxLayout *m_column;
    ProblemBar *m_problems;
    QList<FieldRow *> m_rows;
    QList<QWidget *> m_groups;
    int m_columns = 0;
};

} // namespace zc::forms
