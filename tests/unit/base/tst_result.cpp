#include "support/testprogram.h"

#include <base/result.h>


#include <memory>

using namespace zc;

class TestResult : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void valueIsKept()
    {
        Result<int> result = 7;
        QVERIFY(result.ok());
        QCOMPARE(*result, 7);
        QCOMPARE(result.valueOr(1), 7);
    }
    void errorIsKept()
    {
        const Result<int> result = Error{ErrorKind::Timeout, QStringLiteral("X-Y"), QStringLiteral("d")};
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Timeout);
        QCOMPARE(result.error().code, QStringLiteral("X-Y"));
        QCOMPARE(result.valueOr(1), 1);
    }
    void moveOnlyValues()
    {
        Result<std::unique_ptr<int>> result = std::make_unique<int>(3);
        const std::unique_ptr<int> taken = std::move(result).value();
        QCOMPARE(*taken, 3);
    }
    void voidResult()
    {
        QVERIFY(Result<void>().ok());
        const Result<void> failed = Error{ErrorKind::Denied, {}, {}};
        QVERIFY(!failed);
        QCOMPARE(failed.error().kind, ErrorKind::Denied);
    }
    void everyKindHasItsOwnName()
    {
        QSet<QString> names;
        for (int kind = int(ErrorKind::Cancelled); kind <= int(ErrorKind::Internal); ++kind)
            names.insert(errorKindName(ErrorKind(kind)));
        QCOMPARE(names.size(), 10);
    }
};

ZC_TEST(QCoreApplication, TestResult)
#include "tst_result.moc"
