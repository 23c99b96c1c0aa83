// Taking things in: a card from the reader, files for a requirement.
#include "internal/cardfill.h"
#include "internal/paths.h"
#include "internal/photoact.h"
#include "internal/takenfile.h"
#include "internal/work.h"

#include <base/whendone.h>
#include <base/uuid.h>

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QPromise>
#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace zc::intake {
namespace {

using namespace std::chrono_literals;
constexpr auto kCardWait = 20s;
constexpr qint64 kLargestFile = 200ll * 1024 * 1024;

Result<TakenFile> takeIn(store::Store &store, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::NotFound, u"INT-FILE-READ"_s, {}};
    if (file.size() == 0 || file.size() > kLargestFile)
        return Error{ErrorKind::Invalid, u"INT-FILE-SIZE"_s, QString::number(file.size())};
    const QString mediaType = mediaTypeOf(file.peek(16));
    if (mediaType.isEmpty())
        return Error{ErrorKind::Invalid, u"INT-FILE-TYPE"_s, QFileInfo(path).suffix()};
    auto staged = store.blobs().stage(file, mediaType, {file.size(), false});
    if (!staged)
        return staged.error();
    TakenFile taken;
    taken.ref = {makeUuidV7(), QFileInfo(path).completeBaseName(), mediaType, staged->size(), 1, staged->sha256()};
    taken.blob = std::make_shared<store::StagedBlob>(std::move(*staged));
    return taken;
}

QFuture<Result<TakenFile>> takeInLater(QThreadPool &pool, store::Store &store, const QString &path)
{
    auto promise = std::make_shared<QPromise<Result<TakenFile>>>();
    promise->start();
    pool.start([promise, &store, path] {
        promise->addResult(takeIn(store, path));
        promise->finish();
    });
    return promise->future();
}

// A reader that is not there, or that nobody has laid a card on.
bool isQuiet(const Error &error)
{
    const auto cls = devices::faultClassOf(error.code);
    return cls == devices::FaultClass::NoMedia || cls == devices::FaultClass::NoDevice || cls == devices::FaultClass::Busy;
}

} // namespace

// One press of F5.
struct CounterDesk::Work::CardRound {
    QUuid caseId;
    QString prefix;
    QList<devices::ClaimId> running;
    Error trouble;                      // the most telling so far

    void take(const Error &error)
    {
        if (trouble.code.isEmpty() || isQuiet(trouble))
            trouble = error;
    }
};

QString mediaTypeOf(QByteArrayView head)
{
    if (head.startsWith("\xFF\xD8\xFF"))
        return u"image/jpeg"_s;
    if (head.startsWith("\x89PNG\r\n\x1A\n"))
        return u"image/png"_s;
    if (head.startsWith("%PDF-"))
        return u"application/pdf"_s;
    if (head.startsWith("PK\x03\x04"))
        return u"application/ofd"_s;
    return {};
}

// Whichever card lies there is read: the readers of the window work side by side, the first that has something to say ends the others.
void CounterDesk::Work::readCard()
{
    if (!mayEdit() || m_cardRunning)
        return;
    const QString &idSlot = ports.workplace.readerSlot, &socialSlot = ports.workplace.socialReaderSlot;
    if (!ports.devices || (idSlot.isEmpty() && socialSlot.isEmpty()))
        return fail({ErrorKind::NotFound, u"INT-READER-NONE"_s, {}});
    const auto round = std::make_shared<CardRound>();
    round->caseId = draft.caseId;
    round->prefix = draft.focusPath.startsWith(u"agent.") ? u"agent"_s : u"applicant"_s;
    if (!idSlot.isEmpty())
        ask(idSlot, devices::ReadCard{true, false, true}, round);
    if (!socialSlot.isEmpty())
        ask(socialSlot, devices::ReadSocialCard{}, round);
    if (round->running.isEmpty())
        return fail(round->trouble);
    m_cardRunning = true;
    Q_EMIT desk.cardBusy(true);
}

template <class Operation>
void CounterDesk::Work::ask(const QString &slot, const Operation &operation, const std::shared_ptr<CardRound> &round)
{
    const auto claim = ports.devices->claim(slot, devices::ClaimMode::Exclusive, {u"counter"_s, u"受理"_s}, kCardWait + 5s);
    if (!claim) {
        round->take(claim.error());
        return;
    }
    round->running.append(claim->id);
    const auto answered = ports.devices->submit(claim->id, operation, {kCardWait}).result();
    whenDone(answered, &desk, [this, id = claim->id, round](Result<typename Operation::Answer> card) {
        ports.devices->release(id);
        if (round->running.removeAll(id) == 0)          // the other card came first: nothing of this one
            return;
        if (card) {
            finish(*round, factsOf(*card));
        } else {
            round->take(card.error());
            // An empty or missing reader waits for the other one; anything else is news.
            if (round->running.isEmpty() || !isQuiet(card.error()))
                finish(*round, round->trouble);
        }
    });
}

void CounterDesk::Work::finish(CardRound &round, const Result<CardFacts> &card)
{
    for (const devices::ClaimId &other : std::exchange(round.running, {}))
        ports.devices->release(other);                  // ends its job
    m_cardRunning = false;
    Q_EMIT desk.cardBusy(false);
    if (!openNow() || draft.caseId != round.caseId)     // the card belonged to somebody who has left
        return;
    if (!card)
        return fail(card.error(), round.prefix + u".idNumber"_s);
    // Without its number nobody can tell whose the other fields would be.
    if (card->fields.value(u"idNumber"_s).isEmpty() && card->source == Source::SocialCard)
        return fail(devices::toError({devices::FaultClass::MediaRejected, u"DATA"_s, u"number"_s, false}, devices::DeviceClass::SocialCardReader), round.prefix + u".idNumber"_s);
    edit({}, [&](CaseDraft &next) {
        next = withCard(next, *card, round.prefix);
        return true;
    });
    photo->show(card->photo, round.prefix);
}

void CounterDesk::Work::addFiles(const QString &requirementId, const QStringList &paths)
{
    if (!mayEdit())
        return;
    for (const QString &path : paths) {
        whenDone(takeInLater(pool, ports.store, path), &desk, [this, requirementId, caseId = draft.caseId](const Result<TakenFile> &taken) {
            if (!taken)
                return fail(taken.error(), requirementId);
            const auto answered = ports.store.write([&ports = ports, caseId, requirementId, file = *taken](store::WriteTx &tx) {
                return filing::addAttachment(tx, ports, caseId, requirementId, file.ref, *file.blob);
            });
            whenDone(answered, &desk, [this, caseId, requirementId, ref = taken->ref](const Result<void> &done) {
                if (!done)
                    return fail(done.error(), requirementId);
                if (!openNow() || draft.caseId != caseId)
                    return;
                edit({}, [&](CaseDraft &next) {
                    MaterialState &material = next.materials[requirementId];
                    material.attachments.append(ref);
                    material.seen = Seen::NotSeen;       // whatever was decided, nobody has looked at this page yet
                    return true;
                });
            });
        });
    }
}

} // namespace zc::intake
