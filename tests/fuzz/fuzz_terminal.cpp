// Profiles of evaluation and queue terminals, and what the terminals say. Whatever the bytes are: a profile is refused with its place, or
// every message it can make keeps its values in their place; an answer means a level only where the profile has that very value.
#include "internal/profile/meaning.h"

#include <devices/profileshelf.h>

#include <base/strictjson.h>

#include <cstdint>
#include <cstdlib>

using namespace Qt::StringLiterals;
using namespace zc;
using namespace zc::devices;
using namespace zc::devices::profile;

namespace {

const Values kValues = {{u"visit"_s, u"v"_s}, {u"item"_s, u"\"},{\n样例"_s}, {u"case"_s, u"{{item}}"_s}, {u"window"_s, u"../3"_s},
                        {u"clerk"_s, u"\\"_s}, {u"seconds"_s, u"60"_s}, {u"number"_s, u"A<1>"_s}};

void hold(bool what)
{
    if (!what)
        std::abort();
}

void answered(const TerminalProfile &profile, const QByteArray &message)
{
    const Meaning meaning = understand(profile, message, kValues);
    hold(meaning.value.size() <= kLongestValue && meaning.number.size() <= kLongestValue);
    hold(meaning.waiting >= -1 && meaning.waiting < 100'000);
    if (!meaning.level)
        return;
    hold(meaning.kind == TerminalAnswer::Kind::Rated && *meaning.level >= 1 && *meaning.level <= 5);
    hold(std::any_of(profile.answers.cbegin(), profile.answers.cend(),
                     [&](const TerminalAnswer &rule) { return rule.levels.value(meaning.value, -1) == *meaning.level; }));
}

void asked(const TerminalProfile &profile)
{
    for (const TerminalMessage &message : profile.messages) {
        const TerminalRequest request = requestFrom(profile, message, kValues);
        if (profile.format == TerminalProfile::Format::Json && !message.body.isEmpty())
            hold(parseStrictJson(request.body).ok());
        hold(!request.path.contains("../") && !request.path.contains('\n'));
    }
}

// A profile of lines whose one pattern is the first half of the bytes, and a line that is the second.
TerminalProfile lineProfile(const QString &pattern)
{
    TerminalProfile profile;
    profile.format = TerminalProfile::Format::Line;
    TerminalAnswer rule;
    rule.kind = TerminalAnswer::Kind::Rated;
    rule.line = pattern;
    rule.value = u"value"_s;
    rule.levels = {{u"5"_s, 1}};
    profile.answers = {rule};
    return profile;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    static const QList<Result<TerminalProfile>> samples = {sampleTerminalProfile(u"sample-evl-serial"_s), sampleTerminalProfile(u"sample-que-http"_s)};
    for (const auto &sample : samples) {
        hold(sample.ok());
        answered(*sample, bytes);
    }
    const QString pattern = QString::fromUtf8(bytes.first(bytes.size() / 2));
    if (linePieces(pattern))
        answered(lineProfile(pattern), bytes.sliced(bytes.size() / 2));
    answered(lineProfile(u"EV,{{visit}},<value>;"_s), bytes);
    const auto profile = readTerminalProfile(bytes);
    if (!profile.ok()) {
        hold(profile.error().code == u"DEV-PROFILE" && !profile.error().detail.isEmpty());
        return 0;
    }
    asked(*profile);
    answered(*profile, R"({"op":"rated","visit":"v","key":"5"})");
    answered(*profile, bytes);
    return 0;
}
