#include "internal/photoact.h"

#include <base/whendone.h>

using namespace Qt::StringLiterals;

namespace zc::intake {

void PhotoAct::show(const devices::PrivateBytes &coded, const QString &party)
{
    drop();
    if (coded.isEmpty())
        return;
    m_number = m_work.draft.text(party + u".idNumber"_s);
    const CounterPorts &ports = m_work.ports;
    if (!ports.devices || ports.workplace.photoSlot.isEmpty())
        return become({PhotoView::State::NoDecoder, party, {}, {}});
    const auto claim = ports.devices->claim(ports.workplace.photoSlot, devices::ClaimMode::Exclusive, {u"counter"_s, u"受理"_s}, 2 * devices::DecodePhoto::kLimit);
    if (!claim)
        return become({PhotoView::State::Failed, party, {}, claim.error()});
    become({PhotoView::State::Decoding, party, {}, {}});
    const auto answered = ports.devices->submit(claim->id, devices::DecodePhoto{coded}, {devices::DecodePhoto::kLimit}).result();
    whenDone(answered, &m_work.desk, [this, id = claim->id, party, round = m_round](const Result<devices::CardPhoto> &photo) {
        m_work.ports.devices->release(id);
        if (round == m_round)
            become(photo ? PhotoView{PhotoView::State::Shown, party, photo->pixels, {}} : PhotoView{PhotoView::State::Failed, party, {}, photo.error()});
    });
}

void PhotoAct::keepOnlyOf(const CaseDraft &draft)
{
    if (m_view.state == PhotoView::State::None)
        return;
    const FieldValue number = draft.fields.value(m_view.party + u".idNumber"_s);
    if (number.source != Source::Card || number.text != m_number)
        drop();
}

void PhotoAct::drop()
{
    ++m_round;
    m_number.clear();
    if (m_view.state != PhotoView::State::None)
        become({});
}

void PhotoAct::become(PhotoView view)
{
    m_view = std::move(view);
    Q_EMIT m_work.desk.photoChanged();
}

} // namespace zc::intake
