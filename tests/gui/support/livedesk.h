#pragma once
#include "bootstrap/deskjournal.h"
#include "bootstrap/intakeport.h"
#include "shell/commandcentre.h"
#include "support/rig.h"

#include <intake/folderpacks.h>
#include <papers/pictureencoder.h>
#include <station/station.h>
#include <training/demoworld.h>

#include <QTemporaryDir>
#include <QTest>

namespace zc::client::test {

// Papers without pages; what they were to say is kept.
class UndrawnPapers final : public intake::PaperPort {
public:
    QFuture<Result<QByteArray>> render(const casework::NoticeContent &content) override
    {
        asked.append(content);
        return QtFuture::makeReadyFuture(Result<QByteArray>(QByteArray("%PDF-")));
    }
    QList<casework::NoticeContent> asked;
};

// The real desk page over counter, store, device hub and drivers; only papers and devices are made up. 样例.
struct LiveDesk {
    static constexpr int kPatienceMs = 60'000;
    QTemporaryDir folder;
    SystemClock clock;
    intake::FolderPacks packs{{{QStringLiteral("market_regulation"), QStringLiteral("市场监管"), QStringLiteral(ZC_SOURCE_DIR "/plugins/departments/market_regulation/packs")}}};
    UndrawnPapers papers;
    zc::papers::PictureEncoder pictures;
    std::unique_ptr<training::DemoWorld> world;
    DeskJournal journal;
    std::unique_ptr<IntakePort> port;
    CommandTable table;
    std::unique_ptr<MainWindow> window;
    DeskPage *page = nullptr;

    LiveDesk()
    {
        prepareApplication();
        training::DemoOptions options;
        options.folder = folder.filePath(QStringLiteral("demo"));
        options.items = packs.items();
        options.packs = &packs;
        options.papers = &papers;
        options.encoder = &pictures;
        auto prepared = training::DemoWorld::prepare(options);
        if (!prepared) qFatal("%s", qPrintable(prepared.error().code));
        world = std::make_unique<training::DemoWorld>(*prepared);
        journal.open(world->station());
        port = std::make_unique<IntakePort>(journal);
        window = std::make_unique<MainWindow>(table, Role::Clerk);
        page = new DeskPage(*port, window->commands(), window->peek());
        window->addPage(QStringLiteral("page.desk"), uikit::Icon::Intake, QStringLiteral("受理"), page);
        port->attach(world->ports());
        window->resize(1440, 900);
        window->show();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.get())) qFatal("no window");
    }
    ~LiveDesk()
    {
        window.reset();
        port.reset();
        world.reset();
    }
    bool takeCase(const QString &item)
    {
        port->startCase(item);
        return QTest::qWaitFor([this] { return port->hasCase(); }, kPatienceMs);
    }
    void key(int code, Qt::KeyboardModifiers modifiers = Qt::NoModifier) { QTest::keyClick(window->windowHandle(), Qt::Key(code), modifiers); }
};

} // namespace zc::client::test
