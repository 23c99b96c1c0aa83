#include "support/testprogram.h"

#include <base/uuid.h>
#include <platform/codec.h>
#include <platform/contract.h>

#include <QJsonArray>
#include <QJsonDocument>

using namespace zc;
using namespace zc::platform;
using namespace Qt::StringLiterals;

namespace {
template <class T> Result<T> decodeText(const QByteArray &text, Wire wire) { return decode<T>(QByteArrayView(text), wire); }
} // namespace

class TestCodec : public QObject {
    Q_OBJECT

    static QByteArray createText(const QByteArray &more = {})
    {
        QByteArray text = "{'itemCode':'DEMO-1','packVersion':'1','packSha256':'HASH','siteCode':'430104','provisionalNumber':'LS1',"
                          "'channel':{'channel':'1','windowNo':'003'},'createdAtMs':5";
        return text.replace("HASH", QByteArray(64, 'a')).replace('\'', '"') + more + '}';    }
    static QByteArray bindText(const QByteArray &more)
    {
        QByteArray text = "{'slot':'m1','order':'a','size':0,'sha256':'HASH','mediaType':'image/png'" + more + '}';
        return text.replace("HASH", QByteArray(64, '0')).replace('\'', '"');
    }
    template <class T> static void roundTrip(const QByteArray &text)
    {
        const auto value = decodeText<T>(text, Wire::Request);
        QVERIFY2(value.ok(), value.ok() ? "" : qPrintable(value.error().detail));
        QCOMPARE(QJsonDocument::fromJson(encode(*value)), QJsonDocument::fromJson(text));
    }

private Q_SLOTS:
    void requestsRoundTrip()
    {
        roundTrip<CaseCreate>(createText(R"(,"situation":"s1","fields":[{"path":"a.b","value":"样例"},{"path":"c[019a0000-0000-7000-8000-0000000000aa].d","clear":true,"source":{"kind":"card","ref":"j1","confirmed":true}}])"));
        roundTrip<PatchCaseRequest>(R"({"changes":[{"path":"n","value":-7},{"path":"t","value":false},{"path":"l","value":["x","y"]},{"path":"e","value":""}]})");
        roundTrip<RecordIntakeRequest>(R"({"kind":"correction","allCorrected":false,"receivedAtMs":1,"clock":{"wallMs":1,"bootId":"b","bootMs":2,"offsetMs":-40,"doubtful":false},"materials":[{"slot":"m1","form":"original","copies":2}]})");
        roundTrip<DecisionCreate>(R"({"kind":"finish","result":"granted","issued":[{"kind":"licence","name":"样例证"}],"special":{"code":"hearing","plannedDays":5}})");
        roundTrip<AttachmentBind>(bindText(",'uploadId':'n1-x'"));
        QByteArray line = "{'opId':'019a0000-0000-7000-8000-0000000000aa','opSeq':1,'epoch':1,'payloadSchema':1,'actedAtMs':1,'actorTicket':'t',"
                          "'method':'PATCH','path':'/v1/x','baseRev':0,'sha256':'HASH','body':'e30='}";
        roundTrip<BatchLine>(line.replace("HASH", QByteArray(64, '0')).replace('\'', '"'));
        roundTrip<SearchCasesRequest>(R"({"scope":"site","states":["draft","received"],"limit":10})");
    }
    void answersRoundTrip()
    {
        roundTrip<SubmissionAnswer>(R"({"submissionId":"00-019a0000-0000-7000-8000-0000000000aa","roundNo":1,"flowRev":3,"receipt":{"payload":"e30=","alg":"ES256","kid":"k","signature":"AAA="}})");
        roundTrip<NumberAnswer>(R"({"state":"pending"})");
        roundTrip<PatchAnswer>(R"({"rev":2,"applied":[{"path":"a","rev":2}],"missed":[{"path":"b","cleared":true,"rev":2,"atMs":0,"origin":{"clientId":"019a0000-0000-7000-8000-0000000000aa","epoch":1,"opSeq":4}}]})");
        roundTrip<ChangePage>(R"({"changes":[{"kind":"case.flow","subject":"019a0000-0000-7000-8000-0000000000aa","atMs":1,"body":{"x":1}}],"cursor":"abc","more":false,"pollAfterMs":1000})");
        roundTrip<TokenAnswer>(R"({"access_token":"a","token_type":"Bearer","expires_in":900,"actor_ticket":"t","actor_ticket_expires_in":1})");
        roundTrip<Problem>(R"({"title":"t","status":412,"code":"FIELDS_CHANGED","rev":3,"current":[{"path":"a","value":"x","rev":3,"atMs":0}],"errors":[{"path":"a","rule":"r"}]})");
        roundTrip<OperationStatus>(R"({"opId":"019a0000-0000-7000-8000-0000000000aa","status":"applied","http":200,"answer":{"rev":1}})");
    }
    void unknownMembersAreRefusedInRequestsAndIgnoredInAnswers()
    {
        const QByteArray text = createText(R"(,"extra":1)");
        const auto request = decodeText<CaseCreate>(text, Wire::Request);
        QCOMPARE(request.error(), (Error{ErrorKind::Invalid, u"PLT-BODY"_s, u"/ unknown"_s}));
        QVERIFY(decodeText<CaseCreate>(text, Wire::Answer).ok());
        const auto nested = decodeText<PatchCaseRequest>(R"({"changes":[{"path":"a","value":"x","why":1}]})", Wire::Request);
        QCOMPARE(nested.error().detail, u"/changes/0 unknown"_s);
    }
    void brokenBodiesNameTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char *name, const QByteArray &text, const char *code, const char *detail) {
            QTest::newRow(name) << text << QString::fromLatin1(code) << QString::fromLatin1(detail);
        };
        row("no object", "[]", "PLT-BODY", "/ type");
        row("not json", "{", "BAS-JSON-SYNTAX", "byte 1: member name expected");
        row("fraction", R"({"changes":[{"path":"a","value":1.5}]})", "BAS-JSON-SYNTAX", "byte 33: fraction or exponent");
        row("missing", "{}", "PLT-BODY", "/changes required");
        row("no change", R"({"changes":[]})", "PLT-BODY", "/changes items");
        row("wrong type", R"({"changes":7})", "PLT-BODY", "/changes type");
        row("null value", R"({"changes":[{"path":"a","value":null}]})", "PLT-FIELD", "/changes/0/value type");
        row("object value", R"({"changes":[{"path":"a","value":{}}]})", "PLT-FIELD", "/changes/0/value type");
        row("list of numbers", R"({"changes":[{"path":"a","value":[1]}]})", "PLT-FIELD", "/changes/0/value type");
        row("neither", R"({"changes":[{"path":"a"}]})", "PLT-FIELD", "/changes/0/value oneOf");
        row("both", R"({"changes":[{"path":"a","value":"x","clear":true}]})", "PLT-FIELD", "/changes/0/value oneOf");
        row("clear false", R"({"changes":[{"path":"a","clear":false}]})", "PLT-FIELD", "/changes/0/value oneOf");
        row("bad path", R"({"changes":[{"path":"1a","value":"x"}]})", "PLT-FIELD", "/changes/0/path pattern");
        row("path with newline", R"({"changes":[{"path":"a\n","value":"x"}]})", "PLT-FIELD", "/changes/0/path pattern");
        row("bad source", R"({"changes":[{"path":"a","value":"x","source":{"kind":"guess"}}]})", "PLT-FIELD", "/changes/0/source/kind enum");
    }
    void brokenBodiesNameTheirPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, code);
        QFETCH(QString, detail);
        const auto value = decodeText<PatchCaseRequest>(text, Wire::Request);
        QVERIFY(!value.ok());
        QCOMPARE(value.error().code, code);
        QCOMPARE(value.error().detail, detail);
    }
    void boundsAndListsHold()
    {
        QByteArray upper = createText();
        upper.replace(QByteArray(64, 'a'), QByteArray(64, 'A'));
        QCOMPARE(decodeText<CaseCreate>(upper, Wire::Request).error().detail, u"/packSha256 pattern"_s);
        QByteArray empty = createText();
        empty.replace("DEMO-1", "");
        QCOMPARE(decodeText<CaseCreate>(empty, Wire::Request).error().detail, u"/itemCode length"_s);
        QByteArray negative = createText();
        negative.replace(":5", ":-5");
        QCOMPARE(decodeText<CaseCreate>(negative, Wire::Request).error().detail, u"/createdAtMs range"_s);
        QCOMPARE(decodeText<DecisionCreate>(R"({"kind":"approve"})", Wire::Request).error().detail, u"/kind enum"_s);
        QCOMPARE(decodeText<DecisionCreate>(R"({"kind":"accept|refuse"})", Wire::Request).error().detail, u"/kind enum"_s);
        QCOMPARE(decodeText<VoidOperationRequest>(R"({"subject":"019A0000-0000-7000-8000-0000000000AA"})", Wire::Request).error().detail, u"/subject pattern"_s);
        QCOMPARE(decodeText<RecordIntakeRequest>(R"({"kind":"correction","receivedAtMs":1,"clock":{"wallMs":1,"bootId":"b","bootMs":2,"doubtful":false},"materials":[]})", Wire::Request)
                     .error().detail, u"/allCorrected required"_s);
        QCOMPARE(decodeText<AttachmentBind>(bindText(""), Wire::Request).error().detail, u"/uploadId oneOf"_s);
        QCOMPARE(decodeText<SignedReceipt>(R"({"payload":"e30","alg":"ES256","kid":"k","signature":""})", Wire::Answer).error().detail, u"/payload pattern"_s);
    }
    void tagsAreExact()
    {
        QCOMPARE(tagRevision("\"r18\"", 'r'), 18);
        QCOMPARE(revisionTag('w', 5), QByteArray("\"w5\""));
        for (const char *tag : {"r18", "\"r\"", "\"w18\"", "\"r-1\"", "\"r1.\"", "W/\"r1\"", "\"r18", "*", "\"r999999999999999999999\""})
            QVERIFY2(!tagRevision(tag, 'r'), tag);
    }
    void digestsAreOfTheExactBody()
    {
        QCOMPARE(contentDigest({}), QByteArray("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"));
        QVERIFY(contentDigestMatches(contentDigest("x"), "x"));
        QVERIFY(!contentDigestMatches(contentDigest("x"), "x "));
        QVERIFY(!contentDigestMatches("", "x"));
    }
    void randomDamageNeverCrashes()
    {
        const QByteArray text = createText(R"(,"fields":[{"path":"a","value":["x"]}])");
        for (qsizetype i = 0; i < text.size(); ++i) {
            for (const char c : {'\0', '"', '{', '}', '[', ']', ',', ':', '9', '\\', '\xff'}) {
                QByteArray damaged = text;
                damaged[i] = c;
                (void)decodeText<CaseCreate>(damaged, Wire::Request);
            }
        }
    }
};

ZC_TEST(QCoreApplication, TestCodec)
#include "tst_codec.moc"
