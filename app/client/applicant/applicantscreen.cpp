#include "applicant/applicantscreen.h"
#include "applicant/callsheet.h"
#include "applicant/ratingsheet.h"

#include <devices/evaluationscreen.h>

#include <QGuiApplication>
#include <QScreen>
#include <QTimer>

namespace zc::client {
using namespace Qt::StringLiterals;

constexpr int kThanksMs = 4000;
constexpr QSize kPracticeSize(1100, 720);

ApplicantScreen::ApplicantScreen(QWidget &desk, bool practice, QObject *parent)
    : QObject(parent)
    , m_desk(desk)
    , m_practice(practice)
    , m_evaluation(std::make_shared<devices::EvaluationScreen>())
    , m_thanks(new QTimer(this))
{
    m_thanks->setSingleShot(true);
    m_thanks->setInterval(kThanksMs);
    connect(m_thanks, &QTimer::timeout, this, &ApplicantScreen::close);
    connect(qApp, &QGuiApplication::screenAdded, this, &ApplicantScreen::look);
    connect(qApp, &QGuiApplication::screenRemoved, this, [this] { QTimer::singleShot(0, this, &ApplicantScreen::look); });
    m_evaluation->setListener([this] { QMetaObject::invokeMethod(this, &ApplicantScreen::show, Qt::QueuedConnection); });
    look();
}

ApplicantScreen::~ApplicantScreen()
{
    m_evaluation->setListener({});
    m_evaluation->setPresent(false);
    delete m_sheet;
    delete m_callSheet;
}

void ApplicantScreen::setScreenName(const QString &name)
{
    m_name = name == "*"_L1 ? QString() : name;
    look();
}

QScreen *ApplicantScreen::screen() const
{
    const QScreen *clerk = m_desk.screen();
    for (QScreen *candidate : QGuiApplication::screens()) {
        if (candidate == clerk || candidate->geometry().intersects(clerk->geometry())) continue;       // a mirror shows her the clerk's desk
        if (m_name.isEmpty() || candidate->name() == m_name) return candidate;
    }
    return nullptr;
}

void ApplicantScreen::look()
{
    const bool present = m_practice || screen();
    m_evaluation->setPresent(present);
    if (!present) close();
    showCall();
}

void ApplicantScreen::show()
{
    const auto question = m_evaluation->question();
    if (!question) {
        // Answered: the thanks stay for a moment. Taken back or over: nothing is left to look at.
        if (m_sheet && !m_sheet->visit().isNull()) close();
        return;
    }
    QScreen *place = screen();
    if (!place && !m_practice) return look();
    m_thanks->stop();
    if (!m_sheet) {
        m_sheet = new RatingSheet;
        m_sheet->setWindowTitle(place ? QString() : tr("The applicant's screen (practice)"));
        m_sheet->setAttribute(Qt::WA_ShowWithoutActivating, place);
        connect(m_sheet, &RatingSheet::answered, this, [this](const QUuid &visit, int level) {
            m_evaluation->answer(visit, level);
            m_thanks->start();
        });
    }
    m_sheet->ask(*question);
    if (place) {
        m_sheet->setWindowFlags(Qt::Window | Qt::FramelessWindowHint);
        m_sheet->setGeometry(place->geometry());
        m_sheet->showFullScreen();
    } else {
        m_sheet->resize(kPracticeSize);
        m_sheet->show();
        m_sheet->raise();
        m_sheet->activateWindow();
    }
}

void ApplicantScreen::close()
{
    m_thanks->stop();
    if (m_sheet) std::exchange(m_sheet, nullptr)->deleteLater();
    showCall();
}

void ApplicantScreen::setCall(const QString &number, const QString &window, const QStringList &next)
{
    m_number = number;
    m_window = window;
    m_next = next;
    showCall();
}

void ApplicantScreen::showCall()
{
    QScreen *place = screen();
    if (!place || m_number.isEmpty()) {
        if (m_callSheet) std::exchange(m_callSheet, nullptr)->deleteLater();
        return;
    }
    if (m_callSheet) return m_callSheet->tell(m_number, m_window, m_next);
    if (m_sheet) return;                      // a question stands there: whom to call comes after it
    m_callSheet = new CallSheet;
    m_callSheet->setAttribute(Qt::WA_ShowWithoutActivating);
    m_callSheet->setWindowFlags(Qt::Window | Qt::FramelessWindowHint | Qt::WindowDoesNotAcceptFocus);
    m_callSheet->setGeometry(place->geometry());
    m_callSheet->tell(m_number, m_window, m_next);
    m_callSheet->setWindowState(Qt::WindowFullScreen);      // showFullScreen() would take the keyboard
    m_callSheet->show();
}

} // namespace zc::client
