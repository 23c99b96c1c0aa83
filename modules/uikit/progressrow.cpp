#include <uikit/label.h>
#include <uikit/linkbutton.h>
#include <uikit/progressrow.h>

#include <QHBoxLayout>
#include <QProgressBar>
#include <QVBoxLayout>

namespace zc::uikit {

ProgressRow::ProgressRow(const QString &what, QWidget *parent)
    : Themed<QWidget>(parent), m_column(new QVBoxLayout(this)), m_head(new QHBoxLayout), m_what(new Label(what)),
      m_state(new Label({}, Type::Caption, Color::TextMuted)), m_cancel(new LinkButton(tr("Cancel"))), m_bar(new QProgressBar)
{
    m_head->addWidget(m_what, 1);
    m_head->addWidget(m_cancel);
    m_column->addLayout(m_head);
    m_column->addWidget(m_bar);
    m_column->addWidget(m_state);
    m_what->setWordWrap(true);
    m_state->setWordWrap(true);
    m_bar->setTextVisible(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_cancel, &QAbstractButton::clicked, this, &ProgressRow::cancelRequested);
    ProgressRow::applyTheme();
    refresh();
}

void ProgressRow::setWhat(const QString &what)
{
    m_what->setText(what);
    refresh();
}

void ProgressRow::setProgress(qint64 done, qint64 total)
{
    m_total = std::max<qint64>(0, total);
    m_done = std::clamp<qint64>(done, 0, m_total);
    refresh();
}

void ProgressRow::setRemainingMs(qint64 ms)
{
    m_remainingMs = ms;
    refresh();
}

void ProgressRow::setCancellable(bool cancellable) { m_cancel->setVisible(cancellable); }

void ProgressRow::refresh()
{
    // The bar counts in permille, so that byte counts beyond 2 GiB fit.
    m_bar->setRange(0, m_total > 0 ? 1000 : 0);
    m_bar->setValue(m_total > 0 ? int(m_done * 1000 / m_total) : 0);
    QStringList words;
    if (m_total > 0)
        words << QStringLiteral("%1 / %2").arg(m_done).arg(m_total);
    if (m_remainingMs >= 0) {
        const qint64 seconds = (m_remainingMs + 999) / 1000;
        words << (seconds < 60 ? tr("about %1 s left").arg(seconds) : tr("about %1 min left").arg((seconds + 59) / 60));
    }
    m_state->setText(words.join(u" · "));
    m_state->setVisible(!words.isEmpty());
    m_bar->setAccessibleName(m_what->text());
    m_bar->setAccessibleDescription(m_state->text());
}

void ProgressRow::applyTheme()
{
    m_column->setContentsMargins({});
    m_column->setSpacing(theme().space(1.5));
    m_head->setSpacing(theme().space(3));
    m_bar->setFixedHeight(theme().px(Metric::Segment));
}

} // namespace zc::uikit
