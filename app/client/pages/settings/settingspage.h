#pragma once
#include "pages/settings/settingsport.h"

#include <QHash>
#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace zc::uikit {
class Button;
class FieldFrame;
class KeyValueList;
class Label;
class LineEdit;
}

namespace zc::client {

class CommandCentre;
class SelfCheckView;

// 设置: search first; sections below each other; the self-check; the keys of this desk.
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
    SelfCheckView *m_checks;
    struct Section { QString title; QWidget *card; QString words; };
    QList<Section> m_sections;
    QHash<QString, uikit::FieldFrame *> m_fields;
};

} // namespace zc::client
