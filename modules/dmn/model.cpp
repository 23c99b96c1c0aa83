#include "model.h"

#include "internal/reader.h"
#include "internal/session.h"

#include <sstream>

namespace zc::dmn {

using namespace Qt::StringLiterals;

namespace {
constexpr int kMaxImports = 50;                        // files behind one model

// Loads what a model imports, each file once; a namespace that is still being loaded closes a ring.
class Importer {
public:
    explicit Importer(const ImportResolver &resolver) : m_resolver(resolver) {}

    Result<CompiledModel::ModelPtr> compile(const Definitions &definitions)
    {
        m_open << definitions.nameSpace;
        QList<CompiledModel::ImportedModel> imports;
        for (const Import &import : definitions.imports) {
            auto model = load(import);
            if (!model.ok())
                return model.error();
            imports << CompiledModel::ImportedModel{import.name, *model};
        }
        m_open.removeLast();
        return CompiledModel::compile(definitions, imports);
    }

private:
    Result<CompiledModel::ModelPtr> load(const Import &import)
    {
        const auto failed = [&import](const QString &what) {
            return Error{ErrorKind::Invalid, u"DMN-IMPORT"_s, u"line %1: import \"%2\": %3"_s.arg(import.line).arg(import.name, what)};
        };
        if (m_open.contains(import.nameSpace))
            return failed(u"models import each other in a ring"_s);
        if (const auto done = m_done.constFind(import.nameSpace); done != m_done.cend())
            return *done;
        const auto xml = m_done.size() < kMaxImports && m_resolver ? m_resolver(import.nameSpace) : std::nullopt;
        if (!xml)
            return failed(u"no file of namespace %1"_s.arg(import.nameSpace));
        auto definitions = Reader(*xml, true).run();
        if (!definitions.ok())
            return failed(definitions.error().detail);
        definitions->nameSpace = import.nameSpace;
        auto model = compile(*definitions);
        if (model.ok())
            m_done.insert(import.nameSpace, *model);
        return model;
    }

    const ImportResolver &m_resolver;
    QStringList m_open;
    QHash<QString, CompiledModel::ModelPtr> m_done;
};

QStringList textsOf(const QString &tests)
{
    QStringList texts;
    const auto parsed = feel::UnaryTests::parse(tests, feel::Type::any(), feel::Profile::Authoring);
    if (tests.isEmpty() || !parsed.ok())
        return {};
    for (const feel::Test &test : parsed->cell().tests) {
        if (test.interval || test.op != feel::CompareOp::Equal || !test.low.isString())
            return {};
        texts << test.low.string();
    }
    return texts;
}

Decision decisionOf(const DecisionSource &source)
{
    Decision decision{source.id, source.name, source.typeRef, {}, {}, {}, source.line};
    for (const Reference &reference : source.requirements)
        decision.requirements << reference.id;
    if (source.logic && source.logic->kind == Boxed::Kind::Table)
        decision.table = source.logic->table;
    else if (source.logic && source.logic->kind == Boxed::Kind::Literal)
        decision.literal = source.logic->text;
    return decision;
}

feel::Evaluation missing(const QString &name)
{
    return {feel::FactState::Known, {}, {{u"FEEL-TYPE"_s, u"no element \"%1\""_s.arg(name)}}};
}
} // namespace

Model Model::described(const QByteArray &xml, const Definitions &definitions)
{
    Model model;
    model.m_xml = xml;
    model.m_name = definitions.name;
    model.m_inputs = definitions.inputs;
    for (const DecisionSource &decision : definitions.decisions)
        model.m_decisions << decisionOf(decision);
    for (const ItemSource &item : definitions.items)
        model.m_items << ItemDefinition{item.name, item.typeRef, item.isCollection, textsOf(item.allowed)};
    return model;
}

Result<Model> Model::load(const QByteArray &xml)
{
    const auto definitions = Reader(xml, false).run();
    if (!definitions.ok())
        return definitions.error();
    return described(xml, *definitions);
}

Result<Model> Model::load(const QByteArray &xml, const ImportResolver &imports)
{
    const auto definitions = Reader(xml, true).run();
    if (!definitions.ok())
        return definitions.error();
    const auto compiled = Importer(imports).compile(*definitions);
    if (!compiled.ok())
        return compiled.error();
    Model model = described(xml, *definitions);
    model.m_compiled = *compiled;
    return model;
}

QList<ModelProblem> Model::problems() const
{
    return m_compiled ? m_compiled->problems() : QList<ModelProblem>();
}

feel::Evaluation Model::evaluate(const QString &decision, const feel::Context &inputs, const feel::Limits &limits) const
{
    const int index = m_compiled ? m_compiled->decisionIndex(decision) : -1;
    if (index < 0)
        return missing(decision);
    feel::Run run(limits);
    feel::Entry entry = Session(m_compiled, run, inputs).decision(index);
    return {entry.state, std::move(entry.value), run.diagnostics()};
}

feel::Evaluation Model::invoke(const QString &name, const feel::Context &arguments, const feel::Limits &limits) const
{
    const int knowledge = m_compiled ? m_compiled->knowledgeIndex(name) : -1, service = m_compiled ? m_compiled->serviceIndex(name) : -1;
    if (knowledge < 0 && service < 0)
        return missing(name);
    const feel::Value value = knowledge >= 0 ? m_compiled->knowledge(knowledge) : m_compiled->service(service);
    feel::List values;
    QStringList names;
    const QList<feel::Function::Parameter> parameters = value.function()->parameters();
    for (const feel::Function::Parameter &parameter : parameters) {
        const feel::Entry *argument = arguments.find(parameter.name);
        const feel::FactState state = argument ? argument->state : arguments.isComplete() ? feel::FactState::Known : feel::FactState::Unknown;
        if (state != feel::FactState::Known)
            return {state, {}, {}};
        names << parameter.name;
        values << (argument ? argument->value : feel::Value());
    }
    feel::Run run(limits);
    feel::Entry entry = feel::invoke(*value.function(), values, names, run);
    return {entry.state, std::move(entry.value), run.diagnostics()};
}

namespace {
QByteArray modernUri(QByteArrayView uri)
{
    static constexpr std::pair<QByteArrayView, QByteArrayView> kUris[] = {{"/MODEL/", "MODEL"}, {"/FEEL/", "FEEL"}, {"/DMNDI/", "DMNDI"}};
    if (!uri.startsWith("http://www.omg.org/spec/DMN/20") && !uri.startsWith("https://www.omg.org/spec/DMN/20"))
        return uri.toByteArray();
    for (const auto &[end, name] : kUris)
        if (uri.endsWith(end))
            return "https://www.omg.org/spec/DMN/20230324/" + name.toByteArray() + '/';
    return uri.toByteArray();
}

struct Modernise : pugi::xml_tree_walker {
    bool for_each(pugi::xml_node &node) override
    {
        for (pugi::xml_attribute a : node.attributes()) {
            const QByteArray modern = modernUri(a.value());
            if (modern != a.value())
                a.set_value(modern.constData());
        }
        return true;
    }
};
} // namespace

QByteArray Model::save() const
{
    XmlDocument document(m_xml);
    if (!document.parse(pugi::parse_default | pugi::parse_comments | pugi::parse_pi).ok())
        return m_xml;                                  // it was read before, so this cannot happen
    Modernise walker;
    document.document().traverse(walker);
    std::ostringstream out;
    out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    document.document().save(out, "  ", pugi::format_default | pugi::format_no_declaration, pugi::encoding_utf8);
    return QByteArray::fromStdString(out.str());
}

} // namespace zc::dmn
