#include "integration/demo/counterwindow.h"
#include "support/testprogram.h"

#include <base/errortext.h>
#include <base/uuid.h>
#include <intake/pageorder.h>
#include <store/store.h>
#include <devices/socialcardreader.h>

#include <QCryptographicHash>
#include <QGuiApplication>
#include <QJsonArray>
#include <QTemporaryDir>

using namespace zc;
using namespace zc::intake;
using namespace zc::intake::test;
using namespace zc::training;
using namespace Qt::StringLiterals;

// The work on one draft at the counter: cards, fields, pages, undo, confirmation, what is refused.
class TestCounterDesk : public QObject {
    Q_OBJECT
    const CaseScript m_script = sampleScript();
    QTemporaryDir m_root;

    QString folder() { return m_root.filePath(QString::fromLatin1(QTest::currentTestFunction())); }

private Q_SLOTS:
    void undoAndRedoRestoreExactly()
    {
        Window window(folder());
        window.desk->startCase(m_script.itemCode);
        QVERIFY(waitFor([&] { return window.desk->hasCase(); }));
        const QList<CaseDraft> drafts = fillByHand(window, m_script);
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
            fillByHand(window, m_script);
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
            fillByHand(window, m_script);
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

    // What is signed at the desk stands on the receipt, lies with the province as strokes and picture, and says what it covers.
    void aSignatureGoesOntoTheReceiptAndToTheProvince()
    {
        const Pictures pictures;
        Window window(folder(), &pictures);
        window.desk->startCase(m_script.itemCode);
        QVERIFY(waitFor([&] { return window.desk->hasCase() && window.loggedIn; }));
        fillByHand(window, m_script);
        window.desk->setField(u"applicant.idNumber"_s, u"430199199001010015"_s);
        QVERIFY(waitFor([&] { return window.desk->signView().ready; }));
        QVERIFY(window.world->control(u"sig-1"_s, "{\"sign\":{\"seed\":11}}"));
        window.desk->startSigning(2.5);
        QVERIFY(waitFor([&] { return window.now().draft.signature.has_value(); }));
        const SignatureRef signature = *window.now().draft.signature;
        QCOMPARE(signature.tool, u"pen"_s);
        QCOMPARE(signature.covers, confirmedDigest(window.now().draft));
        window.desk->submit();
        QVERIFY(waitFor([&] { return window.now().submitted; }));
        const casework::NoticeContent &paper = window.papers.last;
        QCOMPARE(paper.kind, casework::NoticeKind::MaterialReceipt);
        qsizetype dots = 0;
        for (const auto &stroke : paper.handwriting.strokes)
            dots += stroke.size();
        QCOMPARE(paper.handwriting.ratio, 2.5);
        QVERIFY(paper.handwriting.strokes.size() >= 4 && dots == 14 * paper.handwriting.strokes.size());
        QCOMPARE(paper.handwritingNotes.size(), 1);                 // when; a pen needs no remark
        for (const AttachmentRef &file : {signature.picture, signature.strokes}) {
            const auto row = waited(window.store().readAsync([&](store::ReadTx &tx) { return tx.attachment(file.attId); }));
            QVERIFY(row.ok() && row->state == store::AttachmentState::Bound);
        }
        const auto said = waited(window.store().readAsync([&](store::ReadTx &tx) { return tx.mirrorField(window.now().draft.caseId, u"confirmation.signature"_s); }));
        QVERIFY(said.ok() && said->value);
        QCOMPARE(said->value->toArray(), (QJsonArray{u"pen"_s, uuidText(signature.picture.attId), uuidText(signature.strokes.attId), QString::fromLatin1(signature.covers)}));
    }

    // Another signature, or none, is not what was filed.
    void aWithdrawnSignatureStaysHere()
    {
        const Pictures pictures;
        Window window(folder(), &pictures);
        window.desk->startCase(m_script.itemCode);
        QVERIFY(waitFor([&] { return window.desk->hasCase() && window.loggedIn; }));
        fillByHand(window, m_script);
        window.desk->setField(u"applicant.idNumber"_s, u"430199199001010015"_s);
        QVERIFY(waitFor([&] { return window.desk->signView().ready; }));
        QVERIFY(window.world->control(u"sig-1"_s, "{\"sign\":{\"seed\":12}}"));
        window.desk->startSigning(2.5);
        QVERIFY(waitFor([&] { return window.now().draft.signature.has_value(); }));
        const QUuid picture = window.now().draft.signature->picture.attId;
        window.desk->setField(u"applicant.phone"_s, u"13900000000"_s);
        QVERIFY(!window.now().draft.signature && !window.now().draft.applicantConfirmed);
        window.desk->setApplicantConfirmed(true);
        window.desk->submit();
        QVERIFY(waitFor([&] { return window.now().submitted; }));
        QVERIFY(window.papers.last.handwriting.strokes.isEmpty());
        const auto row = waited(window.store().readAsync([&](store::ReadTx &tx) { return tx.attachment(picture); }));
        QVERIFY(row.ok() && row->state == store::AttachmentState::Tomb);
    }

    void theFormKnowsItsNumbers()
    {
        Window window(folder());
        window.desk->startCase(m_script.itemCode);
        QVERIFY(waitFor([&] { return window.desk->hasCase(); }));
        fillByHand(window, m_script);
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
        fillByHand(window, m_script);
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

    void theReceiptNeverClaimsAnOriginal()
    {
        Window window(folder());
        CounterDesk &desk = *window.desk;
        desk.startCase(m_script.itemCode);
        QVERIFY(waitFor([&] { return desk.hasCase(); }));
        fillByHand(window, m_script);                                   // every material by its original, looked at and given back
        desk.addFiles(u"M03"_s, {QStringLiteral(ZC_SOURCE_DIR "/tests/data/demo/lease.png")});
        QVERIFY(waitFor([&] { return !window.now().draft.materials.value(u"M03"_s).attachments.isEmpty(); }));
        desk.setSeen(u"M03"_s, Seen::Fits);                             // new pages have to be looked at
        desk.setField(u"applicant.idNumber"_s, u"430199199001010015"_s);
        desk.setApplicantConfirmed(true);
        desk.receive();
        QVERIFY(waitFor([&] { return !window.handedOut.isEmpty() || !window.refusals.isEmpty(); }));
        QVERIFY2(window.refusals.isEmpty(), window.refusals.isEmpty() ? "" : qPrintable(window.refusals.constFirst().code));
        const casework::NoticeContent &paper = window.papers.last;
        QCOMPARE(paper.kind, casework::NoticeKind::MaterialReceipt);
        const auto table = std::find_if(paper.blocks.cbegin(), paper.blocks.cend(), [](const auto &block) { return block.kind == casework::NoticeContent::BlockKind::Table; });
        QVERIFY(table != paper.blocks.cend());
        int scanned = 0, lookedAt = 0;
        for (const QStringList &row : table->rows) {
            QVERIFY2(row.contains(u"not kept"_s) || row.contains(u"不留存"_s), qPrintable(row.join(u'|')));
            scanned += row.contains(u"electronic (scanned)"_s) || row.contains(u"电子（扫描）"_s);
            lookedAt += row.contains(u"original looked at"_s) || row.contains(u"原件已核验"_s);
        }
        QCOMPARE(scanned, 1);
        QVERIFY(lookedAt >= 1);
    }

    void aLaterChangeAsksForTheConfirmationAnew()
    {
        Window window(folder());
        CounterDesk &desk = *window.desk;
        desk.startCase(m_script.itemCode);
        QVERIFY(waitFor([&] { return desk.hasCase(); }));
        fillByHand(window, m_script);
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
        fillByHand(window, m_script);
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
};

ZC_TEST(QGuiApplication, TestCounterDesk)
#include "tst_counterdesk.moc"
