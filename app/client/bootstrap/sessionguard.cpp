#include "bootstrap/sessionguard.h"
#include "shell/lockscreen.h"

#include <base/errortext.h>
#include <base/whendone.h>
#include <station/station.h>

#include <QApplication>
#include <QClipboard>

#include <algorithm>

namespace zc::client {
using namespace Qt::StringLiterals;

SessionGuard::SessionGuard(LockScreen &screen, QObject *parent)
    : QObject(parent)
    , m_screen(screen)
{
    connect(&m_screen, &LockScreen::unlockWanted, this, &SessionGuard::tryOpen);
    // Not every desktop says whose the clipboard is; what came into it while a window of ours was in front is.
    connect(QApplication::clipboard(), &QClipboard::dataChanged, this, [this] { m_copiedHere = QApplication::activeWindow() != nullptr; });
}

void SessionGuard::open(station::Station &station, Opener opener, std::function<void()> beforeLock)
{
    m_station = &station;
    m_opener = std::move(opener);
    m_beforeLock = std::move(beforeLock);
    if (m_screen.isLocked()) dropKeys(u"key"_s);
}

void SessionGuard::close()
{
    m_station = nullptr;
    m_opener = {};
    m_beforeLock = {};
}

void SessionGuard::lock(const QString &reason)
{
    if (m_screen.isLocked()) return;
    m_screen.lock();
    forgetCopied();
    dropKeys(reason);
}

void SessionGuard::dropKeys(const QString &reason)
{
    if (!m_station || m_station->isLocked()) return;
    m_beforeLock();
    m_locking = true;
    whenDone(m_station->lock(reason), this, [this](const Result<void> &noted) {
        m_locking = false;
        if (!noted) m_screen.setRemark(u"%1 (%2)"_s.arg(ErrorTexts().sentence(noted.error()), noted.error().code));
        if (!m_pending.isEmpty()) tryOpen(std::exchange(m_pending, {}));
    });
}

void SessionGuard::forgetCopied()
{
    if (QClipboard *clipboard = QApplication::clipboard(); m_copiedHere || clipboard->ownsClipboard()) clipboard->clear();
}

int SessionGuard::waitMs(int failed, int tries)
{
    if (failed <= 0 || failed % tries != 0) return 0;
    const int rounds = std::min(failed / tries, 16);
    return int(std::min<qint64>(qint64(kFirstWaitMs) << (rounds - 1), kLongestWaitMs));
}

void SessionGuard::tryOpen(const QString &secret)
{
    if (m_locking) {
        m_pending = secret;
        return;
    }
    if (!m_opener) return m_screen.open();
    whenDone(m_opener(secret, m_failed), this, [this](const Result<void> &outcome) { judge(outcome); });
}

void SessionGuard::judge(const Result<void> &outcome)
{
    if (outcome) {
        m_failed = 0;
        m_screen.open();
        Q_EMIT unlocked();
        return;
    }
    const Error &error = outcome.error();
    const bool wrong = error.code == "APP-SECRET"_L1 || error.code == "STO-KEY-CLOSED"_L1;
    if (!wrong) return m_screen.refuse(u"%1 (%2)"_s.arg(ErrorTexts().sentence(error), error.code));
    const int wait = waitMs(++m_failed, m_tries);
    if (wait > 0) m_screen.refuse(tr("That was wrong %n time(s). Please wait %1 seconds.", nullptr, m_failed).arg(wait / 1000), wait);
    else m_screen.refuse(tr("That was not right. Please type it again."));
}

} // namespace zc::client
