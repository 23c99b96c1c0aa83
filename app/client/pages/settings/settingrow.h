#pragma once
#include "pages/settings/settingsport.h"

#include <QWidget>

class QSpacerItem;

namespace zc::uikit {
class Button;
class FieldFrame;
class LinkButton;
}

namespace zc::client {

// One setting that a person may choose: editor, who decided the present value, and the way back from an own choice.
// What a policy locks stays in sight, disabled, with who locked it.
class SettingRow : public QWidget {
    Q_OBJECT
public:
    explicit SettingRow(const SettingView &setting, QWidget *parent = nullptr);
    void show(const SettingView &setting);
    void refuse(const QString &sentence, const QString &code);

Q_SIGNALS:
    void changeWanted(const QString &key, const QString &value);
    void resetWanted(const QString &key);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void browse();
    QString m_key;
    QList<QPair<QString, QString>> m_choices;
    uikit::FieldFrame *m_field;
    uikit::Button *m_browse = nullptr;
    QSpacerItem *m_beside = nullptr;             // above it, so that it stands beside the editor and not beside the label
    uikit::LinkButton *m_reset;
};

} // namespace zc::client
