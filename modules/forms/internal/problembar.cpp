#include "internal/problembar.h"

#include <uikit/keycap.h>
#include <uikit/label.h>
#include <uikit/linkbutton.h>

#include <QHBoxLayout>
#include <QPainter>

namespace zc::forms {

namespace {
constexpr int kMostLinks = 6;
}

ProblemBar::ProblemBar(QWidget *parent)
    : Themed<QWidget>(parent), m_row(new QHBoxLayout(this)), m_count(new uikit::Label({}, uikit::Type::Caption)), m_key(new uikit::KeyCap(QStringLiteral("F4")))
{
    m_row->addWidget(m_count);
    for (int i = 0; i < kMostLinks; ++i) {
        auto *link = new uikit::LinkButton;
        connect(link, &QAbstractButton::clicked, this, [this, i] {
            if (i < m_problems.size())
                Q_EMIT chosen(m_problems[i].path);
        });
        m_row->addWidget(link);
        m_links << link;
    }
    m_row->addStretch();
    m_row->addWidget(m_key);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setObjectName(QStringLiteral("problems"));
    ProblemBar::applyTheme();
    hide();
}

void ProblemBar::setProblems(const QList<FormModel::Problem> &problems, bool anyFault)
{
    if (problems == m_problems && anyFault == m_anyFault)
        return;
    m_problems = problems;
    m_anyFault = anyFault;
    m_count->setText(tr("%1 left to look at").arg(problems.size()));
    for (int i = 0; i < kMostLinks && i < problems.size(); ++i) {
        m_links[i]->setText(problems[i].label);
        m_links[i]->setToolTip(problems[i].sentence);
        m_links[i]->setAccessibleDescription(problems[i].sentence);
        m_links[i]->updateGeometry();
    }
    setVisible(!problems.isEmpty());
    fit();
    update();
}

// Only as many names as fit in one line; the key reaches the others.
void ProblemBar::fit()
{
    const uikit::Theme &t = theme();
    int left = width() - 2 * t.space(3) - m_count->sizeHint().width() - m_key->sizeHint().width() - t.space(6);
    for (int i = 0; i < m_links.size(); ++i) {
        left -= i < m_problems.size() ? m_links[i]->sizeHint().width() + t.space(3) : 0;
        m_links[i]->setVisible(i < m_problems.size() && left >= 0);
    }
}

void ProblemBar::applyTheme()
{
    m_row->setContentsMargins(theme().space(3), theme().space(1.5), theme().space(3), theme().space(1.5));
    m_row->setSpacing(theme().space(3));
    fit();
}

void ProblemBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void ProblemBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().color(m_anyFault ? uikit::Color::WarnSoft : uikit::Color::Surface));
    painter.drawRoundedRect(rect(), theme().px(uikit::Metric::Radius), theme().px(uikit::Metric::Radius));
}

} // namespace zc::forms
