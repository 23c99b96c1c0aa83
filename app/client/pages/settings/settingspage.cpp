#include "pages/settings/settingspage.h"
#include "pages/settings/policyview.h"
#include "pages/settings/selfcheckview.h"
#include "pages/settings/settingrow.h"
#include "shell/commandcentre.h"
#include "shell/layouts.h"

#include <uikit/button.h>
#include <uikit/card.h>
#include <uikit/field.h>
#include <uikit/keycap.h>
#include <uikit/keyvaluelist.h>
#include <uikit/label.h>
#include <uikit/surface.h>

#include <QGridLayout>
#include <QScrollArea>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

SettingsPage::SettingsPage(SettingsPort &settings, CommandCentre &commands, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_commands(commands)
    , m_search(new LineEdit)
    , m_index(new KeyValueList)
    , m_scroll(new QScrollArea)
    , m_nothing(new Label({}, Type::Body, Color::TextMuted))
    , m_policy(new PolicyView)
    , m_machine(new KeyValueList)
    , m_checks(nullptr)
{
    setObjectName(u"page.settings"_s);
    build();
    connect(m_search, &QLineEdit::textChanged, this, &SettingsPage::search);
    connect(&settings, &SettingsPort::changed, this, &SettingsPage::refresh);
    connect(&settings, &SettingsPort::problemsChanged, this, &SettingsPage::showPolicy);
    connect(&settings, &SettingsPort::refused, this, [this](const QString &key, const QString &sentence, const QString &code) {
        // A key pressed on another page is answered there.
        if (SettingRow *row = m_rows.value(key); row && isVisible()) row->refuse(sentence, code);
    });
    connect(m_index, &KeyValueList::activated, this, [this](int row) {
        if (row >= 0 && row < m_listed.size()) showSection(m_listed.at(row));
    });
    commands.handle(u"selfcheck.run"_s, this, [this] {
        m_commands.run(u"page.settings"_s);
        showSection(tr("Self-check"));
        m_checks->run();
    });
}

void SettingsPage::build()
{
    auto *columns = row(this);
    auto *left = new Surface(Color::Surface, Qt::RightEdge);
    left->setProperty("pane", true);
    auto *side = column(left);
    m_search->setObjectName(u"settings.search"_s);
    m_search->setAccessibleName(tr("Find a setting"));
    m_search->setPlaceholderText(tr("Find a setting"));
    m_search->setClearButtonEnabled(true);
    m_index->setObjectName(u"settings.index"_s);
    m_index->setAccessibleName(tr("Sections"));
    m_index->setSelectable(true);
    side->addWidget(m_search);
    side->addSpacing(16);
    side->addWidget(m_index);
    side->addStretch(1);
    left->setPadding(4, 4, 4, 4);
    left->setFixedWidth(Metric::StepsWidth);
    columns->addWidget(left);

    auto *content = new Surface(Color::SurfaceSunken);
    content->setProperty("pane", true);
    auto *center = row(content);
    auto *sheet = new QWidget;
    sheet->setMaximumWidth(880);
    m_lines = column(sheet);
    m_nothing->setWordWrap(true);
    m_nothing->hide();
    m_lines->addWidget(m_nothing);
    addSection(tr("Policy"))->addWidget(m_policy);
    QString section;
    QVBoxLayout *card = nullptr;
    for (const SettingView &setting : m_settings.settings()) {
        if (setting.kind == SettingView::Kind::Shown) continue;
        if (setting.section != section) {
            section = setting.section;
            card = addSection(section);
        }
        card->addWidget(buildSetting(setting));
        m_sections.last().words += u' ' + setting.title + u' ' + setting.hint;
    }
    buildMachine();
    const Command *run = m_commands.table().find(u"selfcheck.run"_s);
    m_checks = new SelfCheckView(m_settings, run->keyText);
    addSection(tr("Self-check"))->addWidget(m_checks);
    addSection(tr("Keys"))->addWidget(buildKeys());
    for (const Command &command : m_commands.table().all()) m_sections.last().words += u' ' + command.title;
    m_lines->addStretch(1);
    center->addStretch(1);
    center->addWidget(sheet, 30);
    center->addStretch(1);
    content->setPadding(10, 7, 10, 7);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    columns->addWidget(m_scroll, 1);
    showPolicy();
    listSections();
}

void SettingsPage::buildMachine()
{
    m_machine->setObjectName(u"settings.machine"_s);
    m_machine->setAccessibleName(tr("Set by IT"));
    auto *lines = addSection(tr("Set by IT"));
    auto *words = new Label(tr("IT decides these by policy files; they are shown here so that you can tell whom to ask."), Type::Small, Color::TextMuted);
    words->setWordWrap(true);
    lines->addWidget(words);
    lines->addWidget(m_machine);
    showMachine();
    for (const auto &entry : m_machine->rows()) m_sections.last().words += u' ' + entry.key;
}

void SettingsPage::showMachine()
{
    QList<KeyValueList::Row> rows;
    for (const SettingView &setting : m_settings.settings())
        if (setting.kind == SettingView::Kind::Shown)
            rows.append({setting.title, setting.value.isEmpty() ? tr("not set") : setting.value, setting.source, Tone::Neutral, false, setting.value.isEmpty()});
    if (rows != m_machine->rows()) m_machine->setRows(rows);
}

void SettingsPage::showPolicy()
{
    m_policy->show(m_settings.problems(), m_settings.waitingForRestart());
    showMachine();
    search(m_search->text());
}

void SettingsPage::listSections()
{
    m_listed.clear();
    QList<KeyValueList::Row> rows;
    for (const Section &entry : std::as_const(m_sections)) {
        if (entry.card->isHidden()) continue;
        m_listed.append(entry.title);
        rows.append({entry.title, {}, {}, Tone::Ok, false, false});
    }
    m_index->setRows(rows);
}

QVBoxLayout *SettingsPage::addSection(const QString &title)
{
    auto *block = new QWidget;
    auto *lines = column(block, 10);
    lines->addWidget(new Label(title, Type::Section));
    auto *card = new Card;
    auto *inside = column(card, 14);
    card->setPadding(5, 4.5);
    lines->addWidget(card);
    lines->addSpacing(18);
    m_lines->addWidget(block);
    m_sections.append({title, block, title});
    return inside;
}

QWidget *SettingsPage::buildSetting(const SettingView &setting)
{
    auto *row = new SettingRow(setting);
    connect(row, &SettingRow::changeWanted, this, [this](const QString &key, const QString &value) { m_settings.change(key, value); });
    connect(row, &SettingRow::resetWanted, this, [this](const QString &key) { m_settings.reset(key); });
    m_rows.insert(setting.key, row);
    return row;
}

QWidget *SettingsPage::buildKeys()
{
    auto *keys = new QWidget;
    auto *lines = column(keys, 6);
    auto *head = row(nullptr, 12);
    auto *words = new Label(tr("Every action of the desk, with its key. What has no key is found with Ctrl+K."), Type::Small, Color::TextMuted);
    words->setWordWrap(true);
    auto *print = new Button(tr("Print the key card"));
    print->setObjectName(u"settings.keyCard"_s);
    print->setKeyCap(m_commands.table().find(u"app.keyCard"_s)->keyText);
    connect(print, &QAbstractButton::clicked, this, [this] { m_commands.run(u"app.keyCard"_s); });
    head->addWidget(words, 1);
    head->addWidget(print, 0, Qt::AlignTop);
    lines->addLayout(head);
    auto *list = new QWidget;
    m_keys = new QGridLayout(list);
    m_keys->setContentsMargins(0, 0, 0, 0);
    m_keys->setHorizontalSpacing(24);
    m_keys->setVerticalSpacing(8);
    m_keys->setColumnStretch(0, 1);
    m_keys->setColumnStretch(1, 1);
    lines->addWidget(list);
    listKeys();
    connect(&m_commands, &CommandCentre::rolesChanged, this, &SettingsPage::listKeys);
    return keys;
}

void SettingsPage::listKeys()
{
    while (QLayoutItem *entry = m_keys->takeAt(0)) {
        delete entry->widget();
        delete entry;
    }
    int at = 0;
    for (const Command &command : m_commands.table().forRoles(m_commands.roles())) {
        if (command.keyText.isEmpty()) continue;
        auto *entry = new QWidget;
        entry->setObjectName(u"settings.key."_s + command.id);
        auto *line = row(entry, 8);
        line->addWidget(new Label(command.title, Type::Small), 1);
        line->addWidget(new KeyCap(command.keyText));
        m_keys->addWidget(entry, at / 2, at % 2);
        ++at;
    }
}

void SettingsPage::showSection(const QString &title)
{
    m_index->setSelected(int(m_listed.indexOf(title)));
    for (const Section &section : std::as_const(m_sections))
        if (section.title == title) m_scroll->ensureWidgetVisible(section.card, 0, m_scroll->viewport()->height() - 40);
}

void SettingsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_search->setFocus(Qt::OtherFocusReason);
}

void SettingsPage::search(const QString &text)
{
    const QString wanted = text.trimmed();
    bool any = false;
    for (const Section &section : std::as_const(m_sections)) {
        const bool policy = section.card->isAncestorOf(m_policy);
        const bool fits = policy ? wanted.isEmpty() && !m_policy->isEmpty() : wanted.isEmpty() || section.words.contains(wanted, Qt::CaseInsensitive);
        section.card->setVisible(fits);
        any = any || fits;
    }
    listSections();
    m_nothing->setVisible(!any);
    m_nothing->setText(tr("No setting is called “%1”.").arg(wanted));
}

void SettingsPage::refresh(const QString &key)
{
    SettingRow *row = m_rows.value(key);
    if (!row) return showMachine();
    for (const SettingView &setting : m_settings.settings())
        if (setting.key == key) row->show(setting);
}

} // namespace zc::client
