#include "internal/caseview.h"

#include "internal/answers.h"
#include "internal/formview.h"
#include "internal/paths.h"

#include <base/halltime.h>
#include <base/identifier.h>
#include <casework/deadline.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace zc::intake {
namespace {

NoticeLine::Mode modeOf(const QString &mode)
{
    if (mode == u"免交")
        return NoticeLine::Mode::Exempt;
    if (mode == u"容缺")
        return NoticeLine::Mode::Deferrable;
    if (mode == u"承诺")
        return NoticeLine::Mode::Commitment;
    return NoticeLine::Mode::Required;
}

// Working days after today; an unset calendar answer means "not known", never "today".
QDate workingDaysFrom(const casework::WorkCalendar &calendar, QDate start, int days)
{
    QDate date = start;
    for (int i = 0; i < days; ++i)
        date = calendar.nextWorkingDay(date);
    return date;
}

// A delta names the papers an answer adds; how they must be handed in stands in the outcome it leads to.
guidance::Delta withModes(const guidance::Interview &interview, const QString &fact, const feel::Value &value, guidance::Delta delta)
{
    constexpr qsizetype kFew = 2;                // more papers than these are told as a number, without their modes
    if (delta.materialsAdded.isEmpty() || delta.materialsAdded.size() > kFew)
        return delta;
    guidance::Interview trial = interview;
    if (!trial.answer(fact, value).ok())
        return delta;
    const guidance::Outcome outcome = trial.outcome();
    for (const QString &id : std::as_const(delta.materialsAdded))
        if (const auto *material = outcome.material(id); material && !material->mode.isEmpty())
            delta.modes.append({id, {}, material->mode, {}, material->dueDays});
    return delta;
}

// "11月27日（周五）"; the year only where it is another one.
QString dayWithWeekday(QDate day, QDate today)
{
    const QString whole = casework::chineseDateWithWeekday(day);
    return day.year() == today.year() ? whole.mid(whole.indexOf(u'年') + 1) : whole;
}

} // namespace

int materialsNotSeen(const QList<MaterialView> &materials)
{
    return int(std::count_if(materials.cbegin(), materials.cend(), [](const MaterialView &material) { return material.open; }));
}

QList<MaterialView> materialsWanting(const QList<MaterialView> &materials)
{
    QList<MaterialView> wanting;
    for (const MaterialView &material : materials) {
        if (material.state.seen == Seen::Unfit || (material.state.seen == Seen::Missing && !material.mayFollow()))
            wanting << material;
    }
    return wanting;
}

QString CaseView::sourceTag(Source source)
{
    switch (source) {
    case Source::Card: return tr("ID card");
    case Source::SocialCard: return tr("social-security card");
    case Source::Licence: return tr("e-licence");
    case Source::SharedData: return tr("shared data");
    case Source::EarlierCase: return tr("step 1");
    case Source::Clerk:
    case Source::Applicant:
    case Source::None: break;
    }
    return {};
}

QString CaseView::effectText(const guidance::Pack &pack, const guidance::Delta &delta, QStringList *lines)
{
    const auto name = [&pack](const QString &id) { const auto *m = pack.material(id); return m ? m->name : id; };
    QStringList all;
    for (const QString &id : delta.subItemsAdded) {
        const auto *item = pack.subItem(id);
        if (item && item->isExit())
            all << tr("ends here: %1").arg(item->name);
        else if (item)
            all << item->name;
    }
    QStringList added;
    for (const QString &id : delta.materialsAdded)
        added << name(id);
    if (added.size() > 2)
        all << tr("adds %n papers", nullptr, int(added.size()));
    else if (!added.isEmpty())
        all << tr("adds %1").arg(added.join(u'、'));
    for (const guidance::ModeChange &mode : delta.modes) {
        if (mode.to == u"容缺")
            all << tr("may follow within %n working days", nullptr, mode.toDays.value_or(0));
        else if (mode.to == u"免交")
            all << tr("no need to bring %1").arg(name(mode.material));
        else if (mode.to == u"承诺")
            all << tr("a signed promise replaces %1").arg(name(mode.material));
        else if (mode.to == u"必交" && delta.materialsAdded.contains(mode.material))
            all << tr("to be handed in now");
    }
    QStringList dropped;
    for (const QString &id : delta.materialsRuledOut + delta.materialsRemoved)
        if (!dropped.contains(name(id)))
            dropped << name(id);
    if (dropped.size() > 2)
        all << tr("%n papers are not needed", nullptr, int(dropped.size()));
    else if (!dropped.isEmpty())
        all << tr("%1 is not needed").arg(dropped.join(u'、'));
    if (delta.promisedTo && delta.promisedFrom != delta.promisedTo && all.size() < 2)
        all << tr("done within %n working days", nullptr, *delta.promisedTo);
    all.removeDuplicates();
    if (lines)
        *lines = all.mid(0, 2);
    return all.join(u'；');
}

QString CaseView::deltaText(const guidance::Delta &delta)
{
    return delta.isEmpty() ? QString() : delta.text();
}

QString CaseView::reach(const guidance::Pack &pack, const guidance::WhyAsked &why)
{
    QStringList papers;
    int subItems = 0;
    for (const guidance::OutputId &output : why.canChange) {
        if (output.kind == guidance::OutputId::Kind::SubItem)
            ++subItems;
        const bool aboutPaper = output.kind == guidance::OutputId::Kind::Material || output.kind == guidance::OutputId::Kind::Mode;
        const auto *material = aboutPaper ? pack.material(output.id) : nullptr;
        if (material && !papers.contains(material->name))
            papers << material->name;
    }
    QStringList parts;
    constexpr qsizetype kNamed = 3;              // more names than this are a number
    if (papers.size() > kNamed)
        parts << tr("%n papers", nullptr, int(papers.size()));
    else if (!papers.isEmpty())
        parts << papers.join(u'、');
    if (subItems)
        parts << tr("%n sub-items", nullptr, subItems);
    return parts.isEmpty() ? QString() : tr("It can change %1.").arg(parts.join(tr(" and ")));
}

QList<QuestionView> CaseView::questions(const ViewInputs &inputs)
{
    QList<QuestionView> views;
    QList<guidance::Question> open = inputs.interview.nextQuestions();
    if (open.isEmpty() && !inputs.items.isEmpty())
        open = guidance::itemQuestions(inputs.items, inputs.interview);
    for (const guidance::Question &question : open) {
        const guidance::Fact *fact = inputs.pack.fact(question.fact);
        QuestionView view;
        view.factId = question.fact;
        view.text = question.text.isEmpty() ? question.name : question.text;
        view.unit = question.unit;
        const auto why = inputs.interview.whyAsked(question.fact);
        view.why = question.why;
        if (!view.why.isEmpty() && !view.why.endsWith(u'。'))
            view.why += u'。';
        if (why)
            view.basis = reach(inputs.pack, *why);
        if (const auto answer = inputs.interview.answerTo(question.fact))
            view.current = answerText(*fact, answer->value);
        const QList<guidance::Future> futures = why ? why->futures : QList<guidance::Future>();
        const auto effects = [&](const feel::Value &value) {
            QStringList lines;
            const auto future = std::find_if(futures.cbegin(), futures.cend(), [&](const guidance::Future &f) { return f.value == value; });
            if (future == futures.cend())
                return lines;
            if (!future->possible)
                return QStringList{future->forbiddenBy};
            effectText(inputs.pack, withModes(inputs.interview, question.fact, value, future->delta), &lines);
            return lines;
        };
        switch (question.type) {
        case guidance::FactType::Bool:
            view.kind = QuestionView::Kind::YesNo;
            view.options = {{u"true"_s, tr("Yes"), effects(feel::Value(true))}, {u"false"_s, tr("No"), effects(feel::Value(false))}};
            break;
        case guidance::FactType::Enum:
        case guidance::FactType::Set:
            view.kind = question.type == guidance::FactType::Set ? QuestionView::Kind::MultiChoice : QuestionView::Kind::Choice;
            for (const QString &option : question.options) {
                const feel::Value value = question.type == guidance::FactType::Set ? feel::Value(feel::List{feel::Value(option)}) : feel::Value(option);
                view.options.append({option, option, effects(value)});
            }
            break;
        case guidance::FactType::Number:
            view.kind = QuestionView::Kind::Number;
            view.lowest = question.minimum ? question.minimum->number().text() : QString();
            view.highest = question.maximum ? question.maximum->number().text() : QString();
            break;
        case guidance::FactType::Date: view.kind = QuestionView::Kind::Date; break;
        }
        views << view;
    }
    return views;
}

QList<KnownFact> CaseView::known(const ViewInputs &inputs)
{
    QList<KnownFact> list;
    for (const guidance::Fact &fact : inputs.pack.facts()) {
        const auto answer = inputs.interview.answerTo(fact.id);
        if (!answer || !inputs.interview.isActive(fact.id))
            continue;
        const FieldValue stored = inputs.draft.fields.value(path::answer(fact.id));
        const Source source = inputs.draft.fields.contains(path::answer(fact.id)) ? stored.source : Source::Clerk;
        list.append({path::answer(fact.id), fact.name, guidance::displayValue(fact, answer->value), source,
                     inputs.interview.needsConfirmation(fact.id)});
    }
    return list;
}

NoticeView CaseView::notice(const ViewInputs &inputs, const guidance::Outcome &outcome)
{
    NoticeView view;
    const QDate today = hallTime(inputs.nowMs).date();
    for (const guidance::OutcomeMaterial &material : outcome.materials) {
        NoticeLine line;
        line.materialId = material.id;
        line.name = material.name;
        line.mode = modeOf(material.mode);
        const QString amount = tr("%1, %n copies", nullptr, material.copies).arg(material.form);
        switch (line.mode) {
        case NoticeLine::Mode::Exempt:
            ++view.exempt;
            line.detail = material.licenceType.isEmpty() ? tr("already held by government") : tr("e-licence, need not be brought");
            break;
        case NoticeLine::Mode::Deferrable:
            ++view.deferrable;
            line.detail = tr("%1; until %2").arg(amount, dayWithWeekday(workingDaysFrom(inputs.calendar, today, material.dueDays.value_or(0)), today));
            break;
        case NoticeLine::Mode::Commitment:
            ++view.required;
            line.detail = tr("a signed promise is enough");
            break;
        case NoticeLine::Mode::Required:
            ++view.required;
            line.detail = material.sample.isEmpty() || material.sample == u"-" ? amount : tr("%1; sample at hand").arg(amount);
            break;
        }
        line.changed = inputs.lastDelta.materialsAdded.contains(material.id)
            || std::any_of(inputs.lastDelta.modes.cbegin(), inputs.lastDelta.modes.cend(),
                           [&](const guidance::ModeChange &mode) { return mode.material == material.id; });
        view.lines << line;
    }
    for (const guidance::OutcomeSubItem &item : outcome.subItems)
        if (item.kind != guidance::SubItemKind::Handle)
            view.exits << item.name + u"："_s + item.text;
    view.complete = outcome.complete;
    if (outcome.fee)
        view.fee = tr("%1 yuan").arg(outcome.fee->text());
    if (outcome.statutoryDays)
        view.statutory = tr("%n working days", nullptr, *outcome.statutoryDays);
    if (!outcome.promisedDays)
        return view;
    view.promise = *outcome.promisedDays == 0 ? tr("on the spot") : tr("%n working days", nullptr, *outcome.promisedDays);
    casework::ClockQuery query;
    query.startAt = hallTime(inputs.nowMs);
    query.limit = {*outcome.promisedDays, casework::LimitUnit::Workday};
    if (const auto clock = casework::evaluateDeadline(query, inputs.calendar); clock && clock->due) {
        view.due = dayWithWeekday(*clock->due, today);
        view.dueProvisional = clock->provisional;
    }
    return view;
}

QList<MaterialView> CaseView::materials(const ViewInputs &inputs, const guidance::Outcome &outcome)
{
    QList<MaterialView> list;
    const QDate today = hallTime(inputs.nowMs).date();
    for (const guidance::OutcomeMaterial &material : outcome.materials) {
        MaterialView view;
        view.id = material.id;
        view.name = material.name;
        view.form = material.form;
        view.detail = material.note;
        view.mode = modeOf(material.mode);
        view.copies = material.copies;
        if (view.mode == NoticeLine::Mode::Deferrable)
            view.deferredUntil = workingDaysFrom(inputs.calendar, today, material.dueDays.value_or(0)).toString(Qt::ISODate);
        view.samplePath = material.sample == u"-" ? QString() : material.sample;
        view.basis = material.why.basisText;
        view.state = inputs.draft.materials.value(material.id);
        view.open = view.mode != NoticeLine::Mode::Exempt && view.state.seen == Seen::NotSeen;
        list << view;
    }
    return list;
}

QList<ProblemView> CaseView::problems(const ViewInputs &inputs, const guidance::Outcome &outcome, const CounterCase &view)
{
    QList<ProblemView> list;
    const auto add = [&list](Step step, const QString &anchor, const QString &text, bool blocks = true) { list.append({text, step, anchor, blocks}); };
    const CaseDraft &draft = inputs.draft;
    const QDate today = hallTime(inputs.nowMs).date();

    const auto checkPerson = [&](const QString &namePath, const QString &numberPath, const QString &idType, const QString &who) {
        if (draft.text(namePath).trimmed().isEmpty())
            add(Step::Applicant, namePath, tr("%1: the name is missing").arg(who));
        const QString number = draft.text(numberPath);
        if (number.isEmpty())
            add(Step::Applicant, numberPath, tr("%1: the document number is missing").arg(who));
        else if ((idType.isEmpty() || idType == u"111") && !checkIdentifier(IdentifierKind::Citizen, number, today).valid)
            add(Step::Applicant, numberPath, tr("%1: the ID number does not check, please compare it with the card").arg(who));
    };
    // What a machine filled, or was typed once where twice is asked, waits for a person.
    const auto checkSeen = [&](Step step, const QString &path, const QString &label) {
        const FieldValue value = draft.fields.value(path);
        if (value.confirmed || value.text.isEmpty())
            return;
        add(step, path, value.source > Source::Clerk ? tr("%1: filled from %2, not looked at yet").arg(label, sourceTag(value.source))
                                                     : tr("%1: please type it a second time").arg(label));
    };
    checkPerson(path::kName, path::kIdNumber, draft.text(path::kIdType), tr("Applicant"));
    if (draft.text(path::kHasAgent) == u"true")
        checkPerson(path::kAgentName, path::kAgentIdNumber, {}, tr("Agent"));
    const bool hasAgent = draft.text(path::kHasAgent) == u"true";
    const QList<std::pair<QString, QString>> parties = {
        {path::kName, tr("Applicant")},     {path::kIdNumber, tr("ID number")},           {path::kPhone, tr("Phone")},
        {path::kAddress, tr("Address")},    {path::kAgentName, tr("Agent")},              {path::kAgentIdNumber, tr("ID number of the agent")},
        {path::kAgentPhone, tr("Phone of the agent")}};
    QSet<QString> said;
    for (const auto &[path, label] : parties) {
        said.insert(path);
        if (hasAgent || !path.startsWith(u"agent."))
            checkSeen(Step::Applicant, path, label);
    }

    if (!view.questions.isEmpty())
        add(Step::Guidance, path::answer(view.questions.constFirst().factId), tr("Question still open: %1").arg(view.questions.constFirst().text));
    for (const QString &fact : outcome.toConfirm)
        if (const auto *known = inputs.pack.fact(fact))
            add(Step::Guidance, path::answer(fact), tr("Please confirm again: %1").arg(known->name));
    // An item of a bundle that ends here does not stop the others.
    const bool ends = !inputs.pack.isBundle() || std::none_of(outcome.subItems.cbegin(), outcome.subItems.cend(), [](const auto &item) { return item.kind == guidance::SubItemKind::Handle; });
    for (const QString &exit : view.notice.exits)
        add(Step::Guidance, {}, ends ? tr("The matter ends here. %1").arg(exit) : tr("Not needed or not possible here. %1").arg(exit), ends);

    for (const MaterialView &material : view.materials) {
        if (material.open)
            add(Step::Materials, material.id, tr("Not looked at yet: %1").arg(material.name));
        else if (material.state.seen == Seen::Missing && material.mode == NoticeLine::Mode::Commitment)
            add(Step::Materials, material.id, tr("A written commitment stands for: %1 (signed when the case is accepted)").arg(material.name), false);
        else if (material.state.seen == Seen::Missing && !material.mayFollow())
            add(Step::Materials, material.id, tr("Missing: %1 (will be asked for once)").arg(material.name), false);
        else if (material.state.seen == Seen::Unfit)
            add(Step::Materials, material.id, tr("Does not fit: %1. %2").arg(material.name, material.state.note), false);
    }
    for (const FormFieldView &field : view.form)
        if (!field.error.isEmpty())
            add(Step::Forms, field.path, tr("%1: %2").arg(field.label, field.error));
        else if (!said.contains(field.path))
            checkSeen(Step::Forms, field.path, field.label);
    if (!draft.applicantConfirmed)
        add(Step::Confirm, {}, tr("The applicant has not confirmed the summary yet"));
    return list;
}

QList<StepView> CaseView::steps(const CounterCase &view)
{
    const auto blocked = [&view](Step step) {
        return std::any_of(view.problems.cbegin(), view.problems.cend(), [step](const ProblemView &p) { return p.step == step && p.blocks; });
    };
    QList<StepView> list;
    list.append({Step::Applicant, {}, !blocked(Step::Applicant)});
    list.append({Step::Guidance, view.leftAtMost > 0 ? tr("at most %n left", nullptr, view.leftAtMost) : QString(), view.leftAtMost == 0 && !blocked(Step::Guidance)});
    const int total = int(view.materials.size());
    const int looked = total - materialsNotSeen(view.materials);
    list.append({Step::Materials, total ? u"%1/%2"_s.arg(looked).arg(total) : QString(), total > 0 && looked == total && view.leftAtMost == 0});
    const int fields = int(view.form.size());
    const int filled = int(std::count_if(view.form.cbegin(), view.form.cend(), [](const FormFieldView &f) { return f.error.isEmpty() && f.value.confirmed && !f.value.text.isEmpty(); }));
    list.append({Step::Forms, fields ? u"%1/%2"_s.arg(filled).arg(fields) : QString(), fields > 0 && !blocked(Step::Forms)});
    list.append({Step::Confirm, {}, view.draft.applicantConfirmed});
    list.append({Step::Submit, {}, view.submitted});
    return list;
}

CounterCase CaseView::compose(const ViewInputs &inputs)
{
    CounterCase view;
    view.draft = inputs.draft;
    view.itemName = inputs.pack.itemName();
    view.packVersion = inputs.pack.version();
    view.stateName = casework::stateLabel(inputs.state);
    view.syncName = casework::syncStateLabel(inputs.sync);
    const guidance::Outcome outcome = inputs.interview.outcome();
    view.questions = questions(inputs);
    view.known = known(inputs);
    view.answered = int(view.known.size());
    view.leftAtMost = int(inputs.interview.openFacts().size());
    view.lastDelta = deltaText(inputs.lastDelta);
    view.notice = notice(inputs, outcome);
    view.materials = materials(inputs, outcome);
    view.form = FormRules::fields(inputs.draft, outcome, hallTime(inputs.nowMs).date());
    for (const KnownFact &fact : view.known)         // chips: the choices in words, not the yes-and-no answers
        if (const auto *known = inputs.pack.fact(fact.path.mid(path::kAnswerPrefix.size()));
            known && known->type == guidance::FactType::Enum && view.situation.size() < 3)
            view.situation << fact.text;
    view.situation << (inputs.draft.text(path::kHasAgent) == u"true" ? tr("by an agent") : tr("in person"));
    view.bundle = inputs.pack.isBundle();
    for (const guidance::BundleItem &item : inputs.items)
        if (item.takesPart(outcome))
            {
            ItemCaseView shown;
            shown.itemCode = item.pack->itemCode();
            shown.itemName = item.pack->itemName();
            view.items << shown;
        }
    view.problems = problems(inputs, outcome, view);
    view.steps = steps(view);
    return view;
}

} // namespace zc::intake
