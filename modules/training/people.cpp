#include "people.h"

using namespace Qt::StringLiterals;

namespace zc::training {

QList<PracticePerson> practicePeople()
{
    constexpr quint64 kFirstSeed = 20261121;
    constexpr int kPeople = 8;
    QList<PracticePerson> people;
    for (int i = 0; i < kPeople; ++i) {
        const auto card = devices::SimulatedCard::generated(kFirstSeed + quint64(i));
        people.append({u"p%1"_s.arg(i + 1), card.fields.value(u"name"_s), card});
    }
    return people;
}

} // namespace zc::training
