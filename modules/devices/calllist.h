#pragma once
#include <devices/driver.h>

#include <QDate>
#include <QStringList>

#include <functional>
#include <memory>

namespace zc::devices {

// The queue of a window that has no queue caller: numbers on a list of this desk, put there by hand or counted on, called from its head.
// A number is letters, digits and hyphens, at most 12: no name can come to stand on a public screen. With a file the list outlives the
// program until the end of the day (the hall's); every change is written
// at once, by the thread that makes it; whoever only looks does not wait for the disk. Thread-safe.
class CallList {
public:
    static constexpr qsizetype kMostWaiting = 200;
    // `file` empty: kept in memory alone. A file that is none, or of another day, is an empty list.
    explicit CallList(const QString &file = {}, std::function<QDate()> today = {});
    ~CallList();

    struct View {
        QString atWindow;       // called last and not let go; empty: nobody
        QStringList waiting;    // the next one first
        int calls = 0;          // rises with every call and every call again
        Error trouble;          // why it is not kept in its file; empty: it is
    };
    View view() const;
    void setListener(std::function<void()> changed);        // on any thread; never after setListener({})

    // The number as it stands on the list. DEV-CALLLIST-NUMBER: no number; DEV-CALLLIST-TWICE: it waits already; DEV-CALLLIST-FULL.
    Result<QString> add(const QString &number);
    Result<QString> addNext();  // the next running number of the day: 001, 002 …
    bool remove(const QString &number);                     // that waits; false: it does not

    struct Private;

private:
    friend std::unique_ptr<Driver> makeCallList(const DeviceId &, const QString &, const std::shared_ptr<CallList> &);
    std::shared_ptr<Private> d;
};

// The driver "calllist": a queue caller like any other. An empty list is noMedia, as is what is no number. A number that was let go and
// comes after all can be called again. A list that cannot be kept works with limits: DEV-CALLLIST-FILE.
std::unique_ptr<Driver> makeCallList(const DeviceId &slot, const QString &title, const std::shared_ptr<CallList> &list);

} // namespace zc::devices
