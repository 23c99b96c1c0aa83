#include "pages/desk/signsheet.h"
#include "pages/desk/callout.h"
#include "pages/desk/deskport.h"
#include "pages/desk/inksurface.h"
#include "shell/commandcentre.h"
#include "shell/layouts.h"

#include <base/errortext.h>
#include <uikit/button.h>
#include <uikit/label.h>

#include <QApplication>
#include <QGridLayout>
#include <QKeyEvent>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>

#include <algorithm>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;

SignSheet::SignSheet(DeskPort &desk, CommandCentre &commands, QWidget *window)
    : Surface(Color::Surface, {}, window)
    , m_desk(desk)
    , m_commands(commands)
    , m_title(new Label({}, Type::Applicant))
    , m_words(new Label(tr("I have read this and agree. Please sign below."), Type::Question))
    , m_lines(new QWidget)
    , m_scroll(new QScrollArea)
    , m_trouble(new Callout(Tone::Warn))
    , m_surface(new InkSurface)
    , m_stop(new Button(tr("Do not sign"), Button::Kind::Quiet))
    , m_back(new Button(tr("Last stroke back")))
    , m_clear(new Button(tr("Write anew")))
    , m_give(new Button(tr("Take the signature"), Button::Kind::Primary))
{
    setObjectName(u"sign"_s);
    setFocusPolicy(Qt::StrongFocus);
    m_title->setWordWrap(true);
    m_words->setWordWrap(true);
    m_trouble->setObjectName(u"sign.trouble"_s);
    m_scroll->setWidget(m_lines);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *lines = column(this, 12);
    lines->addWidget(m_title);
    lines->addWidget(m_scroll, 2);
    lines->addWidget(m_words);
    lines->addWidget(m_trouble);
    lines->addWidget(m_surface, 3);
    auto *foot = row(nullptr, 12);
    foot->addWidget(m_stop);
    foot->addStretch(1);
    struct Key { Button *button; QString name, cap; };
    for (const Key &key : {Key{m_stop, u"sign.stop"_s, u"Esc"_s}, Key{m_back, u"sign.back"_s, tr("Backspace")}, Key{m_clear, u"sign.clear"_s, u"Delete"_s}, Key{m_give, u"sign.give"_s, u"Enter"_s}}) {
        key.button->setObjectName(key.name);
        key.button->setKeyCap(key.cap);
        key.button->setFocusPolicy(Qt::NoFocus);
        if (key.button != m_stop) foot->addWidget(key.button);
    }
    lines->addLayout(foot);
    setPadding(8, 6, 8, 6);
    connect(m_stop, &QAbstractButton::clicked, this, [this] { m_desk.stopSigning(); });
    connect(m_back, &QAbstractButton::clicked, this, [this] {
        m_desk.takeBackInk();
        m_surface->takeBack();
    });
    connect(m_clear, &QAbstractButton::clicked, this, [this] { m_desk.clearInk(); });
    connect(m_give, &QAbstractButton::clicked, this, &SignSheet::give);
    connect(m_surface, &InkSurface::written, this, [this](const devices::InkPoint &point) {
        m_trouble->show({}, {});
        m_desk.pushInk(point);
    });
    connect(&m_desk, &DeskPort::signChanged, this, &SignSheet::follow);
    connect(&m_desk, &DeskPort::signRefused, this, [this](const Error &error) {
        const ErrorTexts texts;
        m_trouble->show(texts.forCode(error.code).sentence, texts.forCode(error.code).next);
    });
    connect(&m_desk, &DeskPort::signEnded, this, &SignSheet::close);
    m_commands.giveKeysTo(this);
    hide();
}

void SignSheet::open(QWidget *window, const QString &title, const QList<Line> &lines)
{
    if (isVisible()) return;
    m_title->setText(title);
    m_trouble->show({}, {});
    qDeleteAll(m_lines->findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    delete m_lines->layout();
    auto *grid = new QGridLayout(m_lines);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(28);
    grid->setVerticalSpacing(10);
    grid->setColumnStretch(1, 1);
    for (const Line &line : lines) {
        auto *value = new Label(line.value, Type::Question);
        value->setWordWrap(true);
        const int at = grid->rowCount();
        grid->addWidget(new Label(line.name, Type::Title, Color::TextMuted), at, 0, Qt::AlignTop | Qt::AlignLeft);
        grid->addWidget(value, at, 1, Qt::AlignTop);
    }
    grid->setRowStretch(grid->rowCount(), 1);
    m_surface->wipe();
    m_focus = QApplication::focusWidget();
    put(window);
    setFocus(Qt::OtherFocusReason);
    layout()->activate();
    m_desk.startSigning(m_surface->ratio());
    m_session = m_desk.signView().session;
}

void SignSheet::put(QWidget *window)
{
    m_window = window;
    const QList<QScreen *> screens = QGuiApplication::screens();
    const auto other = std::find_if(screens.cbegin(), screens.cend(), [window](const QScreen *screen) { return screen != window->screen(); });
    if (other != screens.cend()) {
        setParent(window, Qt::Window | Qt::FramelessWindowHint);
        setWindowTitle(m_words->text());
        setGeometry((*other)->geometry());
        showFullScreen();
        activateWindow();
    } else {
        setParent(window);
        setGeometry(window->rect());
        window->installEventFilter(this);
        show();
    }
    raise();
}

void SignSheet::close()
{
    if (!isVisible()) return;
    hide();
    m_surface->wipe();
    qDeleteAll(m_lines->findChildren<QWidget *>(Qt::FindDirectChildrenOnly));      // nothing of the person stays on a screen that is out of sight
    if (m_window) m_window->removeEventFilter(this);
    if (m_window) m_window->activateWindow();
    if (m_focus) m_focus->setFocus(Qt::OtherFocusReason);
}

// Another session is another blank sheet, whoever asked for it.
void SignSheet::follow()
{
    const intake::SignView view = m_desk.signView();
    if (view.session != m_session && view.running) m_surface->wipe();
    m_session = view.session;
}

void SignSheet::give() { m_desk.confirmInk(); }

bool SignSheet::event(QEvent *event)
{
    // Before any shortcut of the desk: nobody changes the case below the hand that signs it. The lock alone is always heard.
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    return Surface::event(event);
}

void SignSheet::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & ~Qt::KeypadModifier), control = event->modifiers() == Qt::ControlModifier;
    if (control && event->key() == Qt::Key_L) m_commands.run(u"app.lock"_s);
    else if ((plain || control) && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) m_give->click();
    else if (plain && event->key() == Qt::Key_Escape) m_stop->click();
    else if ((plain && event->key() == Qt::Key_Backspace) || (control && event->key() == Qt::Key_Z)) m_back->click();
    else if (plain && event->key() == Qt::Key_Delete) m_clear->click();
    else if (plain && event->key() == Qt::Key_PageDown) m_scroll->verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepAdd);
    else if (plain && event->key() == Qt::Key_PageUp) m_scroll->verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepSub);
    event->accept();
}

bool SignSheet::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_window && event->type() == QEvent::Resize && !isWindow()) setGeometry(m_window->rect());
    return Surface::eventFilter(watched, event);
}

} // namespace zc::client
