#pragma once
#include "pages/settings/settingsport.h"

#include <QHash>
#include <QWidget>

class QGridLayout;
class QScrollArea;
class QVBoxLayout;

namespace zc::uikit {
class KeyValueList;
class Label;
class LineEdit;
}

namespace zc::client {

class CommandCentre;
class PolicyView;
class SelfCheckView;
class SettingRow;

// 设置: search first; what is wrong with the policy; sections below each other; what IT has set; the self-check; the keys.
class SettingsPage : public QWidget {
    Q_OBJECT
public:
    SettingsPage(SettingsPort &settings, CommandCentre &commands, QWidget *parent = nullptr);
    void showSection(const QString &section);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    QWidget *buildSetting(const SettingView &setting);
    QWidget *buildKeys();
    void listKeys();
    void buildMachine();
    void showPolicy();
    void showMachine();
    void listSections();
    QVBoxLayout *addSection(const QString &title);
    void search(const QString &text);
    void refresh(const QString &key);

    SettingsPort &m_settings;
    CommandCentre &m_commands;
    uikit::LineEdit *m_search;
    uikit::KeyValueList *m_index;
    QScrollArea *m_scroll;
    QVBoxLayout *m_lines;
    uikit::Label *m_nothing;
    PolicyView *m_policy;
    uikit::KeyValueList *m_machine;                  // what nobody chooses here
    SelfCheckView *m_checks;
    QGridLayout *m_keys = nullptr;                   // of the roles that sit here
    struct Section { QString title; QWidget *card; QString words; };
    QList<Section> m_sections;
    QStringList m_listed;                            // titles in the index, those in sight
    QHash<QString, SettingRow *> m_rows;
};

} // namespace zc::client
