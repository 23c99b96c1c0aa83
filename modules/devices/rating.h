#pragma once
#include <QString>
#include <QUuid>

#include <optional>

namespace zc::devices {

// What an applicant thought of the service (好差评). The five levels of 国办发〔2019〕51号 and domain page C13; 4 and 5 are 差评.
// Voluntary: no answer is stored as no answer. Only the applicant's own device makes one; nothing in this program may.
struct Rating {
    enum class Outcome {
        Given,              // level is one of 1…5
        Declined,           // the applicant said that she does not want to
        NotGiven,           // the time to answer is over
        Unknown             // the terminal sent a value that its profile does not know: raw holds it, and it is no rating
    };
    Outcome outcome = Outcome::NotGiven;
    int level = 0;          // 1 非常满意 2 满意 3 基本满意 4 不满意 5 非常不满意; 0 unless Given
    QString raw;            // what the terminal sent, as it came; after 199 characters an … stands for the rest; empty where it sent nothing
};

// Asks the applicant, once, on a device that stands before her. Ends with an answer, or with NotGiven after `seconds`; the job's own
// deadline is longer, and its end is a fault of the terminal. What is shown is public: never a name, a number of a person or a value.
struct AskEvaluation {
    using Answer = Rating;
    static constexpr int kSeconds = 60;     // domain page F3: closes after 60 s
    QUuid visit;            // of this asking: an answer to another one never counts
    QString item;           // what was done, as the catalogue names it
    QString caseNumber;     // an invitation needs one
    QString window, clerkNo;
    int seconds = kSeconds; // at most what the terminal's profile allows
};

} // namespace zc::devices
