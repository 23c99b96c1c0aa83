#include "pages/desk/inksurface.h"
#include "pages/desk/signsheet.h"
#include "shell/lockscreen.h"
#include "support/livedesk.h"
#include "support/testprogram.h"

#include <devices/devicehub.h>
#include <devices/signaturepad.h>
#include <papers/paper.h>
#include <store/store.h>
#include <uikit/label.h>

#include <QAbstractButton>
#include <QDirIterator>
#include <QImage>
#include <QPointingDevice>
#include <QTabletEvent>

using namespace zc;
using namespace zc::client;
using namespace zc::client::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kStepMs = 20;

// A hand with a pen, a finger or the mouse, as the system tells of it: synthetic events, no driver behind them.
class Hand {
public:
    explicit Hand(QWidget &surface) : m_surface(surface) {}

    void pen(QPointF share, bool down, double pressure = 0.7)
    {
        static const QPointingDevice tablet(u"sample tablet"_s, 71, QInputDevice::DeviceType::Stylus, QPointingDevice::PointerType::Pen,
                                            QInputDevice::Capability::Position | QInputDevice::Capability::Pressure, 1, 1);
        const QPointF at = place(share);
        const auto type = !down ? QEvent::TabletRelease : m_down ? QEvent::TabletMove : QEvent::TabletPress;
        m_down = down;
        QTabletEvent event(type, &tablet, at, m_surface.mapToGlobal(at), down ? pressure : 0, 0, 0, 0, 0, 0, Qt::NoModifier, Qt::LeftButton, down ? Qt::LeftButton : Qt::NoButton);
        event.setTimestamp(m_now += kStepMs);
        QCoreApplication::sendEvent(&m_surface, &event);
    }
    void mouse(QPointF share, bool down, Qt::MouseEventSource source = Qt::MouseEventNotSynthesized)
    {
        const QPointF at = place(share);
        const auto type = !down ? QEvent::MouseButtonRelease : m_down ? QEvent::MouseMove : QEvent::MouseButtonPress;
        m_down = down;
        QMouseEvent event(type, at, at, m_surface.mapToGlobal(at), type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton, down ? Qt::LeftButton : Qt::NoButton, Qt::NoModifier, source);
        event.setTimestamp(m_now += kStepMs);
        QCoreApplication::sendEvent(&m_surface, &event);
    }
    // Through the window system, which stamps what comes by itself: a finger takes its time.
    void finger(QPointF share, bool down)
    {
        static QPointingDevice *glass = QTest::createTouchDevice();
        QWindow *window = m_surface.window()->windowHandle();
        const QPoint at = m_surface.mapTo(m_surface.window(), place(share)).toPoint();
        auto touch = QTest::touchEvent(window, glass, false);
        if (!down) touch.release(3, at, window);
        else if (m_down) touch.move(3, at, window);
        else touch.press(3, at, window);
        touch.commit();
        m_down = down;
        QTest::qWait(kStepMs);
    }
    // A name of two loops, two thirds as wide as the surface.
    template <class Way>
    void sign(Way way)
    {
        for (int loop = 0; loop < 2; ++loop) {
            for (int i = 0; i <= 14; ++i) {
                const double turn = 0.45 * i;
                (this->*way)({0.2 + 0.33 * loop + 0.12 * (1 + std::cos(turn)), 0.5 + 0.3 * std::sin(turn)});
            }
            lift(way);
        }
    }
    void withPen(QPointF share) { pen(share, true); }
    void withMouse(QPointF share) { mouse(share, true); }
    void withFinger(QPointF share) { finger(share, true); }

private:
    void lift(void (Hand::*way)(QPointF))
    {
        const QPointF end(0.5, 0.5);
        if (way == &Hand::withPen) pen(end, false);
        else if (way == &Hand::withMouse) mouse(end, false);
        else finger(end, false);
    }
    QPointF place(QPointF share) const { return {share.x() * m_surface.width(), share.y() * m_surface.height()}; }

    QWidget &m_surface;
    bool m_down = false;
    quint64 m_now = 5'000;
};

struct SignDesk : LiveDesk {
    SignDesk()
    {
        QObject::connect(port.get(), &DeskPort::signEnded, window.get(), [this](const intake::SignOutcome &outcome) { told = outcome.error.value_or(Error()); });
    }
    Error told;                             // how the last signing ended
    bool atConfirmation()
    {
        if (!takeCase(packs.items().first().code)) return false;
        port->setField(u"applicant.name"_s, u"样例甲"_s, true);
        key(Qt::Key_5, Qt::ControlModifier);
        return QTest::qWaitFor([this] { return port->signView().ready; }, kPatienceMs);
    }
    SignSheet *sheet() const { return window->findChild<SignSheet *>(u"sign"_s); }
    InkSurface &surface() const { return *window->findChild<InkSurface *>(u"sign.surface"_s); }
    bool opens()
    {
        key(Qt::Key_I, Qt::ControlModifier);
        return sheet() && sheet()->isVisible() && port->signView().running;
    }
    void press(int code, Qt::KeyboardModifiers modifiers = Qt::NoModifier) { QTest::keyClick(sheet(), Qt::Key(code), modifiers); }
    bool closed() { return QTest::qWaitFor([this] { return !sheet()->isVisible() && !port->signView().running; }, kPatienceMs); }
    const intake::CaseDraft &draft() const { return port->current().draft; }
    Result<devices::Ink> kept()
    {
        if (!draft().signature) return Error{ErrorKind::NotFound, told.code, told.detail};
        auto bytes = port->attachmentBytes(draft().signature->strokes.attId);
        if (!QTest::qWaitFor([&] { return bytes.isFinished(); }, kPatienceMs)) return Error{ErrorKind::Timeout, u"bytes"_s, {}};
        const auto read = bytes.result();
        return read ? devices::Ink::fromDocument(*read) : Result<devices::Ink>(read.error());
    }
    template <class Way>
    bool signedBy(Way way)
    {
        if (!opens()) return false;
        Hand(surface()).sign(way);
        press(Qt::Key_Return);
        return closed();
    }
};

} // namespace

class TestSignKeys : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPenSigns()
    {
        SignDesk desk;
        QVERIFY(desk.atConfirmation());
        QVERIFY(desk.signedBy(&Hand::withPen));
        QVERIFY(desk.draft().applicantConfirmed && desk.draft().signature);
        QCOMPARE(desk.draft().signature->tool, u"pen"_s);
        QCOMPARE(desk.draft().signature->covers, intake::confirmedDigest(desk.draft()));
        QVERIFY(!desk.draft().signature->picture.device.isEmpty() && desk.draft().signature->picture.takenMs > 0);
        const auto ink = desk.kept();
        QVERIFY(ink);
        QCOMPARE(ink->strokes(), std::size_t(2));
        QCOMPARE(ink->points(), std::size_t(30));
        QVERIFY(std::abs(ink->stroke(0)[3].pressure - 0.7) < 0.01);
        QVERIFY(std::abs(ink->ratio() - desk.surface().ratio()) < 0.01);
        const auto *picture = desk.window->findChild<uikit::Label *>(u"confirm.signature"_s);
        QTRY_VERIFY_WITH_TIMEOUT(picture->isVisible() && !picture->pixmap().isNull(), LiveDesk::kPatienceMs);
        QVERIFY(desk.window->findChild<uikit::Label *>(u"confirm.signatureWords"_s)->text().contains(u"笔"_s));
    }

    void aSubstituteIsMarked()
    {
        SignDesk desk;
        QVERIFY(desk.atConfirmation());
        QVERIFY(desk.signedBy(&Hand::withMouse));
        QCOMPARE(desk.draft().signature->tool, u"mouse"_s);
        QVERIFY(desk.window->findChild<uikit::Label *>(u"confirm.signatureWords"_s)->text().contains(u"鼠标"_s));
        QVERIFY(desk.signedBy(&Hand::withFinger));
        QCOMPARE(desk.draft().signature->tool, u"finger"_s);
        const auto ink = desk.kept();
        QVERIFY(ink);
        QCOMPARE(ink->strokes(), std::size_t(2));
    }

    // What the system makes of a pen or a finger for programs that know neither is not a second signature.
    void aSynthesizedMouseIsNone()
    {
        SignDesk desk;
        QVERIFY(desk.atConfirmation() && desk.opens());
        Hand hand(desk.surface());
        hand.mouse({0.3, 0.3}, true, Qt::MouseEventSynthesizedBySystem);
        hand.mouse({0.6, 0.6}, false, Qt::MouseEventSynthesizedBySystem);
        QCOMPARE(desk.surface().strokes(), 0);
        desk.press(Qt::Key_Escape);
        QVERIFY(desk.closed());
    }

    void strokesGoBackAndTheSheetIsBlankAgain()
    {
        SignDesk desk;
        QVERIFY(desk.atConfirmation() && desk.opens());
        Hand hand(desk.surface());
        hand.sign(&Hand::withPen);
        QCOMPARE(desk.surface().strokes(), 2);
        desk.press(Qt::Key_Backspace);
        QCOMPARE(desk.surface().strokes(), 1);
        desk.press(Qt::Key_Delete);
        QCOMPARE(desk.surface().strokes(), 0);
        hand.sign(&Hand::withPen);
        hand.pen({0.9, 0.9}, true);
        hand.pen({0.9, 0.9}, false);
        desk.press(Qt::Key_Z, Qt::ControlModifier);
        desk.press(Qt::Key_Return);
        QVERIFY(desk.closed());
        const auto ink = desk.kept();
        QVERIFY2(ink, qPrintable(ink ? QString() : ink.error().code));
        QCOMPARE(ink->strokes(), std::size_t(2));               // neither the first two nor the dot
    }

    void noSignatureIsNotTaken()
    {
        SignDesk desk;
        QVERIFY(desk.atConfirmation() && desk.opens());
        auto *trouble = desk.window->findChild<QWidget *>(u"sign.trouble"_s);
        desk.press(Qt::Key_Return);                             // nothing written
        QTRY_VERIFY_WITH_TIMEOUT(trouble->isVisible(), LiveDesk::kPatienceMs);
        Hand hand(desk.surface());
        hand.pen({0.4, 0.4}, true);
        QVERIFY(!trouble->isVisible());
        hand.pen({0.4, 0.4}, false);
        desk.press(Qt::Key_Return);                             // a dot
        QTRY_VERIFY_WITH_TIMEOUT(trouble->isVisible(), LiveDesk::kPatienceMs);
        QCOMPARE(desk.surface().strokes(), 0);
        QVERIFY(desk.sheet()->isVisible() && !desk.draft().signature && !desk.draft().applicantConfirmed);
        hand.sign(&Hand::withPen);
        desk.press(Qt::Key_Return);
        QVERIFY(desk.closed());
        QVERIFY(desk.draft().signature);
    }

    // Esc, and the lock, leave the case as it was; nothing written stays on any screen.
    void givenUpOrLocked()
    {
        SignDesk desk;
        QVERIFY(desk.atConfirmation() && desk.opens());
        Hand(desk.surface()).sign(&Hand::withPen);
        desk.press(Qt::Key_Escape);
        QVERIFY(desk.closed());
        QVERIFY(!desk.draft().signature && desk.surface().strokes() == 0);
        QVERIFY(desk.opens());
        Hand(desk.surface()).sign(&Hand::withPen);
        desk.world->ports().devices->releaseAll();              // what locking the desk does
        QVERIFY(desk.closed());
        QVERIFY(!desk.draft().signature && !desk.draft().applicantConfirmed && desk.surface().strokes() == 0);
    }

    // No key of the desk changes the case below the hand that signs it.
    void theDeskHearsNoKeyMeanwhile()
    {
        SignDesk desk;
        QVERIFY(desk.atConfirmation() && desk.opens());
        desk.press(Qt::Key_1, Qt::ControlModifier);
        desk.press(Qt::Key_Z, Qt::ControlModifier);
        desk.press(Qt::Key_F5);
        QCOMPARE(desk.page->step(), intake::Step::Confirm);
        QCOMPARE(desk.draft().text(u"applicant.name"_s), u"样例甲"_s);
        desk.press(Qt::Key_Escape);
        QVERIFY(desk.closed());
    }

    void anyChangeWithdrawsIt()
    {
        SignDesk desk;
        QVERIFY(desk.atConfirmation() && desk.signedBy(&Hand::withPen));
        const auto signature = desk.draft().signature;
        desk.port->setField(u"applicant.phone"_s, u"00000000000"_s, true);
        QVERIFY(!desk.draft().signature && !desk.draft().applicantConfirmed);
        QVERIFY(!desk.window->findChild<uikit::Label *>(u"confirm.signature"_s)->isVisible());
        desk.key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(desk.draft().signature == signature && desk.draft().applicantConfirmed);        // back to the very thing that was signed
        desk.port->setApplicantConfirmed(false);
        QVERIFY(!desk.draft().signature);
    }

    // What was signed must be what stood on the sheet.
    void aChangeBehindTheSheetIsNotSigned()
    {
        SignDesk desk;
        QVERIFY(desk.atConfirmation() && desk.opens());
        Hand(desk.surface()).sign(&Hand::withPen);
        desk.port->setField(u"applicant.phone"_s, u"00000000000"_s, true);      // a card reader, a web page
        desk.press(Qt::Key_Return);
        QVERIFY(desk.closed());
        QCOMPARE(desk.told.code, u"INT-SIGN-CHANGED"_s);
        QVERIFY(!desk.draft().signature && !desk.draft().applicantConfirmed);
    }

    void theCaseKeepsIt()
    {
        SignDesk desk;
        QVERIFY(desk.atConfirmation() && desk.signedBy(&Hand::withPen));
        const auto signature = desk.draft().signature;
        const QUuid id = desk.draft().caseId;
        desk.port->closeCase();
        desk.port->openCase(id);
        QVERIFY(QTest::qWaitFor([&] { return desk.port->hasCase(); }, LiveDesk::kPatienceMs));
        QVERIFY(desk.draft().signature == signature && desk.draft().applicantConfirmed);
        const auto ink = desk.kept();
        QVERIFY(ink);
        QCOMPARE(ink->points(), std::size_t(30));
    }

    // Neither strokes nor picture lie anywhere in clear.
    void nothingOfItLiesInClear()
    {
        SignDesk desk;
        QVERIFY(desk.atConfirmation() && desk.signedBy(&Hand::withPen));
        desk.port->desk()->flush();
        const QByteArray document = desk.kept()->document();
        const QByteArray planted = document.mid(document.indexOf("points") + 9, 24);
        QVERIFY(planted.size() == 24);
        QTest::qWait(300);
        int looked = 0;
        for (QDirIterator it(desk.folder.path(), QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
            QFile file(it.next());
            if (file.fileName().contains(u"/platform/"_s)) continue;            // the province's own disk
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            QVERIFY2(!bytes.contains(planted) && !bytes.contains("zc-ink-1"), qPrintable(file.fileName()));
            ++looked;
        }
        QVERIFY(looked > 3);
    }

    void withoutAPadThePaperIsSigned()
    {
        SignDesk desk;
        QVERIFY(desk.atConfirmation());
        QVERIFY(desk.world->control(u"sig-1"_s, "{\"unplug\":{}}"));
        QVERIFY(QTest::qWaitFor([&] { return !desk.port->signView().ready; }, LiveDesk::kPatienceMs));
        desk.key(Qt::Key_I, Qt::ControlModifier);
        QVERIFY(desk.closed());
        desk.key(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(desk.draft().applicantConfirmed && !desk.draft().signature);
    }
};

ZC_TEST(QApplication, TestSignKeys)
#include "tst_signkeys.moc"
