#pragma once
#include <intake/countercase.h>
#include <intake/photoview.h>
#include <intake/scanview.h>
#include <intake/signview.h>

#include <QFuture>
#include <QObject>

#include <memory>

namespace zc::devices { struct InkPoint; }

namespace zc::intake {

struct CounterPorts;

// One window's work on one case at a time: takes what pages tell it, keeps the draft, stores every change, computes what is shown.
// Lives on the GUI thread and never waits: storing, packing and printing run elsewhere and answer by signal.
// Every change is undoable until the materials are received; a refused call changes nothing and emits refused().
class CounterDesk : public QObject {
    Q_OBJECT
public:
    class Work;                                               // internal
    explicit CounterDesk(const CounterPorts &ports, QObject *parent = nullptr);   // ports outlive the desk
    ~CounterDesk() override;

    bool hasCase() const;
    const CounterCase &current() const;                       // empty value when there is no case

    void startCase(const QString &itemCode);                  // a new draft; the old one stays stored
    void openCase(const QUuid &caseId);
    void resumeLast();                                        // the case, step, field and cursor of the last run, if any
    void flush();                                             // everything typed is handed to the store, before a lock or the end
    void closeCase();                                         // 先存着，换一件

    // Entry. Paths as in CaseDraft.
    // `confirmed` false: the first of two entries, or anything else that a person still has to look at.
    void setField(const QString &path, const QString &text, Source source = Source::Clerk, bool confirmed = true);
    void confirmField(const QString &path);                   // of a card: everything it filled, since one look compares it
    void takeMachineValue(const QString &path);               // the typed value gives way
    void answer(const QString &factId, const QString &value); // OptionView::value, '|' joins several
    void confirmAnswer(const QString &factId);
    void retractAnswer(const QString &factId);
    QString previousQuestion() const;                         // fact id that Backspace returns to; empty at the first
    void readCard();                                          // F5: one read; result by changed() or refused()
    PhotoView photoView() const;                              // of the ID card that was read
    void forgetPhoto();                                       // at once: the desk is locked, or nobody is to see it

    void addFiles(const QString &requirementId, const QStringList &paths);
    // F8, F9: one scan or one shot of the camera into one material, one step of undo; ends with scanEnded(), also where it could not
    // begin. One at a time.
    void scan(const QString &requirementId, const devices::SettingValues &settings = {}, PageSource source = PageSource::Scanner);
    void stopScan();
    ScanView scanView(PageSource source = PageSource::Scanner) const;
    // All pages of the material as they are to be read (pageorder.h); a file without a page left goes. INT-PAGES if they do not fit.
    void arrangePages(const QString &requirementId, const QList<PageRef> &pages);
    // INT-NOTHING-SEEN where Fits is said of a material that has neither a page nor an original looked at.
    void setSeen(const QString &requirementId, Seen seen, const QString &note = {});
    void setOriginalSeen(const QString &requirementId, bool originalSeen);
    QFuture<Result<QByteArray>> attachmentBytes(const QUuid &attId);

    void setStep(Step step);
    void setFocus(const QString &path, int cursor);
    void setApplicantConfirmed(bool confirmed);               // false takes a signature back as well
    // The applicant signs what step 5 shows: one blank surface (width by height) after the other until one is confirmed as a signature,
    // which confirms the case as well, or somebody gives it up; ends with signEnded(), also where it could not begin.
    void startSigning(double ratio);
    void pushInk(const devices::InkPoint &point);
    void takeBackInk();                                       // the last stroke
    void clearInk();
    void confirmInk();
    void stopSigning();                                       // whatever was confirmed before stays
    SignView signView() const;
    void undo();
    void redo();
    void discard();

    // Acts with effect (domain table C). Each emits paperReady() with what must be handed over.
    void advise();                                            // T4, N02
    void receive();                                           // T6, N01: starts the legal clock, works offline
    void submit();                                            // files the round; 已提交 only with the stored receipt
    void refuse(const QString &kind, const QString &reason, const QString &legalBasis);      // T7, N07
    void requestCorrection();                                 // T9, N03 from the materials seen as missing or unfit

    // Explanations for F1, in words for the screen.
    QString whyMaterial(const QString &materialId) const;
    QString whyQuestion(const QString &factId) const;
    QString whyDue() const;

Q_SIGNALS:
    void changed();                                           // current() is new
    void saved(QDateTime at);
    void paperReady(zc::intake::PaperView paper);
    void refused(zc::Error error, QString anchor);            // anchor: field path, requirement id or empty
    void cardBusy(bool reading);
    void photoChanged();                                      // photoView() is new
    void scanChanged();                                       // scanView() is new
    void scanEnded(zc::intake::ScanOutcome outcome);
    void signChanged();                                       // signView() is new
    void signRefused(zc::Error error);                        // no signature yet; the surface is blank again
    void signEnded(zc::intake::SignOutcome outcome);
    // For rehearsals that kill the program: what was entered, and what was acknowledged as stored (digests, no content).
    void draftEntered(const QByteArray &digest);
    void draftStored(const QByteArray &digest);

private:
    std::unique_ptr<Work> m_work;
};

} // namespace zc::intake
