#pragma once
#include "pages/cases/casespage.h"
#include "pages/desk/deskpage.h"
#include "pages/packs/packspage.h"
#include "pages/devices/devicespage.h"
#include "pages/settings/settingspage.h"
#include "shell/commandtable.h"
#include "shell/lockscreen.h"
#include "shell/mainwindow.h"
#include "support/fakecases.h"
#include "support/fakedesk.h"
#include "support/fakedevices.h"

#include <QTemporaryDir>
#include <QtConcurrentRun>

#include <memory>

class QTranslator;

namespace zc::client::test {

class FakeSettings : public SettingsPort {
    Q_OBJECT
public:
    QList<SettingView> settings() const override { return views; }
    QList<SettingProblem> problems() const override { return faults; }
    QStringList waitingForRestart() const override { return {}; }
    void reset(const QString &key) override { changes.append(key); }
    void change(const QString &key, const QString &value) override;
    void startSelfCheck() override;
    QList<SettingView> views;
    QList<SettingProblem> faults;
    QStringList changes;
};

// Packs of a folder of the test's own.
class FakePacks : public PackPort {
public:
    QFuture<QList<PackEntry>> packs() const override { return QtConcurrent::run([list = entries] { return list; }); }
    QString workFolder() const override { return folder.path(); }
    zc::guidance::ImportFinder imports(const QString &beside) const override { return zc::guidance::packsBeside(beside); }
    QList<double> sizes(const QString &what) const override { return kept.value(what); }
    void keepSizes(const QString &what, const QList<double> &sizes) override { kept.insert(what, sizes); }
    QHash<QString, QList<double>> kept;
    QList<PackEntry> entries;
    QTemporaryDir folder;
};

// Style, fonts and the Chinese texts, once per test program.
bool prepareApplication();

// The real window over a case of the test's own: what bootstrap builds, without rooms behind it.
struct Rig {
    explicit Rig(Roles roles = Role::Clerk);
    ~Rig();

    void showAt(const QSize &size);
    template <class T = QWidget>
    T *find(const QString &name) const { return window->findChild<T *>(name); }
    void key(int code, Qt::KeyboardModifiers modifiers = Qt::NoModifier);      // through the window, as from the keyboard

    bool prepared = prepareApplication();      // before the table, whose titles are translated when it is read
    CommandTable table;
    FakeDesk desk;
    FakeCases cases;
    FakeSettings settings;
    FakePacks packs;
    FakeDevices devices;
    std::unique_ptr<MainWindow> window;
    DeskPage *deskPage = nullptr;
    CasesPage *casesPage = nullptr;
    PacksPage *packsPage = nullptr;      // null where the roles have none
    SettingsPage *settingsPage = nullptr;
    DevicesPage *devicesPage = nullptr;
};

} // namespace zc::client::test
