#pragma once
#include "pages/desk/stepframe.h"

#include <intake/ratingdesk.h>

class QVBoxLayout;

namespace zc::uikit {
class Label;
class ThumbStrip;
}

namespace zc::client {

class Callout;
class CheckRow;
class PageView;

// 6 提交: what is still missing and what will happen; Ctrl+Enter; then the state in true words and the paper as it is printed.
// 已提交 stands here only with the province's stored receipt.
class SubmitStep : public StepFrame {
    Q_OBJECT
public:
    SubmitStep(DeskPort &desk, CommandCentre &commands, QWidget *parent = nullptr);
    void show(const intake::CounterCase &counter) override;
    void enter() override;
    bool confirm() override;
    QString why() const override;
    void showPaper(const QString &kind);
    // Whether she may be asked, is asked, was asked: never what she answered.
    void setRating(const intake::RatingView &rating);
    QByteArray paperShown() const { return m_pdf; }

Q_SIGNALS:
    void problemChosen(const zc::intake::ProblemView &problem);

private:
    void showChecklist(const intake::CounterCase &counter);
    void showOutcome(const intake::CounterCase &counter);
    void showItems(const intake::CounterCase &counter);
    void showPaperPage(int index);
    void showPapers(const intake::CounterCase &counter);
    bool received(const intake::CounterCase &counter) const;

    uikit::Label *m_title, *m_hint;
    Callout *m_outcome;
    QWidget *m_checklist;
    QWidget *m_items;                        // of a bundle: the cases it became; of one of these: the way back
    QList<CheckRow *> m_rows, m_itemRows;
    QList<intake::ProblemView> m_problems;
    QWidget *m_papers;
    uikit::Label *m_paperTitle;
    QVBoxLayout *m_paperTabs;
    PageView *m_page;
    uikit::ThumbStrip *m_thumbs;
    QList<QImage> m_images;
    QByteArray m_pdf;
    QString m_kind;
    uikit::Label *m_rated;
    uikit::Button *m_print, *m_rate, *m_next, *m_submit;
};

} // namespace zc::client
