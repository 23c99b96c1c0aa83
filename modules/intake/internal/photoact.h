#pragma once
#include "internal/work.h"

#include <intake/photoview.h>

namespace zc::intake {

// The photo of the last ID card: asks the decoder of the window and holds what comes of it for as long as PhotoView says. Lives on the GUI
// thread and never waits.
class PhotoAct {
public:
    explicit PhotoAct(CounterDesk::Work &work) : m_work(work) {}
    // Of a card that has just filled the fields of `party`; empty: the reader handed out none.
    void show(const devices::PrivateBytes &coded, const QString &party);
    void keepOnlyOf(const CaseDraft &draft);        // drops it where that card does not stand in the fields any more
    void drop();
    const PhotoView &view() const { return m_view; }

private:
    void become(PhotoView view);

    CounterDesk::Work &m_work;
    PhotoView m_view;
    QString m_number;                   // of the card, as it stands in the fields
    int m_round = 0;                    // only the answer for the last card counts
};

} // namespace zc::intake
