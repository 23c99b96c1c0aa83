// The frame parser and the exchange of the ID-card reader. Input: two control bytes (command, size of the pieces), then
// what arrives on the wire. Whatever it is: the exchange ends, and pieces of any size give the same outcome.
#include "readerstream.h"

#include <cstdint>

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

    playBothWays(command, stream, [piece] { return piece; });
    return 0;
}
