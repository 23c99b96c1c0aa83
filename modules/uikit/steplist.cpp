#include <uikit/steplist.h>

#include "internal/stepentry.h"

#include <QKeyEvent>
#include <QVBoxLayout>

namespace zc::uikit {

StepList::StepList(QWidget *parent) : Themed<QWidget>(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    StepList::applyTheme();
}

void StepList::setSteps(const QList<Step> &steps)
{
    m_steps = steps;
    while (m_entries.size() > steps.size())
        delete m_entries.takeLast();
    while (m_entries.size() < steps.size()) {
        const int index = int(m_entries.size());
        auto *entry = new StepEntry(index + 1, this);
        entry->setObjectName(QStringLiteral("step%1").arg(index + 1));
        connect(entry, &QAbstractButton::clicked, this, [this, index] { Q_EMIT activated(index); });
        layout()->addWidget(entry);
        m_entries << entry;
    }
    for (int i = 0; i < steps.size(); ++i)
        m_entries[i]->setStep(steps[i]);
    updateGeometry();
}

void StepList::applyTheme()
{
    layout()->setSpacing(theme().space(1));
}

void StepList::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    if (step == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    for (int i = 0; i < m_entries.size(); ++i) {
        if (!m_entries[i]->hasFocus())
            continue;
        if (i + step >= 0 && i + step < m_entries.size())
            m_entries[i + step]->setFocus(Qt::TabFocusReason);
        return;
    }
}

} // namespace zc::uikit
