// FEEL beside feelin under Node, on the same random expressions and cells of the authoring profile: nanoseconds each.
#include "support/feelpeer.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>

using namespace zc;
using namespace Qt::StringLiterals;

namespace {

void say(const QString &line)
{
    std::puts(qPrintable(line));
    std::fflush(stdout);
}

// The median of seven rounds.
template <class Work>
double nanosEach(int count, const Work &work)
{
    QList<double> rounds;
    for (int round = 0; round < 7; ++round) {
        QElapsedTimer timer;
        timer.start();
        work();
        rounds << double(timer.nsecsElapsed()) / count;
    }
    std::sort(rounds.begin(), rounds.end());
    return rounds.at(rounds.size() / 2);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    test::FeelExpressions source(20260601);
    QList<test::FeelSample> samples;
    while (samples.size() < 2000)
        if (test::FeelSample sample = source.next(); sample.input.isEmpty()) {
            sample.text = sample.plain;                // so that both read the same
            samples << sample;
        }
    const int count = int(samples.size());
    qsizetype empty = 0, characters = 0;
    for (const test::FeelSample &sample : std::as_const(samples))
        characters += sample.text.size();
    const double whole = nanosEach(count, [&] {
        for (const test::FeelSample &sample : std::as_const(samples))
            empty += feel::Expression::parse(sample.text, source.scope(), feel::Profile::Authoring)->evaluate(source.context(sample.context)).value.isNull();
    });
    const feel::Names names(source.scope());
    const double engine = nanosEach(count, [&] {
        for (const test::FeelSample &sample : std::as_const(samples))
            empty += feel::Expression::parse(sample.text, names)->evaluate(source.context(sample.context)).value.isNull();
    });
    QList<feel::Expression> parsed;
    for (const test::FeelSample &sample : std::as_const(samples))
        parsed << *feel::Expression::parse(sample.text, source.scope(), feel::Profile::Authoring);
    const double running = nanosEach(count, [&] {
        for (int i = 0; i < count; ++i)
            empty += parsed.at(i).evaluate(source.context(samples.at(i).context)).value.isNull();
    });
    say(u"FEEL: %1 random authoring expressions, %2 characters on average (%3 results without a value)"_s.arg(count).arg(characters / count).arg(empty));
    say(u"parse, check and evaluate   %1 ns"_s.arg(whole, 10, 'f', 0));
    say(u"parse and evaluate, engine  %1 ns"_s.arg(engine, 10, 'f', 0));
    say(u"evaluate, parsed before     %1 ns"_s.arg(running, 10, 'f', 0));
    const test::FeelPeer peer;
    if (!peer.absence().isEmpty()) {
        say(u"no comparison: "_s + peer.absence());
        return 0;
    }
    const double theirs = peer.nanoseconds(source, samples);
    if (theirs <= 0) {
        say(u"no comparison: Node failed"_s);
        return 1;
    }
    say(u"feelin, parse and evaluate  %1 ns"_s.arg(theirs, 10, 'f', 0));
    say(u"feelin / parse, check and evaluate   %1 x (target 20)"_s.arg(theirs / whole, 0, 'f', 1));
    say(u"feelin / parse and evaluate, engine  %1 x"_s.arg(theirs / engine, 0, 'f', 1));
    say(u"feelin / evaluate, parsed before     %1 x (target 200)"_s.arg(theirs / running, 0, 'f', 1));
    return 0;
}
