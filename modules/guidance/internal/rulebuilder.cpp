#include "internal/rulebuilder.h"

#include "internal/packbuilder.h"
#include "internal/words.h"

namespace zc::guidance {

using namespace Qt::StringLiterals;

RuleBuilder::RuleBuilder(const Pack &pack, const QList<Fact> &facts, const PackSource &source, Findings &findings, const Program *before)
    : m_pack(pack), m_facts(facts), m_source(source), m_findings(findings), m_before(before), m_program(PackBuilder::program(const_cast<Pack &>(pack)))
{
}

void RuleBuilder::readFacts()
{
    buildScope();
    readFactExpressions();
}

std::optional<feel::Expression> RuleBuilder::condition(const QString &text, const Place &place)
{
    bool authoring = true;
    const auto expression = parse(text, m_factScope, place, &authoring, feel::Type::Kind::Boolean);
    // Who takes part must be certain, so there is no way around the profile here.
    if (expression && !authoring)
        m_findings.badText(place, text, Fault::Malformed, say(QT_TRANSLATE_NOOP("zc::guidance", "a condition within the authoring profile")));
    return expression;
}

void RuleBuilder::readBundle()
{
    readConstraints();
    readAsserts();
    readGoldenCases(m_pack, m_source, m_program, m_findings);
}

void RuleBuilder::run()
{
    buildScope();
    checkInputs();
    readFactExpressions();
    readHelpers();
    readKnownTables();
    readConstraints();
    readAsserts();
    readGoldenCases(m_pack, m_source, m_program, m_findings);
    checkStatics(m_pack, m_source, m_findings);
}

void RuleBuilder::buildScope()
{
    static const QStringList reserved = {kLoopSubItem, kLoopMaterial, kSubItems, kMaterials, kModes, kLimits, kFees, kFields,
                                         kMode, kDueDays, kPromised, kStatutory, kFee};
    for (int i = 0; i < m_facts.size(); ++i) {
        const Fact &fact = m_facts.at(i);
        if (reserved.contains(fact.name))
            m_findings.badText({u"facts.csv"_s, m_source.facts.rows.at(i).line, u"name"_s, {}}, fact.name, Fault::Duplicate,
                               say(QT_TRANSLATE_NOOP("zc::guidance", "a name of its own")));
        m_factScope.insert(fact.name, typeOf(fact));
    }
    m_scope = m_factScope;
    for (const RuleFile &file : m_source.rules) {
        for (const dmn::Decision &decision : file.decisions) {
            const Place place{file.file, decision.line, {}, decision.name};
            if (m_decisions.contains(decision.name) || m_factScope.contains(decision.name) || decision.name == kLoopSubItem
                || decision.name == kLoopMaterial)
                m_findings.badText(place, decision.name, Fault::Duplicate, say(QT_TRANSLATE_NOOP("zc::guidance", "a name of its own")));
            else
                m_decisions.insert(decision.name, {decision, file.file});
        }
    }
}

// inputData and item definitions are regenerated on build; here they must agree with facts.csv.
void RuleBuilder::checkInputs()
{
    for (const RuleFile &file : m_source.rules) {
        for (const dmn::InputData &input : file.inputs) {
            if (input.name == kLoopSubItem || input.name == kLoopMaterial)
                continue;
            const Fact *fact = m_pack.fact(input.name);
            if (!fact)
                m_findings.badText({file.file, 0, {}, input.id}, input.name, Fault::Unknown, say(QT_TRANSLATE_NOOP("zc::guidance", "a fact's name")));
            else if (fact->id != input.id)
                m_findings.badText({file.file, 0, {}, input.name}, input.id, Fault::Unknown, fact->id);
        }
        for (const dmn::ItemDefinition &item : file.items) {
            const Fact *fact = item.name.startsWith(u't') ? m_pack.fact(item.name.mid(1)) : nullptr;
            if (!fact || fact->options.isEmpty())
                continue;
            const QSet<QString> found(item.allowedValues.begin(), item.allowedValues.end());
            const QSet<QString> wanted(fact->options.begin(), fact->options.end());
            if (found != wanted)
                m_findings.badText({file.file, 0, {}, item.name}, item.allowedValues.join(u"、"_s), Fault::OutsideValues, fact->options.join(u"、"_s));
            if (item.isCollection != (fact->type == FactType::Set))
                m_findings.badText({file.file, 0, {}, item.name}, item.name, Fault::WrongType, fact->type == FactType::Set ? u"isCollection=\"true\""_s : u"isCollection=\"false\""_s);
        }
    }
}

std::optional<feel::Expression> RuleBuilder::parse(const QString &text, const feel::Scope &scope, const Place &place, bool *authoring,
                                                   feel::Type::Kind wanted)
{
    feel::Problem problem;
    auto expression = feel::Expression::parse(text, scope, feel::Profile::Authoring, &problem);
    if (expression.ok()) {
        if (wanted != feel::Type::Kind::Any && expression->type().kind != wanted) {
            m_findings.badText(place, text, Fault::WrongType, feel::Type{wanted, {}, {}, {}}.name());
            return std::nullopt;
        }
        return *expression;
    }
    m_findings.badExpression(place, text, problem, scope);
    if (problem.kind != feel::Problem::Kind::OutsideProfile)
        return std::nullopt;
    *authoring = false;
    auto engine = feel::Expression::parse(text, scope, feel::Profile::Engine);
    return engine.ok() ? std::optional(*engine) : std::nullopt;
}

// V02: names that depend on each other in a ring. Depth first, in the order given.
bool RuleBuilder::reportCycle(const QStringList &names, const QHash<QString, QStringList> &reads, const Place &place)
{
    QHash<QString, int> state;                         // 1 = on the path, 2 = done
    QStringList path;
    bool found = false;
    const std::function<void(const QString &)> visit = [&](const QString &name) {
        if (found || state.value(name) == 2)
            return;
        path << name;
        if (state.value(name) == 1) {
            const QStringList ring = path.mid(path.indexOf(name));
            m_findings.add(u"V02"_s, Finding::Level::Error, place, say(QT_TRANSLATE_NOOP("zc::guidance", "%1 depend on each other in a ring")).arg(ring.join(u" → "_s)));
            found = true;
            return;
        }
        state[name] = 1;
        const QStringList next = reads.value(name);
        for (const QString &other : next)
            visit(other);
        state[name] = 2;
        path.removeLast();
    };
    for (const QString &name : names)
        visit(name);
    return found;
}

void RuleBuilder::readFactExpressions()
{
    QHash<QString, QStringList> applicableReads, computeReads;
    QStringList names;
    for (int i = 0; i < m_facts.size(); ++i) {
        const Fact &fact = m_facts.at(i);
        const int line = m_source.facts.rows.at(i).line;
        bool authoring = true;
        names << fact.name;
        std::optional<feel::Expression> applicable, compute;
        if (!fact.applicable.isEmpty()) {
            const Place place{u"facts.csv"_s, line, u"applicable"_s, {}};
            applicable = parse(fact.applicable, m_factScope, place, &authoring, feel::Type::Kind::Boolean);
            if (applicable)
                applicableReads.insert(fact.name, applicable->names());
        }
        if (!fact.compute.isEmpty()) {
            const Place place{u"facts.csv"_s, line, u"compute"_s, {}};
            compute = parse(fact.compute, m_factScope, place, &authoring, typeOf(fact).kind);
            if (compute)
                computeReads.insert(fact.name, compute->names());
        }
        m_program.applicable << applicable;
        m_program.compute << compute;
    }
    QHash<QString, QStringList> reads = applicableReads;
    for (auto it = computeReads.cbegin(); it != computeReads.cend(); ++it)
        reads[it.key()] += it.value();
    reportCycle(names, reads, {u"facts.csv"_s, 0, {}, {}});
}

feel::Type RuleBuilder::helperType(const Helper &helper) const
{
    if (helper.expression)
        return helper.expression->type();
    if (!helper.table || helper.table->source().outputs.size() != 1)
        return feel::Type::any();
    feel::Type type;
    for (int rule = 0; rule < helper.table->ruleCount(); ++rule) {
        const feel::Value &value = helper.table->output(rule, 0);
        if (value.isNull())
            continue;
        type.kind = feel::Type::of(value).kind;
        if (value.isString() && !type.values.contains(value.string()))
            type.values << value.string();
    }
    if (helper.table->hitPolicy() == dmn::HitPolicy::Collect)
        type.kind = feel::Type::Kind::List;
    return type;
}

void RuleBuilder::readHelpers()
{
    static const QStringList known = {kSubItems, kMaterials, kModes, kLimits, kFees, kFields};
    // Types flow from a helper to those that read it, so they are taken in dependency order; names alone decide that order.
    QHash<QString, QStringList> reads;
    QStringList names;
    QSet<QString> isHelper;
    for (const RuleFile &file : m_source.rules)
        for (const dmn::Decision &decision : file.decisions)
            if (!known.contains(decision.name) && m_decisions.contains(decision.name) && !isHelper.contains(decision.name)) {
                isHelper.insert(decision.name);
                names << decision.name;
            }
    QHash<QString, QStringList> namesIn;               // by text
    for (const QString &name : std::as_const(names)) {
        const dmn::Decision &decision = m_decisions.constFind(name)->decision;
        QStringList texts{decision.literal};
        if (decision.table)
            for (const dmn::InputClause &input : decision.table->inputs)
                texts << input.expression;
        QStringList others;
        for (const QString &text : std::as_const(texts)) {
            auto read = namesIn.constFind(text);
            if (read == namesIn.cend()) {
                const auto expression = feel::Expression::parse(text, {}, feel::Profile::Engine);
                read = namesIn.insert(text, expression.ok() ? expression->names() : QStringList());
            }
            for (const QString &other : *read)
                if (isHelper.contains(other))
                    others << other;
        }
        reads.insert(name, others);
    }
    const QString file = m_source.rules.isEmpty() ? QString() : m_source.rules.constFirst().file;
    if (reportCycle(names, reads, {file, 0, {}, {}}))
        return;
    QStringList ordered;
    QSet<QString> visited;
    const std::function<void(const QString &)> visit = [&](const QString &name) {
        if (visited.contains(name))
            return;
        visited.insert(name);
        const QStringList others = reads.value(name);
        for (const QString &other : others)
            visit(other);
        ordered << name;
    };
    for (const QString &name : std::as_const(names))
        visit(name);
    for (const QString &name : std::as_const(ordered)) {
        const Located located = m_decisions.value(name);
        Helper helper;
        helper.name = name;
        helper.place = {located.file, located.decision.line, {}, name};
        if (located.decision.table) {
            const Helper *known = m_before ? m_before->helper(name) : nullptr;
            known = known && known->table && known->flawless ? known : nullptr;
            helper.table = compile(located, m_scope, known ? &*known->table : nullptr, &helper.authoring, &helper.flawless);
            helper.index = known ? dmn::RowIndex(*helper.table, *known->table, known->index) : dmn::RowIndex(*helper.table);
            helper.stamp = stampOf(*helper.table, known ? &*known->table : nullptr, known ? known->stamp : 0);
            if (located.decision.table->outputs.size() != 1)
                m_findings.badText(helper.place, name, Fault::Malformed, say(QT_TRANSLATE_NOOP("zc::guidance", "a helper table with one output")));
        } else {
            helper.expression = parse(located.decision.literal, m_scope, helper.place, &helper.authoring);
        }
        helper.type = helperType(helper);
        m_scope.insert(name, helper.type);
        m_program.helperIndex.insert(name, int(m_program.helpers.size()));
        m_program.helpers << helper;
    }
}

quint64 RuleBuilder::stampOf(const dmn::Table &table, const dmn::Table *before, quint64 stampBefore) const
{
    static std::atomic<quint64> last = 0;
    return before && table.isSameAs(*before) ? stampBefore : ++last;
}

dmn::Table RuleBuilder::compile(const Located &located, const feel::Scope &scope, const dmn::Table *before, bool *authoring, bool *flawless)
{
    QList<dmn::TableProblem> problems;
    const dmn::DecisionTable &source = *located.decision.table;
    auto table = dmn::Table::compile(source, scope, feel::Profile::Authoring, &problems, before);
    *flawless = problems.isEmpty();
    bool beyond = false;
    for (const dmn::TableProblem &problem : std::as_const(problems)) {
        QString column = problem.output ? source.outputs.at(problem.column).name : source.inputs.at(problem.column).expression;
        const Place place{located.file, problem.rule + 1, column, located.decision.name};
        beyond = beyond || problem.problem.kind == feel::Problem::Kind::OutsideProfile;
        m_findings.badExpression(place, problem.text, problem.problem, scope);
    }
    if (beyond) {
        *authoring = false;
        QList<dmn::TableProblem> again;
        table = dmn::Table::compile(source, scope, feel::Profile::Engine, &again);
    }
    QSet<QString> ids;
    for (int rule = 0; rule < source.rules.size(); ++rule) {
        const dmn::Rule &row = source.rules.at(rule);
        const Place place{located.file, rule + 1, u"id"_s, located.decision.name};
        if (row.id.isEmpty() || ids.contains(row.id))
            m_findings.badText(place, row.id, row.id.isEmpty() ? Fault::NotFound : Fault::Duplicate, say(QT_TRANSLATE_NOOP("zc::guidance", "an id of its own")));
        ids.insert(row.id);
    }
    return table;
}

void RuleBuilder::readKnown(KnownTable &known, const QString &name, bool collect, const QStringList &outputs, const feel::Scope &scope, bool required)
{
    known.name = name;
    const auto found = m_decisions.constFind(name);
    const QString file = m_source.rules.isEmpty() ? u"rules/"_s : m_source.rules.constFirst().file;
    if (found == m_decisions.cend()) {
        if (required && !m_source.rules.isEmpty())
            m_findings.badText({file, 0, {}, {}}, name, Fault::NotFound, say(QT_TRANSLATE_NOOP("zc::guidance", "a decision table of this name")));
        return;
    }
    known.file = found->file;
    const Place place{found->file, 0, {}, name};
    if (!found->decision.table) {
        m_findings.badText(place, name, Fault::WrongType, say(QT_TRANSLATE_NOOP("zc::guidance", "a decision table")));
        return;
    }
    const dmn::DecisionTable &source = *found->decision.table;
    if ((source.hitPolicy == dmn::HitPolicy::Collect) != collect)
        m_findings.badText(place, dmn::hitPolicyName(source.hitPolicy), Fault::WrongType, collect ? u"COLLECT"_s : u"UNIQUE"_s);
    if (source.outputs.size() != outputs.size()) {
        m_findings.badText(place, u"%1"_s.arg(source.outputs.size()), Fault::Malformed, say(QT_TRANSLATE_NOOP("zc::guidance", "outputs: %1")).arg(outputs.join(u"、"_s)));
        return;
    }
    // The id columns of COLLECT tables may be called anything; the others are looked up by name.
    for (int i = 0; i < outputs.size() && !collect; ++i)
        if (source.outputs.at(i).name != outputs.at(i))
            m_findings.badText(place, source.outputs.at(i).name, Fault::Unknown, outputs.at(i));
    const KnownTable *before = m_before ? m_before->known(name) : nullptr;
    before = before && before->present && before->flawless ? before : nullptr;
    known.table = compile(*found, scope, before ? &before->table : nullptr, &known.authoring, &known.flawless);
    known.index = before ? dmn::RowIndex(known.table, before->table, before->index) : dmn::RowIndex(known.table);
    known.stamp = stampOf(known.table, before ? &before->table : nullptr, before ? before->stamp : 0);
    known.present = true;
    if (!source.annotations.contains(kBasisColumn))
        m_findings.badText(place, kBasisColumn, Fault::NotFound, say(QT_TRANSLATE_NOOP("zc::guidance", "an annotation column of this name")));
}

void RuleBuilder::readKnownTables()
{
    feel::Scope scope = m_scope;
    readKnown(m_program.subItems, kSubItems, true, {kSubItems}, scope, true);
    checkOutputs(m_program.subItems, subItemIds(m_pack, false));
    scope.insert(kSubItems, feel::Type::listOf(subItemIds(m_pack, false)));
    feel::Scope perSubItem = scope;
    perSubItem.insert(kLoopSubItem, feel::Type::oneOf(subItemIds(m_pack, true)));
    const bool handles = !subItemIds(m_pack, true).isEmpty();
    readKnown(m_program.materials, kMaterials, true, {kMaterials}, perSubItem, !m_pack.materials().isEmpty());
    checkOutputs(m_program.materials, materialIds(m_pack));
    readKnown(m_program.fields, kFields, true, {kFields}, perSubItem, !m_pack.fields().isEmpty());
    QStringList fieldIds;
    for (const Field &field : m_pack.fields())
        fieldIds << field.id;
    checkOutputs(m_program.fields, fieldIds);
    readKnown(m_program.limits, kLimits, false, {kPromised, kStatutory}, perSubItem, handles);
    checkNumbers(m_program.limits);
    readKnown(m_program.fees, kFees, false, {kFee}, perSubItem, handles);
    checkNumbers(m_program.fees);
    scope.insert(kMaterials, feel::Type::listOf(materialIds(m_pack)));
    scope.insert(kLoopMaterial, feel::Type::oneOf(materialIds(m_pack)));
    readKnown(m_program.modes, kModes, false, {kMode, kDueDays}, scope, !m_pack.materials().isEmpty());
    checkModes();
}

void RuleBuilder::checkOutputs(const KnownTable &known, const QStringList &allowedIds)
{
    for (int rule = 0; known.present && rule < known.table.ruleCount(); ++rule) {
        const feel::Value &value = known.table.output(rule, 0);
        if (!value.isString() || !allowedIds.contains(value.string()))
            m_findings.badText({known.file, rule + 1, known.table.source().outputs.at(0).name, known.name}, value.text(), Fault::Unknown,
                               feel::Type::oneOf(allowedIds).expectation());
    }
}

void RuleBuilder::checkModes()
{
    const KnownTable &known = m_program.modes;
    for (int rule = 0; known.present && rule < known.table.ruleCount(); ++rule) {
        const feel::Value &mode = known.table.output(rule, 0), &days = known.table.output(rule, 1);
        if (!mode.isString() || !kModeValues.contains(mode.string()))
            m_findings.badText({known.file, rule + 1, kMode, known.name}, mode.text(), Fault::OutsideValues, kModeValues.join(u"、"_s));
        if (!days.isNull() && !(days.isNumber() && days.number().toInteger().value_or(0) > 0 && *days.number().toInteger() <= 3650))
            m_findings.badText({known.file, rule + 1, kDueDays, known.name}, days.text(), Fault::WrongType, say(QT_TRANSLATE_NOOP("zc::guidance", "a number of working days, or null")));
    }
}

void RuleBuilder::checkNumbers(const KnownTable &known)
{
    for (int rule = 0; known.present && rule < known.table.ruleCount(); ++rule) {
        for (int column = 0; column < known.table.source().outputs.size(); ++column) {
            const feel::Value &value = known.table.output(rule, column);
            const bool days = known.table.source().outputs.size() == 2;
            if (!value.isNull() && !(value.isNumber() && (!days || value.number().toInteger())))
                m_findings.badText({known.file, rule + 1, known.table.source().outputs.at(column).name, known.name}, value.text(),
                                   Fault::WrongType, days ? say(QT_TRANSLATE_NOOP("zc::guidance", "a number of working days")) : say(QT_TRANSLATE_NOOP("zc::guidance", "an amount in yuan")));
        }
    }
}

void RuleBuilder::readConstraints()
{
    // A bundle's own constraints stand before those of its items.
    for (int i = 0; i < m_source.constraints.rows.size(); ++i) {
        const Constraint &source = m_pack.constraints().at(i);
        const int line = m_source.constraints.rows.at(i).line;
        ConstraintRule rule;
        rule.index = i;
        rule.place = {u"constraints.csv"_s, line, u"then"_s, {}};
        if (!source.when.isEmpty())
            rule.when = parse(source.when, m_scope, {u"constraints.csv"_s, line, u"when"_s, {}}, &rule.authoring, feel::Type::Kind::Boolean);
        rule.then = parse(source.then, m_scope, rule.place, &rule.authoring, feel::Type::Kind::Boolean);
        m_program.constraints << rule;
    }
}

void RuleBuilder::readAsserts()
{
    feel::Scope scenario = m_scope;
    scenario.insert(kSubItems, feel::Type::listOf(subItemIds(m_pack, false)));
    scenario.insert(kMaterials, feel::Type::listOf(materialIds(m_pack)));
    feel::Scope subItem = scenario, material = scenario;
    subItem.insert(kLoopSubItem, feel::Type::oneOf(subItemIds(m_pack, true)));
    for (const QString &name : {kPromised, kStatutory, kFee})
        subItem.insert(name, feel::Type::number());
    material.insert(kLoopMaterial, feel::Type::oneOf(materialIds(m_pack)));
    material.insert(kMode, feel::Type::oneOf(kModeValues));
    material.insert(kDueDays, feel::Type::number());
    static const QStringList scopes = {u"scenario"_s, u"subitem"_s, u"material"_s};
    QSet<QString> ids;
    for (const CsvRow &row : m_source.asserts.rows) {
        const auto text = [&](QStringView column) { return m_source.asserts.cell(row, column); };
        const auto place = [&](const QString &column) { return Place{u"asserts.csv"_s, row.line, column, {}}; };
        Assertion assertion;
        assertion.id = text(u"id");
        assertion.message = text(u"message");
        if (assertion.id.isEmpty() || ids.contains(assertion.id))
            m_findings.badText(place(u"id"_s), assertion.id, assertion.id.isEmpty() ? Fault::NotFound : Fault::Duplicate, say(QT_TRANSLATE_NOOP("zc::guidance", "an id of its own")));
        ids.insert(assertion.id);
        if (assertion.message.isEmpty())
            m_findings.missing(place(u"message"_s), missingText());
        const qsizetype scope = scopes.indexOf(text(u"scope"));
        if (scope < 0)
            m_findings.badText(place(u"scope"_s), text(u"scope"), Fault::OutsideValues, scopes.join(u"、"_s));
        assertion.scope = Assertion::Scope(qMax<qsizetype>(0, scope));
        if (text(u"level") != u"error" && text(u"level") != u"warning")
            m_findings.badText(place(u"level"_s), text(u"level"), Fault::OutsideValues, u"error、warning"_s);
        assertion.level = text(u"level") == u"warning" ? Finding::Level::Warning : Finding::Level::Error;
        const feel::Scope &names = assertion.scope == Assertion::Scope::Scenario ? scenario
            : assertion.scope == Assertion::Scope::SubItem                       ? subItem
                                                                                 : material;
        assertion.place = place(u"then"_s);
        if (!text(u"when").isEmpty())
            assertion.when = parse(text(u"when"), names, place(u"when"_s), &assertion.authoring, feel::Type::Kind::Boolean);
        assertion.then = parse(text(u"then"), names, assertion.place, &assertion.authoring, feel::Type::Kind::Boolean);
        m_program.asserts << assertion;
    }
}

} // namespace zc::guidance
