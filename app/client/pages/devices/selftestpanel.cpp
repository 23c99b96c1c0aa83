#include "pages/devices/selftestpanel.h"
#include "pages/desk/checkrow.h"
#include "shell/layouts.h"

#include <uikit/label.h>
#include <uikit/progressrow.h>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;
using State = SelfTestLine::State;

SelfTestPanel::SelfTestPanel(QWidget *parent)
    : QWidget(parent)
    , m_words(new Label({}, Type::Small, Color::TextMuted))
    , m_progress(new ProgressRow(tr("Self-test")))
    , m_rows(column())
{
    m_words->setObjectName(u"selftest.words"_s);
    m_words->setWordWrap(true);
    m_progress->setObjectName(u"selftest.progress"_s);
    m_progress->hide();
    auto *lines = column(this, 8);
    lines->addWidget(m_words);
    lines->addWidget(m_progress);
    lines->addLayout(m_rows);
    connect(m_progress, &ProgressRow::cancelRequested, this, &SelfTestPanel::stopWanted);
}

void SelfTestPanel::show(const SelfTestView &test)
{
    m_progress->setVisible(test.running);
    m_words->setVisible(!test.running);
    if (test.running) {
        m_progress->setWhat(tr("Self-test of %1").arg(test.title));
        m_progress->setProgress(test.lines.size(), test.of);
    } else if (test.device.isEmpty()) {
        m_words->setText(tr("Not run yet in this session. It takes about a minute; nothing is printed and no card is read."));
    } else {
        const int passed = test.count(State::Passed), failed = test.count(State::Failed), skipped = test.count(State::Skipped);
        const QString counts = tr("%1 passed, %2 failed, %3 could not be checked here").arg(passed).arg(failed).arg(skipped);
        m_words->setText(test.stopped ? tr("Stopped: %1").arg(counts) : failed ? tr("The device does not keep what it promises: %1").arg(counts) : tr("Nothing wrong was found: %1").arg(counts));
    }
    list(test);
}

void SelfTestPanel::list(const SelfTestView &test)
{
    QList<SelfTestLine> shown;
    for (const State state : {State::Failed, State::Passed, State::Skipped})
        for (const SelfTestLine &line : test.lines)
            if (line.state == state && (!test.running || state == State::Failed)) shown.append(line);
    while (m_lines.size() < shown.size()) {
        m_lines.append(new CheckRow);
        m_lines.last()->setObjectName(u"selftest.row.%1"_s.arg(m_lines.size() - 1));
        m_rows->addWidget(m_lines.last());
    }
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        m_lines.at(i)->setVisible(i < shown.size());
        if (i >= shown.size()) continue;
        const SelfTestLine &line = shown.at(i);
        const auto sign = line.state == State::Passed ? CheckRow::Sign::Done : line.state == State::Failed ? CheckRow::Sign::Blocks : CheckRow::Sign::Will;
        const QString words = line.words.isEmpty() ? tr("%1 ms").arg(line.ms) : line.words;
        m_lines.at(i)->show(sign, line.title, words, {});
    }
}

} // namespace zc::client
