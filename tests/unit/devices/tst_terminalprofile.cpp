// Profiles of terminals: read as a whole or not at all, filled in so that nothing gets out of its place, and understood to the letter.
#include "internal/profile/meaning.h"

#include <crypto/minisignsigner.h>
#include <devices/profileshelf.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <support/testprogram.h>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using namespace zc::devices::profile;

namespace {

QByteArray sampleText(const QString &name)
{
    QFile file(u":/terminals/%1.json"_s.arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// The sample with the value at "connect.baud" set, or taken out where it is undefined.
QByteArray changed(const QString &name, const QString &path, const QJsonValue &value)
{
    const std::function<QJsonValue(const QJsonValue &, const QStringList &)> put = [&](const QJsonValue &in, const QStringList &steps) -> QJsonValue {
        if (steps.isEmpty())
            return value;
        if (in.isArray()) {
            QJsonArray list = in.toArray();
            list.replace(steps.constFirst().toInt(), put(list.at(steps.constFirst().toInt()), steps.mid(1)));
            return list;
        }
        QJsonObject object = in.toObject();
        const QJsonValue inner = put(object.value(steps.constFirst()), steps.mid(1));
        if (inner.isUndefined())
            object.remove(steps.constFirst());
        else
            object.insert(steps.constFirst(), inner);
        return object;
    };
    return QJsonDocument(put(QJsonDocument::fromJson(sampleText(name)).object(), path.split(u'/')).toObject()).toJson();
}

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

class TestTerminalProfile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void samplesAreGood_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"sample-evl-serial", "sample-que-serial", "sample-evl-http", "sample-que-http", "sample-evl-ws", "sample-que-ws"})
            QTest::addRow("%s", name) << QString::fromLatin1(name);
    }
    void samplesAreGood()
    {
        QFETCH(QString, name);
        const auto profile = readTerminalProfile(sampleText(name));
        QVERIFY2(profile.ok(), qPrintable(profile.ok() ? QString() : profile.error().detail));
        QCOMPARE(profile->id, name);
        QVERIFY(profile->title.contains(u"样例"_s));
    }

    // A line that has a ping of its own needs no message for it; one that has the message needs the answer.
    void theBeatOfAWebSocket()
    {
        const QJsonValue gone(QJsonValue::Undefined);
        const auto evaluation = sampleTerminalProfile(u"sample-evl-ws"_s), queue = sampleTerminalProfile(u"sample-que-ws"_s);
        QVERIFY(evaluation.ok() && queue.ok());
        QVERIFY(evaluation->beats() && evaluation->pings());
        QVERIFY(queue->beats() && !queue->pings());
        const auto without = readTerminalProfile(changed(u"sample-que-ws"_s, u"messages/heartbeat"_s, gone));
        QVERIFY(without.ok() && without->pings());
        QVERIFY(readTerminalProfile(changed(u"sample-que-ws"_s, u"heartbeatS"_s, gone)).error().detail.startsWith(u"heartbeatS"_s));
        QVERIFY(readTerminalProfile(changed(u"sample-que-ws"_s, u"answers/3/map/kind"_s, u"aside"_s)).error().detail.startsWith(u"answers"_s));
        const auto quiet = readTerminalProfile(changed(u"sample-evl-ws"_s, u"heartbeatS"_s, 0));
        QVERIFY(quiet.ok() && !quiet->beats() && !quiet->pings());
        QVERIFY(readTerminalProfile(changed(u"sample-evl-ws"_s, u"format"_s, u"hex"_s)).error().detail.startsWith(u"format"_s));
    }

    void refusesWithThePlace_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("place");
        const auto row = [](const char *path, const QJsonValue &value, const char *place) { QTest::addRow("%s %s", path, qPrintable(QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact)).left(40))) << QString::fromLatin1(path) << value << QString::fromLatin1(place); };
        const QJsonValue gone(QJsonValue::Undefined);
        row("zcTerminal", 2, "zcTerminal");
        row("script", u"eval()"_s, "script");
        row("id", u"../etc"_s, "id");
        row("title", u"a\nb"_s, "title");
        row("class", u"printer"_s, "class");
        row("transport", u"usb"_s, "transport");
        row("format", u"xml"_s, "format");
        row("timeoutS", 4, "timeoutS");
        row("timeoutS", 301, "timeoutS");
        row("timeoutS", u"60"_s, "timeoutS");
        row("connect", gone, "connect");
        row("connect/baud", 1200, "connect.baud");
        row("connect/end", QString(), "connect.end");
        row("connect/frame", 8, "connect.frame");
        row("connect/url", u"http://x"_s, "connect.url");
        row("messages/ask", gone, "messages.ask");
        row("messages/call", u"{}"_s, "messages.call");
        row("messages/ask", u"{\"v\":\"{{name}}\"}"_s, "messages.ask");
        row("messages/ask", u"{\"v\":\"{{visit\"}"_s, "messages.ask");
        row("messages/ask", u"{\"v\":{{item}}}"_s, "messages.ask");
        row("messages/ask", u"{\"v\":1,\"v\":2}"_s, "messages.ask");
        row("messages/heartbeat", gone, "heartbeatS");
        row("answers", QJsonArray(), "answers");
        row("answers/0/map/kind", u"guessed"_s, "answers[0].map.kind");
        row("answers/0/map/kind", u"called"_s, "answers[0].map.kind");
        row("answers/0/map/value", gone, "answers[0].map.value");
        row("answers/0/map/value", u"a..b"_s, "answers[0].map.value");
        row("answers/0/map/levels/5", 6, "answers[0].map.levels.5");
        row("answers/0/map/levels/5", 0, "answers[0].map.levels.5");
        row("answers/0/map/levels/1", gone, "answers");
        row("answers/0/match", QJsonObject(), "answers[0].match");
        row("answers/0/match/op", 7, "answers[0].match.op");
        row("answers/0/else", 7, "answers[0].else");
        row("answers/3/map/kind", u"aside"_s, "answers");
    }
    void refusesWithThePlace()
    {
        QFETCH(QString, path);
        QFETCH(QJsonValue, value);
        QFETCH(QString, place);
        const auto profile = readTerminalProfile(changed(u"sample-evl-serial"_s, path, value));
        QVERIFY(!profile.ok());
        QCOMPARE(profile.error().code, u"DEV-PROFILE"_s);
        QVERIFY2(profile.error().detail.startsWith(place + u' '), qPrintable(profile.error().detail));
    }
    void refusesWhatIsNoProfile()
    {
        for (const QByteArray &text : {QByteArray(), QByteArray("[]"), QByteArray("{\"a\":1,\"a\":1}"), QByteArray(70'000, ' '), sampleText(u"sample-evl-serial"_s) + "x"})
            QCOMPARE(readTerminalProfile(text).error().code, u"DEV-PROFILE"_s);
    }
    void httpPathsStayOnTheTerminal_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("good");
        QTest::newRow("plain") << u"/a/{{visit}}?x=1"_s << true;
        QTest::newRow("other host") << u"//evil/x"_s << false;
        QTest::newRow("upwards") << u"/../x"_s << false;
        QTest::newRow("blank") << u"/a b"_s << false;
        QTest::newRow("no slash") << u"a"_s << false;
    }
    void httpPathsStayOnTheTerminal()
    {
        QFETCH(QString, path);
        QFETCH(bool, good);
        QCOMPARE(readTerminalProfile(changed(u"sample-evl-http"_s, u"messages/ask/path"_s, path)).ok(), good);
    }
    void aScreenHasNothingToConnect()
    {
        QVERIFY(readTerminalProfile(R"({"zcTerminal":1,"id":"hall-screen","title":"第二屏","class":"evaluation","transport":"screen","timeoutS":60})").ok());
        QVERIFY(!readTerminalProfile(R"({"zcTerminal":1,"id":"hall-screen","title":"第二屏","class":"evaluation","transport":"screen","messages":{}})").ok());
    }

    void valuesStayInTheirPlace()
    {
        const auto profile = sampleTerminalProfile(u"sample-evl-serial"_s);
        QVERIFY(profile.ok());
        const QString item = u"食品\",\"op\":\"stop\\\n{{visit}}"_s;
        const TerminalRequest request = requestFrom(*profile, profile->messages.value(u"ask"_s), {{u"item"_s, item}, {u"visit"_s, u"v"_s}, {u"seconds"_s, u"60"_s}});
        QVERIFY(!request.body.contains('\n'));
        const QJsonObject read = QJsonDocument::fromJson(request.body).object();
        QCOMPARE(read[u"op"_s].toString(), u"ask"_s);
        QCOMPARE(read[u"item"_s].toString(), item);
        QCOMPARE(read[u"visit"_s].toString(), u"v"_s);
    }
    void valuesInAPathAreEncoded()
    {
        const auto profile = sampleTerminalProfile(u"sample-que-http"_s);
        QVERIFY(profile.ok());
        const TerminalRequest request = requestFrom(*profile, profile->messages.value(u"call"_s), {{u"window"_s, u"3/../x?y 号"_s}, {u"clerk"_s, u"S1"_s}});
        QCOMPARE(request.path, QByteArray("/windows/3%2F..%2Fx%3Fy%20%E5%8F%B7/next"));
    }

    void understandsJson_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<int>("reading");
        QTest::addColumn<int>("level");         // -1: none known
        QTest::addColumn<QString>("raw");
        const int meant = int(Meaning::Reading::Meant), stranger = int(Meaning::Reading::Stranger), nonsense = int(Meaning::Reading::Nonsense);
        QTest::newRow("key 5") << QByteArray(R"({"op":"rated","visit":"v","key":"5"})") << meant << 1 << u"5"_s;
        QTest::newRow("key 1") << QByteArray(R"({"op":"rated","visit":"v","key":"1"})") << meant << 5 << u"1"_s;
        QTest::newRow("as a number") << QByteArray(R"({"op":"rated","visit":"v","key":3})") << meant << 3 << u"3"_s;
        QTest::newRow("unknown value") << QByteArray(R"({"op":"rated","visit":"v","key":"9"})") << meant << -1 << u"9"_s;
        QTest::newRow("almost") << QByteArray(R"({"op":"rated","visit":"v","key":"5 "})") << meant << -1 << u"5 "_s;
        QTest::newRow("between") << QByteArray(R"({"op":"rated","visit":"v","key":4.5})") << meant << -1 << u"4.5"_s;
        QTest::newRow("no value") << QByteArray(R"({"op":"rated","visit":"v"})") << meant << -1 << QString();
        QTest::newRow("a list") << QByteArray(R"({"op":"rated","visit":"v","key":[5]})") << meant << -1 << QString();
        QTest::newRow("long") << QByteArray("{\"op\":\"rated\",\"visit\":\"v\",\"key\":\"" + QByteArray(900, '5') + "\"}") << meant << -1 << QString(199, u'5') + u'…';
        QTest::newRow("of another visit") << QByteArray(R"({"op":"rated","visit":"w","key":"5"})") << stranger << -1 << QString();
        QTest::newRow("star is no star") << QByteArray(R"({"op":"*","visit":"*","key":"5"})") << stranger << -1 << QString();
        QTest::newRow("advertising") << QByteArray(R"({"op":"volume","value":3})") << stranger << -1 << QString();
        QTest::newRow("no json") << QByteArray("rated 5") << nonsense << -1 << QString();
        QTest::newRow("cut") << QByteArray("{\"op\":\"rated\",\"visit\":\"v\",\"key\":\"5") << nonsense << -1 << QString();
        QTest::newRow("nothing") << QByteArray() << nonsense << -1 << QString();
    }
    void understandsJson()
    {
        QFETCH(QByteArray, message);
        const auto profile = sampleTerminalProfile(u"sample-evl-serial"_s);
        QVERIFY(profile.ok());
        const Meaning meaning = understand(*profile, message, {{u"visit"_s, u"v"_s}});
        QTEST(int(meaning.reading), "reading");
        QTEST(meaning.level.value_or(-1), "level");
        QTEST(meaning.value, "raw");
    }

    void understandsLines_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("value");     // "-": does not fit
        QTest::newRow("between") << u"EV,{{visit}},<value>;"_s << QByteArray("EV,v,5;") << u"5"_s;
        QTest::newRow("the rest") << u"EV:<value>"_s << QByteArray("EV:5") << u"5"_s;
        QTest::newRow("empty") << u"EV:<value>"_s << QByteArray("EV:") << QString();
        QTest::newRow("two names") << u"<a>,<value>"_s << QByteArray("x,y,z") << u"y,z"_s;
        QTest::newRow("length") << u"E<value:1><b:2>"_s << QByteArray("E5AB") << u"5"_s;
        QTest::newRow("too short") << u"E<value:4>"_s << QByteArray("E5AB") << u"-"_s;
        QTest::newRow("more behind") << u"EV,<value:1>"_s << QByteArray("EV,5x") << u"-"_s;
        QTest::newRow("other visit") << u"EV,{{visit}},<value>"_s << QByteArray("EV,w,5") << u"-"_s;
        QTest::newRow("last of two ends") << u"<value>;"_s << QByteArray("a;b;") << u"a;b"_s;
        QTest::newRow("GBK") << u"评价:<value>"_s << QByteArray::fromHex("C6C0BCDB3A35") << u"5"_s;
        QTest::newRow("shorter than its beginning") << u"EVALUATION<value>"_s << QByteArray("EV") << u"-"_s;
    }
    void understandsLines()
    {
        QFETCH(QString, pattern);
        QFETCH(QByteArray, line);
        QFETCH(QString, value);
        TerminalProfile profile;
        profile.format = TerminalProfile::Format::Line;
        TerminalAnswer rule;
        rule.kind = TerminalAnswer::Kind::Rated;
        rule.line = pattern;
        rule.value = u"value"_s;
        profile.answers = {rule};
        const Meaning meaning = understand(profile, line, {{u"visit"_s, u"v"_s}});
        QCOMPARE(meaning.reading, value == u"-" ? Meaning::Reading::Stranger : Meaning::Reading::Meant);
        if (value != u"-")
            QCOMPARE(meaning.value, value);
    }
    void understandsHex()
    {
        TerminalProfile profile;
        profile.format = TerminalProfile::Format::Hex;
        TerminalAnswer rule;
        rule.kind = TerminalAnswer::Kind::Rated;
        rule.line = u"AA<value:2>55"_s;
        rule.value = u"value"_s;
        rule.levels = {{u"01"_s, 1}, {u"0F"_s, 5}};
        profile.answers = {rule};
        QCOMPARE(understand(profile, QByteArray::fromHex("AA0F55"), {}).level.value_or(0), 5);
        QCOMPARE(understand(profile, QByteArray::fromHex("AA0055"), {}).value, u"00"_s);
        QVERIFY(!understand(profile, QByteArray::fromHex("AA0055"), {}).level);
        QCOMPARE(understand(profile, QByteArray::fromHex("AA0F5500"), {}).reading, Meaning::Reading::Stranger);
    }
    void refusesBadPatterns()
    {
        for (const QString &pattern : {u"<a><b>"_s, u"<"_s, u"<>"_s, u"<A>"_s, u"a>b"_s, u"<a:0>"_s, u"{{nobody}}"_s, QString()})
            QVERIFY2(!linePieces(pattern), qPrintable(pattern));
        QVERIFY(linePieces(u"<a:1><b>"_s));
    }

    void shelfWantsSignaturesWhereThereAreKeys()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"hall-evl.json"_s);
        const QByteArray text = changed(u"sample-evl-serial"_s, u"id"_s, u"hall-evl"_s);
        QVERIFY(write(path, text));
        const auto signer = crypto::MinisignSigner::generate(), other = crypto::MinisignSigner::generate();
        const auto shelf = [&](const QList<QByteArray> &keys, bool must) { return ProfileShelf({folder.path(), {}, keys, must}); };
        QVERIFY(shelf({}, false).profile(u"hall-evl"_s).ok());
        QCOMPARE(shelf({}, true).profile(u"hall-evl"_s).error().code, u"DEV-PROFILE-SIGNED"_s);
        QCOMPARE(shelf({signer.publicText()}, false).profile(u"hall-evl"_s).error().code, u"DEV-PROFILE-SIGNED"_s);
        QCOMPARE(shelf({QByteArray()}, false).profile(u"hall-evl"_s).error().code, u"DEV-PROFILE-SIGNED"_s);
        const auto signature = signer.sign(text, u"hall-evl"_s);
        QVERIFY(signature.ok() && write(path + u".minisig"_s, *signature));
        QVERIFY(shelf({signer.publicText()}, true).profile(u"hall-evl"_s).ok());
        QVERIFY(shelf({other.publicText(), signer.publicText()}, true).profile(u"hall-evl"_s).ok());
        QCOMPARE(shelf({other.publicText()}, true).profile(u"hall-evl"_s).error().code, u"DEV-PROFILE-SIGNED"_s);
        QVERIFY(write(path, text + "\n"));
        QCOMPARE(shelf({signer.publicText()}, true).profile(u"hall-evl"_s).error().code, u"DEV-PROFILE-SIGNED"_s);
        QCOMPARE(shelf({signer.publicText()}, true).profile(u"sample-evl-serial"_s).error().code, u"DEV-PROFILE-FILE"_s);
    }
    void theLastGoodOneStays()
    {
        const QTemporaryDir folder, keep;
        const QString path = folder.filePath(u"hall-evl.json"_s);
        const ProfileShelf shelf({folder.path(), keep.filePath(u"kept"_s), {}, false});
        QCOMPARE(shelf.profile(u"hall-evl"_s).error().code, u"DEV-PROFILE-FILE"_s);
        QVERIFY(write(path, changed(u"sample-evl-serial"_s, u"id"_s, u"hall-evl"_s)));
        auto now = shelf.profile(u"hall-evl"_s);
        QVERIFY(now.ok() && now->remark.code.isEmpty());
        QVERIFY(write(path, "{\"zcTerminal\":1,"));
        now = shelf.profile(u"hall-evl"_s);
        QVERIFY(now.ok());
        QCOMPARE(now->remark.code, u"DEV-PROFILE"_s);
        QCOMPARE(now->profile.answers.size(), 7);
        QVERIFY(QFile::remove(path));
        now = shelf.profile(u"hall-evl"_s);
        QVERIFY(now.ok() && now->remark.code == u"DEV-PROFILE-FILE");
        QCOMPARE(shelf.profile(u"../hall-evl"_s).error().code, u"DEV-PROFILE"_s);
    }
    void aFileIsWhatItsNameSays()
    {
        const QTemporaryDir folder;
        QVERIFY(write(folder.filePath(u"hall-evl.json"_s), sampleText(u"sample-evl-serial"_s)));
        QCOMPARE(ProfileShelf({folder.path(), {}, {}, false}).profile(u"hall-evl"_s).error().code, u"DEV-PROFILE"_s);
    }
};

ZC_TEST(QCoreApplication, TestTerminalProfile)
#include "tst_terminalprofile.moc"
