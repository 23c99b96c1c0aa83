#include "bootstrap/recoverysheet.h"
#include "shell/signonsheet.h"
#include "support/rig.h"
#include "support/testprogram.h"

#include <uikit/fieldframe.h>
#include <uikit/textaudit.h>
#include <uikit/zcstyle.h>

#include <QAbstractButton>
#include <QApplication>
#include <QBuffer>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPdfDocument>
#include <QSignalSpy>

using namespace zc::client;
using namespace zc::client::test;
using namespace Qt::StringLiterals;
using Ask = SignOnSheet::Ask;

// The sheet alone: what it asks, what it gives away, what it forgets. Driven by keys.
class TstSignOnSheet : public QObject {
    Q_OBJECT
    std::unique_ptr<SignOnSheet> m_sheet;

    QLineEdit *edit(const char *name) const { return m_sheet->findChild<QLineEdit *>(QLatin1StringView(name)); }
    QString text(const char *name) const { return m_sheet->findChild<QLabel *>(QLatin1StringView(name))->text(); }
    QString error(const char *name) const { return qobject_cast<zc::uikit::FieldFrame *>(edit(name)->parentWidget())->error(); }
    QAbstractButton *go() const { return m_sheet->findChild<QAbstractButton *>(u"signon.go"_s); }
    void key(int code) { QTest::keyClick(m_sheet->windowHandle(), Qt::Key(code)); }
    void keys(const QString &text) { QTest::keyClicks(QApplication::focusWidget(), text); }

private Q_SLOTS:
    void initTestCase() { prepareApplication(); }
    void init()
    {
        m_sheet = std::make_unique<SignOnSheet>();
        m_sheet->resize(900, 700);
        m_sheet->show();
        QVERIFY(QTest::qWaitForWindowActive(m_sheet.get()));
    }
    void cleanup() { m_sheet.reset(); }

    void nameEnterPasswordEnter()
    {
        QSignalSpy given(m_sheet.get(), &SignOnSheet::signOnWanted);
        m_sheet->ask(Ask::Password);
        QCOMPARE(QApplication::focusWidget(), edit("signon.user"));
        QCOMPARE(edit("signon.password")->echoMode(), QLineEdit::Password);
        key(Qt::Key_Return);                                   // nothing typed: nothing given
        keys(u" sample.clerk "_s);
        key(Qt::Key_Return);
        QCOMPARE(QApplication::focusWidget(), edit("signon.password"));
        key(Qt::Key_Return);
        QVERIFY(given.isEmpty());
        keys(u"Sample-Pass 1"_s);
        key(Qt::Key_Return);
        QCOMPARE(given.size(), 1);
        QCOMPARE(given.first().at(0).toString(), u"sample.clerk"_s);
        QCOMPARE(given.first().at(1).toString(), u"Sample-Pass 1"_s);
        QVERIFY(edit("signon.password")->text().isEmpty());    // forgotten as soon as given away
        QVERIFY(!edit("signon.password")->isUndoAvailable() || (edit("signon.password")->undo(), edit("signon.password")->text().isEmpty()));
    }
    void aRefusalStandsAtTheFieldAndMayCostTime()
    {
        QSignalSpy given(m_sheet.get(), &SignOnSheet::signOnWanted);
        m_sheet->ask(Ask::Password);
        keys(u"sample.clerk"_s);
        key(Qt::Key_Return);
        m_sheet->refuse(u"no"_s, u"PLT-LOGIN"_s);
        QVERIFY(error("signon.password").contains(u"no"_s) && error("signon.password").contains(u"PLT-LOGIN"_s));
        QCOMPARE(QApplication::focusWidget(), edit("signon.password"));
        m_sheet->refuse(u"wait"_s, u"PLT-LOGIN"_s, 400);
        QVERIFY(!edit("signon.password")->isEnabled() && !go()->isEnabled());
        m_sheet->ask(Ask::Password);                           // asking anew does not shorten it
        QVERIFY(!edit("signon.password")->isEnabled());
        key(Qt::Key_Return);
        QVERIFY(given.isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(edit("signon.password")->isEnabled(), 60'000);
        QCOMPARE(edit("signon.user")->text(), u"sample.clerk"_s);          // the name stays
    }
    void whoWaitsMayGiveUp()
    {
        QSignalSpy up(m_sheet.get(), &SignOnSheet::giveUpWanted);
        m_sheet->ask(Ask::Password);
        key(Qt::Key_Escape);
        QVERIFY(up.isEmpty());
        m_sheet->setBusy(u"asking"_s, true);
        QVERIFY(text("signon.words").contains(u"Esc"_s) && !go()->isEnabled());
        key(Qt::Key_Escape);
        key(Qt::Key_Escape);
        QCOMPARE(up.size(), 1);
        m_sheet->setBusy(u"writing"_s);
        key(Qt::Key_Escape);
        QCOMPARE(up.size(), 1);
    }
    void thePassphraseIsTypedBackAndForgotten()
    {
        const QString passphrase = u"AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF"_s;
        QSignalSpy kept(m_sheet.get(), &SignOnSheet::recoveryKept);
        m_sheet->showRecovery(passphrase);
        QCOMPARE(text("signon.passphrase"), passphrase);
        keys(u"AAAAA"_s);
        key(Qt::Key_Return);
        QVERIFY(kept.isEmpty() && !error("signon.group").isEmpty());
        keys(u"fffff"_s);                                      // replaces what was wrong
        key(Qt::Key_Return);
        QCOMPARE(kept.size(), 1);
        m_sheet->ask(Ask::Nothing);
        QVERIFY(text("signon.passphrase").isEmpty() && edit("signon.group")->text().isEmpty());
    }
    void thePracticeIsOfferedOnlyWhereItIsAllowed()
    {
        QSignalSpy practice(m_sheet.get(), &SignOnSheet::practiceWanted);
        m_sheet->setWayOut(u"1. do this"_s, false);
        m_sheet->ask(Ask::Nothing, u"why"_s);
        QVERIFY(!go()->isVisible());
        QVERIFY(m_sheet->findChild<QWidget *>(u"signon.steps"_s)->isVisible());
        key(Qt::Key_Return);
        QVERIFY(practice.isEmpty());
        m_sheet->setWayOut({}, true);
        m_sheet->ask(Ask::Nothing, u"why"_s);
        QVERIFY(!m_sheet->findChild<QWidget *>(u"signon.steps"_s)->isVisible());
        key(Qt::Key_Return);
        QCOMPARE(practice.size(), 1);
        m_sheet->ask(Ask::Password);
        key(Qt::Key_Return);
        QCOMPARE(practice.size(), 1);
    }
    void noTextIsCutInAnyLook()
    {
        auto &style = *static_cast<zc::uikit::ZcStyle *>(QApplication::style());
        zc::uikit::TextAudit audit;
        using zc::uikit::Scheme;
        const std::tuple<Scheme, int, QSize> looks[] = {{Scheme::Light, 100, {1440, 900}}, {Scheme::Dark, 150, {1280, 720}}, {Scheme::Contrast, 200, {1280, 560}}};
        QDir().mkpath(QStringLiteral(ZC_BINARY_DIR "/shots/hall"));
        const QString steps = u"请信息部门：\n1. 在 /etc/zongchuang/policies/managed.d 放一个属于 root 的策略文件，写明 environment、server.urls、site.code、site.window、site.authority。\n"
                              "2. 查看这台机器读到的结果：zcctl policy dump\n3. 重新启动本程序，输入平台为这个窗口发的启用码。"_s;
        for (const auto &[scheme, zoom, size] : looks) {
            zc::uikit::Appearance look;
            look.scheme = scheme;
            look.zoomPercent = zoom;
            QVERIFY(style.setAppearance(look).ok());
            style.setTextAudit(&audit);
            m_sheet->resize(size);
            const auto grab = [&](const QString &name) {
                QTest::qWait(50);
                const QPixmap picture = m_sheet->grab();
                QVERIFY(picture.save(QStringLiteral(ZC_BINARY_DIR "/shots/hall/sheet-%1-%2.png").arg(name).arg(zoom)));
            };
            m_sheet->setWayOut(steps, true);
            m_sheet->setPlace({});
            m_sheet->ask(Ask::Nothing, u"这台机器还没有接入省平台。想先看一看，可以用样例数据演练。(APP-NO-PLATFORM)"_s);
            grab(u"nothing"_s);
            m_sheet->setPlace(u"大厅 430199 · 窗口 007 · https://platform.example · 测试环境，办件不作数"_s);
            m_sheet->setPolicy(u"策略：策略里有一个不认识的设置名。也许应为 server.urls。（10-desk.json · server.url，POL-UNKNOWN-KEY）"_s);
            m_sheet->ask(Ask::Password, u"本机数据的密钥文件已损坏或不属于本机。请联系运维用备份恢复密钥文件。(STO-KEY-FILE)"_s, SignOnSheet::Tone::Bad);
            grab(u"fault"_s);
            m_sheet->showRecovery(u"AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-WWWWW"_s);
            m_sheet->refuse(u"这不是最后一组，请和抄下的核对。"_s, {});
            grab(u"recovery"_s);
            // What has the focus is in sight, however large the print.
            QVERIFY(m_sheet->rect().contains(edit("signon.group")->mapTo(m_sheet.get(), edit("signon.group")->rect().center())));
        }
        style.setTextAudit(nullptr);
        QVERIFY(style.setAppearance({}).ok());
        QVERIFY(audit.seen() > 0);
        QVERIFY2(audit.clipped().isEmpty(), qPrintable(audit.clipped().join(u'\n')));
    }
    void theSheetForTheEnvelopeIsOnePage()
    {
        QByteArray bytes = recoverySheetPdf(u"AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF"_s, u"430199"_s, u"007"_s);
        QBuffer buffer(&bytes);
        QVERIFY(buffer.open(QIODevice::ReadOnly));
        QPdfDocument pdf;
        pdf.load(&buffer);
        QCOMPARE(pdf.pageCount(), 1);
        const QString all = pdf.getAllText(0).text();
        for (const QString &group : {u"AAAAA"_s, u"FFFFF"_s, u"430199"_s, u"007"_s}) QVERIFY2(all.contains(group), qPrintable(all));
        QImage page(595, 842, QImage::Format_RGB32);
        page.fill(Qt::white);
        QPainter(&page).drawImage(0, 0, pdf.render(0, page.size()));
        QDir().mkpath(QStringLiteral(ZC_BINARY_DIR "/shots/hall"));
        QVERIFY(page.save(QStringLiteral(ZC_BINARY_DIR "/shots/hall/envelope.png")));
    }
};

ZC_TEST(QApplication, TstSignOnSheet)
#include "tst_signonsheet.moc"
