#pragma once
#include "internal/sim/controlline.h"

#include <devices/socialcardreader.h>

namespace zc::devices::sim {

struct ChipFault {
    QString kind;
    QString record;             // "name"; empty: any command
    QByteArray status;          // of kind sw, two bytes
    int times = 1;
};

// The chip of a made-up social-security card: answers commands with an encoder of its own. No I/O, no thread.
class SocialCardChip {
public:
    explicit SocialCardChip(const SimulatedSocialCard &card) : m_card(card) {}

    // The answer with its status word. Nothing: it does not answer.
    std::optional<QByteArray> answer(const QByteArray &command, QList<ChipFault> &faults);
    static QByteArray atr();

private:
    QByteArray record(int id) const;
    std::optional<QByteArray> readRecord(const QByteArray &command, QList<ChipFault> &faults);

    SimulatedSocialCard m_card;
    enum class Selected { Nothing, Application, Holder } m_selected = Selected::Nothing;
    QByteArray m_pending;               // fetched by GET RESPONSE
};

// "type|sw|id|endless|…" of a control line's fault; DEV-SIM-CONTROL.
Result<ChipFault> chipFault(const QJsonObject &details);
// {"seed":7} or {"fields":{…}}; DEV-SIM-CONTROL.
Result<SimulatedSocialCard> socialCardFrom(const QJsonObject &details);

} // namespace zc::devices::sim
