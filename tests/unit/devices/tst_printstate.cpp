#include "internal/ipp/printstate.h"

#include <QTest>

#include <support/testprogram.h>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;

class TestPrintState : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reasonsHaveMeanings_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("reasons");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, int state, const char *reasons, Condition::Kind kind, const char *code) {
            QTest::newRow(name) << state << QString::fromLatin1(reasons) << int(kind) << QString::fromLatin1(code);
        };
        using K = Condition::Kind;
        row("fine", 3, "none", K::Fine, "");
        row("printing", 4, "none", K::Fine, "");
        row("empty", 5, "media-empty-error", K::NeedsPerson, "DEV-PRINT-NOMEDIA");
        row("empty, no suffix", 4, "media-empty", K::NeedsPerson, "DEV-PRINT-NOMEDIA");
        row("one tray empty", 3, "media-empty-warning", K::Limited, "DEV-PRINT-ACTION");
        row("jam", 5, "media-jam-error", K::NeedsPerson, "DEV-PRINT-JAM");
        row("jam and low", 5, "toner-low-warning media-jam-error", K::NeedsPerson, "DEV-PRINT-JAM");
        row("cover", 5, "cover-open-error", K::NeedsPerson, "DEV-PRINT-COVER");
        row("toner low", 3, "toner-low-report", K::Fine, "");
        row("toner low, warned", 3, "toner-low-warning", K::Limited, "DEV-PRINT-TONERLOW");
        row("paper low", 3, "media-low-warning", K::Limited, "DEV-PRINT-MEDIALOW");
        row("toner empty", 5, "marker-supply-empty-error", K::NeedsPerson, "DEV-PRINT-TONER");
        row("offline", 3, "offline-report", K::NeedsPerson, "DEV-PRINT-ABSENT");
        row("paused", 5, "paused", K::NeedsPerson, "DEV-PRINT-ACTION");
        row("stopped, no reason", 5, "none", K::NeedsPerson, "DEV-PRINT-ACTION");
        row("unknown error", 5, "com.maker.flux-error", K::NeedsPerson, "DEV-PRINT-FAULT");
        row("unknown warning", 3, "com.maker.flux-warning", K::Limited, "DEV-PRINT-ACTION");
        row("unknown report", 3, "com.maker.flux-report", K::Fine, "");
        row("unknown word", 3, "com.maker.flux", K::Fine, "");
    }
    void reasonsHaveMeanings()
    {
        QFETCH(int, state);
        QFETCH(QString, reasons);
        QFETCH(int, kind);
        QFETCH(QString, code);
        const Condition now = ipp::conditionOf(state, reasons.split(u' '));
        QCOMPARE(int(now.kind), kind);
        QCOMPARE(now.why.code, code);
    }

    void suspicionsOfAJobThatWaits()
    {
        QCOMPARE(ipp::suspicionOf({u"toner-low-warning"_s, u"media-empty-warning"_s}).code, u"DEV-PRINT-NOMEDIA"_s);
        QCOMPARE(ipp::suspicionOf({u"media-jam"_s}).code, u"DEV-PRINT-JAM"_s);
        QVERIFY(ipp::suspicionOf({u"none"_s, u"toner-low-warning"_s, u"media-empty-report"_s, u"com.maker.flux-warning"_s}).code.isEmpty());
    }
};

ZC_TEST(QCoreApplication, TestPrintState)
#include "tst_printstate.moc"
