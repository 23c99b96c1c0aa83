#pragma once
#include "pages/cases/caseport.h"
#include "pages/desk/deskport.h"

#include <intake/counterdesk.h>

#include <memory>

namespace zc::client {

class DeskJournal;

// The desk's door to the room intake. Exists before the store is open, so that the window can be shown at once: until
// attach() there is no case, and nothing that a page asks has an effect. GUI thread.
class IntakePort : public DeskPort {
    Q_OBJECT
public:
    explicit IntakePort(DeskJournal &journal) : m_journal(journal) {}
    ~IntakePort() override;

    void attach(const intake::CounterPorts &ports);       // once; the ports outlive this
    bool isAttached() const { return bool(m_desk); }
    intake::CounterDesk *desk() const { return m_desk.get(); }
    void conceal();                                       // what stands in clear, and the photo of a card
    void setRevealSeconds(int seconds) { m_revealSeconds = seconds; }

    bool hasCase() const override;
    const intake::CounterCase &current() const override;
    void startCase(const QString &itemCode) override;
    void openCase(const QUuid &caseId) override;
    void closeCase() override;
    void setField(const QString &path, const QString &text, bool confirmed) override;
    void confirmField(const QString &path) override;
    void takeMachineValue(const QString &path) override;
    void answer(const QString &factId, const QString &value) override;
    void confirmAnswer(const QString &factId) override;
    void retractAnswer(const QString &factId) override;
    QString previousQuestion() const override;
    void readCard() override;
    intake::PhotoView photoView() const override;
    void addFiles(const QString &requirementId, const QStringList &paths) override;
    void scan(const QString &requirementId, const devices::SettingValues &settings, intake::PageSource source = intake::PageSource::Scanner) override;
    void stopScan() override;
    intake::ScanView scanView(intake::PageSource source = intake::PageSource::Scanner) const override;
    void arrangePages(const QString &requirementId, const QList<intake::PageRef> &pages) override;
    void setSeen(const QString &requirementId, intake::Seen seen, const QString &note) override;
    void setOriginalSeen(const QString &requirementId, bool originalSeen) override;
    QFuture<Result<QByteArray>> attachmentBytes(const QUuid &attId) override;
    void setStep(intake::Step step) override;
    void setFocus(const QString &path, int cursor) override;
    void setApplicantConfirmed(bool confirmed) override;
    intake::SignView signView() const override;
    void startSigning(double ratio) override;
    void pushInk(const devices::InkPoint &point) override;
    void takeBackInk() override;
    void clearInk() override;
    void confirmInk() override;
    void stopSigning() override;
    void undo() override;
    void redo() override;
    void reveal(const QString &fieldPath, const QString &reason) override;
    void advise() override;
    void receive() override;
    void submit() override;
    QString whyMaterial(const QString &materialId) const override;
    QString whyQuestion(const QString &factId) const override;
    QString whyDue() const override;

private:
    DeskJournal &m_journal;
    int m_revealSeconds = 30;
    std::unique_ptr<intake::CounterDesk> m_desk;
    intake::CounterCase m_none;
};

// The same for 办件.
class IntakeCases : public CasePort {
public:
    explicit IntakeCases(DeskJournal &journal) : m_journal(journal) {}
    void setRevealSeconds(int seconds) { m_revealSeconds = seconds; }
    void attach(const intake::CounterPorts &ports);
    QFuture<Result<intake::CaseArrangement>> arrange(const intake::CaseQuery &query) const override;
    QFuture<Result<intake::CaseArrangement>> advance(const intake::CaseQuery &query) override;
    QFuture<Result<intake::CaseHits>> find(const QString &text, int limit) const override;
    QFuture<Result<intake::CaseDetailView>> detail(const QUuid &caseId) const override;
    QFuture<Result<QByteArray>> paper(const QUuid &caseId, const QString &kind) const override;
    QFuture<Result<Clear>> reveal(const QUuid &caseId, const QString &path, const QString &reason) override;

private:
    DeskJournal &m_journal;
    int m_revealSeconds = 30;
    std::unique_ptr<intake::CaseList> m_list;
    std::unique_ptr<intake::CaseBook> m_book;
};

} // namespace zc::client
