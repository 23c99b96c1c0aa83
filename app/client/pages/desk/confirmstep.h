#pragma once
#include "pages/desk/signsheet.h"
#include "pages/desk/stepframe.h"

class QGridLayout;

namespace zc::uikit {
class Label;
}

namespace zc::client {

class Callout;

// 5 核对签名: the sheet in large print, for two people to read together; the applicant says yes, the clerk records it.
class ConfirmStep : public StepFrame {
    Q_OBJECT
public:
    ConfirmStep(DeskPort &desk, CommandCentre &commands, QWidget *parent = nullptr);
    void show(const intake::CounterCase &counter) override;
    void enter() override;
    bool confirm() override;
    QString why() const override;
    void sign();                    // Ctrl+I: the applicant signs what stands here

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void placeLine(qsizetype index);
    void fitLines();
    void showSignature(const intake::CounterCase &counter);
    QList<SignSheet::Line> linesOf(const intake::CounterCase &counter) const;
    QWidget *m_sheet;
    uikit::Label *m_title;
    QGridLayout *m_grid;
    QList<std::pair<uikit::Label *, uikit::Label *>> m_lines;
    bool m_stacked = false;         // values below their names
    Callout *m_state;
    QUuid m_pictured;               // the signature that is shown or being fetched
    uikit::Label *m_picture, *m_pictureWords;
    SignSheet *m_signSheet = nullptr;       // made when first needed; a child of the window or a window of its own
    uikit::Button *m_sign, *m_confirm;
};

} // namespace zc::client
