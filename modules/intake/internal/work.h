#pragma once
#include "internal/filing.h"

#include <audit/storeport.h>
#include <casework/lifecycle.h>
#include <devices/devicehub.h>
#include <guidance/bundleitem.h>
#include <intake/counterdesk.h>
#include <intake/ports.h>
#include <store/store.h>

#include <QThreadPool>
#include <QTimer>

#include <optional>

namespace zc::intake {

class PhotoAct;
class ScanAct;
class SignAct;
struct CardFacts;

// The state behind CounterDesk: draft, interview, what the store and the province said of the case. GUI thread only.
// Every asynchronous answer carries the case it was asked for and is dropped when another case is open by then.
class CounterDesk::Work {
public:
    Work(CounterDesk &desk, const CounterPorts &ports);
    ~Work();

    struct Snapshot {                     // one step of undo: cheap, both values share their data
        CaseDraft draft;
        guidance::Interview interview;
    };

    CounterDesk &desk;
    const CounterPorts &ports;
    std::shared_ptr<const guidance::Pack> pack;
    std::optional<guidance::Interview> interview;
    QList<guidance::BundleItem> items;    // of a bundle; none while this desk lacks one of them as the bundle was made with it
    CaseDraft draft;
    CaseHead head;                        // state, numbers, sync: what stands in the case row
    guidance::Delta lastDelta;
    QList<PaperView> papers;
    CounterCase view;
    QList<Snapshot> undoStack, redoStack;
    QThreadPool pool;                     // reads and seals files; whoever goes waits for what runs, since it uses the store
    std::unique_ptr<ScanAct> scans;
    std::unique_ptr<SignAct> signing;
    std::unique_ptr<PhotoAct> photo;
    casework::Handwriting written;        // the strokes of the signature in the draft, once a receipt needs them

    // Opening and closing
    void start(const QString &itemCode);
    void open(const QUuid &caseId);
    void resume();
    void close();
    void flush();                         // hands everything typed to the store now
    void refreshHead();                   // after the province answered
    bool openNow() const { return interview.has_value(); }

    // Changes. edit() runs `change` on the draft; a false answer means nothing was changed.
    template <class F> void edit(const QString &mergeKey, F change)
    {
        if (!mayEdit())
            return;
        CaseDraft next = draft;
        if (!change(next) || next == draft)
            return;
        if (!filedAlike(draft, next))
            next.withdrawConfirmation();
        pushUndo(mergeKey);
        draft = next;
        settle();
    }
    // Where the clerk is: stored like an edit, but no step of undo and allowed in a filed case.
    template <class F> void place(F change)
    {
        if (!openNow())
            return;
        change(draft);
        view.draft = draft;
        Q_EMIT desk.draftEntered(draftDigest(draft));
        save();
    }
    void answer(const QString &factId, const QString &value);
    void confirmAnswer(const QString &factId);
    void retractAnswer(const QString &factId);
    void restore(QList<Snapshot> &from, QList<Snapshot> &to);
    void readCard();
    void addFiles(const QString &requirementId, const QStringList &paths);

    // Acts with effect
    void act(casework::Action action, casework::Role role, const casework::CaseContext &context, const ActPlan &plan);
    void advise();
    void receive(bool thenSubmit);
    void submit();
    void receiveBundle(bool thenSubmit);
    void submitItems();
    void refuse(const QString &kind, const QString &reason, const QString &legalBasis);
    void requestCorrection();
    void discard();

    QFuture<Result<QByteArray>> attachmentBytes(const QUuid &attId);
    QString whyMaterial(const QString &materialId) const;
    QString whyDue() const;

    // What the log keeps of an act: ids, codes and names of fields.
    audit::Event event(const QString &kind, const QUuid &caseId, const QJsonObject &detail = {}) const;
    void fail(const Error &error, const QString &anchor = {});
    void settle();                        // recompute what is shown, tell the pages, store
    void compose();
    bool mayEdit();

private:
    using ItemPacks = QList<std::shared_ptr<const guidance::Pack>>;
    void adopt(std::shared_ptr<const guidance::Pack> loaded, const ItemPacks &ofItems, const CaseDraft &stored, const CaseHead &row, const QList<PaperView> &kept);
    using Loaded = std::function<void(const std::shared_ptr<const guidance::Pack> &pack, const ItemPacks &ofItems)>;
    // The pack, and of a bundle those of its items (null: not there). A pack that cannot be loaded is told instead.
    void load(const QString &itemCode, const Loaded &then);
    void loadItems(const std::shared_ptr<const guidance::Pack> &loaded, const ItemPacks &before, const Loaded &then);
    ItemCase itemCase(const guidance::BundleItem &item, const CaseHead &reserved) const;
    CounterCase itemView(const CaseDraft &own, const guidance::Interview &told) const;
    void writeBundleIntake(const QList<CaseHead> &reserved, const casework::Verdict &verdict, bool thenSubmit);
    void pushUndo(const QString &mergeKey);
    void save();
    void keep(const CaseDraft &last, const CaseHead &row);
    struct CardRound;
    template <class Operation>
    void ask(const QString &slot, const Operation &operation, const std::shared_ptr<CardRound> &round);
    void finish(CardRound &round, const Result<CardFacts> &card);
    casework::CaseContext contextOf(const CounterCase &shown, casework::SyncState sync) const;
    casework::CaseContext contextNow() const { return contextOf(view, head.sync); }
    ActFacts factsNow() const;
    // The steps of an act: judged by the table, its paper made, then what the commit answered. A refusal is told.
    std::optional<casework::Verdict> lawful(casework::Action action, casework::Role role, const casework::CaseContext &context);
    void handOut(casework::NoticeKind kind, casework::NoticeData data, const std::function<void(const PaperView &)> &then);
    void acted(const Result<CaseHead> &row, const std::optional<PaperView> &paper, bool thenSubmit);
    void wakeSync();

    void fetchWriting(bool thenSubmit);

    QUuid m_writtenId;                    // of the strokes in `written`
    int m_request = 0;                    // of the last case asked for: only its answer is taken
    QString m_mergeKey;
    qint64 m_mergeMs = 0;
    bool m_saving = false;
    bool m_saveAgain = false;
    CaseDraft m_stored;                   // as last acknowledged, so that only changed fields become operations
    QHash<QUuid, CaseDraft> m_unsaved;    // of cases that were left while the store could not write
    QTimer m_retry;
    bool m_acting = false;
    bool m_cardRunning = false;
};

} // namespace zc::intake
