#include <devices/devicefactory.h>
#include <devices/usbaddress.h>

#include <base/clock.h>

#include "support/testprogram.h"

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;

class TestUsbAddress : public QObject {
    Q_OBJECT

    SystemClock m_clock;

private Q_SLOTS:
    void readsWhatItNames()
    {
        QString problem = u"old"_s;
        const auto address = UsbAddress::fromWords(u"0400:C35A"_s, u"02,06"_s, u"81,85"_s, u"A 样例"_s, &problem);
        QVERIFY2(address, qPrintable(problem));
        QVERIFY(problem.isEmpty());
        const UsbAddress wanted{0x0400, 0xC35A, 0x02, 0x06, 0x81, 0x85, u"A 样例"_s};
        QCOMPARE(*address, wanted);
        QCOMPARE(address->ids(), u"0400:c35a"_s);
        const auto single = UsbAddress::fromWords(u"ffff:0001"_s, u"0F"_s, u"8f"_s, {}, &problem);
        QVERIFY(single && single->outHeader == 0x0F && single->outBody == 0x0F && single->inHeader == 0x8F && single->inBody == 0x8F);
        QVERIFY(UsbAddress::fromWords(u"ffff:0001"_s, u"0F"_s, u"8f"_s, QString(126, u'A'), &problem));
    }

    void goodAddressesGiveADriver()
    {
        for (const QString &words : {u"idr-1=usb:0400:c35a?out=02,06&in=81,85"_s, u"idr-1=usb:0400:c35a?in=81&out=02&serial=A1"_s, u"idr-2=USB:0400:C35A?out=02,06&in=81,85&serial=A%201"_s}) {
            const auto driver = makeDriver(deviceEntry(words).value(), m_clock);
            QVERIFY2(driver.ok(), qPrintable(words));
            QCOMPARE((*driver)->info().id, u"sdt"_s);
            QCOMPARE((*driver)->info().slot, words.left(5));
        }
    }

    void badAddressesAreRefusedInWords_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *address, const char *says) { QTest::newRow(address) << QString::fromLatin1(address) << QString::fromLatin1(says); };
        row("usb:0400?out=02,06&in=81,85", "usb:0400");
        row("usb:400:c35a?out=02,06&in=81,85", "usb:400:c35a");
        row("usb:0400:c35g?out=02,06&in=81,85", "usb:0400:c35g");
        row("usb:0400:c35a:1?out=02,06&in=81,85", "usb:0400:c35a:1");
        row("usb:0400:c35a", "out=");
        row("usb:0400:c35a?in=81,85", "out=");
        row("usb:0400:c35a?out=02,06", "in=");
        row("usb:0400:c35a?out=82,06&in=81,85", "out=82,06");         // an IN endpoint
        row("usb:0400:c35a?out=02,06&in=81,05", "in=81,05");          // an OUT endpoint
        row("usb:0400:c35a?out=00,06&in=81,85", "out=00,06");         // control
        row("usb:0400:c35a?out=12,06&in=81,85", "out=12,06");
        row("usb:0400:c35a?out=2,6&in=81,85", "out=2,6");
        row("usb:0400:c35a?out=02,06,07&in=81,85", "out=02,06,07");
        row("usb:0400:c35a?out=02,06&in=81,", "in=81,");
        row("usb:0400:c35a?out=02,06&in=81,85&serial=A%0A", "serial");
        row("usb:0400:c35a?out=02,06&in=81,85&speed=9", "speed");
        row("usb:?out=02,06&in=81,85", "usb:");
    }
    void badAddressesAreRefusedInWords()
    {
        QFETCH(QString, address);
        QFETCH(QString, says);
        const auto driver = makeDriver({u"idr-1"_s, address, {}}, m_clock);
        QVERIFY(!driver.ok());
        QCOMPARE(driver.error().code, u"DEV-ADDRESS"_s);
        QVERIFY2(driver.error().detail.startsWith(says), qPrintable(driver.error().detail));
    }

    void aSerialThatNoDeviceCanHaveIsRefused()
    {
        QString problem;
        QVERIFY(!UsbAddress::fromWords(u"0400:c35a"_s, u"02"_s, u"81"_s, QString(127, u'A'), &problem));
        QCOMPARE(problem, u"serial"_s);
    }

    // Only readers of this protocol are bulk devices with two endpoints a side.
    void otherClassesHaveNone()
    {
        for (const QString &slot : {u"rcp-1"_s, u"bar-1"_s, u"ssc-1"_s, u"prn-1"_s})
            QCOMPARE(makeDriver({slot, u"usb:0400:c35a?out=02,06&in=81,85"_s, {}}, m_clock).error().code, u"DEV-ADDRESS"_s);
    }
};

ZC_TEST(QCoreApplication, TestUsbAddress)
#include "tst_usbaddress.moc"
