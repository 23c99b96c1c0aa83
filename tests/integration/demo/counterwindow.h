#pragma once
#include <devices/encodingsink.h>
#include <intake/counterdesk.h>
#include <intake/folderpacks.h>
#include <papers/paper.h>
#include <store/store.h>
#include <training/demoworld.h>
#include <training/scriptedcase.h>

#include <QPromise>
#include <QTest>
#include <QThreadPool>

namespace zc::intake::test {

using namespace zc::training;
using namespace Qt::StringLiterals;

inline constexpr int kPatienceMs = 60'000;

class Papers final : public PaperPort {
public:
    QFuture<Result<QByteArray>> render(const casework::NoticeContent &content) override
    {
        last = content;
        auto promise = std::make_shared<QPromise<Result<QByteArray>>>();
        promise->start();
        QThreadPool::globalInstance()->start([promise, content, refusal = std::exchange(refuseNext, std::nullopt)] {
            promise->addResult(refusal ? Result<QByteArray>(*refusal) : papers::renderPdf(content));
            promise->finish();
        });
        return promise->future();
    }
    casework::NoticeContent last;           // what was to be drawn
    std::optional<Error> refuseNext;        // the next paper cannot be made
};

// Pictures of signatures that are none.
class Pictures final : public devices::PageEncoder {
public:
    Result<QByteArray> encode(const devices::PageHeader &, const QByteArray &) const override { return Error{ErrorKind::Internal, u"INT-SCAN-PAGE"_s, {}}; }
    Result<QByteArray> picture(const devices::Ink &ink) const override { return QByteArray("\x89PNG\r\n\x1A\n") + QByteArray::number(qulonglong(ink.points())); }
};

inline CaseScript sampleScript()
{
    const auto script = CaseScript::fromFile(QStringLiteral(ZC_SOURCE_DIR "/tests/data/demo/food-licence.json"));
    if (!script)
        qFatal("sample script: %s", qPrintable(script.error().detail));
    return *script;
}

inline QList<FolderPacks::Department> departments()
{
    const QString folder = QStringLiteral(ZC_SOURCE_DIR "/plugins/departments/");
    QList<FolderPacks::Department> list{{u"market_regulation"_s, u"市场监管"_s, folder + u"market_regulation/packs"_s}};
    for (const QString &id : {u"civil_affairs"_s, u"fire_rescue"_s, u"health"_s, u"housing_construction"_s, u"human_resources"_s, u"local_services"_s,
                              u"medical_insurance"_s, u"public_security"_s})
        list.append({id, id, folder + id + u"/packs"_s});
    return list;
}

// One window on a demo world, with everything it says written down.
struct Window {
    explicit Window(const QString &folder, const devices::PageEncoder *encoder = nullptr)
    {
        training::DemoOptions options{folder, packs.items(), &packs, &papers, true};
        options.encoder = encoder;
        auto prepared = DemoWorld::prepare(options);
        if (!prepared)
            qFatal("prepare: %s %s", qPrintable(prepared.error().code), qPrintable(prepared.error().detail));
        world = std::make_unique<DemoWorld>(std::move(*prepared));
        QObject::connect(world.get(), &DemoWorld::loggedIn, world.get(), [this] { loggedIn = true; });
        desk = std::make_unique<CounterDesk>(world->ports());
        QObject::connect(desk.get(), &CounterDesk::paperReady, desk.get(), [this](const PaperView &paper) { handedOut << paper; });
        QObject::connect(desk.get(), &CounterDesk::refused, desk.get(), [this](const Error &error, const QString &anchor) {
            refusals << error;
            anchors << anchor;
        });
        QObject::connect(desk.get(), &CounterDesk::draftStored, desk.get(), [this](const QByteArray &digest) { stored = digest; });
    }
    ~Window()
    {
        desk.reset();
        world.reset();
    }
    const CounterCase &now() const { return desk->current(); }
    bool saved() const { return stored == draftDigest(now().draft); }
    store::Store &store() { return world->ports().store; }

    FolderPacks packs{departments()};
    Papers papers;
    std::unique_ptr<DemoWorld> world;
    std::unique_ptr<CounterDesk> desk;
    QList<PaperView> handedOut;
    QList<Error> refusals;
    QStringList anchors;
    QByteArray stored;
    bool loggedIn = false;
};

template <class F> bool waitFor(F holds) { return QTest::qWaitFor(holds, kPatienceMs); }

template <class T> T waited(const QFuture<T> &future)
{
    if (!waitFor([&] { return future.isFinished(); }))
        qFatal("no answer");
    return future.result();
}

// Types the applicant and answers everything by hand, a step at a time; gives the draft after every step.
inline QList<CaseDraft> fillByHand(Window &window, const CaseScript &script)
{
    CounterDesk &desk = *window.desk;
    QList<CaseDraft> drafts{desk.current().draft};
    const auto note = [&] {
        if (desk.current().draft != drafts.constLast())
            drafts << desk.current().draft;
    };
    desk.setField(u"applicant.name"_s, u"样例甲"_s);
    note();
    desk.setField(u"applicant.idNumber"_s, u"430199199001010019"_s);
    note();
    desk.setField(u"applicant.phone"_s, u"13800000000"_s);
    note();
    while (!desk.current().questions.isEmpty()) {
        const QString fact = desk.current().questions.constFirst().factId;
        desk.answer(fact, script.answers.value(fact));
        note();
        if (drafts.size() > 60)
            qFatal("the questions never end");
    }
    const QList<MaterialView> materials = desk.current().materials;
    for (const MaterialView &material : materials) {
        if (material.open) {
            desk.setOriginalSeen(material.id, true);
            note();
        }
    }
    for (auto it = script.fields.cbegin(); it != script.fields.cend(); ++it) {
        if (it.key().startsWith(u"form.")) {
            desk.setField(it.key(), *it);
            note();
        }
    }
    desk.setApplicantConfirmed(true);
    note();
    return drafts;
}

} // namespace zc::intake::test
