#pragma once
#include <intake/countercase.h>
#include <intake/photoview.h>
#include <intake/scanview.h>
#include <intake/signview.h>

#include <QFuture>
#include <QObject>

namespace zc::devices {
struct InkPoint;
}

namespace zc::client {

// What the pages of the desk may ask of the case at the counter. One implementation forwards to intake::CounterDesk
// (bootstrap); tests put a case of their own behind it. Same contract: GUI thread, nothing waits, a refused call
// changes nothing and answers with refused().
class DeskPort : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual bool hasCase() const = 0;
    virtual const intake::CounterCase &current() const = 0;

    virtual void startCase(const QString &itemCode) = 0;
    virtual void openCase(const QUuid &caseId) = 0;
    virtual void closeCase() = 0;

    virtual void setField(const QString &path, const QString &text, bool confirmed) = 0;
    virtual void confirmField(const QString &path) = 0;
    virtual void takeMachineValue(const QString &path) = 0;
    virtual void answer(const QString &factId, const QString &value) = 0;
    virtual void confirmAnswer(const QString &factId) = 0;
    virtual void retractAnswer(const QString &factId) = 0;
    virtual QString previousQuestion() const = 0;
    virtual void readCard() = 0;
    virtual intake::PhotoView photoView() const = 0;          // of the ID card that was read

    virtual void addFiles(const QString &requirementId, const QStringList &paths) = 0;
    // One scan, or one shot of the camera, at a time, into one material; what happened to it comes by scanEnded(), also where it could
    // not begin.
    virtual void scan(const QString &requirementId, const devices::SettingValues &settings, intake::PageSource source = intake::PageSource::Scanner) = 0;
    virtual void stopScan() = 0;
    virtual intake::ScanView scanView(intake::PageSource source = intake::PageSource::Scanner) const = 0;
    virtual void arrangePages(const QString &requirementId, const QList<intake::PageRef> &pages) = 0;
    virtual void setSeen(const QString &requirementId, intake::Seen seen, const QString &note) = 0;
    virtual void setOriginalSeen(const QString &requirementId, bool originalSeen) = 0;
    virtual QFuture<Result<QByteArray>> attachmentBytes(const QUuid &attId) = 0;

    virtual void setStep(intake::Step step) = 0;
    virtual void setFocus(const QString &path, int cursor) = 0;
    virtual void setApplicantConfirmed(bool confirmed) = 0;
    // The signature below it; as in CounterDesk.
    virtual intake::SignView signView() const = 0;
    virtual void startSigning(double ratio) = 0;
    virtual void pushInk(const devices::InkPoint &point) = 0;
    virtual void takeBackInk() = 0;
    virtual void clearInk() = 0;
    virtual void confirmInk() = 0;
    virtual void stopSigning() = 0;
    virtual void undo() = 0;
    virtual void redo() = 0;

    // One masked value in full for a short time. Written to the audit log first: revealed() is the leave to show it, refused() the
    // opposite. A lock ends every reveal (concealed()).
    virtual void reveal(const QString &fieldPath, const QString &reason) = 0;      // reason: a code, or empty

    virtual void advise() = 0;
    virtual void receive() = 0;
    virtual void submit() = 0;

    virtual QString whyMaterial(const QString &materialId) const = 0;
    virtual QString whyQuestion(const QString &factId) const = 0;
    virtual QString whyDue() const = 0;

Q_SIGNALS:
    void changed();
    void saved(QDateTime at);
    void paperReady(zc::intake::PaperView paper);
    void refused(zc::Error error, QString anchor);
    void cardBusy(bool reading);
    void photoChanged();                                     // photoView() is new
    void scanChanged();                                      // scanView() is new
    void scanEnded(zc::intake::ScanOutcome outcome);
    void signChanged();                                      // signView() is new
    void signRefused(zc::Error error);
    void signEnded(zc::intake::SignOutcome outcome);
    void revealed(const QString &fieldPath, int seconds);
    void concealed();
};

} // namespace zc::client
