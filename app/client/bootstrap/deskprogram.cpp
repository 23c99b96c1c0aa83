#include "bootstrap/deskprogram.h"
#include "bootstrap/deskapplication.h"
#include "bootstrap/hallstart.h"
#include "bootstrap/probes.h"
#include "bootstrap/singleinstance.h"
#include "shell/composeguard.h"

#include <base/errortext.h>
#include <base/logging.h>
#include <uikit/zcstyle.h>
#include <webhost/webpartloader.h>

#include <QApplication>
#include <QDir>
#include <QJsonDocument>
#include <QLibraryInfo>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTranslator>

namespace zc::client {
using namespace Qt::StringLiterals;

namespace {

// The words of this program and of Qt's own dialogs; the source texts are English, the screen is Chinese.
void installWords(QTranslator &own, QTranslator &qt)
{
    if (own.load(u":/translations/zongchuang_zh_CN.qm"_s)) QCoreApplication::installTranslator(&own);
    for (const QString &folder : {QLibraryInfo::path(QLibraryInfo::TranslationsPath), QCoreApplication::applicationDirPath() + u"/../share/zongchuang/translations"_s})
        if (qt.load(u"qtbase_zh_CN"_s, folder)) {
            QCoreApplication::installTranslator(&qt);
            return;
        }
}

int printSelfCheck(const Options &options, const QString &dataDir, const settings::Settings &settings)
{
    upkeep::SelfCheck checks;
    addMachineProbes(checks, dataDir);
    addPolicyProbe(checks, settings);
    if (!options.demo) addDeskProbe(checks, settings, dataDir);
    const QString state = QDir(dataDir).filePath(u"plugins"_s);
    QDir().mkpath(state);
    PluginPacks packs(departmentsFolder(), state, options.demo, settings.list(u"plugins.allowed"_s));
    addDepartmentProbe(checks, packs);
    const upkeep::SelfCheckReport report = checks.runNow();
    QTextStream out(stdout);
    if (options.json) out << QString::fromUtf8(QJsonDocument(report.toJson()).toJson());
    else
        for (const auto &probe : report.probes)
            out << upkeep::probeStateName(probe.result.state) << '\t' << probe.title << '\t' << probe.result.words << '\t' << probe.elapsedMs << " ms\n";
    return report.ok() ? 0 : 1;
}

} // namespace

int runDesk(int argc, char **argv)
{
    Startup startup;
    installLogging();
    webhost::prepareForWebPart();
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"zongchuang"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(ZC_VERSION));
    startup.reached(u"application"_s);

    QTextStream err(stderr);
    const auto options = readOptions(QCoreApplication::arguments().mid(1));
    if (!options || options->help) {
        if (!options) err << ErrorTexts().sentence(options.error()) << ' ' << options.error().detail << '\n';
        (options ? QTextStream(stdout) : QTextStream(stderr)) << usage();
        return options ? 0 : 2;
    }

    // Without --data-dir a demo lives in a folder of its own that goes with it.
    QTemporaryDir temporary;
    QString dataDir = options->dataDir;
    if (dataDir.isEmpty()) dataDir = options->demo ? temporary.path() : QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    if (!QDir().mkpath(dataDir)) {
        err << ErrorTexts().sentence({ErrorKind::Denied, u"APP-FOLDER"_s, {}}) << '\n';
        return 1;
    }
    QFile::setPermissions(dataDir, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);

    SingleInstance instance(dataDir);
    if (!options->selfCheck && !instance.claim()) return 0;

    settings::Settings::Options layers;
    layers.userFile = QDir(dataDir).filePath(u"settings.json"_s);
    layers.onlyLook = options->selfCheck;
    layers.remembered = HallStart::remembered(dataDir);
    settings::Settings settings(layers);
    settings.watch();

    QTranslator own, qt;
    if (settings.text(u"ui.language"_s) == "zh_CN"_L1) installWords(own, qt);
    if (options->selfCheck) return printSelfCheck(*options, dataDir, settings);
    startup.reached(u"settings"_s);

    auto theme = uikit::Theme::load(appearanceOf(settings));
    if (!theme) theme = uikit::Theme::load({});
    if (!theme) {
        err << ErrorTexts().sentence(theme.error()) << ' ' << theme.error().detail << '\n';
        return 1;
    }
    auto *style = new uikit::ZcStyle(*theme);
    QApplication::setStyle(style);
    new ComposeGuard(&application);
    startup.reached(u"style and words"_s);

    // A practice that begins anew and the desk of the next clerk are new desks; the program and the machine's settings stay.
    using Next = DeskApplication::Next;
    std::optional<Startup> later;                // of a desk that is not the first
    Startup *measured = &startup;
    for (Options now = *options;;) {
        std::optional<Next> next;
        int code = 0;
        {
            DeskApplication desk(now, dataDir, settings, *style, *measured);
            QObject::connect(&instance, &SingleInstance::showRequested, &desk, &DeskApplication::bringToFront);
            QObject::connect(&desk, &DeskApplication::ended, &application, [&next](Next wanted) {
                next = wanted;
                QCoreApplication::exit(0);
            });
            desk.start();
            code = application.exec();
        }
        if (!next) return code;
        measured = &later.emplace();
        now.reset = *next == Next::BeginAnew;
        if (*next == Next::Practise) {
            now.demo = true;
            dataDir = temporary.path();
        }
    }
}

} // namespace zc::client
