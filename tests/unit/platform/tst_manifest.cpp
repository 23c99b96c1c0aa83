#include "support/testprogram.h"

#include <base/uuid.h>
#include <platform/contract.h>
#include <platform/manifest.h>

#include <QJsonArray>

#include <algorithm>

using namespace zc;
using namespace zc::platform;
using namespace Qt::StringLiterals;

class TestManifest : public QObject {
    Q_OBJECT

    static Manifest sample()
    {
        Manifest manifest;
        manifest.caseId = uuidFromCanonicalText(u"019a0000-0000-7000-8000-0000000000aa");
        manifest.roundNo = 1;
        manifest.itemCode = u"DEMO-1"_s;
        manifest.packVersion = u"1.0.0"_s;
        manifest.packSha256 = sha256Hex("pack");
        manifest.fields = {{u"b"_s, u"样例"_s}, {u"a"_s, 7}, {u"c.list"_s, QJsonArray{u"x"_s, u"y"_s}}};
        manifest.attachments = {{uuidFromCanonicalText(u"019a0000-0000-7000-8000-0000000000bb"), u"m2"_s, sha256Hex("two"), 3},
                                {uuidFromCanonicalText(u"019a0000-0000-7000-8000-0000000000ab"), u"m1"_s, sha256Hex("one"), 3}};
        return manifest;
    }

private Q_SLOTS:
    void bytesAreFixed()
    {
        // sha256 of the RFC 8785 text of each value: "样例" with its quotes, 7, ["x","y"].
        QByteArray expected =
            "{'attachments':[['019a0000-0000-7000-8000-0000000000ab','m1','ONE',3],['019a0000-0000-7000-8000-0000000000bb','m2','TWO',3]],"
            "'caseId':'019a0000-0000-7000-8000-0000000000aa','fields':[['a','SEVEN'],['b','TEXT'],['c.list','LIST']],'itemCode':'DEMO-1',"
            "'packHash':'PACK','packVersion':'1.0.0','roundNo':1}";
        expected.replace("ONE", sha256Hex("one")).replace("TWO", sha256Hex("two")).replace("SEVEN", sha256Hex("7")).replace("PACK", sha256Hex("pack"));
        expected.replace("TEXT", sha256Hex("\"样例\"")).replace("LIST", sha256Hex("[\"x\",\"y\"]")).replace('\'', '"');
        const auto json = manifestJson(sample());
        QVERIFY(json.ok());
        QCOMPARE(*json, expected);
        QCOMPARE(*manifestSha256(sample()), sha256Hex(expected));
    }
    void orderDoesNotMatter()
    {
        Manifest other = sample();
        std::reverse(other.fields.begin(), other.fields.end());
        std::reverse(other.attachments.begin(), other.attachments.end());
        QCOMPARE(*manifestSha256(other), *manifestSha256(sample()));
    }
    void everyPartMatters()
    {
        const QByteArray digest = *manifestSha256(sample());
        QList<Manifest> changed(8, sample());
        changed[0].roundNo = 2;
        changed[1].itemCode = u"DEMO-2"_s;
        changed[2].packVersion = u"1.0.1"_s;
        changed[3].packSha256 = sha256Hex("other");
        changed[4].fields[0].value = u"样例 "_s;
        changed[5].fields.removeLast();
        changed[6].attachments[0].size = 4;
        changed[7].attachments[0].slot = u"m3"_s;
        for (const Manifest &manifest : changed)
            QVERIFY(*manifestSha256(manifest) != digest);
    }
    void brokenInputIsRefused()
    {
        Manifest twice = sample();
        twice.fields.append({u"a"_s, 8});
        QCOMPARE(manifestJson(twice).error().code, u"PLT-MANIFEST"_s);
        Manifest digest = sample();
        digest.attachments[0].sha256 = "short";
        QCOMPARE(manifestJson(digest).error().code, u"PLT-MANIFEST"_s);
        Manifest fraction = sample();
        fraction.fields[0].value = 1.5;
        QCOMPARE(manifestJson(fraction).error().code, u"BAS-JSON-NUMBER"_s);
    }
    void clearedFieldsAndTombstonesAreLeftOut()
    {
        Case whole;
        whole.head.caseId = makeUuidV7();
        whole.head.packSha256 = sha256Hex("pack");
        FieldState cleared;
        cleared.path = u"gone"_s;
        cleared.cleared = true;
        FieldState there;
        there.path = u"there"_s;
        there.value = u""_s;      // empty text is a value
        whole.fields = {cleared, there};
        Attachment removed;
        removed.attId = makeUuidV7();
        removed.state = u"removed"_s;
        whole.attachments = {removed};
        const Manifest manifest = manifestOf(whole, 2);
        QCOMPARE(manifest.roundNo, 2);
        QCOMPARE(manifest.fields.size(), 1);
        QCOMPARE(manifest.fields.first().path, u"there"_s);
        QVERIFY(manifest.attachments.isEmpty());
    }
    void eventsLinkByTheirCanonicalForm()
    {
        CaseEvent event{1, 5, {}, u"C001"_s, u"intake"_s, u"advise"_s, u"draft"_s, u"draft"_s, sha256Hex("x"), QByteArray(64, '0')};
        const QByteArray first = caseEventSha256(event);
        QCOMPARE(first.size(), 64);
        QCOMPARE(caseEventSha256(event), first);
        event.atMs = 6;
        QVERIFY(caseEventSha256(event) != first);
    }
};

ZC_TEST(QCoreApplication, TestManifest)
#include "tst_manifest.moc"
