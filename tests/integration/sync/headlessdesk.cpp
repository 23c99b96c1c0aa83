#include "headlessdesk.h"

#include <base/uuid.h>
#include <platform/codec.h>

#include <QElapsedTimer>
#include <QThread>

namespace zc::rigs {
using namespace Qt::StringLiterals;

namespace {

const QUuid kDesk(u"019a0000-0000-7000-8000-000000000003"_s);

} // namespace

Result<std::unique_ptr<platform::HttpPlatform>> connectDesk(const QByteArray &origin, const Clock &clock, int timeoutMs)
{
    platform::HttpPlatformOptions options;
    options.origin = origin;
    options.environment = kEnvironment;
    options.desk = {kDesk, u"demo-desk-3"_s, {}};
    options.timeoutMs = timeoutMs;
    return platform::HttpPlatform::create(options, clock);
}

HeadlessDesk::HeadlessDesk(const QString &folder, const QByteArray &origin)
    : m_keychain(folder + u"/keychain"_s), m_outbox(clock), m_origin(origin)
{
    store::KeySource keys;
    keys.keychain = &m_keychain;
    store::StoreOptions options;
    options.environment = kEnvironment;
    options.ballastBytes = 64 * 1024;
    auto opened = store::Store::open(folder + u"/store"_s, keys, clock, options);
    if (!opened)
        qFatal("store: %s %s", qPrintable(opened.error().code), qPrintable(opened.error().detail));
    store = std::move(*opened);
}

HeadlessDesk::~HeadlessDesk()
{
    engine.reset();
    store.reset();
}

template <class F>
void HeadlessDesk::must(F body)
{
    const auto done = store->write(std::move(body)).result();
    if (!done)
        qFatal("desk: %s %s", qPrintable(done.error().code), qPrintable(done.error().detail));
    if (engine)
        engine->wake();
}

bool HeadlessDesk::login()
{
    auto client = connectDesk(m_origin, clock);
    if (!client)
        return false;
    const auto token = (*client)->loginClerk(u"clerk1"_s, u"demo-clerk-1"_s);
    if (!token)
        return false;
    actor.ticket = token->actorTicket.toLatin1();
    if (engine)
        engine->clerkLoggedIn(actor);
    return true;
}

void HeadlessDesk::startEngine()
{
    auto client = connectDesk(m_origin, clock);
    if (!client)
        qFatal("client: %s", qPrintable(client.error().code));
    sync::EngineOptions options;
    options.clientId = kDesk;
    options.environment = kEnvironment;
    options.feedEveryMs = 500;
    engine = std::make_unique<sync::Engine>(*store, std::move(*client), clock, options);
    QObject::connect(engine.get(), &sync::Engine::receiptStored, engine.get(), [this] { receipts.fetchAndAddRelaxed(1); }, Qt::DirectConnection);
    QObject::connect(engine.get(), &sync::Engine::numberBound, engine.get(), [this] { numbers.fetchAndAddRelaxed(1); }, Qt::DirectConnection);
    engine->start();
}

QByteArray HeadlessDesk::scanBytes(const QUuid &caseId)
{
    return QByteArray("sample scan, made up ").repeated(4000) + caseId.toRfc4122();
}

void HeadlessDesk::prepare(const QUuid &caseId)
{
    must([&](store::WriteTx &tx) -> Result<void> {
        if (tx.caseById(caseId))
            return {};
        store::CaseRow row;
        row.caseId = caseId;
        row.itemCode = u"SAMPLE-430104-001"_s;
        row.packVersion = u"1.0.0"_s;
        row.packHash = QByteArray(32, 'p');
        row.state = u"received"_s;
        row.provisionalNumber = u"LS43010400320261121"_s + uuidText(caseId).right(6);
        if (auto put = tx.putCase(row); !put)
            return put.error();
        platform::CaseCreate create;
        create.itemCode = row.itemCode;
        create.packVersion = row.packVersion;
        create.packSha256 = row.packHash.toHex();
        create.siteCode = kSite;
        create.provisionalNumber = row.provisionalNumber;
        create.channel.channel = u"1"_s;
        create.channel.windowNo = u"003"_s;
        create.createdAtMs = clock.wallMs();
        if (auto noted = m_outbox.recordCreate(tx, caseId, create, actor); !noted)
            return noted;
        const platform::Provenance clerk{u"clerk"_s, {}, true};
        if (auto noted = m_outbox.recordFieldEdits(tx, caseId, {{u"applicant.name"_s, QJsonValue(u"样例申请人"_s), clerk},
                                                                {u"form.D01"_s, QJsonValue(u"样例小店"_s), clerk}}, actor); !noted)
            return noted;
        platform::RecordIntakeRequest intake;
        intake.kind = u"first"_s;
        intake.receivedAtMs = clock.wallMs();
        intake.clock = {clock.wallMs(), clock.bootId(), clock.bootMs(), {}, {}, false};
        intake.materials = {{u"M01"_s, u"scan"_s, 1}};
        if (auto noted = m_outbox.recordIntake(tx, caseId, intake, actor); !noted)
            return noted;
        return m_outbox.requestNumber(tx, caseId, row.provisionalNumber, actor);
    });
    const auto files = store->read([&](store::ReadTx &tx) { return tx.attachments(caseId); });
    if (files && !files->isEmpty())
        return;
    auto staged = store->blobs().stage(scanBytes(caseId), u"image/png"_s);
    if (!staged)
        qFatal("scan: %s", qPrintable(staged.error().code));
    must([&](store::WriteTx &tx) -> Result<void> {
        store::Attachment file;
        file.attId = makeUuidV7();
        file.caseId = caseId;
        file.slot = u"M01"_s;
        file.title = u"样例材料"_s;
        file.orderKey = uuidText(file.attId);
        if (auto put = tx.attach(file, *staged); !put)
            return put.error();
        return m_outbox.recordAttachment(tx, file.attId, actor);
    });
}

void HeadlessDesk::edit(const QUuid &caseId, const QString &path, const QJsonValue &value)
{
    must([&](store::WriteTx &tx) { return m_outbox.recordFieldEdits(tx, caseId, {{path, value, {u"clerk"_s, {}, true}}}, actor); });
}

void HeadlessDesk::submit(const QUuid &caseId)
{
    must([&](store::WriteTx &tx) -> Result<void> {
        auto row = tx.caseById(caseId);
        if (!row)
            return row.error();
        if (!row->frozenOp.isNull() || row->roundNo > 0)
            return {};
        auto op = m_outbox.recordSubmission(tx, caseId, actor);
        return op ? Result<void>() : Result<void>(op.error());
    });
}

bool HeadlessDesk::isDone(const QUuid &caseId)
{
    const auto done = store->read([&](store::ReadTx &tx) -> Result<bool> {
        const auto state = sync::caseSyncState(tx, caseId);
        const auto row = tx.caseById(caseId);
        return state && *state == sync::SyncCaseState::Synced && row && !row->provincialNumber.isEmpty() && tx.receipt(caseId, 1).ok();
    });
    return done && *done;
}

bool HeadlessDesk::isSent(const QUuid &caseId)
{
    const auto all = ops(caseId);
    return !all.isEmpty() && std::all_of(all.cbegin(), all.cend(), [](const store::OutboxOp &op) { return store::isSettled(op.state); });
}

bool HeadlessDesk::waitDone(const QUuid &caseId, int timeoutMs, bool hurry)
{
    QElapsedTimer timer;
    timer.start();
    while (!isDone(caseId)) {
        if (timer.elapsed() > timeoutMs)
            return false;
        if (hurry)
            engine->tryNow();
        QThread::msleep(50);
    }
    return true;
}

QString HeadlessDesk::text(const QUuid &caseId, const QString &path)
{
    const auto field = store->read([&](store::ReadTx &tx) { return tx.field(caseId, path); });
    return field && field->value ? field->value->toString() : QString();
}

store::CaseRow HeadlessDesk::row(const QUuid &caseId)
{
    return store->read([&](store::ReadTx &tx) { return tx.caseById(caseId); }).valueOr({});
}

QList<store::OutboxOp> HeadlessDesk::ops(const QUuid &caseId)
{
    return store->read([&](store::ReadTx &tx) { return tx.opsOfSubject(uuidText(caseId)); }).valueOr({});
}

Result<QString> feedHead(const QByteArray &origin)
{
    const SystemClock clock;
    auto client = connectDesk(origin, clock, 60'000);
    if (!client)
        return client.error();
    auto page = (*client)->changes(u"now"_s, 1);
    return page ? Result<QString>(page->cursor) : Result<QString>(page.error());
}

Result<Held> readProvince(const QByteArray &origin, const QUuid &caseId, const QString &from)
{
    const SystemClock clock;
    auto client = connectDesk(origin, clock, 60'000);
    if (!client)
        return client.error();
    if (auto token = (*client)->loginClerk(u"clerk1"_s, u"demo-clerk-1"_s); !token)
        return token.error();
    auto whole = (*client)->readCase(caseId);
    if (!whole)
        return whole.error();
    Held held{*whole, 0};
    QString cursor = from;
    for (bool more = true; more;) {
        auto page = (*client)->changes(cursor, 200);
        if (!page)
            return page.error();
        for (const platform::Change &change : page->changes)
            held.submissionsStored += change.subject == caseId && change.kind == u"submission.stored";
        more = page->more;
        cursor = page->cursor;
    }
    return held;
}

} // namespace zc::rigs
