#include "support/rig.h"
#include "support/testprogram.h"

#include <papers/paper.h>
#include <support/noticesamples.h>
#include <uikit/textaudit.h>
#include <uikit/zcstyle.h>

#include <QApplication>
#include <QDir>

using namespace zc::client;
using namespace zc::client::test;
using namespace Qt::StringLiterals;

// The screens of the drawings with the data of the drawings: written to <build>/shots/screens to be held beside
// shared/design/mock by eye. The test itself holds that every state can be drawn at every size without an empty picture.
class TstScreens : public QObject {
    Q_OBJECT
private:
    void grab(Rig &rig, const QString &name)
    {
        QTest::qWait(30);
        const QString folder = QStringLiteral(ZC_BINARY_DIR "/shots/screens");
        QDir().mkpath(folder);
        const QPixmap picture = rig.window->grab();
        QVERIFY(!picture.isNull());
        QVERIFY(picture.save(folder + u'/' + name + u".png"_s));
    }

private Q_SLOTS:
    void everyStep()
    {
        Rig rig;
        rig.showAt({1440, 900});
        grab(rig, u"desk-empty"_s);
        rig.desk.previous = u"F04"_s;
        rig.desk.put(sampleCase());
        grab(rig, u"desk-2-question"_s);
        rig.key(Qt::Key_F1);
        grab(rig, u"desk-2-why"_s);
        rig.key(Qt::Key_Escape);
        rig.key(Qt::Key_1, Qt::ControlModifier);
        grab(rig, u"desk-1-applicant"_s);
        const QUuid page(u"{01890000-0000-7000-8000-0000000000aa}"_s);
        rig.desk.files.insert(page, samplePage(u"房屋租赁合同（样例）"_s));
        rig.desk.counter.materials[1].state.attachments = {{page, u"contract.jpg"_s, u"image/jpeg"_s, 1000, 1, {}}};
        rig.desk.counter.materials[2].state.seen = zc::intake::Seen::Fits;
        rig.desk.counter.materials[2].open = false;
        rig.key(Qt::Key_3, Qt::ControlModifier);
        QTest::qWait(600);
        grab(rig, u"desk-3-materials"_s);
        auto &contract = rig.desk.counter.materials[1].state;
        for (int i = 0; i < 4; ++i) {
            contract.attachments.append({QUuid::createUuidV5(page, QString::number(i)), u"续页"_s, u"image/jpeg"_s, 1000, 1, {}});
            rig.desk.files.insert(contract.attachments.last().attId, samplePage(u"附件 %1（样例）"_s.arg(i + 1)));
        }
        rig.desk.put(rig.desk.counter);
        QTest::qWait(600);
        rig.key(Qt::Key_PageDown);
        rig.key(Qt::Key_PageDown);
        rig.key(Qt::Key_D, Qt::ControlModifier);
        rig.key(Qt::Key_R, Qt::ControlModifier);
        QTest::qWait(600);
        grab(rig, u"desk-3-arranged"_s);
        for (int step = 4; step <= 6; ++step) {
            rig.key(Qt::Key_0 + step, Qt::ControlModifier);
            grab(rig, u"desk-%1"_s.arg(step));
        }
        // The receipt as a slip: what is shown is the paper.
        using namespace zc::casework;
        const auto receipt = composeNotice(NoticeKind::MaterialReceipt, zc::samples::noticeData(NoticeKind::MaterialReceipt));
        const auto slip = zc::papers::renderPdf(*receipt, {.size = zc::papers::PaperSize::Slip80});
        QVERIFY(slip);
        auto filed = rig.desk.counter;
        filed.readOnly = filed.submitted = true;
        filed.problems.clear();
        filed.papers = {{u"N01"_s, u"收件凭证"_s, u"LS-430104-003-20261120-0007-7"_s, filed.savedAt, *slip}};
        rig.desk.put(filed);
        QTest::qWait(800);
        grab(rig, u"desk-6-slip"_s);
        rig.key(Qt::Key_K, Qt::ControlModifier);
        grab(rig, u"palette"_s);
        rig.key(Qt::Key_Escape);
        rig.key(Qt::Key_2, Qt::AltModifier);
        grab(rig, u"cases"_s);
        for (int i = 0; i < 7; ++i) rig.key(Qt::Key_E, Qt::ControlModifier);
        QTest::qWait(100);
        grab(rig, u"cases-reveal-reason"_s);
        rig.key(Qt::Key_1);
        QTest::qWait(100);
        grab(rig, u"cases-revealed"_s);
        rig.key(Qt::Key_Comma, Qt::ControlModifier);
        grab(rig, u"settings"_s);
        rig.key(Qt::Key_L, Qt::ControlModifier);
        grab(rig, u"lock"_s);
    }
};

ZC_TEST(QApplication, TstScreens)
#include "tst_screens.moc"
