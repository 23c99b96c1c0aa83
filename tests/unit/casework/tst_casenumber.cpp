#include "support/testprogram.h"

#include <casework/casenumber.h>

#include <QRandomGenerator>
#include <QSet>

using namespace zc;
using namespace zc::casework;
using namespace Qt::StringLiterals;

class TestCaseNumber : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theNumberOfThePage()
    {
        const auto number = makeProvisionalNumber(u"430104"_s, u"003"_s, QDate(2026, 11, 21), 7);
        QVERIFY(number);
        QVERIFY(number->printed().startsWith(u"LS-430104-003-20261121-0007-"));
        QCOMPARE(number->compact().size(), 24);
        for (const QString &text : {number->printed(), number->compact(), number->printed().toLower(), u" "_s + number->printed()}) {
            const auto read = parseProvisionalNumber(text);
            QVERIFY2(read, qPrintable(text));
            QCOMPARE(*read, *number);
        }
    }
    void partsOutOfForm()
    {
        const QDate day(2026, 11, 21);
        QCOMPARE(makeProvisionalNumber(u"43010"_s, u"003"_s, day, 1).error().detail, u"site"_s);
        QCOMPARE(makeProvisionalNumber(u"43010a"_s, u"003"_s, day, 1).error().detail, u"site"_s);
        QCOMPARE(makeProvisionalNumber(u"430104"_s, u"3"_s, day, 1).error().detail, u"window"_s);
        QCOMPARE(makeProvisionalNumber(u"430104"_s, u"003"_s, QDate(), 1).error().detail, u"day"_s);
        QCOMPARE(makeProvisionalNumber(u"430104"_s, u"003"_s, day, 0).error().detail, u"counter"_s);
        QCOMPARE(makeProvisionalNumber(u"430104"_s, u"003"_s, day, 10000).error().detail, u"counter"_s);
        QCOMPARE(makeProvisionalNumber(u"430104"_s, u"003"_s, day, 10000).error().code, u"CASE-NUMBER"_s);
    }
    void wrongTexts()
    {
        const QString good = makeProvisionalNumber(u"430104"_s, u"003"_s, QDate(2026, 11, 21), 7)->printed();
        QCOMPARE(parseProvisionalNumber(QString()).error().detail, u"form"_s);
        QCOMPARE(parseProvisionalNumber(good.left(10)).error().detail, u"form"_s);
        QCOMPARE(parseProvisionalNumber(QString(good).remove(2, 1)).error().detail, u"form"_s);      // hyphens everywhere or nowhere
        QCOMPARE(parseProvisionalNumber(QString(good).replace(u"20261121"_s, u"20261131"_s)).error().detail, u"day"_s);
        QCOMPARE(parseProvisionalNumber(QString(good).replace(u"0007"_s, u"0000"_s)).error().detail, u"counter"_s);
        QCOMPARE(parseProvisionalNumber(QString(good).replace(u"0007"_s, u"0008"_s)).error().detail, u"check"_s);
    }
    void everyWrongCharacterAndNearlyEverySwapIsFound()
    {
        QRandomGenerator random(11);
        int swaps = 0, missed = 0;
        for (int i = 0; i < 40; ++i) {
            const auto number = makeProvisionalNumber(u"43%1"_s.arg(random.bounded(10000), 4, 10, QChar(u'0')), u"%1"_s.arg(random.bounded(1000), 3, 10, QChar(u'0')),
                                                      QDate(2026, 1, 1).addDays(random.bounded(365)), 1 + int(random.bounded(9999)));
            QVERIFY(number);
            const QString text = number->compact();
            for (int at = 2; at < text.size(); ++at) {
                for (const QChar c : QStringView(u"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
                    if (c == text[at])
                        continue;
                    QString changed = text;
                    changed[at] = c;
                    QVERIFY2(!parseProvisionalNumber(changed), qPrintable(changed));
                }
                if (at + 1 < text.size() && text[at] != text[at + 1]) {
                    QString swapped = text;
                    std::swap(swapped[at], swapped[at + 1]);
                    ++swaps;
                    missed += bool(parseProvisionalNumber(swapped));
                }
            }
        }
        QVERIFY2(missed * 100 <= swaps, qPrintable(u"%1 of %2"_s.arg(missed).arg(swaps)));
    }
    void aDaysNumbersDiffer()
    {
        QSet<QString> seen;
        for (int counter = 1; counter <= 9999; ++counter)
            seen.insert(makeProvisionalNumber(u"430104"_s, u"003"_s, QDate(2026, 11, 21), counter)->compact());
        QCOMPARE(seen.size(), 9999);
    }
};

ZC_TEST(QCoreApplication, TestCaseNumber)
#include "tst_casenumber.moc"
