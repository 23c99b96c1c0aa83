#include "support/testprogram.h"
#include "unit/settings/machine.h"

using namespace zc;
using namespace zc::settings;
using namespace Qt::StringLiterals;

class TestPolicy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingThereIsNone()
    {
        Machine m;
        const Policy policy = m.read();
        QCOMPARE(policy.state, PolicyState::None);
        QVERIFY(policy.problems.isEmpty());
        QCOMPARE(readPolicy({m.dir.filePath(u"absent"_s), m.dir.path(), geteuid()}).state, PolicyState::None);
    }
    void goodFilesAreTaken()
    {
        Machine m;
        m.managed("\"ui.zoom\":150,\"site.window\":\"003\"");
        m.recommended("\"ui.theme\":\"dark\"");
        const Policy policy = m.read();
        QVERIFY2(policy.problems.isEmpty(), qPrintable(Machine::codes(policy.problems).join(u' ')));
        QCOMPARE(policy.state, PolicyState::Ok);
        QCOMPARE(policy.managed[u"ui.zoom"_s].value.toInteger(), 150);
        QCOMPARE(policy.recommended[u"ui.theme"_s].value.toString(), u"dark"_s);
        QCOMPARE(policy.sources.size(), 2);
    }
    void filesAreReadInByteOrderAndTheLaterCounts()
    {
        Machine m;
        m.managed("\"ui.zoom\":120", u"managed.d/20-b.json"_s);
        m.managed("\"ui.zoom\":130", u"managed.d/10-a.json"_s);
        m.managed("\"ui.zoom\":120", u"managed.d/30-c.json"_s);            // the same again is no conflict
        const Policy policy = m.read();
        QCOMPARE(policy.managed[u"ui.zoom"_s].value.toInteger(), 120);
        QCOMPARE(Machine::codes(policy.problems), QStringList{u"POL-CONFLICT"_s});
        QVERIFY(policy.problems[0].message.contains(u"10-a.json"));
        QCOMPARE(policy.state, PolicyState::Ok);
    }
    void unknownKeysAreWarnedOfWithTheNearestName()
    {
        Machine m;
        m.write(u"managed.d/10-test.json"_s, "{\"zcPolicy\":1,\n \"settings\":{\n  \"ui.zooom\":150,\n  \"ui.theme\":\"dark\"}}");
        const Policy policy = m.read();
        QCOMPARE(policy.state, PolicyState::Ok);
        QCOMPARE(policy.problems.size(), 1);
        const Problem problem = policy.problems[0];
        QCOMPARE(problem.code, u"POL-UNKNOWN-KEY"_s);
        QCOMPARE(problem.error, false);
        QCOMPARE(problem.line, 3);
        QCOMPARE(problem.key, u"ui.zooom"_s);
        QVERIFY(problem.file.endsWith(u"10-test.json"));
        QVERIFY(problem.advice.contains(u"ui.zoom"));
        QCOMPARE(policy.managed[u"ui.theme"_s].value.toString(), u"dark"_s);
    }
    void brokenManagedFilesLockDown_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("line");
        QTest::newRow("empty") << QByteArray() << u"POL-SYNTAX"_s << 1;
        QTest::newRow("cut") << QByteArray("{\"zcPolicy\":1,\n\"settings\":{") << u"POL-SYNTAX"_s << 2;
        QTest::newRow("twice") << QByteArray("{\"zcPolicy\":1,\"settings\":{\"ui.zoom\":100,\n\"ui.zoom\":200}}") << u"POL-SYNTAX"_s << 2;
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf{\"zcPolicy\":1,\"settings\":{}}") << u"POL-SYNTAX"_s << 1;
        QTest::newRow("not UTF-8") << QByteArray("{\"zcPolicy\":1,\"comment\":\"\xff\",\"settings\":{}}") << u"POL-SYNTAX"_s << 1;
        QTest::newRow("deep") << QByteArray("{\"zcPolicy\":1,\"settings\":{\"x\":[[[[[[[[[1]]]]]]]]]}}") << u"POL-SYNTAX"_s << 1;
        QTest::newRow("no mark") << QByteArray("{\"settings\":{}}") << u"POL-FORM"_s << 0;
        QTest::newRow("later format") << QByteArray("{\"zcPolicy\":2,\"settings\":{}}") << u"POL-FORM"_s << 0;
        QTest::newRow("list") << QByteArray("[]") << u"POL-FORM"_s << 0;
        QTest::newRow("stray member") << QByteArray("{\"zcPolicy\":1,\n\"setings\":{},\"settings\":{}}") << u"POL-FORM"_s << 2;
        QTest::newRow("range") << QByteArray("{\"zcPolicy\":1,\"settings\":{\n\n\"ui.zoom\":20}}") << u"POL-VALUE"_s << 3;
        QTest::newRow("type") << QByteArray("{\"zcPolicy\":1,\"settings\":{\"ui.zoom\":\"big\"}}") << u"POL-VALUE"_s << 1;
        QTest::newRow("too large") << QByteArray("{\"zcPolicy\":1,\"comment\":\"" + QByteArray(300'000, 'x') + "\",\"settings\":{}}") << u"POL-LIMIT"_s << 0;
    }
    void brokenManagedFilesLockDown()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, code);
        QFETCH(int, line);
        Machine m;
        m.write(u"managed.d/10-test.json"_s, text);
        const Policy policy = m.read();
        QCOMPARE(policy.state, PolicyState::LockedDown);
        QCOMPARE(Machine::codes(policy.problems), QStringList{code});
        QCOMPARE(policy.problems[0].line, line);
        QVERIFY(!policy.problems[0].advice.isEmpty());
    }
    void brokenRecommendedFileIsLeftOutAsAWhole()
    {
        Machine m;
        m.managed("\"ui.zoom\":150");
        m.recommended("\"ui.theme\":\"dark\",\"ui.density\":\"huge\"");
        Policy policy = m.read();
        QCOMPARE(policy.state, PolicyState::Ok);
        QVERIFY(!policy.recommended.contains(u"ui.theme"_s));
        QCOMPARE(Machine::codes(policy.problems), QStringList{u"POL-VALUE"_s});
        m.recommended("\"server.urls\":[\"https://example.gov\"]");
        policy = m.read();
        QCOMPARE(Machine::codes(policy.problems), QStringList{u"POL-KIND"_s});
        m.write(u"recommended.d/10-test.json"_s, "{");
        QCOMPARE(m.read().state, PolicyState::Ok);
    }
    void foreignOwnersAndOpenModesAreRefused()
    {
        Machine m;
        m.managed("\"ui.zoom\":150");
        Settings::Options other = m.options;
        other.policy.trustedOwner = geteuid() + 1;
        QCOMPARE(Machine::codes(readPolicy(other.policy).problems), QStringList{u"POL-OWNER"_s});
        const QString path = m.path(u"managed.d/10-test.json"_s);
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::WriteOther));
        QCOMPARE(Machine::codes(m.read().problems), QStringList{u"POL-OWNER"_s});
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
        QVERIFY(QFile::setPermissions(m.path(u"managed.d"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::WriteGroup));
        const Policy policy = m.read();
        QCOMPARE(Machine::codes(policy.problems), QStringList{u"POL-OWNER"_s});
        QCOMPARE(policy.state, PolicyState::LockedDown);
    }
    void aLinkIsNoPolicyFile()
    {
        Machine m;
        m.write(u"elsewhere.json"_s, "{\"zcPolicy\":1,\"settings\":{}}");
        QVERIFY(QFile::link(m.path(u"elsewhere.json"_s), m.path(u"managed.d/10-test.json"_s)));
        QCOMPARE(Machine::codes(m.read().problems), QStringList{u"POL-OWNER"_s});
    }
    void tooManyFilesAreRefused()
    {
        Machine m;
        for (int i = 0; i < 65; ++i)
            m.managed("\"ui.zoom\":150", u"managed.d/%1.json"_s.arg(i, 3, 10, QChar(u'0')));
        QCOMPARE(Machine::codes(m.read().problems), QStringList{u"POL-LIMIT"_s});
    }
    void withAPublicKeyEveryManagedFileMustBeSigned()
    {
        // Signed with minisign 0.11 and a throw-away key.
        Machine m;
        m.write(u"keys/site.pub"_s, "untrusted comment: x\nRWSRRsP2SfSMqWvrtiDI5t9CL20f0oTeEFih5g/If7AmeTzZf6b3MbZw\n");
        m.managed("\"ui.zoom\":150");
        QCOMPARE(Machine::codes(m.read().problems), QStringList{u"POL-SIGNED"_s});
        m.write(u"managed.d/10-test.json.minisig"_s,
                "untrusted comment: signature from minisign secret key\n"
                "RUSRRsP2SfSMqZ4GPxJWQIqBcvsma1IuYj4XwIRIPIXr3WLkabwe516IRLixpKLU2fDeATeTsxOD3NY228f6K5Mr0SUsnKmynQo=\n"
                "trusted comment: zc test\n"
                "8irm1UoznkWDsyG45J2zFQqXA5ZhqMlKDLn3Cl2GGba3Wr3+JyLTJ8J+RPP9t1AkIdeJFr/kSSuGviVXuhtFBw==\n");
        Policy policy = m.read();
        QVERIFY2(policy.problems.isEmpty(), qPrintable(Machine::codes(policy.problems).join(u' ')));
        QCOMPARE(policy.managed[u"ui.zoom"_s].value.toInteger(), 150);
        m.managed("\"ui.zoom\":151");
        QCOMPARE(m.read().state, PolicyState::LockedDown);
        m.write(u"keys/site.pub"_s, "nonsense");
        QCOMPARE(policySigners(m.options.policy), QList<QByteArray>{QByteArray()});        // somebody wanted signatures: nothing is signed by this
        policy = m.read();
        QVERIFY(Machine::codes(policy.problems).contains(u"POL-SYNTAX"_s));
        QCOMPARE(policy.state, PolicyState::LockedDown);
    }
    void productionTrustsKeysFromSignedFilesOnly()
    {
        Machine m;
        m.managed("\"environment\":\"production\",\"server.urls\":[\"https://example.gov\"],\"receipts.keys\":{\"k1\":\"MFkw\"}");
        Policy policy = m.read();
        QCOMPARE(Machine::codes(policy.problems), QStringList{u"POL-SIGNED"_s});
        QCOMPARE(policy.problems[0].key, u"receipts.keys"_s);
        QVERIFY(!policy.managed.contains(u"receipts.keys"_s));
        m.managed("\"environment\":\"test\",\"receipts.keys\":{\"k1\":\"MFkw\"}");
        QCOMPARE(m.read().state, PolicyState::Ok);
    }
};

ZC_TEST(QCoreApplication, TestPolicy)
#include "tst_policy.moc"
