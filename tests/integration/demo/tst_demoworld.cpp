#include <base/errortext.h>
#include <base/uuid.h>
#include <catalog/catalog.h>
#include <guidance/casefile.h>
#include <intake/casebook.h>
#include <intake/folderpacks.h>
#include <intake/pageorder.h>
#include <net/httpclient.h>
#include <papers/paper.h>
#include <platform/httpplatform.h>
#include <store/store.h>
#include <sync/engine.h>
#include <sync/status.h>
#include <devices/socialcardreader.h>
#include <training/demoworld.h>
#include <training/scriptedcase.h>

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QJsonArray>
#include <QPromise>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace zc;
using namespace zc::intake;
using namespace zc::training;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 60'000;

class Papers final : public PaperPort {
public:
    QFuture<Result<QByteArray>> render(const casework::NoticeContent &content) override
    {
        auto promise = std::make_shared<QPromise<Result<QByteArray>>>();
        promise->start();
        QThreadPool::globalInstance()->start([promise, content] {
            promise->addResult(papers::renderPdf(content));
            promise->finish();
        });
        return promise->future();
    }
};

QString scriptPath() { return QStringLiteral(ZC_SOURCE_DIR "/tests/data/demo/food-licence.json"); }

QList<FolderPacks::Department> departments()
{
    const QString folder = QStringLiteral(ZC_SOURCE_DIR "/plugins/departments/");
    QList<FolderPacks::Department> list{{u"market_regulation"_s, u"市场监管"_s, folder + u"market_regulation/packs"_s}};
    for (const QString &id : {u"civil_affairs"_s, u"fire_rescue"_s, u"health"_s, u"housing_construction"_s, u"local_services"_s})
        list.append({id, id, folder + id + u"/packs"_s});
    return list;
}

// One window on a demo world, with everything it says written down.
struct Window {
    explicit Window(const QString &folder)
    {
        auto prepared = DemoWorld::prepare({folder, packs.items(), &packs, &papers, true});
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

} // namespace

class TestDemoWorld : public QObject {
    Q_OBJECT
    CaseScript m_script;
    QTemporaryDir m_root;

    QString folder() { return m_root.filePath(QString::fromLatin1(QTest::currentTestFunction())); }

    // Types the applicant and answers everything by hand, a step at a time; gives the draft after every step.
    QList<CaseDraft> fillByHand(Window &window)
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
            desk.answer(fact, m_script.answers.value(fact));
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
        for (auto it = m_script.fields.cbegin(); it != m_script.fields.cend(); ++it) {
            if (it.key().startsWith(u"form.")) {
                desk.setField(it.key(), *it);
                note();
            }
        }
        desk.setApplicantConfirmed(true);
        note();
        return drafts;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto script = CaseScript::fromFile(scriptPath());
        QVERIFY(script.ok());
        m_script = *script;
    }

    void fromCardToReceipt()
    {
        Window window(folder());
        ScriptedCase played(*window.desk, [&window](const QString &person) { return window.world->layCard(person); }, m_script);
        bool finished = false;
        QString failure;
        connect(&played, &ScriptedCase::finished, this, [&] { finished = true; });
        connect(&played, &ScriptedCase::failed, this, [&](const Error &error) { failure = error.code + u' ' + error.detail; });
        played.start();
        QVERIFY(waitFor([&] { return finished || !failure.isEmpty(); }));
        QCOMPARE(failure, QString());
        QVERIFY(window.now().submitted);
        QVERIFY(!window.now().formalNumber.isEmpty());
        QVERIFY(!window.now().receiptNumber.isEmpty());
        QCOMPARE(window.handedOut.size(), 1);
        QCOMPARE(window.handedOut.constFirst().kind, u"N01"_s);
        QVERIFY(window.handedOut.constFirst().pdf.startsWith("%PDF-"));
        // What was handed out is kept byte for byte.
        const auto kept = waited(CaseList(window.world->ports()).paper(window.now().draft.caseId, u"N01"_s));
        QVERIFY(kept.ok());
        QVERIFY(*kept == window.handedOut.constFirst().pdf);
        // Outside the open case the applicant is masked; the clear text is asked for one by one.
        const QString number = window.now().draft.text(u"applicant.idNumber"_s);
        const CaseList list(window.world->ports());
        const auto detail = waited(list.detail(window.now().draft.caseId));
        QVERIFY(detail.ok());
        QVERIFY(detail->person.size() >= 3);
        for (const MaskedView &line : detail->person)
            QVERIFY2(line.masked.contains(u'*') && line.masked != window.now().draft.text(line.path), qPrintable(line.path));
        QCOMPARE(waited(list.field(window.now().draft.caseId, u"applicant.idNumber"_s)).valueOr({}), number);
        QVERIFY(!waited(list.field(makeUuidV7(), u"applicant.idNumber"_s)).ok());
        // A filed case takes no more edits, and says so.
        const CaseDraft filed = window.now().draft;
        window.desk->setField(u"applicant.phone"_s, u"13900000000"_s);
        QVERIFY(window.now().draft == filed);
        QCOMPARE(window.refusals.constLast().code, u"INT-CASE-FILED"_s);
    }

    void theLastKeystrokesOfACaseThatIsLeftAreKept()
    {
        Window window(folder());
        window.desk->startCase(m_script.itemCode);
        QVERIFY(waitFor([&] { return window.desk->hasCase(); }));
        const QUuid caseId = window.now().draft.caseId;
        QString typed;
        for (int i = 0; i < 20; ++i) {
            typed += QChar(u'a' + i);
            window.desk->setField(u"applicant.address"_s, typed);
        }
        window.desk->openCase(caseId);                   // it lies here: nothing typed since is taken back
        window.desk->closeCase();                        // while the first of those saves is still on its way
        window.desk->openCase(caseId);
        QVERIFY(waitFor([&] { return window.desk->hasCase(); }));
        QCOMPARE(window.now().draft.text(u"applicant.address"_s), typed);
        window.desk->setField(u"applicant.address"_s, typed + u"!"_s);
        window.desk->startCase(m_script.itemCode);       // another case takes its place without a word
        QVERIFY(waitFor([&] { return window.desk->hasCase() && window.now().draft.caseId != caseId; }));
        window.desk->openCase(caseId);
        QVERIFY(waitFor([&] { return window.desk->hasCase() && window.now().draft.caseId == caseId; }));
        QCOMPARE(window.now().draft.text(u"applicant.address"_s), typed + u"!"_s);
    }

    void goesOnWithoutTheProvince()
    {
        Window window(folder());
        QVERIFY(waitFor([&] { return window.loggedIn; }));
        QVERIFY(waited(window.world->stopPlatform()).ok());
        QCOMPARE(window.world->platformUrl(), QString());

        ScriptedCase played(*window.desk, [&window](const QString &person) { return window.world->layCard(person); }, m_script);
        QString failure;
        connect(&played, &ScriptedCase::failed, this, [&](const Error &error) { failure = error.code + u' ' + error.detail; });
        played.start();
        QVERIFY(waitFor([&] { return !window.handedOut.isEmpty() || !failure.isEmpty(); }));
        QCOMPARE(failure, QString());
        const QString provisional = window.now().provisionalNumber;
        QVERIFY(!provisional.isEmpty());
        QCOMPARE(window.handedOut.constFirst().kind, u"N01"_s);
        QCOMPARE(window.handedOut.constFirst().number, provisional);
        QVERIFY(window.now().formalNumber.isEmpty());
        QVERIFY(waitFor([&] { return window.world->engine().status().waiting > 0; }));
        QVERIFY(!window.now().submitted);

        QVERIFY(waited(window.world->startPlatform()).ok());
        QVERIFY(waitFor([&] { return window.now().submitted && !window.now().formalNumber.isEmpty(); }));
        const QString formal = window.now().formalNumber;
        const QUuid caseId = window.now().draft.caseId;
        QCOMPARE(window.now().provisionalNumber, provisional);
        const auto receipts = waited(window.store().readAsync([caseId](store::ReadTx &tx) { return tx.receipts(caseId); }));
        QVERIFY(receipts.ok());
        QCOMPARE(receipts->size(), 1);                                  // filed once

        const CaseList list(window.world->ports());
        for (const QString &number : {provisional, formal}) {
            QVERIFY2(waitFor([&] { return window.store().search().search(number).cases.contains(caseId); }), qPrintable(number));
            const auto hits = waited(list.find(number, 10));
            QVERIFY(hits.ok() && hits->rows.size() == 1);
            QCOMPARE(hits->rows.constFirst().caseId, caseId);
        }
        CaseBook book(window.world->ports());
        const auto all = waited(book.advance({}));
        QVERIFY(all.ok() && all->complete);
        QCOMPARE(all->rows.size(), 1);
        QCOMPARE(all->rows.constFirst()->number, formal);
        const auto detail = waited(list.detail(caseId));
        QVERIFY(detail.ok());
        QCOMPARE(detail->provisionalNumber, provisional);
        QCOMPARE(detail->formalNumber, formal);
    }

    void undoAndRedoRestoreExactly()
    {
        Window window(folder());
        window.desk->startCase(m_script.itemCode);
        QVERIFY(waitFor([&] { return window.desk->hasCase(); }));
        const QList<CaseDraft> drafts = fillByHand(window);
        QVERIFY(drafts.size() > 12);
        const qsizetype papers = window.now().notice.lines.size();
        for (qsizetype i = drafts.size() - 2; i >= 0; --i) {
            window.desk->undo();
            QVERIFY2(window.now().draft == drafts.at(i), qPrintable(u"undo to %1"_s.arg(i)));
        }
        QVERIFY(!window.now().canUndo);
        for (qsizetype i = 1; i < drafts.size(); ++i) {
            window.desk->redo();
            QVERIFY2(window.now().draft == drafts.at(i), qPrintable(u"redo to %1"_s.arg(i)));
        }
        QVERIFY(!window.now().canRedo);
        QCOMPARE(window.now().notice.lines.size(), papers);
        QVERIFY(window.refusals.isEmpty());
        QVERIFY(waitFor([&] { return window.saved(); }));
    }

    void restartReturnsToTheSamePlace()
    {
        CaseDraft left;
        QString number;
        {
            Window window(folder());
            QVERIFY(waitFor([&] { return window.loggedIn; }));
            window.desk->startCase(m_script.itemCode);
            QVERIFY(waitFor([&] { return window.desk->hasCase(); }));
            fillByHand(window);
            window.desk->setStep(Step::Forms);
            window.desk->setFocus(u"form.D03"_s, 4);
            left = window.now().draft;
            number = window.now().provisionalNumber;
            QVERIFY(waitFor([&] { return window.saved(); }));
        }
        Window window(folder());
        window.desk->resumeLast();
        QVERIFY(waitFor([&] { return window.desk->hasCase(); }));
        QVERIFY(window.now().draft == left);
        QCOMPARE(window.now().draft.step, Step::Forms);
        QCOMPARE(window.now().draft.focusPath, u"form.D03"_s);
        QCOMPARE(window.now().draft.cursor, 4);
        QCOMPARE(window.now().provisionalNumber, number);
        QVERIFY(window.refusals.isEmpty());
    }

    void twoCardsNeverMix()
    {
        Window window(folder());
        window.desk->startCase(m_script.itemCode);
        QVERIFY(waitFor([&] { return window.desk->hasCase(); }));
        QHash<QString, QString> nameOf;                                 // number → name, as first read
        const QList<PracticePerson> people = window.world->people();
        for (int turn = 0; turn < 6; ++turn) {
            const PracticePerson &person = people.at(turn % 2);
            const QString before = window.now().draft.text(u"applicant.idNumber"_s);
            QVERIFY(window.world->layCard(person.id).ok());
            window.desk->readCard();
            QVERIFY(waitFor([&] { return window.now().draft.text(u"applicant.idNumber"_s) != before || !window.refusals.isEmpty(); }));
            QVERIFY2(window.refusals.isEmpty(), window.refusals.isEmpty() ? "" : qPrintable(window.refusals.constFirst().code));
            const CaseDraft &draft = window.now().draft;
            QCOMPARE(draft.text(u"applicant.name"_s), person.card.fields.value(u"name"_s));
            QVERIFY(draft.text(u"applicant.phone"_s).isEmpty());        // typed for the person before
            QString &known = nameOf[draft.text(u"applicant.idNumber"_s)];
            QVERIFY(known.isEmpty() || known == draft.text(u"applicant.name"_s));
            known = draft.text(u"applicant.name"_s);
            for (auto it = draft.fields.cbegin(); it != draft.fields.cend(); ++it)
                QVERIFY2(it->text != people.at((turn + 1) % 2).card.fields.value(u"name"_s), qPrintable(it.key()));
            window.desk->setField(u"applicant.phone"_s, u"1380000000%1"_s.arg(turn));
        }
        QCOMPARE(nameOf.size(), 2);
        QCOMPARE(window.world->layCard(u"nobody"_s).error().code, u"TRN-PERSON"_s);
    }

    // F5 takes whichever card lies there; nothing of one person stays when another's comes, of whatever kind.
    void socialSecurityCardsFillAsIdCardsDo()
    {
        Window window(folder());
        window.desk->startCase(m_script.itemCode);
        QVERIFY(waitFor([&] { return window.desk->hasCase(); }));
        const auto read = [&] {
            const QString before = window.now().draft.text(u"applicant.idNumber"_s);
            window.desk->readCard();
            return waitFor([&] { return window.now().draft.text(u"applicant.idNumber"_s) != before || !window.refusals.isEmpty(); }) && window.refusals.isEmpty();
        };
        const auto nothingOf = [&](const QMap<QString, QString> &person) {
            const auto &fields = window.now().draft.fields;
            return std::none_of(fields.cbegin(), fields.cend(), [&](const FieldValue &value) {
                return value.text == person.value(u"name"_s) || value.text == person.value(u"number"_s) || value.machineText == person.value(u"name"_s);
            });
        };
        window.world->liftCard();
        const auto first = devices::SimulatedSocialCard::generated(7).fields, second = devices::SimulatedSocialCard::generated(38).fields;
        QVERIFY(window.world->control(u"ssc-1"_s, R"({"card":{"seed":7}})"));
        QVERIFY(read());
        const FieldValue name = window.now().draft.fields.value(u"applicant.name"_s);
        QCOMPARE(name, (FieldValue{first.value(u"name"_s), Source::SocialCard, false, {}, Source::None}));
        QCOMPARE(window.now().draft.text(u"applicant.idNumber"_s), first.value(u"number"_s));
        QCOMPARE(window.now().draft.text(u"applicant.birth"_s).remove(u'-'), first.value(u"birth"_s));
        window.desk->confirmField(u"applicant.name"_s);                 // one look for all that the card filled
        for (const FieldValue &value : window.now().draft.fields)
            QVERIFY(value.confirmed);
        window.desk->setField(u"applicant.phone"_s, u"13800000000"_s);

        QVERIFY(window.world->control(u"ssc-1"_s, R"({"card":{"seed":38}})"));
        QVERIFY(read());
        QCOMPARE(window.now().draft.text(u"applicant.name"_s), second.value(u"name"_s));
        QVERIFY(window.now().draft.text(u"applicant.phone"_s).isEmpty());
        QVERIFY(nothingOf(first));

        QVERIFY(window.world->control(u"ssc-1"_s, R"({"card":null})"));
        const PracticePerson person = window.world->people().constFirst();
        QVERIFY(window.world->layCard(person.id).ok());
        QVERIFY(read());
        QCOMPARE(window.now().draft.fields.value(u"applicant.name"_s).source, Source::Card);
        QVERIFY(nothingOf(first) && nothingOf(second));

        // A card that is none changes nothing, and is said at once although the other reader still waits.
        window.world->liftCard();
        const CaseDraft before = window.now().draft;
        QVERIFY(window.world->control(u"ssc-1"_s, R"({"card":{"seed":7}})"));
        QVERIFY(window.world->control(u"ssc-1"_s, R"({"fault":{"kind":"type"}})"));
        window.desk->readCard();
        QVERIFY(waitFor([&] { return !window.refusals.isEmpty(); }));
        QCOMPARE(window.refusals.constFirst().code, u"DEV-SSC-TYPE"_s);
        QVERIFY(window.now().draft == before);
    }

    void whatTheCardFilledWaitsForOneLook()
    {
        Window window(folder());
        window.desk->startCase(m_script.itemCode);
        QVERIFY(waitFor([&] { return window.desk->hasCase(); }));
        const PracticePerson person = window.world->people().constFirst();
        QVERIFY(window.world->layCard(person.id).ok());
        window.desk->readCard();
        QVERIFY(waitFor([&] { return !window.now().draft.text(u"applicant.idNumber"_s).isEmpty(); }));
        const auto waiting = [&] {
            const auto &problems = window.now().problems;
            return std::count_if(problems.cbegin(), problems.cend(),
                                 [](const ProblemView &p) { return p.blocks && p.step == Step::Applicant && p.anchor.startsWith(u"applicant."); });
        };
        QVERIFY(!window.now().draft.fields.value(u"applicant.name"_s).confirmed);
        QCOMPARE(waiting(), 3);                                         // name, number, address
        const CaseDraft read = window.now().draft;
        window.desk->confirmField(u"applicant.name"_s);
        QCOMPARE(waiting(), 0);
        for (auto it = window.now().draft.fields.cbegin(); it != window.now().draft.fields.cend(); ++it)
            QVERIFY2(it->confirmed, qPrintable(it.key()));
        window.desk->undo();
        QVERIFY(window.now().draft == read);                            // one look is one step of undo
        window.desk->redo();
        window.desk->readCard();                                        // the same card again asks nobody again
        QVERIFY(waitFor([&] { return window.now().draft.fields.value(u"applicant.name"_s).confirmed; }));
        QCOMPARE(waiting(), 0);
        // A number typed once waits for the second time.
        window.desk->setField(u"applicant.phone"_s, u"13800000000"_s, Source::Clerk, false);
        QCOMPARE(waiting(), 1);
        window.desk->setField(u"applicant.phone"_s, u"13800000000"_s);
        QCOMPARE(waiting(), 0);
        // Typing over the card moves its value aside; typing it again is a confirmation.
        const QString name = window.now().draft.text(u"applicant.name"_s);
        window.desk->setField(u"applicant.name"_s, u"样例乙"_s);
        QCOMPARE(window.now().draft.fields.value(u"applicant.name"_s).machineText, name);
        window.desk->takeMachineValue(u"applicant.name"_s);
        QCOMPARE(window.now().draft.fields.value(u"applicant.name"_s), (FieldValue{name, Source::Card, true, {}, Source::None}));
    }

    void pagesAreArrangedBesideTheBytes()
    {
        const QString scans = QStringLiteral(ZC_SOURCE_DIR "/tests/data/demo/");
        const QString requirement = u"M03"_s;
        CaseDraft left;
        {
            Window window(folder());
            QVERIFY(waitFor([&] { return window.loggedIn; }));
            window.desk->startCase(m_script.itemCode);
            QVERIFY(waitFor([&] { return window.desk->hasCase(); }));
            fillByHand(window);
            const auto files = [&] { return window.now().draft.materials.value(requirement).attachments; };
            for (const QString &name : {u"layout-plan.png"_s, u"lease.png"_s, u"smoke-outlet.png"_s}) {
                const qsizetype before = files().size();
                window.desk->addFiles(requirement, {scans + name});
                QVERIFY(waitFor([&] { return files().size() == before + 1; }));
            }
            const QList<AttachmentRef> taken = files();
            QHash<QUuid, int> counts;
            for (const AttachmentRef &file : taken)
                counts.insert(file.attId, 1);
            const CaseDraft asTaken = window.now().draft;
            QList<PageRef> pages = pagesInOrder(asTaken.materials.value(requirement), counts);
            QCOMPARE(pages.size(), 3);
            // What does not fit is refused and changes nothing.
            window.desk->arrangePages(requirement, {{makeUuidV7(), 0, 0, false}});
            QCOMPARE(window.refusals.takeLast().code, u"INT-PAGES"_s);
            QVERIFY(window.now().draft == asTaken);
            pages = divided(moved(turned(pages, 0, 270), 0, 2), 1);
            window.desk->arrangePages(requirement, pages);
            QCOMPARE(window.now().draft.materials.value(requirement).pages, pages);
            window.desk->undo();
            QVERIFY(window.now().draft == asTaken);
            window.desk->redo();
            // A page is taken out; its file goes with it and comes back by undo.
            window.desk->arrangePages(requirement, without(pages, 0));
            QCOMPARE(files().size(), 2);
            window.desk->undo();
            QCOMPARE(files(), taken);
            QVERIFY(waitFor([&] { return window.saved(); }));
            left = window.now().draft;
        }
        Window window(folder());
        window.desk->resumeLast();
        QVERIFY(waitFor([&] { return window.desk->hasCase() && window.loggedIn; }));
        QVERIFY(window.now().draft == left);
        const MaterialState state = left.materials.value(requirement);
        window.desk->setField(u"applicant.idNumber"_s, u"430199199001010015"_s);
        for (const MaterialView &material : QList<MaterialView>(window.now().materials))
            if (material.open)
                window.desk->setOriginalSeen(material.id, true);
        window.desk->setApplicantConfirmed(true);
        window.desk->submit();
        QVERIFY(waitFor([&] { return window.now().submitted; }));
        // The province has the order as a field, and of every file the very bytes that were taken in.
        const auto mirror = waited(window.store().readAsync([&](store::ReadTx &tx) { return tx.mirrorField(left.caseId, u"material.M03.pages"_s); }));
        QVERIFY(mirror.ok() && mirror->value);
        QCOMPARE(mirror->value->toArray(), QJsonArray::fromStringList(pagesToText(state.pages)));
        for (const AttachmentRef &file : state.attachments) {
            const auto row = waited(window.store().readAsync([&](store::ReadTx &tx) { return tx.attachment(file.attId); }));
            QVERIFY(row.ok() && row->state == store::AttachmentState::Bound);
            const auto bytes = waited(window.desk->attachmentBytes(file.attId));
            QVERIFY(bytes.ok());
            QCOMPARE(QCryptographicHash::hash(*bytes, QCryptographicHash::Sha256), file.sha256);
        }
    }

    void theFormKnowsItsNumbers()
    {
        Window window(folder());
        window.desk->startCase(m_script.itemCode);
        QVERIFY(waitFor([&] { return window.desk->hasCase(); }));
        fillByHand(window);
        QHash<QString, FormFieldView> fields;
        for (const FormFieldView &field : window.now().form)
            fields.insert(field.path, field);
        QCOMPARE(fields.value(u"form.D02"_s).check, std::optional(IdentifierKind::Uscc));
        QVERIFY(!fields.value(u"form.D02"_s).twice);
        QVERIFY(fields.value(u"applicant.phone"_s).twice);              // 1[0-9]{10}: eleven digits and nothing to check them by
        QVERIFY(!fields.value(u"form.D01"_s).twice && !fields.value(u"form.D01"_s).check);
    }

    void nothingFitsThatNobodyCouldSee()
    {
        Window window(folder());
        window.desk->startCase(m_script.itemCode);
        QVERIFY(waitFor([&] { return window.desk->hasCase(); }));
        fillByHand(window);
        const auto paper = [&] { return window.now().draft.materials.value(u"M03"_s); };
        window.desk->setOriginalSeen(u"M03"_s, false);
        QCOMPARE(paper().seen, Seen::NotSeen);                          // its only source is taken back
        const CaseDraft before = window.now().draft;
        window.desk->setSeen(u"M03"_s, Seen::Fits);
        QCOMPARE(window.refusals.takeLast().code, u"INT-NOTHING-SEEN"_s);
        QCOMPARE(window.anchors.constLast(), u"M03"_s);
        QVERIFY(window.now().draft == before);
        window.desk->addFiles(u"M03"_s, {u":/none.png"_s});
        QVERIFY(waitFor([&] { return !window.refusals.isEmpty(); }));
        window.refusals.clear();
        window.desk->addFiles(u"M03"_s, {QStringLiteral(ZC_SOURCE_DIR "/tests/data/demo/lease.png")});
        QVERIFY(waitFor([&] { return !paper().attachments.isEmpty(); }));
        window.desk->setSeen(u"M03"_s, Seen::Fits);
        QCOMPARE(paper().seen, Seen::Fits);
        window.desk->arrangePages(u"M03"_s, {});                        // the last page goes: nobody can see what was said to fit
        QVERIFY(paper().attachments.isEmpty());
        QCOMPARE(paper().seen, Seen::NotSeen);
        window.desk->undo();
        QCOMPARE(paper().seen, Seen::Fits);
        QVERIFY(window.refusals.isEmpty());
        QVERIFY(waitFor([&] { return window.saved(); }));
    }

    void aLaterChangeAsksForTheConfirmationAnew()
    {
        Window window(folder());
        CounterDesk &desk = *window.desk;
        desk.startCase(m_script.itemCode);
        QVERIFY(waitFor([&] { return desk.hasCase(); }));
        fillByHand(window);
        const auto confirmed = [&] { return window.now().draft.applicantConfirmed; };
        const QString path = u"applicant.phone"_s, before = window.now().draft.text(path);
        const QList<std::function<void()>> changes = {
            [&] { desk.setField(path, u"13900000000"_s); }, [&] { desk.setField(u"form.D01"_s, u"样例别名店"_s); },
            [&] { desk.setOriginalSeen(u"M03"_s, !window.now().draft.materials.value(u"M03"_s).originalSeen); },
            [&] { desk.setSeen(u"M02"_s, Seen::Unfit, u"样例"_s); }, [&] { desk.answer(u"F06"_s, u"87"_s); }};
        for (const auto &change : changes) {
            desk.setApplicantConfirmed(true);
            QVERIFY(confirmed());
            desk.setStep(Step::Applicant);                              // looking is no change
            desk.setFocus(path, 3);
            desk.setField(path, window.now().draft.text(path));
            QVERIFY(confirmed());
            change();
            QVERIFY(!confirmed());
            desk.undo();
            QVERIFY(confirmed());                                       // back to the very thing the applicant saw
            desk.redo();
            QVERIFY(!confirmed());
        }
        QVERIFY(window.now().draft.text(path) != before);
        QVERIFY(waitFor([&] { return window.saved(); }));
    }

    void wrongFilesAreRefusedAndNothingIsLost()
    {
        Window window(folder());
        window.desk->startCase(m_script.itemCode);
        QVERIFY(waitFor([&] { return window.desk->hasCase(); }));
        fillByHand(window);
        const CaseDraft before = window.now().draft;
        const auto make = [this](const QString &name, const QByteArray &bytes) {
            QFile file(m_root.filePath(name));
            if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
                qFatal("cannot write the fixture");
            return file.fileName();
        };
        window.desk->addFiles(u"M03"_s, {make(u"letter.png"_s, "MZ this is no picture")});
        QVERIFY(waitFor([&] { return window.refusals.size() == 1; }));
        QCOMPARE(window.refusals.at(0).code, u"INT-FILE-TYPE"_s);
        window.desk->addFiles(u"M03"_s, {make(u"empty.png"_s, {})});
        QVERIFY(waitFor([&] { return window.refusals.size() == 2; }));
        QCOMPARE(window.refusals.at(1).code, u"INT-FILE-SIZE"_s);
        window.desk->addFiles(u"M03"_s, {m_root.filePath(u"absent.png"_s)});
        QVERIFY(waitFor([&] { return window.refusals.size() == 3; }));
        QCOMPARE(window.refusals.at(2).code, u"INT-FILE-READ"_s);
        QCOMPARE(window.anchors, (QStringList{u"M03"_s, u"M03"_s, u"M03"_s}));
        QVERIFY(window.now().draft == before);
        QVERIFY(waitFor([&] { return window.saved(); }));
    }

    void damagedDraftIsToldInWords()
    {
        Window window(folder());
        window.desk->startCase(m_script.itemCode);
        QVERIFY(waitFor([&] { return window.desk->hasCase(); }));
        const QUuid caseId = window.now().draft.caseId;
        window.desk->closeCase();
        const QByteArray damage("{\"format\":99}");
        QVERIFY(waited(window.store().write([&](store::WriteTx &tx) { return tx.putCaseDoc({caseId, u"draft"_s, 0, damage}); })).ok());
        window.desk->openCase(caseId);
        QVERIFY(waitFor([&] { return !window.refusals.isEmpty(); }));
        QCOMPARE(window.refusals.constFirst().code, u"INT-DRAFT-FORMAT"_s);
        QVERIFY(ErrorTexts().sentence(window.refusals.constFirst()).contains(u"草稿"));
        QVERIFY(!window.desk->hasCase());
        const auto kept = waited(window.store().readAsync([caseId](store::ReadTx &tx) { return tx.caseDoc(caseId, u"draft"_s); }));
        QVERIFY(kept.ok());
        QCOMPARE(kept->body, damage);                                   // untouched, for whoever repairs it
    }

    void noRouteToAnyOtherAddress_data()
    {
        QTest::addColumn<QByteArray>("origin");
        for (const char *origin : {"https://zwfw.example.gov.cn", "http://192.0.2.7:8080", "https://10.0.0.1", "http://127.0.0.1.example.com:80",
                                   "http://localhost@192.0.2.7:80", "http://[2001:db8::1]:80", "ftp://127.0.0.1:80"})
            QTest::newRow(origin) << QByteArray(origin);
    }
    void noRouteToAnyOtherAddress()
    {
        QFETCH(QByteArray, origin);
        const SystemClock clock;
        platform::HttpPlatformOptions options;
        options.origin = origin;
        options.environment = u"demo"_s;
        const auto client = platform::HttpPlatform::create(options, clock);
        QVERIFY(!client.ok());
        QCOMPARE(client.error().code, u"NET-ADDRESS"_s);
        // And a client of the demo's own address does not follow a message elsewhere.
        const auto guard = net::OriginPolicy::loopbackOnly("http://127.0.0.1:9");
        QVERIFY(guard.ok());
        QVERIFY(!guard->allows(origin + "/v1/time"));
        net::HttpClient http(*guard);
        net::Request request;
        request.url = origin + "/v1/time";
        const auto answer = http.execute(request);
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().code, u"NET-ADDRESS"_s);
    }

    // 开餐馆一件事: found like an item, one interview, one notice; nothing goes to the province, and the desk says why.
    void aBundleIsAdvisedOnAndStaysHere()
    {
        Window window(folder());
        QVERIFY(waitFor([&] { return window.loggedIn; }));
        const auto hits = window.world->ports().catalog.search(u"开餐馆"_s);
        QVERIFY(!hits.isEmpty());
        QCOMPARE(hits.constFirst().item.code, u"DEMO-market_regulation-B01"_s);
        QVERIFY(!window.world->ports().catalog.search(u"kcg"_s).isEmpty());
        CounterDesk &desk = *window.desk;
        desk.startCase(hits.constFirst().item.code);
        QVERIFY(waitFor([&] { return desk.hasCase() || !window.refusals.isEmpty(); }));
        QVERIFY2(window.refusals.isEmpty(), window.refusals.isEmpty() ? "" : qPrintable(window.refusals.constFirst().detail));
        QCOMPARE(window.now().itemName, u"开餐馆一件事"_s);
        desk.setField(u"applicant.name"_s, u"样例甲"_s);
        desk.setField(u"applicant.idNumber"_s, u"430199199001010019"_s);
        desk.setField(u"applicant.phone"_s, u"13800000000"_s);
        const auto pack = waited(window.packs.pack(hits.constFirst().item.code));
        QVERIFY(pack.ok());
        QFile cases((*pack)->path() + u"/cases.csv"_s);
        QVERIFY(cases.open(QIODevice::ReadOnly));
        const auto golden = guidance::readCaseFile(**pack, cases.readAll());
        QVERIFY(golden.ok());
        QStringList asked;
        while (!window.now().questions.isEmpty()) {
            const QString fact = window.now().questions.constFirst().factId;
            QVERIFY2(!asked.contains(fact), qPrintable(fact));
            asked << fact;
            for (const guidance::AnswerRecord &record : golden->constFirst().answers) {
                if (record.fact != fact)
                    continue;
                QStringList parts;
                if (record.value.isList())
                    for (const feel::Value &part : record.value.list())
                        parts << part.string();
                desk.answer(fact, record.value.isList() ? parts.join(u'|') : record.value.isBoolean() ? (record.value.boolean() ? u"true"_s : u"false"_s)
                                                         : record.value.isNumber() ? record.value.number().text() : record.value.string());
            }
        }
        QVERIFY(asked.size() > 8);
        QVERIFY(window.now().notice.complete && !window.now().notice.due.isEmpty());
        QStringList papers;
        for (const MaterialView &material : window.now().materials)
            papers << material.name;
        QCOMPARE(papers.count(u"营业执照"_s), 1);       // four items ask for it
        QVERIFY(papers.contains(u"招牌效果图"_s) && papers.contains(u"食品安全管理制度"_s) && papers.contains(u"排水许可申请表"_s));
        QVERIFY(window.now().notice.exits.join(u' ').contains(u"不需要办理本项许可"));       // the fire check is not needed here
        desk.advise();
        QVERIFY(waitFor([&] { return !window.handedOut.isEmpty() || !window.refusals.isEmpty(); }));
        QVERIFY2(window.refusals.isEmpty(), window.refusals.isEmpty() ? "" : qPrintable(window.refusals.constFirst().code));
        QVERIFY(window.handedOut.constFirst().pdf.startsWith("%PDF-"));
        for (const MaterialView &material : QList(window.now().materials))
            desk.setOriginalSeen(material.id, true);
        desk.setApplicantConfirmed(true);
        for (const auto &act : {std::function<void()>([&] { desk.submit(); }), std::function<void()>([&] { desk.receive(); }),
                                std::function<void()>([&] { desk.requestCorrection(); }), std::function<void()>([&] { desk.refuse(u"notCompetent"_s, u"样例"_s, u"样例"_s); })}) {
            window.refusals.clear();
            act();
            QCOMPARE(window.refusals.size(), 1);
            QCOMPARE(window.refusals.constFirst().code, u"INT-BUNDLE"_s);
        }
        QVERIFY(std::any_of(window.now().problems.cbegin(), window.now().problems.cend(), [](const ProblemView &p) { return p.blocks && p.step == Step::Submit; }));
        // Left and opened again it is the same, and still nothing of it waits to be sent.
        QVERIFY(waitFor([&] { return window.saved(); }));
        const CaseDraft before = window.now().draft;
        desk.closeCase();
        desk.openCase(before.caseId);
        QVERIFY(waitFor([&] { return desk.hasCase(); }));
        QVERIFY(window.now().draft == before);
        desk.setField(u"applicant.address"_s, u"样例路 1 号"_s);
        QVERIFY(waitFor([&] { return window.saved(); }));
        const auto state = window.store().read([&](store::ReadTx &tx) { return sync::caseSyncState(tx, before.caseId); });
        QVERIFY(state.ok());
        QCOMPARE(*state, sync::SyncCaseState::LocalOnly);
        desk.submit();
        QCOMPARE(window.refusals.constLast().code, u"INT-BUNDLE"_s);
    }

    void wipeLeavesStrangersAlone()
    {
        QDir().mkpath(folder());
        QFile file(folder() + u"/thesis.txt"_s);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("x") == 1);
        file.close();
        QCOMPARE(DemoWorld::wipe(folder()).error().code, u"TRN-FOLDER"_s);
        QVERIFY(file.exists());
        Papers papers;
        FolderPacks packs{QList<FolderPacks::Department>{}};
        const auto prepared = DemoWorld::prepare({folder(), {}, &packs, &papers, false});
        QVERIFY(!prepared.ok());
        QCOMPARE(prepared.error().code, u"TRN-FOLDER"_s);
        QVERIFY(file.exists());
        QVERIFY(DemoWorld::wipe(m_root.filePath(u"never made"_s)).ok());
    }

    void resetStartsAfresh()
    {
        {
            Window window(folder());
            QVERIFY(waitFor([&] { return window.loggedIn; }));
            window.desk->startCase(m_script.itemCode);
            QVERIFY(waitFor([&] { return window.desk->hasCase(); }));
        }
        QElapsedTimer timer;
        timer.start();
        QVERIFY(DemoWorld::wipe(folder()).ok());
        Window window(folder());
        const qint64 ms = timer.elapsed();
        qInfo("reset of the demo world: %lld ms", ms);
        QVERIFY2(ms < 10'000, "two seconds are wanted; five times that is a fault even on a busy machine");
        const auto list = waited(CaseBook(window.world->ports()).advance({}));
        QVERIFY(list.ok() && list->complete && list->rows.isEmpty());
        QVERIFY(waitFor([&] { return window.loggedIn; }));
    }
};

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication application(argc, argv);
    TestDemoWorld test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_demoworld.moc"
