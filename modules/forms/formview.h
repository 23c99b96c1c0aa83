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
// Enter settles, confirms a machine's value and goes to the next field that somebody has to look at; leaving a field settles it;
// F4 jumps to the next problem. While an input method composes, all keys belong to it. Put it into a scroll area
// that leaves room for the focus ring. GUI thread.
class FormView : public uikit::Themed<QWidget> {
    Q_OBJECT
public:
    explicit FormView(FormModel &model, QWidget *parent = nullptr);     // the model outlives the view

    void setJumpList(bool shown);                           // the list of problems on top; shown unless told otherwise
    void setMachineKey(const QString &keyText);             // printed at the offer of the focused field
    bool focusField(const QString &path, int cursor = -1);  // false if there is no such shown field
    bool focusNextProblem();                                // after the focused field, round to the top; false if there is none
    bool focusFirstOpen();                                  // the first that somebody has to look at; false if there is none
    bool takeMachineValue();                                // of the focused field; false if it has none beside it
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
    FieldRow *rowOf(FieldModel *field, QWidget *group);
    void goOn(FieldRow *from);
    void bringIntoView(QWidget *widget);
    FormModel &m_model;
    QVBoxLayout *m_column;
    ProblemBar *m_problems;
    QList<FieldRow *> m_rows;
    QList<QWidget *> m_groups;
    QString m_machineKey;
    bool m_jumpList = true;
    int m_columns = 0;
};

} // namespace zc::forms
