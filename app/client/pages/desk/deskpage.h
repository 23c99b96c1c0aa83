#pragma once
#include "shell/palettesource.h"

#include <intake/countercase.h>
#include <uikit/surface.h>

#include <QTimer>

class QStackedWidget;

namespace zc::uikit {
class KeyValueList;
class Label;
class StepList;
}

namespace zc::client {

class CaseHeader;
class CommandCentre;
class ConfirmStep;
class DeskPort;
class ItemPicker;
class MaterialPanel;
class MaterialStep;
class NoticePanel;
class Peek;
class QuestionStep;
class ReasonSheet;
class StepFrame;
class SubmitStep;

// 受理: one case, one sheet. Steps at the left, the work in the middle, what it means for the applicant at the right.
// Shows what the DeskPort says; keeps nothing of the case itself.
class DeskPage : public QWidget {
    Q_OBJECT
public:
    DeskPage(DeskPort &desk, CommandCentre &commands, Peek &peek, QWidget *parent = nullptr);

    void setItemSource(PaletteSource source);
    void setScanFolder(const QString &folder);
    void goTo(intake::Step step);
    intake::Step step() const { return m_step; }
    MaterialStep &materials() { return *m_materials; }
    SubmitStep &submission() { return *m_submit; }

Q_SIGNALS:
    // For what has no better place on the sheet.
    void noteworthy(int tone, const QString &words, const QString &code);
    void printWanted(const QUuid &caseId, const QString &kind, const QString &title, const QByteArray &pdf);
    void nextWanted();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void buildCommands();
    void connectDesk();
    void refresh();
    void showLeft();
    void showNoCase();
    void explain();
    void nextProblem();
    void goToProblem(const intake::ProblemView &problem);
    void enterStep();
    void restoreFocus();
    void print();
    void reveal();
    QString peekKey(const QString &path) const;
    void keepFocus();
    StepFrame *frame(intake::Step step) const;
    QString stepNote(const intake::StepView &view) const;

    DeskPort &m_desk;
    CommandCentre &m_commands;
    Peek &m_peek;
    QUuid m_caseId;
    intake::Step m_step = intake::Step::Applicant;
    QStackedWidget *m_whole, *m_center, *m_side;
    ItemPicker *m_picker;
    CaseHeader *m_header;
    uikit::Surface *m_left, *m_right;
    uikit::StepList *m_steps;
    uikit::Label *m_knownTitle;
    uikit::KeyValueList *m_known;
    QStringList m_anchors;              // where each row below the steps leads
    QuestionStep *m_question;
    MaterialStep *m_materials;
    ConfirmStep *m_confirm;
    SubmitStep *m_submit;
    NoticePanel *m_notice;
    MaterialPanel *m_material;
    ReasonSheet *m_reason;
    QTimer m_focusTimer;
};

} // namespace zc::client
