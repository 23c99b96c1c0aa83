#pragma once
#include <devices/cardrecord.h>
#include <devices/privatebytes.h>
#include <devices/socialcard.h>
#include <intake/casedraft.h>

namespace zc::intake {

// What one card says of its holder, by the last part of the field's path. Personal data: lives for one step.
struct CardFacts {
    QMap<QString, QString> fields;
    Source source = Source::Card;
    devices::PrivateBytes photo;        // as it stands on the card; empty: none
};
CardFacts factsOf(const devices::CardRecord &card);
CardFacts factsOf(const devices::SocialCard &card);

// Puts one card into the applicant's or the agent's fields, in one step or not at all. Another person's card clears what the
// previous one filled; a value that a person typed for the same person wins and keeps the card's value beside it.
// `prefix` is "applicant" or "agent". Returns the changed draft.
CaseDraft withCard(CaseDraft draft, const CardFacts &card, const QString &prefix);

// A value set by hand: the machine's value moves beside it, and goes away when both are equal again.
FieldValue typedOver(const FieldValue &before, const QString &text, Source source, bool confirmed);

} // namespace zc::intake
