#pragma once
#include "pages/desk/deskport.h"

#include <devices/ink.h>

#include <QPromise>

#include <functional>
#include <memory>

namespace zc::client::test {

// A case at the counter without rooms behind it: shows what the test puts there and writes down what the pages asked for.
class FakeDesk : public DeskPort {
    Q_OBJECT
public:
    explicit FakeDesk(QObject *parent = nullptr) : DeskPort(parent) {}

    intake::CounterCase counter;
    bool open = false;
    QStringList calls;                                     // "answer F03 lease"
    std::function<void(const QString &)> onCall;           // may change `counter`; changed() follows by itself
    QHash<QUuid, QByteArray> files;
    std::shared_ptr<QPromise<Result<QByteArray>>> held;    // if set: what attachmentBytes() answers with

    void put(const intake::CounterCase &value);

    bool hasCase() const override { return open; }
    const intake::CounterCase &current() const override { return counter; }
    void startCase(const QString &itemCode) override { note(QStringLiteral("start ") + itemCode); }
    void openCase(const QUuid &caseId) override { note(QStringLiteral("open ") + caseId.toString()); }
    void closeCase() override { open = false; note(QStringLiteral("close")); }
    void setField(const QString &path, const QString &text, bool confirmed) override;
    void confirmField(const QString &path) override;
    void takeMachineValue(const QString &path) override;
    void answer(const QString &factId, const QString &value) override { note(QStringLiteral("answer ") + factId + u' ' + value); }
    void confirmAnswer(const QString &factId) override { note(QStringLiteral("confirmAnswer ") + factId); }
    void retractAnswer(const QString &factId) override { note(QStringLiteral("retract ") + factId); }
    QString previousQuestion() const override { return previous; }
    void readCard() override { note(QStringLiteral("readCard")); }
    intake::PhotoView photoView() const override { return photo; }
    intake::PhotoView photo;
    void addFiles(const QString &id, const QStringList &paths) override { note(QStringLiteral("files ") + id + u' ' + paths.join(u' ')); }
    void scan(const QString &id, const devices::SettingValues &, intake::PageSource source) override
    {
        note((source == intake::PageSource::Camera ? QStringLiteral("capture ") : QStringLiteral("scan ")) + id);
    }
    void stopScan() override { note(QStringLiteral("stopScan")); }
    intake::ScanView scanView(intake::PageSource source) const override { return source == intake::PageSource::Camera ? camera : scanner; }
    intake::ScanView scanner, camera;
    void arrangePages(const QString &id, const QList<intake::PageRef> &pages) override;
    void setSeen(const QString &id, intake::Seen seen, const QString &note) override;
    void setOriginalSeen(const QString &id, bool seen) override;
    QFuture<Result<QByteArray>> attachmentBytes(const QUuid &attId) override;
    void setStep(intake::Step step) override;
    void setFocus(const QString &path, int cursor) override;
    void setApplicantConfirmed(bool confirmed) override;
    intake::SignView signView() const override { return pad; }
    void startSigning(double ratio) override;
    void pushInk(const devices::InkPoint &point) override;
    void takeBackInk() override;
    void clearInk() override;
    void confirmInk() override { note(QStringLiteral("confirmInk")); }
    void stopSigning() override;
    intake::SignView pad;
    std::vector<devices::InkPoint> ink;                    // of the surface in front
    void undo() override { note(QStringLiteral("undo")); }
    void redo() override { note(QStringLiteral("redo")); }
    void reveal(const QString &path, const QString &reason) override;
    int revealSeconds = 30;
    bool auditRefuses = false;
    void advise() override { note(QStringLiteral("advise")); }
    void receive() override { note(QStringLiteral("receive")); }
    void submit() override { note(QStringLiteral("submit")); }
    QString whyMaterial(const QString &id) const override { return QStringLiteral("why ") + id; }
    QString whyQuestion(const QString &id) const override { return QStringLiteral("why ") + id; }
    QString whyDue() const override { return QStringLiteral("why due"); }

    QString previous;

private:
    void note(const QString &call);
};

// The case of the drawings: 食品经营许可（新办）, rented rooms. 样例.
intake::CounterCase sampleCase();
// One page of a paper, drawn, as JPEG.
QByteArray samplePage(const QString &title);

} // namespace zc::client::test
