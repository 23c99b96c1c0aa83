#include "sanescript.h"

#include <QFile>

#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <new>
#include <sys/file.h>
#include <sys/mman.h>
#include <unistd.h>

namespace zc::devices::sane {

qint64 steadyMs()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

SaneScript::FileLock::FileLock(int d) : descriptor(d)
{
    while (::flock(descriptor, LOCK_EX) != 0) {}
}

SaneScript::FileLock::~FileLock()
{
    ::flock(descriptor, LOCK_UN);
}

std::unique_ptr<SaneScript> SaneScript::open(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    const bool made = !QFile::exists(path);
    const int descriptor = ::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return nullptr;
    void *place = MAP_FAILED;
    if (!made || ::ftruncate(descriptor, sizeof(SaneState)) == 0)
        place = ::mmap(nullptr, sizeof(SaneState), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (place == MAP_FAILED) {
        ::close(descriptor);
        return nullptr;
    }
    auto *state = made ? new (place) SaneState : std::launder(reinterpret_cast<SaneState *>(place));
    return std::unique_ptr<SaneScript>(new SaneScript(descriptor, state));
}

SaneScript::~SaneScript()
{
    ::munmap(m_state, sizeof(SaneState));
    ::close(m_descriptor);
}

void SaneScript::reset()
{
    with([](SaneState &s) {
        const int starts = s.starts;
        s = SaneState();
        s.starts = starts;
    });
}

void SaneScript::setOptions(const QMap<QByteArray, QByteArray> &options)
{
    QByteArray lines;
    for (auto it = options.begin(); it != options.end(); ++it)
        lines += it.key() + '=' + it.value() + '\n';
    Q_ASSERT(lines.size() < qsizetype(sizeof(SaneState::options)));
    with([&](SaneState &s) { std::memcpy(s.options, lines.constData(), std::size_t(lines.size()) + 1); });
}

void SaneScript::setPresent(bool present)
{
    with([&](SaneState &s) { s.present = present; s.backAtMs = 0; });
}

void SaneScript::setAwayFor(int ms)
{
    with([&](SaneState &s) { s.backAtMs = steadyMs() + ms; });
}

void SaneScript::failOpen(int status, bool onlyNextAndUnplug)
{
    with([&](SaneState &s) { s.openStatus = status; s.openOnce = onlyNextAndUnplug; });
}

void SaneScript::failStart(int status, int page, int times)
{
    with([&](SaneState &s) { s.start = {status, page, times, 0, false}; });
}

void SaneScript::failRead(int status, int page, qint64 bytes, int times, bool unplug)
{
    with([&](SaneState &s) { s.read = {status, page, times, bytes, unplug}; });
}

void SaneScript::spoilParameters(int times)
{
    with([&](SaneState &s) { s.spoiled = times; });
}

void SaneScript::holdBack(int ms)
{
    with([&](SaneState &s) { s.holdMs = ms; });
}

void SaneScript::block(int page, qint64 bytes)
{
    with([&](SaneState &s) {
        s.blockedPage = page;
        s.blockedBytes = bytes;
        s.stuck = false;
    });
}

bool SaneScript::isStuck() const
{
    return with([](SaneState &s) { return s.stuck; });
}

int SaneScript::starts() const
{
    return with([](SaneState &s) { return s.starts; });
}

} // namespace zc::devices::sane
