#include "pages/settings/settingrow.h"

#include <uikit/button.h>
#include <uikit/combo.h>
#include <uikit/field.h>
#include <uikit/linkbutton.h>

#include <QEvent>
#include <QFileDialog>
#include <QGridLayout>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;
using Kind = SettingView::Kind;

SettingRow::SettingRow(const SettingView &setting, QWidget *parent)
    : QWidget(parent)
    , m_key(setting.key)
    , m_field(nullptr)
    , m_reset(new LinkButton(tr("Take back my choice")))
{
    if (setting.kind == Kind::Choice) {
        auto *combo = new ComboField(setting.title);
        connect(combo->combo(), &QComboBox::activated, this, [this, combo] { Q_EMIT changeWanted(m_key, combo->combo()->currentData().toString()); });
        m_field = combo;
    } else {
        auto *text = new uikit::Field(setting.title);
        connect(text, &uikit::Field::confirmed, this, [this, text] { Q_EMIT changeWanted(m_key, text->text().trimmed()); });
        m_field = text;
    }
    m_field->editor()->setObjectName(u"setting."_s + m_key);
    m_reset->setObjectName(u"setting.reset."_s + m_key);
    m_reset->setAccessibleName(tr("Take back my choice: %1").arg(setting.title));
    // The way back stands in the line of the label, so that every editor is as wide as the next.
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->addWidget(m_field, 0, 0);
    grid->addWidget(m_reset, 0, 0, Qt::AlignTop | Qt::AlignRight);
    if (setting.kind == Kind::Folder) {
        m_browse = new Button(tr("Choose"));
        m_browse->setObjectName(u"setting.browse."_s + m_key);
        auto *beside = new QVBoxLayout;
        m_beside = new QSpacerItem(0, 0, QSizePolicy::Minimum, QSizePolicy::Fixed);
        beside->addItem(m_beside);
        beside->addWidget(m_browse);
        beside->addStretch(1);
        grid->addLayout(beside, 0, 1);
        connect(m_browse, &QAbstractButton::clicked, this, &SettingRow::browse);
        m_field->editor()->installEventFilter(this);
    }
    m_reset->raise();
    setTabOrder(m_field->editor(), m_reset);
    connect(m_reset, &QAbstractButton::clicked, this, [this] { Q_EMIT resetWanted(m_key); });
    show(setting);
}

void SettingRow::show(const SettingView &setting)
{
    m_field->setError({});
    if (auto *field = qobject_cast<ComboField *>(m_field)) {
        Combo *combo = field->combo();
        if (setting.choices != m_choices) {
            combo->clear();
            for (const auto &choice : setting.choices) combo->addItem(choice.second, choice.first);
            m_choices = setting.choices;
        }
        combo->setCurrentIndex(std::max(0, combo->findData(setting.value)));
    } else if (auto *text = qobject_cast<uikit::Field *>(m_field); text->text() != setting.value) {
        text->setText(setting.value);
    }
    // Locked is not hidden: who looks for it finds it, and whom to ask.
    const bool locked = !setting.lockedBy.isEmpty();
    m_field->editor()->setEnabled(!locked);
    const QString source = setting.source.isEmpty() ? QString() : tr("Now: %1.").arg(setting.source);
    m_field->setHint(locked ? tr("Locked by %1").arg(setting.lockedBy) : QStringList{setting.hint, source}.join(setting.hint.isEmpty() || source.isEmpty() ? u""_s : u" "_s));
    if (m_browse) m_browse->setVisible(!locked);
    m_reset->setVisible(setting.chosen && !locked);
}

void SettingRow::refuse(const QString &sentence, const QString &code) { m_field->setError(u"%1 (%2)"_s.arg(sentence, code)); }

bool SettingRow::eventFilter(QObject *watched, QEvent *event)
{
    // The button stands beside the editor and not beside the label above it.
    if (m_browse && watched == m_field->editor() && (event->type() == QEvent::Move || event->type() == QEvent::Resize)) {
        m_beside->changeSize(0, m_field->editor()->y(), QSizePolicy::Minimum, QSizePolicy::Fixed);
        layout()->invalidate();
    }
    return QWidget::eventFilter(watched, event);
}

void SettingRow::browse()
{
    auto *dialog = new QFileDialog(this);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) { Q_EMIT changeWanted(m_key, folder); });
    dialog->open();
}

} // namespace zc::client
