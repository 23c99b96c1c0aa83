#include "pages/settings/selfcheckview.h"
#include "pages/desk/checkrow.h"
#include "shell/layouts.h"

#include <uikit/button.h>
#include <uikit/label.h>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

SelfCheckView::SelfCheckView(SettingsPort &settings, const QString &key, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_words(new Label(tr("Not run yet in this session."), Type::Small, Color::TextMuted))
    , m_run(new Button(tr("Run the self-check")))
{
    m_words->setObjectName(u"selfcheck.words"_s);
    m_run->setObjectName(u"selfcheck.run"_s);
    m_run->setKeyCap(key);
    auto *lines = column(this, 12);
    auto *head = row(nullptr, 12);
    head->addWidget(m_words, 1);
    head->addWidget(m_run);
    lines->addLayout(head);
    m_lines = column();
    lines->addLayout(m_lines);
    connect(m_run, &QAbstractButton::clicked, this, &SelfCheckView::run);
    connect(&settings, &SettingsPort::checked, this, [this](const CheckView &result) {
        if (m_done == m_rows.size()) {
            auto *row = new CheckRow;
            row->setObjectName(u"selfcheck.row.%1"_s.arg(m_done));
            m_lines->addWidget(row);
            m_rows.append(row);
        }
        const auto sign = result.state == CheckView::State::Good ? CheckRow::Sign::Done
            : result.state == CheckView::State::Attention        ? CheckRow::Sign::Advice
                                                                 : CheckRow::Sign::Blocks;
        m_rows.at(m_done)->show(sign, result.title, u"%1 · %2 ms"_s.arg(result.words).arg(result.ms), {});
        m_rows.at(m_done)->setVisible(true);
        ++m_done;
        m_bad += result.state == CheckView::State::Bad;
        m_words->setText(tr("%n thing(s) checked", nullptr, m_done));
    });
    connect(&settings, &SettingsPort::checksDone, this, [this] {
        m_run->setBusy(false);
        m_words->setText(m_bad ? tr("%n of the checks found a fault; the line says what to do.", nullptr, m_bad) : tr("Everything that this desk needs works."));
    });
}

void SelfCheckView::run()
{
    m_done = 0;
    m_bad = 0;
    for (CheckRow *row : std::as_const(m_rows)) row->hide();
    m_words->setText(tr("Checking"));
    m_run->setBusy(true);
    m_settings.startSelfCheck();
}

} // namespace zc::client
