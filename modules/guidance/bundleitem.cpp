#include "bundleitem.h"

#include "internal/program.h"

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
// The one value that the constraints of the whole leave; nothing where there is a choice, or where values are not counted.
std::optional<feel::Value> onlyValue(const Interview &whole, const Fact &fact)
{
    if (fact.type != FactType::Enum && fact.type != FactType::Bool)
        return std::nullopt;
    const auto asked = whole.whyAsked(fact.id);
    std::optional<feel::Value> only;
    for (const Future &future : asked.ok() ? asked->futures : QList<Future>()) {
        if (!future.possible)
            continue;
        if (only)
            return std::nullopt;
        only = future.value;
    }
    return only;
}
} // namespace

bool BundleItem::takesPart(const Outcome &ofBundle) const
{
    return std::any_of(pack->subItems().cbegin(), pack->subItems().cend(), [&](const SubItem &own) {
        return !own.isExit() && std::any_of(ofBundle.subItems.cbegin(), ofBundle.subItems.cend(), [&](const OutcomeSubItem &known) {
            return known.id == subItems.value(own.id);
        });
    });
}

Interview BundleItem::interview(const Interview &ofBundle) const
{
    Priors told;
    for (const Fact &fact : pack->facts()) {
        const FactId whole = facts.value(fact.id);
        if (const auto answer = ofBundle.answerTo(whole); answer && fact.compute.isEmpty() && ofBundle.isActive(whole))
            told.append({fact.id, answer->value, answer->from});
    }
    Interview own(pack, told);
    for (bool settled = true; settled;) {
        settled = false;
        for (const FactId &open : own.openFacts()) {
            const Fact *whole = ofBundle.pack().fact(facts.value(open));
            if (ofBundle.answerTo(whole->id) || !ofBundle.isApplicable(whole->id))
                continue;
            if (const auto only = onlyValue(ofBundle, *whole))
                settled = own.answer(open, *only, {SourceKind::Case, {}, 0, {}}).ok() || settled;
        }
    }
    return own;
}

Result<QList<BundleItem>> bundleItems(const Pack &bundle, const QList<std::shared_ptr<const Pack>> &loaded)
{
    QList<BundleItem> items;
    const QList<Part> &parts = bundle.program().parts;
    for (qsizetype number = 1; number < parts.size(); ++number) {
        const Part &part = parts.at(number);
        const Pack &held = *bundle.imports().at(number - 1);
        const auto own = std::find_if(loaded.cbegin(), loaded.cend(), [&held](const auto &pack) { return pack && pack->contentHash() == held.contentHash(); });
        if (own == loaded.cend())
            return Error{ErrorKind::Corrupt, u"PACK-HASH"_s, held.id()};
        BundleItem item{*own, {}, {}, {}, {}};
        for (qsizetype i = 0; i < part.facts.size(); ++i)
            item.facts.insert(part.facts.at(i).id, bundle.facts().at(part.wholeFacts.at(i)).id);
        const auto pair = [](const auto &rows, const QStringList &whole, QHash<QString, QString> &into) {
            for (qsizetype i = 0; i < rows.size(); ++i)
                into.insert(rows.at(i).id, whole.at(i));
        };
        pair(part.subItems, part.subItemIds, item.subItems);
        pair(part.materials, part.materialIds, item.materials);
        pair(part.fields, part.fieldIds, item.fields);
        items << item;
    }
    return items;
}

QList<Question> itemQuestions(const QList<BundleItem> &items, const Interview &ofBundle)
{
    if (!ofBundle.nextQuestions().isEmpty())
        return {};
    const Outcome outcome = ofBundle.outcome();
    for (const BundleItem &item : items) {
        if (!item.takesPart(outcome))
            continue;
        QList<Question> screen;
        for (Question question : item.interview(ofBundle).nextQuestions()) {
            const Fact *fact = ofBundle.pack().fact(item.facts.value(question.fact));
            if (!ofBundle.isApplicable(fact->id))
                continue;
            question.fact = fact->id;
            question.name = fact->name;
            screen << question;
        }
        if (!screen.isEmpty())
            return screen;
    }
    return {};
}

} // namespace zc::guidance
