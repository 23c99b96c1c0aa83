#pragma once
#include "skfapi.h"

#include <base/result.h>
#include <devices/faults.h>

#include <QStringList>

#include <functional>
#include <memory>

namespace zc::devices::skf {

// A vendor's library of GM/T 0016, loaded from its file. Stays loaded; used by one thread at a time, but for waiting.
class Library {
public:
    static std::unique_ptr<Library> load(const QString &file);      // null: no library, or a symbol that must be there is not
    const Functions &call() const { return m_functions; }
    Result<QStringList> devices() const;        // that are there

private:
    Library() = default;
    Functions m_functions;
};

// Asks for the size, then for the answer; once more with the size that the library gives if it has grown. At most 16 KiB.
using Answer = std::function<Ulong(char *bytes, Ulong *size)>;
Result<QByteArray> answerOf(const Answer &call);
Result<QStringList> namesOf(const Answer &call);

// What a status means to the person at the desk. PIN statuses without the tries; see pinRefused().
Error errorOf(Ulong status);

} // namespace zc::devices::skf
