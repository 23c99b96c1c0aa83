#include <casework/notice.h>

#include "casework/internal/noticetemplate.h"
#include "support/testprogram.h"
#include <support/noticesamples.h>

#include <QFile>
#include <QJsonDocument>

using namespace zc;
using namespace zc::casework;
using namespace Qt::StringLiterals;

namespace {

QString textOf(const NoticeContent &content)
{
    QStringList text{content.title, content.subtitle, content.authority, content.number, content.dateText, content.sealLabel};
    text += content.signatureLabels + content.footer;
    for (const NoticeContent::Block &block : content.blocks) {
        text << block.heading;
        text += block.paragraphs;
        for (const NoticeContent::Fact &fact : block.facts)
            text << fact.label << fact.value;
        for (const NoticeContent::Column &column : block.columns)
            text << column.label;
        for (const QStringList &row : block.rows)
            text += row;
    }
    return text.join(u'\n');
}

} // namespace

class TestNotice : public QObject {
    Q_OBJECT

    static void kinds()
    {
        QTest::addColumn<int>("number");
        for (const NoticeKind kind : allNoticeKinds())
            QTest::newRow(qPrintable(noticeCode(kind))) << int(kind);
    }

private Q_SLOTS:
    void everyEntryIsPrinted_data() { kinds(); }
    void everyEntryIsPrinted()
    {
        QFETCH(int, number);
        const NoticeKind kind = NoticeKind(number);
        const NoticeData data = samples::noticeData(kind);
        const auto content = composeNotice(kind, data);
        QVERIFY2(content, content.ok() ? "" : qPrintable(content.error().code + content.error().detail));
        const QString text = textOf(*content);
        QStringList wanted{data.authority, data.number, data.itemName, data.itemCode, data.caseNumber, data.applicantName,
                           data.applicantIdMasked, data.agentName, u"2026年11月21日"_s, data.clerkNo, data.consultPhone, data.supervisePhone};
        wanted += data.legalBasis + data.values.values();
        for (const QStringList &list : data.lists)
            wanted += list;
        for (const QList<NoticeRow> &table : data.tables)
            for (const NoticeRow &row : table)
                wanted += row.values();
        for (const QString &value : wanted)
            QVERIFY2(text.contains(value), qPrintable(value));
        QVERIFY(!text.contains(u'{'));
        QCOMPARE(content->qrPayload, u"zc1|%1|%2|%3"_s.arg(noticeCode(kind), data.number, data.qrToken));
        QVERIFY(!content->qrPayload.contains(data.applicantName));
        QCOMPARE(content->seal == NoticeContent::Seal::None, content->sealLabel.isEmpty());
    }

    void everyMissingEntryIsRefusedByName_data() { kinds(); }
    void everyMissingEntryIsRefusedByName()
    {
        QFETCH(int, number);
        const NoticeKind kind = NoticeKind(number);
        const NoticeData whole = samples::noticeData(kind);
        const auto refusedFor = [&](const NoticeData &data, const QString &name) {
            const auto content = composeNotice(kind, data);
            return !content && content.error().code == u"CASE-DOCUMENT-ENTRY" && content.error().detail.contains(name);
        };
        const auto entries = noticeEntries(kind);
        QVERIFY(entries);
        for (const NoticeEntry &entry : entries.value()) {
            NoticeData data = whole;
            data.values.remove(entry.key);
            data.lists.remove(entry.key);
            data.tables.remove(entry.key);
            if (entry.required)
                QVERIFY2(refusedFor(data, entry.name), qPrintable(entry.key));
            for (const QString &column : entry.columns) {
                data = whole;
                data.tables[entry.key].last()[column] = u"  "_s;
                QVERIFY2(refusedFor(data, column), qPrintable(column));
            }
        }
        QString NoticeData::*const common[] = {&NoticeData::number, &NoticeData::authority, &NoticeData::itemName, &NoticeData::itemCode,
                                               &NoticeData::caseNumber, &NoticeData::applicantName, &NoticeData::applicantIdMasked,
                                               &NoticeData::clerkNo, &NoticeData::consultPhone, &NoticeData::supervisePhone,
                                               &NoticeData::qrToken, &NoticeData::environment};
        for (QString NoticeData::*const member : common) {
            NoticeData data = whole;
            data.*member = u" "_s;
            QVERIFY(refusedFor(data, QString()));
        }
        NoticeData data = whole;
        data.legalBasis = {QString()};
        QVERIFY(refusedFor(data, u"依据条款"_s));
        data = whole;
        data.issuedOn = QDate();
        QVERIFY(refusedFor(data, u"出具日期"_s));
    }

    void whatThePageWantsInEveryTemplate_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("words");
        QTest::newRow("N01") << u"N01"_s << u"视为受理"_s;
        QTest::newRow("N01 offline") << u"N01"_s << u"不影响收件时间"_s;
        QTest::newRow("N02") << u"N02"_s << u"本告知书不是受理凭证"_s;
        QTest::newRow("N03") << u"N03"_s << u"一次告知，不再以首次提交时已存在的问题要求补正"_s;
        QTest::newRow("N05") << u"N05"_s << u"按期补齐"_s;
        QTest::newRow("N06") << u"N06"_s << u"真实意思表示"_s;
        QTest::newRow("N07 review") << u"N07"_s << u"行政复议"_s;
        QTest::newRow("N07 suit") << u"N07"_s << u"行政诉讼"_s;
        QTest::newRow("N08") << u"N08"_s << u"不计入办理期限"_s;
        QTest::newRow("N11") << u"N11"_s << u"行政诉讼"_s;
    }
    void whatThePageWantsInEveryTemplate()
    {
        QFETCH(QString, code);
        QFETCH(QString, words);
        const NoticeKind kind = *noticeFromCode(code);
        QVERIFY(textOf(*composeNotice(kind, samples::noticeData(kind))).contains(words));
    }

    void provisionalAndFormalNumbers()
    {
        NoticeData data = samples::noticeData(NoticeKind::MaterialReceipt);
        QCOMPARE(composeNotice(NoticeKind::MaterialReceipt, data)->numberLabel, u"临时编号"_s);
        data.number = u"LS-430104-003-20261121-0007-0"_s;
        QCOMPARE(composeNotice(NoticeKind::MaterialReceipt, data).error().code, u"CASE-NUMBER"_s);
        data.provisional = false;
        data.number = u"岳市监收〔2026〕12号"_s;
        data.supersededNumber = u"LS-430104-003-20261121-0007-7"_s;
        const auto formal = composeNotice(NoticeKind::MaterialReceipt, data);
        QVERIFY(formal);
        QCOMPARE(formal->numberLabel, u"文号"_s);
        QVERIFY(!textOf(*formal).contains(u"不影响收件时间"));
        QVERIFY(textOf(*formal).contains(data.supersededNumber));
        data.number = u"a|b"_s;
        QCOMPARE(composeNotice(NoticeKind::MaterialReceipt, data).error().code, u"CASE-QR"_s);
    }
    void aFullNumberIsRefused()
    {
        NoticeData data = samples::noticeData(NoticeKind::Advice);
        data.applicantIdMasked = u"11010519491231002X"_s;
        QCOMPARE(composeNotice(NoticeKind::Advice, data).error().code, u"CASE-DOCUMENT-MASK"_s);
        data.applicantIdMasked = u"91350100M000100Y43"_s;
        QVERIFY(composeNotice(NoticeKind::Advice, data));
    }
    void pendingSealIsSaid()
    {
        NoticeData data = samples::noticeData(NoticeKind::Acceptance);
        QCOMPARE(composeNotice(NoticeKind::Acceptance, data)->sealLabel, u"（加盖专用印章）"_s);
        data.electronicSealPending = true;
        QCOMPARE(composeNotice(NoticeKind::Acceptance, data)->sealLabel, u"待加盖电子印章，暂不作凭证"_s);
    }
    void emptyTablesSaySo()
    {
        NoticeData data = samples::noticeData(NoticeKind::Advice);
        data.tables.remove(u"exempt"_s);
        const auto content = composeNotice(NoticeKind::Advice, data);
        QVERIFY(content);
        const auto found = std::find_if(content->blocks.begin(), content->blocks.end(), [](const auto &block) { return block.heading == u"免予提交的材料"; });
        QVERIFY(found != content->blocks.end());
        QCOMPARE(found->paragraphs, QStringList{u"无。"_s});
    }
    void oneGroundOfRefusalIsEnough()
    {
        NoticeData data = samples::noticeData(NoticeKind::Refusal);
        for (const char16_t *key : {u"notRequired", u"rightAuthority", u"stillIncomplete"})
            data.values.remove(QStringView(key).toString());
        QVERIFY(composeNotice(NoticeKind::Refusal, data).error().detail.contains(u"有权机关"));
        data.values[u"rightAuthority"_s] = u"样例区消防救援大队，样例路1号"_s;
        QVERIFY(composeNotice(NoticeKind::Refusal, data));
    }
    void valuesAreNeverReadAsPlaceholders()
    {
        NoticeData data = samples::noticeData(NoticeKind::MaterialReceipt);
        data.values[u"query"_s] = u"{acceptDue}"_s;
        QVERIFY(textOf(*composeNotice(NoticeKind::MaterialReceipt, data)).contains(u"{acceptDue}"));
    }
    void packTextIsAdded()
    {
        NoticeData data = samples::noticeData(NoticeKind::Advice);
        data.packText = {u"样例补充说明。"_s};
        QVERIFY(textOf(*composeNotice(NoticeKind::Advice, data)).contains(u"样例补充说明"));
    }
    void digestChangesWithEveryWord()
    {
        NoticeData data = samples::noticeData(NoticeKind::Advice);
        const auto first = noticeDigest(*composeNotice(NoticeKind::Advice, data));
        QVERIFY(first);
        QCOMPARE(first->size(), 64);
        QCOMPARE(*noticeDigest(*composeNotice(NoticeKind::Advice, data)), *first);
        data.values[u"fee"_s] += u'。';
        QVERIFY(*noticeDigest(*composeNotice(NoticeKind::Advice, data)) != *first);
    }
    void wrongTemplatesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("format") << QByteArray("zc-notice/1") << QByteArray("zc-notice/2");
        QTest::newRow("kind") << QByteArray("\"N03\"") << QByteArray("\"N33\"");
        QTest::newRow("seal") << QByteArray("\"special\"") << QByteArray("\"wax\"");
        QTest::newRow("no title") << QByteArray("补正告知书") << QByteArray();
        QTest::newRow("unknown placeholder") << QByteArray("{recheck}") << QByteArray("{recheque}");
        QTest::newRow("required entry not printed") << QByteArray("{consequence}") << QByteArray("无");
        QTest::newRow("required column not printed") << QByteArray("{\"key\": \"problem\", \"label\"") << QByteArray("{\"key\": \"note\", \"label\"");
        QTest::newRow("table without an entry") << QByteArray("\"table\": \"defects\"") << QByteArray("\"table\": \"faults\"");
        QTest::newRow("unknown block") << QByteArray("\"type\": \"statement\"") << QByteArray("\"type\": \"poster\"");
        QTest::newRow("printed only sometimes") << QByteArray("\"heading\": \"复核\"") << QByteArray("\"when\": \"provisional\", \"heading\": \"复核\"");
        QTest::newRow("unknown condition") << QByteArray("\"heading\": \"复核\"") << QByteArray("\"when\": \"raining\", \"heading\": \"复核\"");
        QTest::newRow("not JSON") << QByteArray("\"blocks\": [") << QByteArray("\"blocks\": [,");
    }
    void wrongTemplatesAreRefused()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFile file(u":/notices/N03.json"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray text = file.readAll();
        QVERIFY(parseNoticeTemplate(text, u"x"_s));
        QVERIFY(text.contains(from));
        const auto paper = parseNoticeTemplate(text.replace(from, to), u"x.json"_s);
        QVERIFY(!paper);
        QCOMPARE(paper.error().code, u"CASE-DOCUMENT-TEMPLATE"_s);
        QVERIFY(paper.error().detail.startsWith(u"x.json: "));
    }
    void sizesOfPaper()
    {
        QFile file(u":/notices/N01.json"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll(), own = "\"sizes\": [\"A4\", \"slip80\"]";
        QVERIFY(text.contains(own));
        QCOMPARE(parseNoticeTemplate(text, u"x"_s)->sizes, (QStringList{u"A4"_s, u"slip80"_s}));
        QCOMPARE(parseNoticeTemplate(QByteArray(text).replace(own, "\"sized\": 1"), u"x"_s)->sizes, QStringList{u"A4"_s});     // what says nothing is A4
        for (const char *wrong : {"\"sizes\": []", "\"sizes\": [\"slip80\"]", "\"sizes\": [\"A4\", \"A3\"]", "\"sizes\": \"A4\""})
            QVERIFY2(!parseNoticeTemplate(QByteArray(text).replace(own, wrong), u"x"_s), wrong);
    }
    void qrTokens()
    {
        QCOMPARE(makeQrToken(QByteArray(16, '\0')), QString(26, u'A'));
        QCOMPARE(makeQrToken(QByteArray("0123456789abcdef")), u"GAYTEMZUGU3DOOBZMFRGGZDFMY"_s);
        const auto payload = makeQrPayload(NoticeKind::Acceptance, u"岳受〔2026〕1号"_s, makeQrToken(QByteArray(16, 'x')));
        QVERIFY(payload);
        const auto read = parseQrPayload(*payload);
        QCOMPARE(read->kind, NoticeKind::Acceptance);
        QCOMPARE(read->number, u"岳受〔2026〕1号"_s);
        for (const char16_t *bad : {u"", u"zc1|N04|x", u"zc2|N04|x|AAAAAAAAAAAAAAAAAAAAAAAAAA", u"zc1|N17|x|AAAAAAAAAAAAAAAAAAAAAAAAAA",
                                    u"zc1|N04|x|aaaaaaaaaaaaaaaaaaaaaaaaaa", u"zc1|N04||AAAAAAAAAAAAAAAAAAAAAAAAAA"})
            QVERIFY(!parseQrPayload(QStringView(bad).toString()));
    }
};

ZC_TEST(QCoreApplication, TestNotice)
#include "tst_notice.moc"
