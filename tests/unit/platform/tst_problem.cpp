#include "support/testprogram.h"

#include <base/errortext.h>
#include <platform/problem.h>

#include <QSet>

using namespace zc;
using namespace zc::platform;
using namespace Qt::StringLiterals;

class TestProblem : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyCodeHasStatusClassAndSentence()
    {
        const ErrorTexts texts;
        const QStringList listed = texts.codes();
        QSet<QString> seen;
        int index = 0;
        for (const ProblemInfo &info : problemInfos()) {
            QCOMPARE(int(info.code), index++);
            QVERIFY2(info.status >= 400 && info.status < 600, info.text);
            QVERIFY2(listed.contains(QString::fromUtf16(info.errorCode)), info.text);
            QVERIFY2(qstrlen(info.title) > 0, info.text);
            seen.insert(QString::fromLatin1(info.text));
            QCOMPARE(problemInfo(QString::fromLatin1(info.text)), &info);
            QCOMPARE(&problemInfo(info.code), &info);
        }
        QCOMPARE(seen.size(), index);
    }
    void classesFollowTheTable_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("status");
        QTest::addColumn<ClientClass>("expected");
        const auto row = [](const char *code, int status, ClientClass expected) { QTest::newRow(code) << QString::fromLatin1(code) << status << expected; };
        row("BODY_INVALID", 400, ClientClass::Reject);
        row("DIGEST_BODY", 400, ClientClass::Retry);
        row("TOKEN_EXPIRED", 401, ClientClass::Renew);
        row("TICKET_INVALID", 403, ClientClass::AuthWait);
        row("CONSENT_REFUSED", 403, ClientClass::Person);
        row("OP_UNKNOWN", 404, ClientClass::ReadyAgain);
        row("OP_IN_PROGRESS", 409, ClientClass::Wait);
        row("SEQ_GAP", 409, ClientClass::Resequence);
        row("OP_APPLIED", 409, ClientClass::Settle);
        row("CASE_FROZEN", 409, ClientClass::RefreshCase);
        row("UPLOAD_OFFSET", 409, ClientClass::Head);
        row("AUDIT_GAP", 409, ClientClass::ResendAudit);
        row("CURSOR_EXPIRED", 410, ClientClass::Relist);
        row("UPLOAD_GONE", 410, ClientClass::NewSession);
        row("FILE_TOO_LARGE", 413, ClientClass::Block);
        row("FIELDS_CHANGED", 412, ClientClass::Rebase);
        row("KEY_REUSED", 422, ClientClass::Reject);
        row("SCHEMA_UNSUPPORTED", 422, ClientClass::WaitForUpgrade);
        row("EARLIER_FAILED", 424, ClientClass::ReadyAgain);
        row("CHECKSUM", 460, ClientClass::Head);
        row("OVERLOADED", 503, ClientClass::Retry);
        row("STORAGE_FULL", 507, ClientClass::Block);
    }
    void classesFollowTheTable()
    {
        QFETCH(QString, code);
        QFETCH(int, status);
        QFETCH(ClientClass, expected);
        const ProblemInfo *info = problemInfo(code);
        QVERIFY(info);
        QCOMPARE(info->status, status);
        QCOMPARE(info->clientClass, expected);
    }
    void errorsNameThePlaceAndStayKnown()
    {
        Problem problem = makeProblem(ProblemCode::FieldRule);
        problem.errors.append({u"shop.name"_s, u"length"_s, {}});
        QCOMPARE(errorOf(problem), (Error{ErrorKind::Invalid, u"PLT-FIELD-RULE"_s, u"shop.name length"_s}));
        QCOMPARE(errorOf(makeProblem(ProblemCode::UpstreamTimeout)).kind, ErrorKind::Timeout);
        QCOMPARE(errorOf(makeProblem(ProblemCode::NotFound)).kind, ErrorKind::NotFound);
        QCOMPARE(errorOf(makeProblem(ProblemCode::ScopeDenied)).kind, ErrorKind::Denied);
        QCOMPARE(errorOf(makeProblem(ProblemCode::FieldsChanged)).kind, ErrorKind::Conflict);
    }
    void unknownCodesAreNotGuessed()
    {
        QVERIFY(!problemInfo(u"NEW_CODE"));
        QVERIFY(!problemInfo(u"not_found"));
        Problem problem;
        problem.status = 503;
        problem.code = u"NEW_CODE"_s;
        QCOMPARE(errorOf(problem), (Error{ErrorKind::Offline, u"PLT-UNKNOWN"_s, u"503 NEW_CODE"_s}));
    }
};

ZC_TEST(QCoreApplication, TestProblem)
#include "tst_problem.moc"
