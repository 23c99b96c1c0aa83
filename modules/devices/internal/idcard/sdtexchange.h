#pragma once
#include "internal/idcard/framereader.h"

namespace zc::devices::sdt {

// How one exchange ended.
struct Outcome {
    enum class Kind { Success, Nothing, Failure };  // Nothing: the item is not on the card (91)
    Kind kind = Kind::Failure;
    Fault fault;                                    // for Failure
    std::optional<quint8> status;                   // SW3, where an answer was taken
};

// One request and its answer, without I/O: the owner feeds bytes and the time. The first acceptable answer wins; an
// echo and answers of other commands are set aside; the end without an answer is judged by what was seen.
// A fence takes nothing but the success of its own command: it drops everything else and listens its whole time.
// Times are milliseconds of any monotonic clock. The answer's data is wiped in the destructor.
class SdtExchange {
public:
    enum class Mode { Ordinary, Fence };
    SdtExchange(Command command, QByteArray request, qint64 nowMs, qint64 deadlineMs, Mode mode = Mode::Ordinary);
    ~SdtExchange();

    void feed(QByteArrayView bytes, qint64 nowMs);
    void tick(qint64 nowMs);
    qint64 dueMs() const;                           // when tick() must be called at the latest
    bool ended() const { return m_ended; }
    const Outcome &outcome() const { return m_outcome; }
    QByteArrayView data() const { return QByteArrayView(m_data.data(), m_dataBytes); }
    int surplusFrames() const { return m_surplusFrames; }
    // False after anything that may still be on its way: then a fence is due before the next request.
    bool leavesLinkClean() const { return m_answered && m_surplusBytes == 0 && m_outcome.fault.cls != FaultClass::Transport; }

private:
    void drain();
    void judge(QByteArrayView body);
    void end(Outcome outcome, bool answered);
    void endWithoutAnswer();

    FrameReader m_reader;
    const Command m_command;
    const Mode m_mode;
    const qint64 m_startMs;
    const qint64 m_deadlineMs;
    qint64 m_lastByteMs;
    std::optional<quint8> m_refused;                // fence: a status that may belong to an earlier request, or to it
    bool m_sawForeign = false;                      // echo or foreign frame
    bool m_sawFailed = false;
    bool m_ended = false;
    bool m_answered = false;
    int m_surplusFrames = 0;
    qsizetype m_surplusBytes = 0;
    Outcome m_outcome;
    std::array<char, kLargestLen> m_data;
    int m_dataBytes = 0;
};

} // namespace zc::devices::sdt
