#pragma once
#include "pages/desk/scanfolder.h"
#include "pages/desk/stepframe.h"

namespace zc::uikit {
class Label;
class ThumbStrip;
}

namespace zc::client {

class Callout;
class MaterialPages;
class PageView;
class ScanBar;

// 3 材料: the pages of the chosen requirement. Pages come from the scanner or the scan folder (F8), the camera (F9), files, folders or by dropping them here.
// The choice itself lies at the left (rows with their state), what to decide at the right (MaterialPanel).
class MaterialStep : public StepFrame {
    Q_OBJECT
public:
    MaterialStep(DeskPort &desk, CommandCentre &commands, QWidget *parent = nullptr);

    void show(const intake::CounterCase &counter) override;
    void enter() override;
    bool focusAnchor(const QString &anchor, int cursor = -1) override;      // the cursor is the page
    Place place() const override { return {m_chosen, m_page}; }
    bool showError(const QString &anchor, const QString &sentence) override;
    QString why() const override;
    bool back() override;               // Esc stops a scan before it leads anywhere
    bool handleKey(QKeyEvent *event) override;

    QString chosen() const { return m_chosen; }
    void choose(const QString &requirementId);
    void chooseNext(int by);
    bool mayDecide() const;
    void chooseNextOpen();
    void decide(intake::Seen seen, const QString &note = {});
    void toggleOriginal();
    ScanFolder &scanFolder() { return m_scans; }
    int pageCount() const;

Q_SIGNALS:
    void chosenChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildBar();
    void buildTools();
    void buildCommands();
    void showPages();
    void addFiles();
    void addFolder();
    void scan();
    void capture();
    void scanFromFolder();
    void showScan();
    bool takesPages();                                       // false: and says why
    void add(const QStringList &paths);
    void turnPage(int by);
    void movePage(int from, int to);
    void arrange(const QList<intake::PageRef> &pages, int current);
    const intake::MaterialView *material() const;

    ScanFolder m_scans;
    QUuid m_caseId;
    QString m_chosen;
    int m_page = 0;
    MaterialPages *m_pages;
    PageView *m_view;
    uikit::ThumbStrip *m_thumbs;
    uikit::Label *m_where;
    Callout *m_error;
    bool m_toldOfPage = false;                               // what stands there is a page that cannot be shown
    ScanBar *m_scanner;
    bool m_toLast = false;              // when the new pages are read, the last one is looked at
    uikit::Button *m_scan;
    uikit::Button *m_capture;
    uikit::Button *m_files;
    uikit::Button *m_folder;
    QList<uikit::Button *> m_tools;     // what is done to a page, as pictures
};

} // namespace zc::client
