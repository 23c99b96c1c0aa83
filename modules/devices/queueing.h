#pragma once
#include <QString>

namespace zc::devices {

// Whom the queue sends. A number, not a person: no queue may tell a name here.
struct QueueTicket {
    QString number;         // "A012", as the applicant holds it; at most 32 characters
    QString service;        // what the number was taken for, as the queue calls it; may be empty
    int waiting = -1;       // how many wait behind it; -1: the queue does not say
};

// Calls the next number to a window, calls one again, or lets one go that did not come. Nobody waiting is noMedia.
struct CallQueue {
    using Answer = QueueTicket;
    enum class Act { Next, Recall, Skip };
    Act act = Act::Next;
    QString window, clerkNo;
    QString number;         // for Recall and Skip: which one
};

} // namespace zc::devices
