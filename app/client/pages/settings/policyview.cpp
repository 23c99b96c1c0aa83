#include "pages/settings/policyview.h"
#include "pages/desk/checkrow.h"
#include "shell/layouts.h"

#include <uikit/label.h>

#include <algorithm>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

PolicyView::PolicyView(QWidget *parent)
    : QWidget(parent)
    , m_words(new Label({}, Type::Body))
    , m_waiting(new Label({}, Type::Small, Color::TextMuted))
    , m_lines(column())
{
    m_words->setObjectName(u"policy.words"_s);
    m_words->setWordWrap(true);
    m_waiting->setObjectName(u"policy.waiting"_s);
    m_waiting->setWordWrap(true);
    auto *lines = column(this, 10);
    lines->addWidget(m_words);
    lines->addLayout(m_lines);
    lines->addWidget(m_waiting);
}

void PolicyView::show(const QList<SettingProblem> &problems, const QStringList &waiting)
{
    m_empty = problems.isEmpty() && waiting.isEmpty();
    const bool broken = std::any_of(problems.cbegin(), problems.cend(), [](const SettingProblem &problem) { return problem.blocks; });
    m_words->setVisible(!problems.isEmpty());
    m_words->setText(broken ? tr("A policy file has a fault. The desk works with its strictest values until IT has put it right.")
                            : tr("The desk works. IT should look at these lines."));
    while (m_rows.size() < problems.size()) {
        auto *row = new CheckRow;
        row->setObjectName(u"policy.row.%1"_s.arg(m_rows.size()));
        m_lines->addWidget(row);
        m_rows.append(row);
    }
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        m_rows.at(i)->setVisible(i < problems.size());
        if (i >= problems.size()) continue;
        const SettingProblem &problem = problems.at(i);
        m_rows.at(i)->show(problem.blocks ? CheckRow::Sign::Blocks : CheckRow::Sign::Advice, u"%1%2"_s.arg(problem.sentence, problem.next),
            u"%1 · %2"_s.arg(problem.place, problem.code), {});
    }
    m_waiting->setVisible(!waiting.isEmpty());
    m_waiting->setText(tr("Changed by policy, from the next start on: %1").arg(waiting.join(tr(", "))));
}

} // namespace zc::client
