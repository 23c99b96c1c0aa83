#include "applicant/ratingsheet.h"
#include "shell/layouts.h"

#include <uikit/button.h>
#include <uikit/label.h>

#include <QGridLayout>
#include <QKeyEvent>
#include <QProgressBar>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

constexpr int kTickMs = 250;

RatingSheet::RatingSheet(QWidget *parent)
    : Surface(Color::SurfaceSunken, {}, parent)
    , m_title(new Label(tr("How satisfied are you with this service?"), Type::Applicant))
    , m_about(new Label({}, Type::Section, Color::TextMuted))
    , m_privacy(new Label(tr("You choose by yourself. The clerk cannot see what you choose, and you need not choose."), Type::Section, Color::TextMuted))
    , m_left(new Label({}, Type::Section, Color::TextMuted))
    , m_thanks(new Label(tr("Thank you. You may go now."), Type::Applicant))
    , m_rather(new Button(tr("Rather not say")))
    , m_time(new QProgressBar)
    , m_asking(new QWidget)
    , m_grid(new QGridLayout)
{
    setObjectName(u"rating.sheet"_s);
    m_title->setObjectName(u"rating.title"_s);
    m_about->setObjectName(u"rating.about"_s);
    m_left->setObjectName(u"rating.left"_s);
    m_thanks->setObjectName(u"rating.thanks"_s);
    m_rather->setObjectName(u"rating.0"_s);
    m_rather->setKeyCap(u"0"_s);
    m_time->setTextVisible(false);
    for (Label *label : {m_title, m_about, m_privacy, m_left, m_thanks}) {
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignCenter);
    }
    // The words of the five levels are those of the national measures and stand as they are in every language.
    const QStringList words = {tr("Very satisfied"), tr("Satisfied"), tr("Fairly satisfied"), tr("Dissatisfied"), tr("Very dissatisfied")};
    for (int level = 1; level <= 5; ++level) {
        auto *button = new RatingButton(level, words.at(level - 1));
        connect(button, &QAbstractButton::clicked, this, [this, level] { give(level); });
        m_levels.append(button);
    }
    connect(m_rather, &QAbstractButton::clicked, this, [this] { give(0); });
    auto *foot = row();
    foot->addStretch(1);
    foot->addWidget(m_rather);
    foot->addStretch(1);
    m_grid->setContentsMargins(0, 0, 0, 0);
    auto *asking = column(m_asking);
    asking->addWidget(m_title);
    asking->addWidget(m_about);
    asking->addStretch(1);
    asking->addLayout(m_grid, 8);
    asking->addStretch(1);
    asking->addLayout(foot);
    asking->addWidget(m_privacy);
    asking->addWidget(m_time);
    asking->addWidget(m_left);
    auto *all = column(this);
    all->addWidget(m_asking, 1);
    all->addWidget(m_thanks, 1);
    m_thanks->hide();
    setFocusPolicy(Qt::StrongFocus);
    m_second.setInterval(kTickMs);
    connect(&m_second, &QTimer::timeout, this, &RatingSheet::tick);
    setPadding(10, 10, 10, 8);
}

void RatingSheet::applyTheme()
{
    Surface::applyTheme();
    m_asking->layout()->setSpacing(theme().space(4));
    m_grid->setSpacing(theme().space(4));
    m_time->setFixedHeight(theme().space(1));
    m_rather->setMinimumSize(theme().space(50), theme().space(14));         // for a finger
    for (RatingButton *button : std::as_const(m_levels)) button->setMaximumHeight(theme().space(90));
    arrange();
}

// Side by side where the words have room, else one below the other.
void RatingSheet::arrange()
{
    int least = 0;
    for (const RatingButton *button : std::as_const(m_levels)) least += button->leastWidth() + theme().space(4);
    const bool flat = width() - theme().space(20) < least;
    if (flat == m_flat && m_grid->count() > 0) return;
    m_flat = flat;
    for (qsizetype i = 0; i < m_levels.size(); ++i) {
        m_levels.at(i)->setFlat(flat);
        m_grid->addWidget(m_levels.at(i), flat ? int(i) : 0, flat ? 0 : int(i));
    }
}

void RatingSheet::resizeEvent(QResizeEvent *event)
{
    Surface::resizeEvent(event);
    arrange();
}

void RatingSheet::ask(const devices::AskEvaluation &question)
{
    m_visit = question.visit;
    m_seconds = question.seconds;
    m_about->setText(tr("%1\nCase no. %2 · window %3 · clerk %4").arg(question.item, question.caseNumber, question.window, question.clerkNo));
    m_asking->show();
    m_thanks->hide();
    setFocus(Qt::OtherFocusReason);           // on the sheet: no level has it, so that Enter chooses nothing
    m_since.start();
    m_second.start();
    tick();
}

void RatingSheet::thank()
{
    m_visit = {};
    m_second.stop();
    m_asking->hide();
    m_thanks->show();
}

void RatingSheet::tick()
{
    const int left = qMax(0, m_seconds - int(m_since.elapsed() / 1000));
    m_time->setRange(0, qMax(1, m_seconds));
    m_time->setValue(left);
    m_left->setText(tr("%n second(s) left; without an answer this closes and nothing is rated", nullptr, left));
}

void RatingSheet::give(int level)
{
    if (m_visit.isNull()) return;
    const QUuid visit = std::exchange(m_visit, {});
    Q_EMIT answered(visit, level);
    thank();
}

void RatingSheet::keyPressEvent(QKeyEvent *event)
{
    const int digit = event->key() - Qt::Key_0;
    if (digit >= 0 && digit <= 5 && !event->isAutoRepeat() && !(event->modifiers() & ~Qt::KeypadModifier)) return give(digit);
    const int step = event->key() == Qt::Key_Right || event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Left || event->key() == Qt::Key_Up ? -1 : 0;
    if (step == 0) return Surface::keyPressEvent(event);
    const qsizetype at = m_levels.indexOf(qobject_cast<RatingButton *>(focusWidget()));
    const qsizetype next = at < 0 ? (step > 0 ? 0 : m_levels.size() - 1) : qBound<qsizetype>(0, at + step, m_levels.size() - 1);
    m_levels.at(next)->setFocus(Qt::TabFocusReason);
}

} // namespace zc::client
