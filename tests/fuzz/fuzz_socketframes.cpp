// What a terminal's WebSocket sends. Input: one byte (size of the pieces), then what arrives, as frames and as the head of its answer.
// Whatever it is: pieces of any size give the same messages, none is longer than allowed, and nothing follows an end.
#include "socketframes.h"
#include "upgrade.h"

#include <QList>

#include <cstdint>
#include <cstdlib>

using namespace zc::devices::wsterminal;

namespace {

constexpr qsizetype kLongest = 64;

void hold(bool what)
{
    if (!what)
        std::abort();
}

QList<Incoming> framesOf(QByteArrayView stream, qsizetype piece)
{
    QList<Incoming> all;
    ServerFrames frames(kLongest);
    for (qsizetype at = 0; at < stream.size(); at += piece) {
        frames.feed(stream.sliced(at, qMin(piece, stream.size() - at)));
        while (auto one = frames.next()) {
            hold(all.isEmpty() || all.constLast().kind < Incoming::Kind::Close);
            hold(one->kind != Incoming::Kind::Text || one->payload.size() <= kLongest);
            all << *one;
        }
    }
    return all;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 1)
        return 0;
    const QByteArrayView stream(data + 1, qsizetype(size) - 1);
    const QList<Incoming> whole = framesOf(stream, qMax<qsizetype>(1, stream.size())), cut = framesOf(stream, 1 + data[0]);
    hold(whole.size() == cut.size());
    for (qsizetype i = 0; i < whole.size(); ++i)
        hold(whole[i].kind == cut[i].kind && whole[i].payload == cut[i].payload && whole[i].closeCode == cut[i].closeCode);
    const UpgradeAnswer answer = readUpgrade(stream, "dGhlIHNhbXBsZSBub25jZQ==");
    if (answer.kind == UpgradeAnswer::Kind::Accepted)
        hold(answer.bytes <= stream.size() && stream.first(answer.bytes).toByteArray().contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    return 0;
}
