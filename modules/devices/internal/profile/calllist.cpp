#include <devices/calllist.h>

#include <base/halltime.h>
#include <base/strictjson.h>

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSaveFile>

#include <mutex>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestList = 16 * 1024;
constexpr int kLastRunning = 9999;
constexpr int kListWatchMs = 2000;

Error listError(const QString &code, const QString &detail = {})
{
    return Error{code == u"DEV-CALLLIST-FILE" ? ErrorKind::Device : ErrorKind::Invalid, code, detail};
}

// "a012 " → "A012"; empty for what is no number.
QString numberFrom(const QString &text)
{
    static const QRegularExpression form(u"\\A[A-Z0-9][A-Z0-9-]{0,11}\\z"_s);
    const QString number = text.trimmed().toUpper();
    return form.match(number).hasMatch() ? number : QString();
}

} // namespace

struct CallList::Private {
    QString file;
    std::function<QDate()> today;
    mutable std::mutex mutex;
    std::mutex writing;                 // held while the file is written
    std::mutex tell;                    // held while the listener runs: after setListener({}) nobody is called any more
    std::function<void()> listener;
    QDate day;
    CallList::View view;
    int last = 0;                       // of the running numbers

    void load()
    {
        day = today();
        QFile stored(file);
        if (file.isEmpty() || !stored.open(QIODevice::ReadOnly) || stored.size() > kLargestList)
            return;
        const auto parsed = parseStrictJson(stored.readAll());
        const QJsonObject kept = parsed.ok() ? parsed->toObject() : QJsonObject();
        if (kept[u"day"_s].toString() != day.toString(Qt::ISODate))
            return;
        view.atWindow = numberFrom(kept[u"atWindow"_s].toString());
        last = qBound(0, kept[u"last"_s].toInt(), kLastRunning);
        for (const QJsonValue one : kept[u"waiting"_s].toArray())
            if (const QString number = numberFrom(one.toString()); !number.isEmpty() && !view.waiting.contains(number) && view.waiting.size() < CallList::kMostWaiting)
                view.waiting << number;
    }

    // With the mutex held: a list of yesterday is nobody's.
    void turnDay()
    {
        const QDate now = today();
        if (now == day)
            return;
        day = now;
        view.atWindow.clear();
        view.waiting.clear();
        last = 0;
    }

    // Without the mutex: whoever only looks does not wait for the disk. The newest state is written last.
    void keep()
    {
        if (file.isEmpty())
            return;
        const std::lock_guard order(writing);
        QByteArray bytes;
        {
            const std::lock_guard lock(mutex);
            bytes = QJsonDocument(QJsonObject{{u"day"_s, day.toString(Qt::ISODate)}, {u"atWindow"_s, view.atWindow}, {u"waiting"_s, QJsonArray::fromStringList(view.waiting)},
                                              {u"last"_s, last}}).toJson(QJsonDocument::Compact);
        }
        QDir().mkpath(QFileInfo(file).path());
        QSaveFile out(file);
        const bool written = out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size() && out.commit();
        const std::lock_guard lock(mutex);
        view.trouble = written ? Error() : listError(u"DEV-CALLLIST-FILE"_s, out.errorString().left(100));
    }

    // Every change: the day first, then the change, then the file, then whoever looks.
    template <class Change>
    auto change(Change what)
    {
        auto result = [&] {
            const std::lock_guard lock(mutex);
            turnDay();
            return what();
        }();
        keep();
        const std::lock_guard lock(tell);
        if (listener)
            listener();
        return result;
    }

    bool stands(const QString &number) const { return view.atWindow == number || view.waiting.contains(number); }

    Result<QueueTicket> call(const CallQueue &what)
    {
        const auto nobody = toError({FaultClass::NoMedia, {}, {}, true}, DeviceClass::QueueCaller);
        const auto ticket = [this](const QString &number) { return QueueTicket{number, {}, int(view.waiting.size())}; };
        if (what.act == CallQueue::Act::Next) {
            view.atWindow = view.waiting.isEmpty() ? QString() : view.waiting.takeFirst();
            view.calls += !view.atWindow.isEmpty();
            return view.atWindow.isEmpty() ? Result<QueueTicket>(nobody) : ticket(view.atWindow);
        }
        // Whoever was let go and comes after all is called again like anybody; one number is at the window.
        const QString number = numberFrom(what.number);
        if (number.isEmpty())
            return nobody;
        view.waiting.removeOne(number);
        if (what.act == CallQueue::Act::Recall) {
            view.atWindow = number;
            ++view.calls;
        } else if (view.atWindow == number) {
            view.atWindow.clear();
        }
        return ticket(number);
    }
};

CallList::CallList(const QString &file, std::function<QDate()> today) : d(std::make_shared<Private>())
{
    d->file = file;
    d->today = today ? std::move(today) : [] { return hallTime(QDateTime::currentMSecsSinceEpoch()).date(); };
    d->load();
}

CallList::~CallList() = default;

CallList::View CallList::view() const
{
    const std::lock_guard lock(d->mutex);
    d->turnDay();
    return d->view;
}

void CallList::setListener(std::function<void()> changed)
{
    const std::lock_guard lock(d->tell);
    d->listener = std::move(changed);
}

Result<QString> CallList::add(const QString &number)
{
    return d->change([&]() -> Result<QString> {
        const QString wanted = numberFrom(number);
        if (wanted.isEmpty())
            return listError(u"DEV-CALLLIST-NUMBER"_s);
        if (d->stands(wanted))
            return listError(u"DEV-CALLLIST-TWICE"_s, wanted);
        if (d->view.waiting.size() >= kMostWaiting)
            return listError(u"DEV-CALLLIST-FULL"_s);
        d->view.waiting << wanted;
        return wanted;
    });
}

Result<QString> CallList::addNext()
{
    return d->change([&]() -> Result<QString> {
        if (d->view.waiting.size() >= kMostWaiting || d->last >= kLastRunning)
            return listError(u"DEV-CALLLIST-FULL"_s);
        QString number;
        do {                            // what was put there by hand is not counted twice
            number = u"%1"_s.arg(++d->last, 3, 10, QLatin1Char('0'));
        } while (d->stands(number) && d->last < kLastRunning);
        d->view.waiting << number;
        return number;
    });
}

bool CallList::remove(const QString &number)
{
    return d->change([&] { return d->view.waiting.removeOne(numberFrom(number)); });
}

namespace {

class CallListDevice final : public Device {
public:
    explicit CallListDevice(std::shared_ptr<CallList::Private> list) : m_list(std::move(list)) {}
    DeviceIdentity identity() const override { return {u"call list"_s, {}}; }
    bool isOpen() override { return true; }
    int conditionMs() const override { return kListWatchMs; }
    Capabilities capabilities() const override
    {
        Capabilities can;
        can.cls = DeviceClass::QueueCaller;
        can.operations = {u"CallQueue"_s, u"CallQueue.Recall"_s, u"CallQueue.Skip"_s, u"CheckHealth"_s};
        can.notes = {u"a list of this desk, kept for the day"_s};
        return can;
    }
    Condition condition(JobContext &) override
    {
        const std::lock_guard lock(m_list->mutex);
        const Error &trouble = m_list->view.trouble;
        return trouble.code.isEmpty() ? Condition() : Condition{Condition::Kind::Limited, trouble};
    }
    Result<AnyAnswer> run(const AnyOperation &operation, JobContext &context) override
    {
        if (std::holds_alternative<CheckHealth>(operation) && capabilities().operations.contains(operationName(operation)))
            return AnyAnswer(HealthReport{true, {}, capabilities().notes});
        const auto *call = std::get_if<CallQueue>(&operation);
        if (!call)
            return toError({FaultClass::Unsupported, {}, operationName(operation), false}, DeviceClass::QueueCaller);
        if (context.stopRequested())
            return toError({FaultClass::Cancelled, {}, {}, false}, DeviceClass::QueueCaller);
        auto ticket = m_list->change([&] { return m_list->call(*call); });
        return ticket.ok() ? Result<AnyAnswer>(AnyAnswer(std::move(*ticket))) : ticket.error();
    }

private:
    const std::shared_ptr<CallList::Private> m_list;
};

class CallListDriver final : public Driver {
public:
    CallListDriver(const DeviceId &slot, const QString &title, std::shared_ptr<CallList::Private> list)
        : m_info{u"calllist"_s, DeviceClass::QueueCaller, slot, title}, m_list(std::move(list)) {}
    DriverInfo info() const override { return m_info; }
    QList<Candidate> scan() override
    {
        Candidate found;
        found.bus = u"calllist"_s;
        return {found};
    }
    int probe(const Candidate &) const override { return 1; }
    Result<std::unique_ptr<Device>> open(const Candidate &, JobContext &) override { return std::unique_ptr<Device>(std::make_unique<CallListDevice>(m_list)); }

private:
    const DriverInfo m_info;
    const std::shared_ptr<CallList::Private> m_list;
};

} // namespace

std::unique_ptr<Driver> makeCallList(const DeviceId &slot, const QString &title, const std::shared_ptr<CallList> &list)
{
    return std::make_unique<CallListDriver>(slot, title, list->d);
}

} // namespace zc::devices
