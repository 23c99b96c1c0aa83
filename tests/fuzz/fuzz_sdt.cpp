// The frame parser and the exchange of the ID-card reader. Input: two control bytes (command, size of the pieces), then
// what arrives on the wire. Whatever it is: the exchange ends, and pieces of any size give the same outcome.
#include "internal/idcard/readanswer.h"
#include "internal/idcard/sdtexchange.h"

#include <cstdint>
#include <cstdlib>

using namespace zc::devices;
using namespace zc::devices::sdt;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static constexpr Command kCommands[] = {Command::ReadText, Command::FindCard, Command::SelectCard, Command::ReadAll,
                                            Command::ReadAddress, Command::SamStatus, Command::SamId, Command::SetBaud};
    if (size < 2)
        return 0;
    const Command command = kCommands[data[0] % 8];
    const qsizetype piece = 1 + data[1];
    const QByteArrayView stream(data + 2, qsizetype(size) - 2);

    SdtExchange whole(command, requestFrame(quint16(command)), 0, 60'000);
    whole.feed(stream, 1);
    SdtExchange cut(command, requestFrame(quint16(command)), 0, 60'000);
    for (qsizetype at = 0; at < stream.size(); at += piece)
        cut.feed(stream.sliced(at, qMin(piece, stream.size() - at)), 1);
    for (SdtExchange *exchange : {&whole, &cut})
        for (int ticks = 0; !exchange->ended(); ++ticks) {
            if (ticks > 4)
                std::abort();
            exchange->tick(exchange->dueMs());
        }
    if (whole.outcome().kind != cut.outcome().kind || whole.outcome().status != cut.outcome().status
        || whole.outcome().fault != cut.outcome().fault || whole.data() != cut.data())
        std::abort();
    if (whole.outcome().kind == Outcome::Kind::Success && (command == Command::ReadText || command == Command::ReadAll))
        recordFromAnswer(command, whole.data(), QDate(2026, 6, 1));
    return 0;
}
