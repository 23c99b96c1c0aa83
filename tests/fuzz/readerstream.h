#pragma once
#include "internal/idcard/readanswer.h"
#include "internal/idcard/sdtexchange.h"

#include <cstdlib>
#include <optional>

namespace zc::devices::sdt {

// One exchange over what arrives, in pieces: `nextPiece()` says how long each is. Aborts when the exchange does not end.
template <class NextPiece>
void play(SdtExchange &exchange, QByteArrayView stream, NextPiece nextPiece)
{
    for (qsizetype at = 0; at < stream.size();) {
        const qsizetype piece = qMin(qMax<qsizetype>(1, nextPiece()), stream.size() - at);
        exchange.feed(stream.sliced(at, piece), 1);
        at += piece;
    }
    for (int ticks = 0; !exchange.ended(); ++ticks) {
        if (ticks > 4)
            std::abort();
        exchange.tick(exchange.dueMs());
    }
}

struct Played {
    Outcome::Kind kind = Outcome::Kind::Failure;
    std::optional<CardRecord> card;             // of an accepted answer on which something stands
};

// The stream in one piece and in many: aborts unless both end alike.
template <class NextPiece>
Played playBothWays(Command command, QByteArrayView stream, NextPiece nextPiece)
{
    SdtExchange whole(command, requestFrame(quint16(command)), 0, 60'000), cut(command, requestFrame(quint16(command)), 0, 60'000);
    play(whole, stream, [&] { return stream.size(); });
    play(cut, stream, nextPiece);
    if (whole.outcome().kind != cut.outcome().kind || whole.outcome().status != cut.outcome().status || whole.outcome().fault != cut.outcome().fault || whole.data() != cut.data())
        std::abort();
    Played played{whole.outcome().kind, {}};
    if (played.kind == Outcome::Kind::Success && (command == Command::ReadText || command == Command::ReadAll))
        if (auto content = recordFromAnswer(command, whole.data(), QDate(2026, 6, 1)))
            played.card.emplace(std::move(content));
    return played;
}

} // namespace zc::devices::sdt
