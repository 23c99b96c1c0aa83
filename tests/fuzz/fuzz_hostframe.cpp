// The frames between client and device host. Input: one byte (size of the pieces), then what arrives on the socket. Whatever it
// is: pieces of any size give the same messages, and a value that was read is written and read again without a change.
#include "internal/host/framesplitter.h"
#include "internal/host/hostcodec.h"

#include <cstdint>
#include <cstdlib>

using namespace zc::devices;
using namespace zc::devices::host;

namespace {

QByteArray messagesOf(QByteArrayView stream, qsizetype piece, bool *broken)
{
    QByteArray all;
    FrameSplitter splitter;
    for (qsizetype at = 0; at < stream.size(); at += piece) {
        splitter.feed(stream.sliced(at, qMin(piece, stream.size() - at)));
        while (const auto message = splitter.next())
            all += message->encoded();
    }
    *broken = splitter.broken();
    return all;
}

void readAsEverything(const WireValue &value)
{
    const QDate today(2026, 6, 1);
    (void)operationFrom(value[u"op"]);
    (void)capabilitiesFrom(value[u"capabilities"]);
    (void)errorFrom(value[u"error"], DeviceClass::IdCardReader);
    (void)answerFrom(ReadCard{true, true, true}, value[u"answer"], today);
    (void)answerFrom(WaitCard{}, value[u"answer"], today);
    (void)answerFrom(CheckHealth{}, value[u"answer"], today);
    (void)answerFrom(Scan{}, value[u"answer"], today);
    (void)answerFrom(ListCertificates{}, value[u"answer"], today);
    (void)answerFrom(DecodePhoto{}, value[u"answer"], today);
    (void)answerFrom(SignDigest{{}, QByteArray(SignDigest::kDigestBytes, 'x'), {}, {}}, value[u"answer"], today);
    if (const auto rating = answerFrom(AskEvaluation{}, value[u"answer"], today); rating.ok()) {
        const Rating &read = std::get<Rating>(rating.value());
        if ((read.outcome == Rating::Outcome::Given) != (read.level >= 1 && read.level <= 5) || read.raw.size() > 200)
            std::abort();
    }
    if (const auto ticket = answerFrom(CallQueue{}, value[u"answer"], today); ticket.ok() && std::get<QueueTicket>(ticket.value()).number.trimmed().isEmpty())
        std::abort();
    (void)answerFrom(MatchFinger{FingerFeatures::copyOf(QByteArray(2 * FingerFeatures::kRecordBytes, 'x')), {}}, value[u"answer"], today);
    (void)progressFrom(value);
    (void)conditionFrom(value, DeviceClass::Scanner);
    (void)pageFrom(value[u"page"]);
    (void)jsonFrom(value);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 1)
        return 0;
    const QByteArrayView stream(data + 1, qsizetype(size) - 1);
    bool wholeBroken = false, cutBroken = false;
    const QByteArray whole = messagesOf(stream, qMax<qsizetype>(1, stream.size()), &wholeBroken);
    const QByteArray cut = messagesOf(stream, 1 + data[0], &cutBroken);
    if (whole != cut || wholeBroken != cutBroken)
        std::abort();
    for (const qsizetype from : {qsizetype(0), qsizetype(4)}) {
        const auto value = WireValue::decoded(stream.sliced(qMin(from, stream.size())));
        if (!value.ok())
            continue;
        readAsEverything(value.value());
        const QByteArray written = value->encoded();
        const auto again = WireValue::decoded(written);
        if (!again.ok() || again->encoded() != written)
            std::abort();
    }
    return 0;
}
