#include "internal/cardfill.h"

using namespace Qt::StringLiterals;

namespace zc::intake {
namespace {

using devices::CardField;

QString isoDate(QStringView compact)         // 20261121 → 2026-11-21; 长期 and anything else stays as it is
{
    if (compact.size() != 8)
        return compact.toString();
    return compact.left(4).toString() + u'-' + compact.mid(4, 2).toString() + u'-' + compact.mid(6, 2).toString();
}

QString sexName(QStringView code)
{
    return code == u"1" ? u"男"_s : code == u"2" ? u"女"_s : QString();
}

QString idTypeOf(devices::CardKind kind)     // GA/T 2000.156 codes as data, see the domain page C14
{
    switch (kind) {
    case devices::CardKind::Resident: return u"111"_s;
    case devices::CardKind::HkMacaoTaiwan: return u"516"_s;
    case devices::CardKind::Foreigner2017:
    case devices::CardKind::Foreigner2023: return u"553"_s;
    }
    return u"111"_s;
}

} // namespace

FieldValue typedOver(const FieldValue &before, const QString &text, Source source, bool confirmed)
{
    FieldValue value{text, source, confirmed, before.machineText, before.machineSource};
    if (before.source > Source::Clerk && before.text != text) {
        value.machineText = before.text;
        value.machineSource = before.source;
    }
    if (value.machineSource != Source::None && value.machineText == text)
        return {text, value.machineSource, true, {}, Source::None};
    return value;
}

CardFacts factsOf(const devices::CardRecord &card)
{
    return {{{u"name"_s, card.text(card.text(CardField::Name).isEmpty() ? CardField::EnglishName : CardField::Name).toString()},
             {u"idType"_s, idTypeOf(card.kind())},
             {u"idNumber"_s, card.text(CardField::Number).toString()},
             {u"sex"_s, sexName(card.text(CardField::Sex))},
             {u"birth"_s, isoDate(card.text(CardField::Birth))},
             {u"nation"_s, card.text(CardField::EthnicName).toString()},
             {u"address"_s, (card.hasNewestAddress() ? card.newestAddress() : card.text(CardField::Address)).toString()},
             {u"validTo"_s, isoDate(card.text(CardField::ValidTo))}},
            Source::Card, devices::PrivateBytes::copyOf(card.photo())};
}

CardFacts factsOf(const devices::SocialCard &card)
{
    using devices::SocialField;
    return {{{u"name"_s, card.text(SocialField::Name).toString()},
             {u"idType"_s, u"111"_s},                       // the social-security number of a citizen is that of the ID card
             {u"idNumber"_s, card.text(SocialField::Number).toString()},
             {u"sex"_s, sexName(card.text(SocialField::Sex))},
             {u"birth"_s, isoDate(card.text(SocialField::Birth))},
             {u"nation"_s, card.nationName()}},
            Source::SocialCard, {}};
}

CaseDraft withCard(CaseDraft draft, const CardFacts &card, const QString &prefix)
{
    const QString before = draft.text(prefix + u".idNumber"_s);
    const bool samePerson = before.isEmpty() || before == card.fields.value(u"idNumber"_s);

    QMap<QString, QString> read = card.fields;
    if (prefix == u"agent")
        for (const QString &unused : {u"sex"_s, u"birth"_s, u"nation"_s, u"validTo"_s})
            read.remove(unused);
    if (!samePerson) {                          // nothing of the previous person may stay, typed or read
        const QStringList paths = draft.fields.keys();
        for (const QString &path : paths)
            if (path.startsWith(prefix + u'.') && path != u"applicant.hasAgent")
                draft.fields.remove(path);
    }
    for (auto it = read.cbegin(); it != read.cend(); ++it) {
        if (it->isEmpty())
            continue;
        FieldValue &value = draft.fields[prefix + u'.' + it.key()];
        const bool typed = !value.text.isEmpty() && value.source <= Source::Clerk && value.source != Source::None;
        if (typed && value.text != *it) {
            value.machineText = *it;
            value.machineSource = card.source;
        } else {
            // The same card again asks nobody to compare it again, nor does what a person had typed alike.
            const bool seen = value.confirmed && value.text == *it;
            value = {*it, card.source, seen, {}, Source::None};
        }
    }
    return draft;
}

} // namespace zc::intake
