#pragma once
#include <casework/lifecycle.h>

#include <span>

namespace zc::casework {

// How the table is written. A row is one line of the page "Life of a case"; conditions are facts of the check context.
using Condition = bool (*)(const CaseContext &);

enum class Off { Yes, Prepared, No };        // acts offline · prepares only · refused

struct From { CaseState state; Condition onlyIf = nullptr; };
struct Guard { Family family; const char *fact; Condition holds; const char *text = nullptr; };   // text: key of factText, the fact itself if none

struct Row {
    int number;
    QList<From> from;
    Action action;
    std::optional<CaseState> to;             // none = the state stays
    Condition toOnlyIf = nullptr;            // moves only if this holds
    QList<Role> who;
    QList<Guard> guards;                     // looked at from left to right
    QList<NoticeKind> papers;
    Off off;
    Off offElse = Off::Yes;                  // where offIf is given and does not hold
    Condition offIf = nullptr;
    const char *event;
    std::optional<AcceptMode> mode = std::nullopt;
    std::optional<FinishKind> finishKind = std::nullopt;
};

// 37 rows, in the order of the page and of the enum Action.
std::span<const Row> lifecycleTable();

// The clerk's sentence about a fact that is not in order, translated.
QString factText(QLatin1StringView fact);

} // namespace zc::casework
