#include "integration/demo/counterwindow.h"
#include "support/testprogram.h"

#include <base/uuid.h>
#include <catalog/catalog.h>
#include <guidance/bundleitem.h>
#include <guidance/casefile.h>
#include <intake/caselist.h>
#include <store/transaction.h>
#include <sync/status.h>

#include <QJsonArray>
#include <QGuiApplication>
#include <QTemporaryDir>

using namespace zc;
using namespace zc::intake;
using namespace zc::intake::test;

// 一件事 at the counter: one interview, one hand-over, one receipt, and a case for every item that reaches the platform once.
class TestBundleFiling : public QObject {
    Q_OBJECT

    static inline const QString kRestaurant = u"DEMO-market_regulation-B01"_s;
    static inline const QString kNewborn = u"DEMO-health-B01"_s;

    static QString text(const feel::Value &value)
    {
        if (!value.isList())
            return value.isBoolean() ? (value.boolean() ? u"true"_s : u"false"_s) : value.isNumber() ? value.number().text() : value.isDate() ? value.date().text() : value.string();
        QStringList parts;
        for (const feel::Value &part : value.list())
            parts << part.string();
        return parts.isEmpty() ? u"∅"_s : parts.join(u'|');
    }

    // A value this field takes, by its form alone.
    static void fill(CounterDesk &desk, const FormFieldView &field)
    {
        for (const QString &value : {u"样例"_s, u"13800000000"_s, u"430199199001010015"_s, u"91430199MA4L00XE13"_s, u"2026-01-01"_s, u"12"_s, u"女"_s}) {
            desk.setField(field.path, value);
            for (const FormFieldView &now : desk.current().form)
                if (now.path == field.path && now.error.isEmpty())
                    return;
        }
        qFatal("no value for %s", qPrintable(field.label));
    }

    static QList<guidance::CaseInput> golden(const guidance::Pack &pack)
    {
        QFile cases(pack.path() + u"/cases.csv"_s);
        if (!cases.open(QIODevice::ReadOnly))
            qFatal("no cases");
        return guidance::readCaseFile(pack, cases.readAll()).valueOr({});
    }

    // The whole counter by hand: parties, every question, papers, form. False where the situation ends for every item.
    static bool fillWhole(Window &window, const guidance::CaseInput &situation, QString *picture = nullptr)
    {
        CounterDesk &desk = *window.desk;
        desk.setField(u"applicant.name"_s, u"样例甲"_s);
        desk.setField(u"applicant.idNumber"_s, u"430199199001010015"_s);
        desk.setField(u"applicant.phone"_s, u"13800000000"_s);
        desk.setField(u"applicant.address"_s, u"样例路 1 号"_s);
        for (const guidance::AnswerRecord &record : situation.answers)
            if (const auto *fact = waited(window.packs.pack(desk.current().draft.itemCode)).valueOr({})->fact(record.fact); fact->element == u"DE-0101" && record.value == feel::Value(true)) {
                desk.setField(u"applicant.hasAgent"_s, u"true"_s);
                desk.setField(u"agent.name"_s, u"样例乙"_s);
                desk.setField(u"agent.idNumber"_s, u"430199199002020020"_s);
                desk.setField(u"agent.phone"_s, u"13800000001"_s);
            }
        QStringList asked;
        while (!desk.current().questions.isEmpty()) {
            const QString fact = desk.current().questions.constFirst().factId;
            if (asked.contains(fact))
                qFatal("asked twice: %s", qPrintable(fact));
            asked << fact;
            const auto record = std::find_if(situation.answers.cbegin(), situation.answers.cend(), [&fact](const auto &known) { return known.fact == fact; });
            const QuestionView &question = desk.current().questions.constFirst();
            const QString first = question.options.isEmpty() ? question.lowest : question.options.constFirst().value;
            desk.answer(fact, record != situation.answers.cend() ? text(record->value) : first);
        }
        if (desk.current().items.isEmpty())
            return false;
        for (const MaterialView &material : QList(desk.current().materials)) {
            if (picture && material.mode != NoticeLine::Mode::Exempt) {
                desk.addFiles(material.id, {*picture});
                if (!waitFor([&] { return !desk.current().draft.materials.value(material.id).attachments.isEmpty() || !window.refusals.isEmpty(); }))
                    qFatal("no page");
                desk.setSeen(material.id, Seen::Fits);
                picture = nullptr;
            } else {
                desk.setOriginalSeen(material.id, true);
            }
        }
        for (const FormFieldView &field : QList(desk.current().form))
            if (!field.error.isEmpty())
                fill(desk, field);
        for (const FormFieldView &field : QList(desk.current().form))
            if (!field.value.confirmed)
                desk.confirmField(field.path);
        desk.setApplicantConfirmed(true);
        return true;
    }

    static QString said(const Window &window) { return window.refusals.isEmpty() ? QString() : window.refusals.constLast().code + u' ' + window.refusals.constLast().detail; }

    void begin(Window &window, const QString &itemCode)
    {
        QVERIFY(waitFor([&] { return window.loggedIn; }));
        window.desk->startCase(itemCode);
        QVERIFY(waitFor([&] { return window.desk->hasCase() || !window.refusals.isEmpty(); }));
        QVERIFY2(window.refusals.isEmpty(), qPrintable(said(window)));
    }
    void open(Window &window, QUuid caseId)           // by value: what is shown changes meanwhile
    {
        window.desk->openCase(caseId);
        QVERIFY(waitFor([&] { return window.desk->hasCase() && window.now().draft.caseId == caseId; }));
    }

    QTemporaryDir m_dir;
    QString folder() const { return m_dir.filePath(QString::fromLatin1(QTest::currentTestFunction()) + QString::fromUtf8(QTest::currentDataTag())); }

private Q_SLOTS:
    void everyItemIsFiledOnceUnderItsOwnNumber()
    {
        Window window(folder());
        begin(window, kRestaurant);
        QVERIFY(window.now().bundle && window.now().itemName == u"开餐馆一件事"_s);
        const auto pack = waited(window.packs.pack(kRestaurant));
        QVERIFY(pack.ok());
        QString picture = QStringLiteral(ZC_SOURCE_DIR "/tests/data/demo/lease.png");
        QVERIFY(fillWhole(window, golden(**pack).at(11), &picture));       // 没有执照，一并登记个体工商户
        const CounterCase before = window.now();
        QStringList names;
        for (const ItemCaseView &item : before.items) {
            names << item.itemName;
            QVERIFY(item.caseId.isNull() && !item.departmentName.isEmpty());
        }
        QCOMPARE(names.size(), 4);
        QVERIFY(!before.notice.exits.isEmpty());       // the fire check ends here, and does not stop the others
        for (const ProblemView &problem : before.problems)
            QVERIFY2(!problem.blocks, qPrintable(problem.text));

        window.desk->submit();
        QVERIFY(waitFor([&] { return window.now().submitted || !window.refusals.isEmpty(); }));
        QVERIFY2(window.refusals.isEmpty(), qPrintable(said(window)));
        const CounterCase after = window.now();
        QCOMPARE(after.items.size(), names.size());
        QCOMPARE(window.handedOut.size(), 1);          // one receipt for all
        const auto &blocks = window.papers.last.blocks;
        const auto table = std::find_if(blocks.cbegin(), blocks.cend(), [](const auto &block) { return block.heading == u"一件事包含的事项"; });
        QVERIFY(table != blocks.cend());
        QCOMPARE(table->rows.size(), names.size());
        QSet<QString> numbers{after.provisionalNumber};
        for (qsizetype i = 0; i < after.items.size(); ++i) {
            const ItemCaseView &item = after.items.at(i);
            QCOMPARE(item.itemName, names.at(i));
            QVERIFY(item.submitted && item.filed && !item.attention && !item.receiptNumber.isEmpty() && !item.formalNumber.isEmpty());
            QVERIFY(table->rows.at(i).contains(item.provisionalNumber));
            QVERIFY(!numbers.contains(item.provisionalNumber) && !numbers.contains(item.formalNumber));
            numbers << item.provisionalNumber << item.formalNumber;
            const auto receipts = waited(window.store().readAsync([id = item.caseId](store::ReadTx &tx) { return tx.receipts(id); }));
            QVERIFY(receipts.ok());
            QCOMPARE(receipts->size(), 1);
            const auto row = window.store().read([&](store::ReadTx &tx) { return tx.caseById(item.caseId); });
            QVERIFY(row.ok());
            QCOMPARE(row->more.value(u"bundleId"_s).toString(), uuidText(after.draft.caseId));
            QVERIFY(!row->intakeEvidence.isEmpty() && row->more.contains(u"receipt"_s));
        }
        // The one page went with every item that wants that paper, each time as an attachment of its own.
        const QByteArray sha = [&] {
            for (const MaterialState &material : after.draft.materials)
                if (!material.attachments.isEmpty())
                    return material.attachments.constFirst().sha256;
            return QByteArray();
        }();
        QVERIFY(!sha.isEmpty());
        int copies = 0;
        for (const ItemCaseView &item : after.items) {
            const auto files = window.store().read([&](store::ReadTx &tx) { return tx.attachments(item.caseId); });
            QVERIFY(files.ok());
            copies += int(files->size());
            for (const store::Attachment &file : *files)
                QCOMPARE(file.state, store::AttachmentState::Bound);
        }
        QVERIFY(copies >= 1);
        const auto own = window.store().read([&](store::ReadTx &tx) { return tx.attachments(after.draft.caseId); });
        QVERIFY(own.ok());
        QCOMPARE(own->size(), 1);
        QCOMPARE(own->constFirst().state, store::AttachmentState::Kept);       // its pages go with the items, never by themselves
        // The bundle itself never goes anywhere, and cannot be changed or filed any more.
        const auto state = window.store().read([&](store::ReadTx &tx) { return sync::caseSyncState(tx, after.draft.caseId); });
        QVERIFY(state.ok());
        QCOMPARE(*state, sync::SyncCaseState::LocalOnly);
        QVERIFY(after.readOnly);
        const auto found = waited(CaseList(window.world->ports()).find(after.provisionalNumber, 5));
        QVERIFY(found.ok());
        QCOMPARE(found->rows.size(), 1);
        QCOMPARE(found->rows.constFirst().sync, u"byItem"_s);      // no "not sent", and no clock that nobody would ever stop
        QVERIFY(!found->rows.constFirst().due.isValid());
        window.desk->setField(u"applicant.address"_s, u"样例路 2 号"_s);
        QCOMPARE(window.refusals.constLast().code, u"INT-BUNDLE-RECEIVED"_s);
        for (const auto &act : {std::function<void()>([&] { window.desk->receive(); }), std::function<void()>([&] { window.desk->requestCorrection(); }),
                                std::function<void()>([&] { window.desk->refuse(u"notCompetent"_s, u"样例"_s, u"样例"_s); })}) {
            act();
            QCOMPARE(window.refusals.constLast().code, u"INT-BUNDLE-RECEIVED"_s);
        }
        window.desk->submit();
        QCOMPARE(window.refusals.constLast().code, u"INT-CASE-FILED"_s);
        QCOMPARE(window.refusals.size(), 5);
        QVERIFY(window.now().draft == after.draft);

        // Each item is a case like any other, and leads back.
        open(window, after.items.constFirst().caseId);
        QVERIFY(window.now().submitted && !window.now().bundle);
        QCOMPARE(window.now().bundleId, after.draft.caseId);
        QCOMPARE(window.now().papers.size(), 1);
        QVERIFY(window.now().problems.isEmpty() || std::none_of(window.now().problems.cbegin(), window.now().problems.cend(), [](const auto &problem) { return problem.blocks; }));
        open(window, window.now().bundleId);
        QCOMPARE(window.now().items.size(), after.items.size());
        QVERIFY(window.now().submitted);
    }

    // Received without the platform, left, changed by one item, and filed later: everything once.
    void receivedOfflineAndFiledLater()
    {
        Window window(folder());
        begin(window, kNewborn);
        const auto pack = waited(window.packs.pack(kNewborn));
        QVERIFY(pack.ok());
        QVERIFY(waited(window.world->stopPlatform()).ok());
        QVERIFY(fillWhole(window, golden(**pack).at(1)));                  // 替别人办
        // The receipt cannot be made: nothing is received and no case exists, but the numbers that it would have named are kept.
        const auto stored = [&] { return window.store().read([id = window.now().draft.caseId](store::ReadTx &tx) { return tx.caseById(id); }).value(); };
        window.papers.refuseNext = Error{ErrorKind::Internal, u"PAP-FONT"_s, {}};
        window.desk->receive();
        QVERIFY(waitFor([&] { return !window.refusals.isEmpty(); }));
        QCOMPARE(window.refusals.takeLast().code, u"PAP-FONT"_s);
        QVERIFY(!window.now().readOnly && window.now().items.constFirst().caseId.isNull());
        QCOMPARE(stored().state, u"draft"_s);
        const QJsonArray reserved = stored().more.value(u"items"_s).toArray();
        QCOMPARE(reserved.size(), 5);
        for (const QJsonValue &item : reserved)
            QVERIFY(!window.store().read([&](store::ReadTx &tx) { return tx.caseById(uuidFromCanonicalText(item.toObject().value(u"caseId"_s).toString())); }).ok());
        window.desk->receive();
        QVERIFY(waitFor([&] { return !window.handedOut.isEmpty() || !window.refusals.isEmpty(); }));
        QVERIFY2(window.refusals.isEmpty(), qPrintable(said(window)));
        const CounterCase received = window.now();
        for (qsizetype i = 0; i < reserved.size(); ++i)
            QCOMPARE(received.items.at(i).provisionalNumber, reserved.at(i).toObject().value(u"number"_s).toString());
        QCOMPARE(received.items.size(), 5);
        QVERIFY(received.readOnly && !received.submitted);
        for (const ItemCaseView &item : received.items)
            QVERIFY(!item.caseId.isNull() && !item.filed && item.formalNumber.isEmpty());

        // One item is opened and loses what it needs: nothing of the bundle is filed until it is whole again.
        const QUuid second = received.items.at(1).caseId;
        open(window, second);
        const QString address = window.now().draft.text(u"applicant.address"_s);
        window.desk->setField(u"applicant.address"_s, {});
        QVERIFY(waitFor([&] { return window.saved(); }));
        open(window, received.draft.caseId);
        window.desk->submit();
        QVERIFY(waitFor([&] { return !window.refusals.isEmpty(); }));
        QCOMPARE(window.refusals.constLast().code, u"INT-ITEM-NOT-READY"_s);
        QCOMPARE(window.refusals.constLast().detail, received.items.at(1).itemName);
        for (const ItemCaseView &item : window.now().items)
            QVERIFY(!item.filed);
        open(window, second);
        window.desk->setField(u"applicant.address"_s, address);
        window.desk->setApplicantConfirmed(true);
        QVERIFY(waitFor([&] { return window.saved(); }));
        // Filed by itself, it is left alone by what the bundle files.
        window.desk->submit();
        QVERIFY(waitFor([&] { return window.now().readOnly; }));
        open(window, received.draft.caseId);
        window.desk->submit();
        QVERIFY(waitFor([&] { return std::all_of(window.now().items.cbegin(), window.now().items.cend(), [](const auto &item) { return item.filed; }); }));
        QVERIFY(!window.now().submitted);
        QVERIFY(waited(window.world->startPlatform()).ok());
        QVERIFY(waitFor([&] { return window.now().submitted; }));
        for (const ItemCaseView &item : window.now().items) {
            const auto receipts = waited(window.store().readAsync([id = item.caseId](store::ReadTx &tx) { return tx.receipts(id); }));
            QVERIFY(receipts.ok());
            QCOMPARE(receipts->size(), 1);
        }
    }

    // Every golden case of both bundles: what is complete as a whole is complete item by item.
    void everySituationGivesCompleteItems_data()
    {
        QTest::addColumn<QString>("itemCode");
        QTest::newRow("restaurant") << kRestaurant;
        QTest::newRow("newborn") << kNewborn;
    }
    void everySituationGivesCompleteItems()
    {
        QFETCH(QString, itemCode);
        Window window(folder());
        QVERIFY(waitFor([&] { return window.loggedIn; }));
        const auto pack = waited(window.packs.pack(itemCode));
        QVERIFY(pack.ok());
        int filed = 0, ended = 0, row = 0;
        for (const guidance::CaseInput &situation : golden(**pack)) {
            if (row++ % 4)                             // every fourth, for time
                continue;
            window.desk->closeCase();
            window.handedOut.clear();
            begin(window, itemCode);
            if (!fillWhole(window, situation)) {
                QVERIFY(std::any_of(window.now().problems.cbegin(), window.now().problems.cend(), [](const auto &problem) { return problem.blocks && problem.step == Step::Guidance; }));
                ++ended;
                continue;
            }
            const CounterCase whole = window.now();
            for (const ProblemView &problem : whole.problems)
                QVERIFY2(!problem.blocks, qPrintable(situation.id + problem.text));
            window.desk->receive();
            QVERIFY(waitFor([&] { return !window.handedOut.isEmpty() || !window.refusals.isEmpty(); }));
            QVERIFY2(window.refusals.isEmpty(), qPrintable(situation.id + u' ' + said(window)));
            for (const ItemCaseView &item : QList(window.now().items)) {
                open(window, item.caseId);
                for (const ProblemView &problem : window.now().problems)
                    QVERIFY2(!problem.blocks, qPrintable(situation.id + u' ' + item.itemName + u": "_s + problem.text));
                QVERIFY(window.now().notice.complete && window.now().notice.exits.isEmpty());
                ++filed;
            }
        }
        qInfo("%d items received, %d situations end for every item", filed, ended);
        QVERIFY(filed > 20);
    }
};

ZC_TEST(QGuiApplication, TestBundleFiling)
#include "tst_bundlefiling.moc"
