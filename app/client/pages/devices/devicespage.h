#pragma once
#include "pages/devices/devicesport.h"

#include <uikit/themed.h>

#include <QWidget>

class QVBoxLayout;

namespace zc::uikit {
class Button;
class Card;
class EmptyState;
class KeyValueList;
class Label;
class Surface;
class Tag;
}

namespace zc::client {

class Callout;
class CommandCentre;
class SelfTestPanel;

// 设备: every device of this window, what state it is in, what to do at a fault, what it can do, and its self-test with a report
// for IT. Keeps nothing but the choice.
class DevicesPage : public uikit::Themed<QWidget> {
    Q_OBJECT
public:
    DevicesPage(DevicesPort &devices, CommandCentre &commands, QWidget *parent = nullptr);
    QString chosen() const { return m_chosen; }
    void choose(const QString &device);

Q_SIGNALS:
    void noteworthy(int tone, const QString &words, const QString &code);
    void reportWanted(const QString &title, const QByteArray &pdf);

protected:
    void applyTheme() override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void buildCommands();
    void refresh();
    void showDevice(const DeviceView &device);
    void showPretences(const DeviceView &device);
    void report();
    bool step(int key);

    DevicesPort &m_devices;
    CommandCentre &m_commands;
    QString m_chosen;
    QStringList m_ids;                  // as the rows stand
    uikit::KeyValueList *m_list;
    uikit::EmptyState *m_none;
    QWidget *m_sheet;
    uikit::Label *m_title;
    uikit::Tag *m_state;
    Callout *m_trouble;
    uikit::KeyValueList *m_facts, *m_abilities, *m_figures;
    QWidget *m_abilityCard;
    uikit::Button *m_check, *m_test, *m_report, *m_sign, *m_finger;
    uikit::Label *m_answer;             // of the last check
    QWidget *m_pretences;
    QVBoxLayout *m_pretenceRows;
    QStringList m_pretenceIds;
    SelfTestPanel *m_selfTest;
};

} // namespace zc::client
