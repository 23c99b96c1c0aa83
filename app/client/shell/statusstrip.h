#pragma once
#include <intake/deskstatus.h>
#include <uikit/surface.h>

#include <QDateTime>
#include <QHash>

namespace zc::uikit {
class Label;
class StatusCell;
}

namespace zc::client {

// The health of the desk along the foot of the window, and who sits here when.
class StatusStrip : public uikit::Surface {
    Q_OBJECT
public:
    explicit StatusStrip(QWidget *parent = nullptr);

    void show(const intake::DeskStatus &status);
    void setPolicy(const intake::DeskStatus::Cell &policy);    // empty words: nothing to say
    void setBridge(const intake::DeskStatus::Cell &bridge);    // which web page holds what; empty words: none
    void setPrinter(const intake::DeskStatus::Cell &printer);
    void setReceiptPrinter(const intake::DeskStatus::Cell &printer);     // empty words: none is set up
    void setPrintStop(const QString &words);                   // the button that stops the printing; empty: nothing is printed
    void setNow(const QDateTime &now);     // whole minutes; the caller owns the clock

Q_SIGNALS:
    void platformChosen();
    void waitingChosen();
    void readerChosen();
    void scannerChosen();
    void cameraChosen();
    void printerChosen();
    void receiptPrinterChosen();
    void printStopChosen();
    void policyChosen();
    void bridgeChosen();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void applyTheme() override;

private:
    void tell(uikit::StatusCell *cell, const intake::DeskStatus::Cell &status, bool lamp);
    // Where all does not fit (large type, a small screen), devices that are ready go first: they stand on page 设备 too. What is not
    // in order always stays.
    void fit();
    QHash<uikit::StatusCell *, intake::DeskStatus::Cell> m_told;
    uikit::StatusCell *m_platform, *m_waiting, *m_reader, *m_scanner, *m_camera, *m_printer, *m_receipts, *m_printStop, *m_policy, *m_bridge;
    uikit::Label *m_clerk, *m_time;
};

} // namespace zc::client
