#include "support/testprogram.h"

#include <webhost/weborigin.h>

using namespace Qt::StringLiterals;
using namespace zc::webhost;

// Addresses and the origin that a list of origins would have to name for them.
class TestWebOrigin : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asABrowserWritesIt_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("origin");
        const auto row = [](const char *address, const char *origin) { QTest::newRow(address) << QString::fromUtf8(address) << QString::fromUtf8(origin); };
        row("https://window.example.test/a/b?c#d", "https://window.example.test");
        row("https://window.example.test:443/", "https://window.example.test");
        row("http://window.example.test:80/", "http://window.example.test");
        row("https://window.example.test:8443/", "https://window.example.test:8443");
        row("http://window.example.test:443/", "http://window.example.test:443");
        row("HTTPS://WINDOW.EXAMPLE.TEST/", "https://window.example.test");
        row("http://[::1]:8000/x", "http://[::1]:8000");
        row("https://窗口.example.test/", "https://xn--6orp41g.example.test");
        row("https://user@window.example.test/", "");
        row("https://user:word@window.example.test/", "");
        row("https:///nowhere", "");
        row("file:///etc/passwd", "");
        row("data:text/html,x", "");
        row("about:blank", "");
        row("blob:https://window.example.test/1", "");
        row("javascript:alert(1)", "");
        row("ws://window.example.test/", "");
        row("view-source:https://window.example.test/", "");
        row("", "");
    }
    void asABrowserWritesIt()
    {
        QFETCH(QString, address);
        QFETCH(QString, origin);
        QCOMPARE(originOf(QUrl(address)), origin);
    }
};

ZC_TEST(QCoreApplication, TestWebOrigin)
#include "tst_weborigin.moc"
