#include "support/rig.h"
#include "shell/palette.h"
#include "shell/statusstrip.h"
#include "shell/topbar.h"
#include "pages/web/webpage.h"

#include <uikit/zcstyle.h>

#include <QApplication>
#include <QTest>
#include <QTranslator>

namespace zc::client::test {
using namespace Qt::StringLiterals;

void FakeSettings::change(const QString &key, const QString &value)
{
    changes.append(key + u'=' + value);
    for (SettingView &view : views)
        if (view.key == key) view.value = value;
    Q_EMIT changed(key);
}

void FakeSettings::startSelfCheck()
{
    Q_EMIT checked({u"store"_s, CheckView::State::Good, u"数据文件"_s, u"可读可写，完整"_s, 12});
    Q_EMIT checked({u"platform"_s, CheckView::State::Attention, u"省平台"_s, u"应答较慢"_s, 900});
    Q_EMIT checksDone();
}

bool prepareApplication()
{
    static bool done = false;
    if (done) return true;
    done = true;
    auto theme = uikit::Theme::load({});
    Q_ASSERT(theme);
    QApplication::setStyle(new uikit::ZcStyle(*theme));
    auto *translator = new QTranslator(qApp);
    if (translator->load(u":/translations/zongchuang_zh_CN.qm"_s)) QCoreApplication::installTranslator(translator);
    return true;
}

Rig::Rig(Roles roles)
{
    window = std::make_unique<MainWindow>(table, roles);
    settings.views = {{u"ui.theme"_s, u"外观"_s, u"配色"_s, {}, SettingView::Kind::Choice, {{u"light"_s, u"浅色"_s}, {u"dark"_s, u"深色"_s}}, u"light"_s, {}, {}},
        {u"scan.folder"_s, u"设备"_s, u"扫描文件夹"_s, {}, SettingView::Kind::Folder, {}, u"/tmp"_s, {}, {}, true},
        {u"session.idleLockSeconds"_s, u"锁定与隐私"_s, u"无操作自动锁定"_s, {}, SettingView::Kind::Choice, {{u"300"_s, u"5 分钟"_s}}, u"300"_s, u"策略 10-hall.json"_s, u"策略 10-hall.json"_s},
        {u"site.window"_s, u"由信息部门设定"_s, u"窗口"_s, {}, SettingView::Kind::Shown, {}, u"003"_s, {}, u"策略 10-hall.json"_s}};
    settings.faults = {{false, u"POL-UNKNOWN-KEY"_s, u"策略文件里有不认识的设置。"_s, u"是不是 ui.zoom？"_s, u"10-hall.json · 第 3 行 · ui.zooom"_s}};
    cases.rows = sampleRows();
    deskPage = new DeskPage(desk, window->commands(), window->peek());
    casesPage = new CasesPage(cases, window->commands(), window->peek());
    settingsPage = new SettingsPage(settings, window->commands());
    if (table.find(u"page.packs"_s)->roles & roles) packsPage = new PacksPage(packs, window->commands());
    devices.list = sampleDevices();
    devicesPage = new DevicesPage(devices, window->commands());
    casesPage->setSeat({u"C01"_s, u"3"_s});
    window->addPage(u"page.desk"_s, uikit::Icon::Intake, u"受理"_s, deskPage);
    window->addPage(u"page.cases"_s, uikit::Icon::Cases, u"办件"_s, casesPage);
    if (packsPage) window->addPage(u"page.packs"_s, uikit::Icon::Edit, u"事项包"_s, packsPage);
    window->addPage(u"page.devices"_s, uikit::Icon::Device, u"设备"_s, devicesPage, true);
    window->addPage(u"page.web"_s, uikit::Icon::External, u"网页"_s, new WebPage({u"https://window.example.gov.cn"_s, u"https://hall.example.gov.cn:8443"_s}), true);
    window->commands().setFact(Need::WebPages, true);
    window->addPage(u"page.settings"_s, uikit::Icon::Settings, u"设置"_s, settingsPage, true);
    window->topBar().setQueue(u"A012"_s, u"已到窗口"_s);
    window->topBar().setDemo(true);
    using Health = intake::Health;
    window->strip().show({{Health::Good, u"省平台 在线 42 ms"_s}, {Health::Good, u"待同步 0"_s}, {Health::Good, u"读卡器 就绪"_s}, u"王芳"_s, u"3 号窗口"_s, true});
    window->strip().setPrinter({Health::Bad, u"打印机 缺纸，请加 A4 纸"_s});
    window->strip().setNow(QDateTime(QDate(2026, 11, 20), QTime(9, 31)));
    const PaletteSource items = [](const QString &text, int) -> QList<PaletteEntry> {
        const QList<PaletteEntry> all = {{PaletteEntry::Kind::Item, u"SAMPLE-FOOD"_s, u"食品经营许可（新办）"_s, u"市场监管 · 行政许可"_s, u"SP01"_s, 1},
            {PaletteEntry::Kind::Item, u"SAMPLE-AID"_s, u"临时救助"_s, u"民政 · 行政给付"_s, u"MZ04"_s, 1}};
        QList<PaletteEntry> found;
        for (const PaletteEntry &entry : all)
            if (text.isEmpty() || entry.title.contains(text)) found.append(entry);
        return found;
    };
    deskPage->setItemSource(items);
    window->palette().setSources({items});
    window->palette().setCaseSource([this](const QString &text, int limit) { return cases.find(text, limit); });
}

Rig::~Rig() = default;

void Rig::showAt(const QSize &size)
{
    window->resize(size);
    window->show();
    window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(window.get()));
}

void Rig::key(int code, Qt::KeyboardModifiers modifiers) { QTest::keyClick(window->windowHandle(), Qt::Key(code), modifiers); }

} // namespace zc::client::test
