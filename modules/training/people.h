#pragma once
#include <devices/simulator.h>

#include <QList>
#include <QString>

namespace zc::training {

// One applicant to practise with: a made-up person and the card that the simulated reader shows.
struct PracticePerson {
    QString id;                      // "p1" …, named by scripts and lessons
    QString title;                   // what the trainer sees in the list
    devices::SimulatedCard card;
};

// The same people at every start; all names say 样例, all numbers are of no assigned county.
QList<PracticePerson> practicePeople();

} // namespace zc::training
