#include "printstate.h"

namespace zc::devices::ipp {

using namespace Qt::StringLiterals;

namespace {

constexpr int kStopped = 5;

struct Reason {
    QLatin1StringView word;
    FaultClass cls;
    QStringView suffix;
};

// RFC 8011 5.4.12 and PWG 5100.9; what is not here but ends in -error is for a person as well.
constexpr Reason kStopping[] = {
    {"media-empty"_L1, FaultClass::NoMedia, u""},           {"media-needed"_L1, FaultClass::NoMedia, u""},
    {"media-jam"_L1, FaultClass::UserAction, u"JAM"},       {"door-open"_L1, FaultClass::UserAction, u"COVER"},
    {"cover-open"_L1, FaultClass::UserAction, u"COVER"},    {"interlock-open"_L1, FaultClass::UserAction, u"COVER"},
    {"toner-empty"_L1, FaultClass::UserAction, u"TONER"},   {"marker-supply-empty"_L1, FaultClass::UserAction, u"TONER"},
    {"marker-waste-full"_L1, FaultClass::UserAction, u""},  {"input-tray-missing"_L1, FaultClass::UserAction, u""},
    {"output-area-full"_L1, FaultClass::UserAction, u""},   {"output-tray-missing"_L1, FaultClass::UserAction, u""},
    {"paused"_L1, FaultClass::UserAction, u""},             {"shutdown"_L1, FaultClass::NoDevice, u""},
    {"offline"_L1, FaultClass::NoDevice, u""},              {"timed-out"_L1, FaultClass::Transport, u""},
    {"fuser-over-temp"_L1, FaultClass::DeviceFault, u""},   {"opc-life-over"_L1, FaultClass::DeviceFault, u""},
};
constexpr QLatin1StringView kLimiting[] = {"media-low"_L1, "toner-low"_L1, "marker-supply-low"_L1, "marker-waste-almost-full"_L1, "output-area-almost-full"_L1,
                                           "moving-to-paused"_L1, "stopping"_L1, "stopped-partly"_L1, "spool-area-full"_L1, "developer-low"_L1};

Error stateError(FaultClass cls, const QString &suffix, const QString &word)
{
    return toError({cls, suffix, word, false}, DeviceClass::Printer);
}

// The reason without its suffix.
QString bareWord(const QString &reason)
{
    const QString word = reason.toLower();
    for (const QLatin1StringView suffix : {"-report"_L1, "-warning"_L1, "-error"_L1})
        if (word.endsWith(suffix))
            return word.chopped(suffix.size());
    return word;
}

} // namespace

Error suspicionOf(const QStringList &reasons)
{
    for (const QString &reason : reasons)
        for (const Reason &known : kStopping)
            if (known.word == bareWord(reason) && !reason.endsWith("-report"_L1, Qt::CaseInsensitive))
                return stateError(known.cls, known.suffix.toString(), reason);
    return {};
}

Condition conditionOf(int printerState, const QStringList &reasons)
{
    Condition limited;
    for (const QString &reason : reasons) {
        const QString word = bareWord(reason), whole = reason.toLower();
        const bool report = whole.endsWith("-report"_L1), warning = whole.endsWith("-warning"_L1), error = whole.endsWith("-error"_L1);
        // A queue that is not connected says so with -report.
        if (report && word != "offline"_L1)
            continue;
        for (const Reason &known : kStopping)
            if (known.word == word && !warning)
                return {Condition::Kind::NeedsPerson, stateError(known.cls, known.suffix.toString(), reason)};
        const bool known = std::any_of(std::begin(kLimiting), std::end(kLimiting), [&](QLatin1StringView entry) { return entry == word; })
            || std::any_of(std::begin(kStopping), std::end(kStopping), [&](const Reason &entry) { return entry.word == word; });
        if (error && !known)
            return {Condition::Kind::NeedsPerson, stateError(FaultClass::DeviceFault, {}, reason)};
        if ((known || warning) && limited.kind == Condition::Kind::Fine)
            limited = {Condition::Kind::Limited, stateError(FaultClass::UserAction, word.startsWith("toner"_L1) || word.startsWith("marker-supply"_L1) ? u"TONERLOW"_s
                                                             : word == "media-low"_L1                                                              ? u"MEDIALOW"_s
                                                                                                                                                  : QString(), reason)};
    }
    if (printerState == kStopped)
        return {Condition::Kind::NeedsPerson, stateError(FaultClass::UserAction, {}, u"stopped"_s)};
    return limited;
}

} // namespace zc::devices::ipp
