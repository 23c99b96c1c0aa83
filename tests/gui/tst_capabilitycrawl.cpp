#include "bootstrap/devicewords.h"
#include "pages/desk/scanbar.h"
#include "support/rig.h"
#include "support/testprogram.h"

#include <uikit/combo.h>
#include <uikit/keyvaluelist.h>

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>

using namespace zc;
using namespace zc::client;
using namespace zc::client::test;
using namespace zc::devices;
using namespace Qt::StringLiterals;

namespace {

const QDir kCapabilityFiles(QStringLiteral(ZC_SOURCE_DIR "/tests/data/devices/capabilities"));

Capabilities capabilitiesIn(const QString &name)
{
    QFile file(kCapabilityFiles.filePath(name));
    const auto read = file.open(QIODevice::ReadOnly) ? Capabilities::fromJson(QJsonDocument::fromJson(file.readAll()).object()) : Error{ErrorKind::NotFound, {}, {}};
    return read.ok() ? *read : Capabilities();
}

QStringList valuesOf(const QComboBox &combo)
{
    QStringList values;
    for (int i = 0; i < combo.count(); ++i) values.append(combo.itemData(i).toString());
    return values;
}

} // namespace

// No control can be seen for what a device cannot do: every visible one is held against the document of its capabilities.
class TstCapabilityCrawl : public QObject {
    Q_OBJECT

    static void addFiles()
    {
        QTest::addColumn<QString>("file");
        for (const QString &name : kCapabilityFiles.entryList({u"*.json"_s}, QDir::Files)) QTest::newRow(qPrintable(name)) << name;
    }

private Q_SLOTS:
    void filesAreSound()
    {
        const QStringList names = kCapabilityFiles.entryList({u"*.json"_s}, QDir::Files);
        QVERIFY(names.size() >= 20);
        for (const QString &name : names) QVERIFY2(!capabilitiesIn(name).operations.isEmpty(), qPrintable(name));
    }

    void choicesBesideScanningAreTheDevices_data() { addFiles(); }
    void choicesBesideScanningAreTheDevices()
    {
        QFETCH(QString, file);
        const Capabilities can = capabilitiesIn(file);
        const bool takesPages = can.operations.contains(u"Scan"_s) || can.operations.contains(u"Capture"_s);
        Rig rig;
        ScanBar bar(rig.desk, rig.window->commands());
        intake::ScanView view;
        view.source = can.cls == DeviceClass::Camera ? intake::PageSource::Camera : intake::PageSource::Scanner;
        view.present = view.ready = takesPages;
        view.settings = can.settings;
        for (const bool mayScan : {true, false}) {
            bar.show({view}, mayScan);
            QStringList shown;
            for (const QComboBox *combo : bar.findChildren<QComboBox *>()) {
                if (!combo->isVisibleTo(&bar)) continue;
                const QString id = combo->objectName().section(u'.', 1);
                const SettingCapability *setting = can.setting(id);
                QVERIFY2(setting && takesPages && mayScan, qPrintable(id));
                QCOMPARE(valuesOf(*combo), setting->values);
                for (const QString &value : valuesOf(*combo)) QVERIFY2(setting->accepts(value), qPrintable(value));
                shown.append(id);
            }
            for (const QAbstractButton *button : bar.findChildren<QAbstractButton *>())
                QVERIFY2(!button->isVisibleTo(&bar), qPrintable(button->text()));       // nothing runs that could be stopped
            QVERIFY(can.refusedSetting(bar.wanted(view.source)).isEmpty());
            // And what it can do is not hidden: every choice between more than one thing that concerns a clerk.
            for (const QString &id : {u"source"_s, u"mode"_s, u"sides"_s})
                QCOMPARE(shown.contains(id), takesPages && mayScan && can.setting(id) && can.setting(id)->values.size() > 1);
        }
    }

    void whatIsShownAsAnotherDeviceIsPluggedIn()
    {
        Rig rig;
        ScanBar bar(rig.desk, rig.window->commands());
        // One after the other at the same window: nothing of the one before stays.
        for (const QString &file : kCapabilityFiles.entryList({u"scanner-*.json"_s}, QDir::Files)) {
            const Capabilities can = capabilitiesIn(file);
            intake::ScanView view;
            view.present = view.ready = true;
            view.settings = can.settings;
            bar.show({view}, true);
            for (const QComboBox *combo : bar.findChildren<QComboBox *>()) {
                if (!combo->isVisibleTo(&bar)) continue;
                Q_EMIT const_cast<QComboBox *>(combo)->activated(combo->count() - 1);
                QVERIFY2(can.setting(combo->objectName().section(u'.', 1)), qPrintable(file + combo->objectName()));
            }
            QVERIFY2(can.refusedSetting(bar.wanted(intake::PageSource::Scanner)).isEmpty(), qPrintable(file));
        }
    }

    void pageOfDevicesNamesWhatItCanDo_data() { addFiles(); }
    void pageOfDevicesNamesWhatItCanDo()
    {
        QFETCH(QString, file);
        const Capabilities can = capabilitiesIn(file);
        Rig rig;
        rig.showAt({1440, 900});
        const bool signs = can.operations.contains(u"SignDigest"_s), compares = can.operations.contains(u"MatchFinger"_s);
        rig.devices.list = {DeviceView{u"dev-1"_s, u"样例"_s, intake::Health::Good, u"就绪"_s, {}, {}, {}, {}, {}, abilityWords(can), {}, signs, {}, compares, false}};
        rig.key(Qt::Key_4, Qt::AltModifier);
        Q_EMIT rig.devices.changed();
        auto *abilities = rig.find<uikit::KeyValueList>(u"device.abilities"_s);
        QVERIFY(abilities->isVisible());
        QCOMPARE(rig.find<QAbstractButton>(u"button.device.sign"_s)->isVisible(), signs);
        QCOMPARE(rig.find<QAbstractButton>(u"button.device.finger"_s)->isVisible(), compares);
        QCOMPARE(abilities->rows().size(), 1 + can.settings.size());
        Capabilities everything = can;
        everything.operations = {u"WaitCard"_s, u"ReadCard"_s, u"Scan"_s, u"Capture"_s, u"PrintDocument"_s, u"PrintReceipt"_s, u"CallQueue.Skip"_s, u"CaptureInk"_s, u"MatchFinger"_s};
        const QString told = abilities->rows().constFirst().value;
        for (const QString &operation : std::as_const(everything.operations)) {
            Capabilities one;
            one.operations = {operation};
            QCOMPARE(told.contains(abilityWords(one).constFirst().second), can.operations.contains(operation));
        }
        QVERIFY(!rig.find(u"device.pretences"_s)->isVisible());        // a real device cannot be told to jam
    }
};

ZC_TEST(QApplication, TstCapabilityCrawl)
#include "tst_capabilitycrawl.moc"
