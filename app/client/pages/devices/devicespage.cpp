#include "pages/devices/devicespage.h"
#include "pages/desk/callout.h"
#include "pages/devices/selftestpanel.h"
#include "pages/devices/selftestsheet.h"
#include "shell/commandcentre.h"
#include "shell/flowlayout.h"
#include "shell/layouts.h"

#include <uikit/button.h>
#include <uikit/card.h>
#include <uikit/emptystate.h>
#include <uikit/keyvaluelist.h>
#include <uikit/label.h>
#include <uikit/surface.h>
#include <uikit/tag.h>

#include <QGridLayout>
#include <QKeyEvent>
#include <QScrollArea>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;
using intake::Health;

namespace {

constexpr int kPretencesInARow = 3;
constexpr int kSheetSteps = 220;        // of 4 px

Tone toneOfHealth(Health health)
{
    switch (health) {
    case Health::Good: return Tone::Ok;
    case Health::Attention: return Tone::Warn;
    case Health::Bad: return Tone::Bad;
    case Health::Off: return Tone::Neutral;
    }
    return Tone::Neutral;
}

QList<KeyValueList::Row> pairRows(const WordPairs &pairs)
{
    QList<KeyValueList::Row> rows;
    for (const auto &[name, value] : pairs) rows.append({name, value, {}, Tone::Neutral, false, false});
    return rows;
}

Card *sectionCard(QVBoxLayout *lines, const QString &title, QWidget *content)
{
    auto *card = new Card;
    auto *inside = column(card, 8);
    inside->addWidget(new Label(title, Type::Section));
    inside->addWidget(content);
    card->setPadding(4.5, 4);
    lines->addWidget(card);
    return card;
}

} // namespace

DevicesPage::DevicesPage(DevicesPort &devices, CommandCentre &commands, QWidget *parent)
    : Themed(parent)
    , m_devices(devices)
    , m_commands(commands)
    , m_list(new KeyValueList)
    , m_none(new EmptyState(Icon::Device, tr("No device is set up at this window"), tr("Scanner and card reader are named in the settings (Ctrl+,).")))
    , m_sheet(new QWidget)
    , m_title(new Label({}, Type::Question))
    , m_state(new Tag({}, Tone::Ok, Tag::Shape::Chip))
    , m_trouble(new Callout(Tone::Bad))
    , m_facts(new KeyValueList)
    , m_abilities(new KeyValueList)
    , m_figures(new KeyValueList)
    , m_check(new Button(tr("Check now")))
    , m_test(new Button(tr("Self-test")))
    , m_report(new Button(tr("Print the report")))
    , m_sign(new Button(tr("Try a signature")))
    , m_finger(new Button(tr("Compare a finger")))
    , m_answer(new Label({}, Type::Small, Color::TextMuted))
    , m_pretences(new QWidget)
    , m_selfTest(new SelfTestPanel)
{
    setObjectName(u"page.devices"_s);
    build();
    buildCommands();
    applyTheme();
    connect(&devices, &DevicesPort::changed, this, &DevicesPage::refresh);
    connect(&devices, &DevicesPort::selfTestChanged, this, &DevicesPage::refresh);
    connect(&devices, &DevicesPort::checked, this, [this](const QString &device, bool, const QString &words) {
        m_check->setBusy(false);
        if (device != m_chosen) return;
        m_answer->setText(words);
        m_answer->setVisible(!words.isEmpty());
    });
    connect(&devices, &DevicesPort::said, this, [this](const QString &device, const QString &words) {
        if (device != m_chosen) return;
        m_answer->setText(words);
        m_answer->show();
    });
    connect(&devices, &DevicesPort::refused, this, [this](const QString &sentence, const QString &code) { Q_EMIT noteworthy(int(Tone::Warn), sentence, code); });
    refresh();
}

void DevicesPage::build()
{
    auto *columns = row(this);
    auto *left = new Surface(Color::Surface, Qt::RightEdge);
    left->setProperty("pane", true);
    auto *side = column(left);
    m_list->setObjectName(u"devices.list"_s);
    m_list->setAccessibleName(tr("Devices of this window"));
    m_list->setSelectable(true);
    side->addWidget(m_list);
    side->addStretch(1);
    left->setPadding(4, 4, 4, 4);
    left->setFixedWidth(Metric::StepsWidth);
    columns->addWidget(left);

    auto *content = new Surface(Color::SurfaceSunken);
    content->setProperty("pane", true);
    auto *center = row(content);
    m_list->installEventFilter(this);
    auto *lines = column(m_sheet, 16);
    auto *head = row(nullptr, 12);
    head->addWidget(m_title);
    head->addWidget(m_state);
    head->addStretch(1);
    lines->addLayout(head);
    m_trouble->setObjectName(u"device.trouble"_s);
    lines->addWidget(m_trouble);
    auto *choices = new QWidget;
    auto *buttons = new FlowLayout(choices, 8);
    for (const auto &[button, name] : std::initializer_list<std::pair<Button *, QString>> {{m_check, u"device.check"_s}, {m_test, u"device.selftest"_s}, {m_report, u"device.report"_s}, {m_sign, u"device.sign"_s}, {m_finger, u"device.finger"_s}}) {
        button->setObjectName(u"button."_s + name);
        button->setKeyCap(m_commands.table().find(name)->keyText);
        connect(button, &QAbstractButton::clicked, this, [this, name = name] { m_commands.run(name); });
        buttons->addWidget(button);
    }
    lines->addWidget(choices);
    m_answer->setObjectName(u"device.answer"_s);
    m_answer->setWordWrap(true);
    lines->addWidget(m_answer);
    m_answer->hide();
    m_facts->setObjectName(u"device.facts"_s);
    m_abilities->setObjectName(u"device.abilities"_s);
    m_figures->setObjectName(u"device.figures"_s);
    sectionCard(lines, tr("The device"), m_facts);
    m_abilityCard = sectionCard(lines, tr("What it can do"), m_abilities);
    sectionCard(lines, tr("Since the program started"), m_figures);
    m_pretenceRows = column(m_pretences, 8);
    m_pretences->setObjectName(u"device.pretences"_s);
    lines->addWidget(m_pretences);
    sectionCard(lines, tr("Self-test"), m_selfTest);
    lines->addStretch(1);
    center->addStretch(1);
    center->addWidget(m_sheet, 30);
    center->addWidget(m_none, 30, Qt::AlignCenter);
    center->addStretch(1);
    content->setPadding(10, 7, 10, 7);
    auto *scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    columns->addWidget(scroll, 1);
    connect(m_list, &KeyValueList::activated, this, [this](int row) { choose(m_ids.value(row)); });
    connect(m_selfTest, &SelfTestPanel::stopWanted, this, [this] { m_devices.stopSelfTest(); });
}

void DevicesPage::buildCommands()
{
    m_commands.handle(u"device.check"_s, this, [this] {
        m_commands.run(u"page.devices"_s);
        if (m_chosen.isEmpty()) return;
        m_check->setBusy(true);
        m_answer->hide();
        m_devices.check(m_chosen);
    });
    m_commands.handle(u"device.selftest"_s, this, [this] {
        m_commands.run(u"page.devices"_s);
        if (!m_chosen.isEmpty()) m_devices.startSelfTest(m_chosen);
    });
    m_commands.handle(u"device.sign"_s, this, [this] {
        m_commands.run(u"page.devices"_s);
        for (const DeviceView &device : m_devices.devices()) {
            if (!device.signs || (device.id != m_chosen && m_sign->isVisible())) continue;      // asked for elsewhere: the first one that can
            choose(device.id);
            m_answer->hide();
            return m_devices.trySigning(device.id);
        }
    });
    m_commands.handle(u"device.finger"_s, this, [this] {
        m_commands.run(u"page.devices"_s);
        for (const DeviceView &device : m_devices.devices()) {
            if (!device.compares || (device.id != m_chosen && m_finger->isVisible())) continue;         // likewise
            choose(device.id);
            m_answer->hide();
            return m_devices.tryFinger(device.id);
        }
    });
    m_commands.handle(u"device.selftestStop"_s, this, [this] { m_devices.stopSelfTest(); });
    m_commands.handle(u"device.report"_s, this, [this] { report(); });
}

void DevicesPage::choose(const QString &device)
{
    if (device.isEmpty() || device == m_chosen) return;
    m_chosen = device;
    m_answer->hide();
    m_check->setBusy(false);
    refresh();
}

void DevicesPage::refresh()
{
    const QList<DeviceView> devices = m_devices.devices();
    QStringList ids;
    QList<KeyValueList::Row> rows;
    for (const DeviceView &device : devices) {
        ids.append(device.id);
        rows.append({device.title, {}, device.state, toneOfHealth(device.health), false, false});
    }
    if (!ids.contains(m_chosen)) m_chosen = ids.value(0);
    m_ids = ids;
    if (rows != m_list->rows()) m_list->setRows(rows);
    m_list->setSelected(int(ids.indexOf(m_chosen)));
    m_sheet->setVisible(!ids.isEmpty());
    m_none->setVisible(ids.isEmpty());
    const SelfTestView test = m_devices.selfTest();
    m_commands.setFact(Need::SelfTest, test.running);
    m_test->setEnabled(!test.running);
    const bool mine = test.device == m_chosen;
    m_report->setEnabled(mine && !test.running && !test.lines.isEmpty());
    m_selfTest->show(mine ? test : SelfTestView());
    for (const DeviceView &device : devices)
        if (device.id == m_chosen) showDevice(device);
}

void DevicesPage::showDevice(const DeviceView &device)
{
    m_title->setText(device.title);
    m_state->setText(device.state);
    m_state->setTone(toneOfHealth(device.health));
    m_trouble->setTone(device.health == Health::Bad ? Tone::Bad : Tone::Warn);
    const QString next = device.code.isEmpty() ? device.next : u"%1 (%2)"_s.arg(device.next, device.code);
    m_trouble->show(device.sentence, next);
    WordPairs facts = device.facts;
    if (!device.usedBy.isEmpty()) facts.append({tr("In use by"), device.usedBy});
    m_facts->setRows(pairRows(facts));
    m_abilities->setRows(pairRows(device.abilities));
    m_abilityCard->setVisible(!device.abilities.isEmpty());
    m_figures->setRows(pairRows(device.figures));
    m_sign->setVisible(device.signs);
    m_finger->setVisible(device.compares);
    m_finger->setText(device.comparing ? tr("Stop comparing") : tr("Compare a finger"));
    showPretences(device);
}

// What a made-up device can be made to do, for a trainer: only where the device is made up.
void DevicesPage::showPretences(const DeviceView &device)
{
    QStringList ids;
    for (const auto &pretence : device.pretences) ids.append(device.id + u'.' + pretence.first);
    m_pretences->setVisible(!ids.isEmpty());
    if (ids == m_pretenceIds) return;
    m_pretenceIds = ids;
    while (QLayoutItem *item = m_pretenceRows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (ids.isEmpty()) return;
    auto *card = new Card;
    auto *inside = column(card, 8);
    inside->addWidget(new Label(tr("Practice: this device is made up"), Type::Section));
    auto *words = new Label(tr("What is chosen here happens at the next use, as it would with a real one."), Type::Small, Color::TextMuted);
    words->setWordWrap(true);
    inside->addWidget(words);
    auto *grid = new QGridLayout;
    grid->setSpacing(8);
    int at = 0;
    for (const auto &[id, title] : device.pretences) {
        auto *button = new Button(title);
        button->setObjectName(u"pretend."_s + id);
        connect(button, &QAbstractButton::clicked, this, [this, device = device.id, id = id, title = title] {
            m_devices.pretend(device, id);
            Q_EMIT noteworthy(int(Tone::Neutral), tr("Practice: %1").arg(title), {});
        });
        grid->addWidget(button, at / kPretencesInARow, at % kPretencesInARow);
        ++at;
    }
    inside->addLayout(grid);
    card->setPadding(4.5, 4);
    m_pretenceRows->addWidget(card);
}

void DevicesPage::report()
{
    const SelfTestView test = m_devices.selfTest();
    if (test.running || test.lines.isEmpty())
        return Q_EMIT noteworthy(int(Tone::Neutral), tr("There is no self-test to report on yet."), {});
    for (const DeviceView &device : m_devices.devices())
        if (device.id == test.device) return Q_EMIT reportWanted(tr("Self-test of %1").arg(test.title), selfTestSheet(device, test));
}

// Whether the key goes through the list.
bool DevicesPage::step(int key)
{
    const qsizetype all = m_ids.size(), by = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : key == Qt::Key_End ? all : key == Qt::Key_Home ? -all : 0;
    if (by != 0 && all > 0) choose(m_ids.at(std::clamp<qsizetype>(m_ids.indexOf(m_chosen) + by, 0, all - 1)));
    return by != 0;
}

void DevicesPage::applyTheme() { m_sheet->setMaximumWidth(theme().space(kSheetSteps)); }

// The row in front is the one that is shown: nobody has to confirm a look.
bool DevicesPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress && step(static_cast<QKeyEvent *>(event)->key())) return true;
    return Themed::eventFilter(watched, event);
}

void DevicesPage::keyPressEvent(QKeyEvent *event)
{
    if (step(event->key())) return;
    if (event->key() == Qt::Key_Escape && m_devices.selfTest().running) return m_devices.stopSelfTest();
    Themed::keyPressEvent(event);
}

void DevicesPage::showEvent(QShowEvent *event)
{
    Themed::showEvent(event);
    refresh();
    m_list->setFocus(Qt::OtherFocusReason);
}

} // namespace zc::client
