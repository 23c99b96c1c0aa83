#include "rehearsal/gallery.h"
#include "applicant/ratingsheet.h"
#include "pages/desk/deskport.h"
#include "pages/settings/settingsport.h"
#include "shell/commandcentre.h"
#include "shell/lockscreen.h"
#include "shell/mainwindow.h"
#include "shell/palette.h"

#include <uikit/zcstyle.h>

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSaveFile>

namespace zc::client {
using namespace Qt::StringLiterals;

constexpr int kCaseWaitMs = 20000;

Gallery::Gallery(MainWindow &window, SettingsPort &settings, DeskPort &desk, std::function<void()> startCase, const QString &secret, const QString &folder, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_settings(settings)
    , m_desk(desk)
    , m_startCase(std::move(startCase))
    , m_secret(secret)
    , m_folder(folder)
    , m_looks {{u"light"_s, u"light"_s, 100, {1440, 900}}, {u"dark"_s, u"dark"_s, 100, {1440, 900}}, {u"contrast"_s, u"contrast"_s, 100, {1440, 900}},
          {u"small"_s, u"light"_s, 100, {1280, 720}}, {u"zoom200"_s, u"light"_s, 200, {1920, 1080}}}
{
    buildPages();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Gallery::step);
    m_style = uikit::zcStyleOf(&m_window);
    if (m_style) m_style->setTextAudit(&m_audit);
}

Gallery::~Gallery()
{
    if (m_style) m_style->setTextAudit(nullptr);       // the window may have gone before
}

void Gallery::buildPages()
{
    CommandCentre &commands = m_window.commands();
    const auto run = [&commands](const QString &id) { return [&commands, id] { commands.run(id); }; };
    m_pages.push_back({u"desk-empty"_s, [this, &commands] {
        commands.run(u"page.desk"_s);
        if (m_desk.hasCase()) m_desk.closeCase();
    }, {}});
    for (int step = 1; step <= 6; ++step)
        m_pages.push_back({u"desk-step-%1"_s.arg(step), [this, &commands, step] {
            m_again = !m_desk.hasCase();
            if (m_again) m_startCase();
            commands.run(u"step.%1"_s.arg(step));
        }, {}, 250});
    m_pages.push_back({u"desk-card"_s, [&commands] {
        commands.run(u"step.1"_s);
        commands.run(u"card.read"_s);
    }, {}, 1500});
    m_pages.push_back({u"desk-why"_s, [&commands] {
        commands.run(u"step.2"_s);
        commands.run(u"app.why"_s);
    }, run(u"app.back"_s)});
    m_pages.push_back({u"palette"_s, run(u"app.palette"_s), [this] { m_window.palette().close(); }});
    m_pages.push_back({u"cases"_s, run(u"page.cases"_s), {}, 400});
    m_pages.push_back({u"packs-empty"_s, run(u"page.packs"_s), {}, 400});
    m_pages.push_back({u"packs"_s, [this, &commands] {
        commands.run(u"page.packs"_s);
        if (auto *list = m_window.findChild<QWidget *>(u"packs.list"_s))
            if (auto *first = list->findChild<QAbstractButton *>()) first->click();
    }, {}, 3000});
    m_pages.push_back({u"packs-finding"_s, run(u"pack.rowRemove"_s), run(u"pack.undo"_s), 3000});
    m_pages.push_back({u"devices"_s, run(u"page.devices"_s), {}, 400});
    m_pages.push_back({u"devices-sign"_s, run(u"device.sign"_s), [this] {
        if (auto *no = m_window.findChild<QAbstractButton *>(u"key.no"_s)) no->click();
    }, 800});
    m_pages.push_back({u"devices-finger"_s, run(u"device.finger"_s), run(u"device.finger"_s), 2000});      // the card was read, the finger is waited for
    m_pages.push_back({u"settings"_s, run(u"page.settings"_s), {}});
    m_pages.push_back({u"selfcheck"_s, run(u"selfcheck.run"_s), {}, 1500});
    m_pages.push_back({u"applicant-rating"_s, [this] {
        auto sheet = std::make_unique<RatingSheet>();
        sheet->resize(m_window.size());
        sheet->ask({QUuid::createUuid(), u"食品经营许可（新办）"_s, u"ZB-00-20261122-000001"_s, u"3"_s, u"S001"_s, devices::AskEvaluation::kSeconds});
        sheet->show();
        m_beside = std::move(sheet);
    }, [this] { m_beside.reset(); }, 250});
    m_pages.push_back({u"lock"_s, run(u"app.lock"_s), [this] {
        if (auto *field = m_window.findChild<QLineEdit *>(u"lock.secret"_s)) field->setText(m_secret);
        if (auto *unlock = m_window.findChild<QAbstractButton *>(u"lock.unlock"_s)) unlock->click();
    }, 600});
}

void Gallery::start()
{
    applyLook(m_looks.first());
    m_timer.start(200);
}

void Gallery::applyLook(const Look &look)
{
    QDir().mkpath(QDir(m_folder).filePath(look.name));
    m_settings.change(u"ui.theme"_s, look.scheme);
    m_settings.change(u"ui.zoom"_s, QString::number(look.zoom));
    m_window.resize(look.size);
}

void Gallery::step()
{
    if (m_look >= m_looks.size()) return end();
    const Page &page = m_pages.at(m_page);
    // Opening the store again takes its time.
    if (!m_opened && m_window.lockScreen().isLocked()) return m_timer.start(50);
    if (std::exchange(m_lookDue, false)) {
        applyLook(m_looks.at(m_look));
        return m_timer.start(400);         // a change is written down before it takes effect
    }
    if (!m_opened) {
        page.open();
        m_opened = true;
        m_waited = 0;
        return m_timer.start(page.settleMs);
    }
    // The first step of a case needs the pack, which is read in the background.
    if (page.name.startsWith("desk-step"_L1) && !m_desk.hasCase() && m_waited < kCaseWaitMs) {
        m_waited += 100;
        return m_timer.start(100);
    }
    if (std::exchange(m_again, false)) {
        page.open();
        return m_timer.start(page.settleMs);
    }
    shot(m_looks.at(m_look), page);
    if (page.close) page.close();
    m_opened = false;
    if (++m_page == m_pages.size()) {
        m_page = 0;
        m_lookDue = ++m_look < m_looks.size();
    }
    m_timer.start(40);
}

void Gallery::shot(const Look &look, const Page &page)
{
    const QString file = u"%1/%2-%3.png"_s.arg(look.name).arg(int(m_page) + 1, 2, 10, QLatin1Char('0')).arg(page.name);
    m_clippedBefore = m_audit.clipped().size();
    QWidget &shown = m_beside ? *m_beside : m_window;
    shown.grab().save(QDir(m_folder).filePath(file));
    m_pictures.append(file);
    for (const QString &clipped : m_audit.clipped().mid(m_clippedBefore)) m_clipped.append(u"%1/%2: %3"_s.arg(look.name, page.name, clipped));
    for (const QString &text : squeezed(shown)) m_clipped.append(u"%1/%2: no room for %3"_s.arg(look.name, page.name, text));
    for (const QString &text : untranslated(shown)) {
        const QString entry = u"%1: %2"_s.arg(page.name, text);
        if (!m_foreign.contains(entry)) m_foreign.append(entry);
    }
}

// What a layout left without width or height is not painted at all, so that no cut text is seen there.
QStringList Gallery::squeezed(const QWidget &root)
{
    QStringList found;
    for (const QLabel *label : root.findChildren<QLabel *>())
        if (label->isVisible() && !label->text().isEmpty() && label->size().isEmpty()) found.append(label->text());
    for (const QAbstractButton *button : root.findChildren<QAbstractButton *>())
        if (button->isVisible() && !button->text().isEmpty() && button->size().isEmpty()) found.append(button->text());
    return found;
}

QStringList Gallery::untranslated(const QWidget &root)
{
    // Keys, units, numbers and product codes are the same in every language.
    static const QRegularExpression neutral(u"\\b(Ctrl|Shift|Alt|Enter|Esc|Ins|Del|PgDn|PgUp|PgDown|F\\d+|QR|PDF|DPI|PIN|UKey|ms|GB|kB|OFD|N\\d\\d|demo)\\b"_s);
    static const QRegularExpression word(u"[A-Za-z]{3,}"_s), chinese(u"[\\x{4e00}-\\x{9fff}]"_s);
    QStringList found;
    const auto look = [&found](const QWidget *widget, QString text) {
        const QString whole = text;
        text.remove(neutral);
        // A path or font name inside a Chinese sentence is data; a text without any Chinese is a forgotten one.
        if (text.contains(word) && !text.contains(chinese) && !text.contains(u'/') && !text.contains(u"Noto"_s) && !text.contains(u"LS-"_s))
            found.append(u"%1 “%2”"_s.arg(widget->objectName().isEmpty() ? QString::fromLatin1(widget->metaObject()->className()) : widget->objectName(), whole));
    };
    for (const QWidget *widget : root.findChildren<QWidget *>()) {
        if (!widget->isVisible()) continue;
        if (const auto *label = qobject_cast<const QLabel *>(widget)) look(widget, label->text());
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) look(widget, button->text());
        if (const auto *edit = qobject_cast<const QLineEdit *>(widget)) look(widget, edit->placeholderText());
        look(widget, widget->accessibleName());
        look(widget, widget->toolTip());
    }
    return found;
}

void Gallery::end()
{
    m_timer.stop();
    QSaveFile file(QDir(m_folder).filePath(u"report.json"_s));
    if (file.open(QIODevice::WriteOnly)) {
        file.write(QJsonDocument(QJsonObject{{u"pictures"_s, QJsonArray::fromStringList(m_pictures)}, {u"texts"_s, m_audit.seen()},
            {u"clipped"_s, QJsonArray::fromStringList(m_clipped)}, {u"untranslated"_s, QJsonArray::fromStringList(m_foreign)}}).toJson());
        file.commit();
    }
    for (const QString &line : m_clipped + m_foreign) qWarning().noquote() << line;
    Q_EMIT finished(m_clipped.isEmpty() && m_foreign.isEmpty());
}

} // namespace zc::client
