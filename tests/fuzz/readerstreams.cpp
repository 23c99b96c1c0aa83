// What an ID-card reader's line may do to the frame parser, as a whole: every one-bit flip of the sample answer R, every prefix of
// every answer, a valid answer behind any garbage of up to 4 KiB, and mutated streams without number, each in one piece and in many.
// No card may come of the first two, the card of the third, and the same of both ways of the last. --streams=N: how many (100,000);
// --seed=N; --threads=N. Prints what was seen; aborts, or exits with 1, at the first stream that breaks a rule.
#include "readerstream.h"

#include "../unit/devices/vectors.h"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <random>
#include <thread>
#include <vector>

using namespace zc::devices;
using namespace zc::devices::sdt;
using namespace Qt::StringLiterals;

namespace {

constexpr int kMostGarbage = 4096;
constexpr qsizetype kLongestStream = 12'000;

struct Streams {
    QByteArray resident = vectorFrame(u"R"_s);
    QList<QByteArray> answers{resident, vectorFrame(u"J"_s), vectorFrame(u"I"_s), vectorFrame(u"Y"_s)};
};

QString textOf(const std::optional<CardRecord> &card)
{
    return card ? card->text(CardField::Name).toString() + u'|' + card->text(CardField::EnglishName).toString() + u'|' + card->text(CardField::Number).toString() : QString();
}

[[noreturn]] void broken(const char *rule, long long at)
{
    std::fprintf(stderr, "broken: %s (%lld)\n", rule, at);
    std::exit(EXIT_FAILURE);
}

long long flips(const Streams &streams)
{
    QByteArray frame = streams.resident;
    for (qsizetype bit = 0; bit < frame.size() * 8; ++bit) {
        frame[bit / 8] = char(frame[bit / 8] ^ (1 << (bit % 8)));
        if (playBothWays(Command::ReadText, frame, [] { return 64; }).kind == Outcome::Kind::Success)
            broken("a flipped bit gives a card", bit);
        frame[bit / 8] = char(frame[bit / 8] ^ (1 << (bit % 8)));
    }
    return frame.size() * 8;
}

long long prefixes(const Streams &streams)
{
    long long count = 0;
    for (const QByteArray &answer : streams.answers)
        for (qsizetype length = 0; length < answer.size(); ++length, ++count)
            if (playBothWays(Command::ReadText, QByteArrayView(answer).first(length), [] { return 1; }).kind == Outcome::Kind::Success)
                broken("a prefix gives a card", length);
    return count;
}

// Whether a frame that passes its checksum begins before `answerAt`: halves of answers come to that once in 256, and are no garbage then.
bool holdsAnotherFrame(const QByteArray &stream, qsizetype answerAt)
{
    static const QByteArray preamble = QByteArray::fromHex("AAAAAA9669");
    for (qsizetype at = stream.indexOf(preamble); at >= 0 && at < answerAt; at = stream.indexOf(preamble, at + 1)) {
        if (at + 7 > stream.size())
            return false;
        const qsizetype length = uchar(stream[at + 5]) * 256 + uchar(stream[at + 6]);
        if (at + 7 + length > stream.size())
            continue;
        char sum = 0;
        for (qsizetype i = at + 5; i < at + 7 + length; ++i)
            sum = char(sum ^ stream[i]);
        if (sum == 0)
            return true;
    }
    return false;
}

// Bytes with halves of answers among them.
QByteArray garbageOf(std::mt19937_64 &random, int length, const Streams &streams)
{
    QByteArray bytes(length, '\0');
    for (char &byte : bytes)
        byte = char(random());
    if (length > 200 && random() % 2) {
        const QByteArray &answer = streams.answers[qsizetype(random() % 4)];
        const qsizetype part = qMin<qsizetype>(length / 2, qsizetype(random() % quint64(answer.size())));
        std::memcpy(bytes.data() + random() % quint64(length - part), answer.constData(), std::size_t(part));
    }
    return bytes;
}

long long garbage(const Streams &streams, std::mt19937_64 &random)
{
    long long count = 0;
    for (int length = 0; length <= kMostGarbage; ++length)
        for (const QByteArray &answer : streams.answers) {
            QByteArray stream = garbageOf(random, length, streams) + answer;
            while (holdsAnotherFrame(stream, length))
                stream = garbageOf(random, length, streams) + answer;
            const auto card = playBothWays(Command::ReadText, stream, [&random] { return qsizetype(1 + random() % 700); }).card;
            const auto clean = playBothWays(Command::ReadText, answer, [] { return 4096; }).card;
            if (textOf(card).isEmpty() || textOf(card) != textOf(clean))
                broken("garbage hides the answer", length);
            ++count;
        }
    return count;
}

// Two bits of one column, 1 byte apart or more: the checksum cannot see it. How many do the checks of the fields flag?
struct Pairs { long long accepted = 0, flagged = 0; };
Pairs pairedFlips(const Streams &streams, std::mt19937_64 &random)
{
    const auto clean = playBothWays(Command::ReadText, streams.resident, [] { return 4096; }).card;
    Pairs pairs;
    constexpr int kTextFrom = 14, kTextBytes = 256;
    for (int i = 0; i < 100'000; ++i) {
        QByteArray frame = streams.resident;
        const int bit = int(random() % 8), one = kTextFrom + int(random() % kTextBytes), two = kTextFrom + int(random() % kTextBytes);
        if (one == two)
            continue;
        for (const int at : {one, two})
            frame[at] = char(frame[at] ^ (1 << bit));
        const auto card = playBothWays(Command::ReadText, frame, [] { return 4096; }).card;
        pairs.accepted += card.has_value();
        pairs.flagged += card && card->warnings() != clean->warnings();
    }
    return pairs;
}

void mutate(QByteArray &stream, std::mt19937_64 &random, const Streams &streams)
{
    for (int changes = 1 + int(random() % 10); changes > 0; --changes) {
        const qsizetype at = stream.isEmpty() ? 0 : qsizetype(random() % quint64(stream.size()));
        switch (random() % 9) {
        case 0: stream.insert(at, garbageOf(random, 1 + int(random() % 60), streams)); break;
        case 1: stream.remove(at, 1 + qsizetype(random() % 3)); break;
        case 2: stream.remove(at, qsizetype(random() % 900)); break;
        case 3: stream.truncate(at); break;
        case 4: stream.insert(at, stream.mid(at, 1 + qsizetype(random() % 8))); break;              // doubled bytes
        case 5: stream.append(streams.answers[qsizetype(random() % 4)]); break;
        case 6: stream.insert(at, QByteArray::fromHex("AAAAAA9669")); break;
        case 7:
            if (stream.size() > 7) stream[5 + qsizetype(random() % 2)] = char(random());            // the length of the first frame
            break;
        default:
            if (!stream.isEmpty()) stream[at] = char(random() % 2 ? random() : quint64(uchar(stream[at])) ^ (1u << random() % 8));
        }
    }
    stream.truncate(kLongestStream);
}

struct Seen { std::atomic<long long> streams = 0, bytes = 0, cards = 0; };

void mutated(const Streams &streams, long long count, quint64 seed, Seen &seen)
{
    static constexpr Command kCommands[] = {Command::ReadText, Command::ReadAll, Command::FindCard, Command::SelectCard, Command::ReadAddress, Command::SamStatus, Command::SamId, Command::SetBaud};
    std::mt19937_64 random(seed);
    for (long long i = 0; i < count; ++i) {
        QByteArray stream = streams.answers[qsizetype(random() % 4)];
        mutate(stream, random, streams);
        const Command command = kCommands[random() % 3 ? 0 : random() % 8];
        const quint64 most = random() % 3 == 0 ? 8 : 900;
        const auto card = playBothWays(command, stream, [&] { return qsizetype(1 + random() % most); }).card;
        seen.cards += card.has_value();
        seen.bytes += stream.size();
        ++seen.streams;
    }
}

} // namespace

int main(int argc, char **argv)
{
    unsigned long long count = 100'000, seed = 20'260'601, threads = 1;
    for (int i = 1; i < argc; ++i)
        for (const auto &[name, value] : {std::pair{"--streams=", &count}, {"--seed=", &seed}, {"--threads=", &threads}})
            if (std::strncmp(argv[i], name, std::strlen(name)) == 0)
                *value = std::strtoull(argv[i] + std::strlen(name), nullptr, 10);
    const Streams streams;
    if (streams.resident.size() != 1295)
        broken("no sample answers", streams.resident.size());
    std::mt19937_64 random(seed);
    std::printf("one-bit flips of R rejected: %lld\n", flips(streams));
    std::printf("prefixes without a card: %lld\n", prefixes(streams));
    std::printf("answers found behind 0 to %d bytes of garbage: %lld\n", kMostGarbage, garbage(streams, random));
    const Pairs pairs = pairedFlips(streams, random);
    std::printf("paired flips in the text that the checksum cannot see: %lld, flagged by checks of fields: %lld (%.1f %%)\n", pairs.accepted, pairs.flagged,
                100.0 * double(pairs.flagged) / double(qMax(1LL, pairs.accepted)));
    std::fflush(stdout);
    const auto began = std::chrono::steady_clock::now();
    Seen seen;
    std::vector<std::thread> hands;
    for (unsigned long long hand = 0; hand < qMax(1ULL, threads); ++hand)
        hands.emplace_back([&, hand] { mutated(streams, (long long)(count / qMax(1ULL, threads)), seed + 1 + hand, seen); });
    for (std::thread &hand : hands)
        hand.join();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    std::printf("mutated streams: %lld (%.1f GB, each both ways) in %.0f s, %lld gave a card\n", seen.streams.load(), double(seen.bytes.load()) / 1e9, seconds, seen.cards.load());
    return EXIT_SUCCESS;
}
