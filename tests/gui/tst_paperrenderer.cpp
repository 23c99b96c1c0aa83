#include "bootstrap/paperrenderer.h"
#include "support/testprogram.h"

#include <support/noticesamples.h>

#include <QApplication>


using namespace zc;
using namespace zc::client;
using namespace zc::casework;

// The setting decides the paper of the receipt alone; every other kind stays what its template says.
class TstPaperRenderer : public QObject {
    Q_OBJECT

    static QSizeF sizeOf(PaperRenderer &renderer, NoticeKind kind)
    {
        const auto content = composeNotice(kind, samples::noticeData(kind));
        auto future = renderer.render(*content);
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 60'000))
            qFatal("no answer");
        const Result<QByteArray> pdf = future.result();
        return pdf ? papers::firstSheetSize(*pdf) : QSizeF();
    }

private Q_SLOTS:
    void theReceiptFollowsTheSetting()
    {
        PaperRenderer renderer;
        QCOMPARE(qRound(sizeOf(renderer, NoticeKind::MaterialReceipt).width()), 210);
        renderer.setReceiptSize(papers::PaperSize::Slip80);
        QCOMPARE(qRound(sizeOf(renderer, NoticeKind::MaterialReceipt).width()), 80);
        QCOMPARE(qRound(sizeOf(renderer, NoticeKind::Advice).width()), 210);
        renderer.setReceiptSize(papers::PaperSize::A4);
        QCOMPARE(qRound(sizeOf(renderer, NoticeKind::MaterialReceipt).width()), 210);
    }
};

ZC_TEST(QApplication, TstPaperRenderer)
#include "tst_paperrenderer.moc"
