#include "support/testprogram.h"

#include <base/logging.h>


using namespace zc;

class TestLogging : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void longNumbersNeverReachALine()
    {
        QCOMPARE(maskDigits(QStringLiteral("id 11010519491231002X phone 13800138000 end 1380013800099")),
                 QStringLiteral("id *****************X phone *********** end *************"));
    }
    void shortNumbersStay()
    {
        QCOMPARE(maskDigits(QStringLiteral("port 18610, 1700000000 s")), QStringLiteral("port 18610, 1700000000 s"));
    }
    void redactionHidesTheText()
    {
        const QString personal = QStringLiteral("测试甲");
        const QString shown = redacted(personal);
        QVERIFY(!shown.contains(personal));
        QVERIFY(shown.contains(QStringLiteral("3 chars")));
        QCOMPARE(redacted(personal), shown);
        QVERIFY(redacted(QStringLiteral("测试乙")) != shown);
    }
};

ZC_TEST(QCoreApplication, TestLogging)
#include "tst_logging.moc"
