#include "support/testprogram.h"

#include <base/uuid.h>
#include <intake/casedraft.h>

#include <QJsonArray>
#include <QRandomGenerator>

using namespace zc;
using namespace zc::intake;
using namespace Qt::StringLiterals;

class TestCaseDraft : public QObject {
    Q_OBJECT

    static CaseDraft sample()
    {
        CaseDraft draft;
        draft.caseId = makeUuidV7();
        draft.itemCode = u"DEMO-x-01"_s;
        draft.packVersion = u"1.0.0"_s;
        draft.packHash = QString(64, u'a');
        draft.fields.insert(u"applicant.name"_s, {u"样例甲"_s, Source::Card, true, {}, Source::None});
        draft.fields.insert(u"applicant.phone"_s, {u"13800000000"_s, Source::Clerk, false, u"13900000000"_s, Source::SharedData});
        MaterialState material;
        material.seen = Seen::Unfit;
        material.note = u"第 2 页看不清 \"引号\" 𠮷"_s;
        material.attachments = {{makeUuidV7(), u"合同"_s, u"image/png"_s, 1234, 2, QByteArray(32, '\x07')}};
        material.pages = {{material.attachments.first().attId, 1, 270, false}, {material.attachments.first().attId, 0, 0, true}};
        draft.materials.insert(u"M03"_s, material);
        draft.step = Step::Materials;
        draft.focusPath = u"form.D03"_s;
        draft.cursor = 4;
        draft.applicantConfirmed = true;
        draft.signature = SignatureRef{{makeUuidV7(), u"签名"_s, u"image/png"_s, 900, 1, QByteArray(32, '\x08'), u"签字板"_s, 1'700'000'000'000},
                                       {makeUuidV7(), u"签名笔迹"_s, u"application/octet-stream"_s, 700, 1, QByteArray(32, '\x09'), u"签字板"_s, 1'700'000'000'000}, u"mouse"_s, confirmedDigest(draft)};
        return draft;
    }

private Q_SLOTS:
    void roundTripsEverything()
    {
        const CaseDraft draft = sample();
        const auto back = draftFromJson(draftToJson(draft));
        QVERIFY(back.ok());
        QVERIFY(*back == draft);
    }
    // The digest under a signature follows what is filed, and nothing else.
    void aSignatureCoversWhatIsFiled()
    {
        const CaseDraft draft = sample();
        const auto changed = [&draft](auto change) {
            CaseDraft other = draft;
            change(other);
            return confirmedDigest(other) != draft.signature->covers;
        };
        QVERIFY(changed([](CaseDraft &d) { d.fields[u"applicant.name"_s].text = u"样例乙"_s; }));
        QVERIFY(changed([](CaseDraft &d) { d.fields.remove(u"applicant.phone"_s); }));
        QVERIFY(changed([](CaseDraft &d) { d.materials[u"M03"_s].seen = Seen::Fits; }));
        QVERIFY(changed([](CaseDraft &d) { d.materials[u"M03"_s].attachments.first().sha256 = QByteArray(32, '\x0a'); }));
        QVERIFY(changed([](CaseDraft &d) { d.itemCode = u"DEMO-x-02"_s; }));
        QVERIFY(!changed([](CaseDraft &d) { d.step = Step::Submit; }));
        QVERIFY(!changed([](CaseDraft &d) { d.materials[u"M03"_s].pages.clear(); }));
        QVERIFY(!changed([](CaseDraft &d) { d.fields[u"applicant.phone"_s].confirmed = true; }));
        QVERIFY(!changed([](CaseDraft &d) { d.withdrawConfirmation(); }));
    }
    void randomDraftsRoundTrip()
    {
        QRandomGenerator random(20261121);
        for (int i = 0; i < 300; ++i) {
            CaseDraft draft = sample();
            for (int n = random.bounded(20); n > 0; --n) {
                QString text;
                for (int c = random.bounded(12); c > 0; --c)
                    text += QChar(char16_t(random.bounded(0x20, 0xD7FF)));
                draft.fields.insert(u"form.D%1"_s.arg(n), {text, Source(random.bounded(7)), random.bounded(2) == 1, text, Source(random.bounded(1, 7))});
            }
            const auto back = draftFromJson(draftToJson(draft));
            QVERIFY(back.ok());
            QVERIFY(*back == draft);
        }
    }
    void brokenDocumentsAreRefused_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("format of tomorrow") << u"format"_s << QJsonValue(2);
        QTest::newRow("no id") << u"caseId"_s << QJsonValue(u"x"_s);
        QTest::newRow("no item") << u"itemCode"_s << QJsonValue(QString());
        QTest::newRow("step 0") << u"step"_s << QJsonValue(0);
        QTest::newRow("step 7") << u"step"_s << QJsonValue(7);
        QTest::newRow("field without text") << u"fields"_s << QJsonValue(QJsonObject{{u"a.b"_s, QJsonObject{{u"source"_s, 1}}}});
        QTest::newRow("source unknown") << u"fields"_s << QJsonValue(QJsonObject{{u"a.b"_s, QJsonObject{{u"text"_s, u"x"_s}, {u"source"_s, 99}}}});
        QTest::newRow("seen unknown") << u"materials"_s << QJsonValue(QJsonObject{{u"M01"_s, QJsonObject{{u"seen"_s, 9}}}});
        QTest::newRow("attachment without digest")
            << u"materials"_s
            << QJsonValue(QJsonObject{{u"M01"_s, QJsonObject{{u"seen"_s, 0}, {u"attachments"_s, QJsonArray{QJsonObject{{u"id"_s, uuidText(makeUuidV7())}}}}}}});
        QTest::newRow("signature without strokes") << u"signature"_s << QJsonValue(QJsonObject{{u"tool"_s, u"pen"_s}});
        for (const auto &[name, pages] : std::initializer_list<std::pair<const char *, QJsonValue>> {{"pages no list", u"x"_s},
                 {"page no text", QJsonArray{7}}, {"page of no file", QJsonArray{uuidText(makeUuidV7()) + u" 1 0"_s}}})
            QTest::newRow(name) << u"materials"_s << QJsonValue(QJsonObject{{u"M01"_s, QJsonObject{{u"seen"_s, 0}, {u"pages"_s, pages}}}});
    }
    void brokenDocumentsAreRefused()
    {
        QFETCH(QString, member);
        QFETCH(QJsonValue, value);
        QJsonObject document = draftToJson(sample());
        document.insert(member, value);
        const auto back = draftFromJson(document);
        QVERIFY(!back.ok());
        QCOMPARE(back.error().code, u"INT-DRAFT-FORMAT"_s);
        QCOMPARE(back.error().kind, ErrorKind::Corrupt);
    }
};

ZC_TEST(QCoreApplication, TestCaseDraft)
#include "tst_casedraft.moc"
