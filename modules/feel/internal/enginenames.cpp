// How the full grammar finds names, and the types that `instance of` and parameters name.
#include "internal/engineparser.h"

#include <QCoreApplication>

namespace zc::feel {

using namespace Qt::StringLiterals;

bool EngineParser::isKeyword(QStringView word)
{
    static constexpr QStringView kWords[] = {u"if", u"then", u"else", u"for", u"in", u"return", u"some", u"every", u"satisfies",
                                             u"or", u"and", u"between", u"instance", u"function", u"external", u"true", u"false", u"null"};
    return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

// What can follow `[` where it opens a filter; otherwise it closes an interval.
bool EngineParser::startsExpression(const Token &token) const
{
    switch (token.kind) {
    case Token::Kind::Number:
    case Token::Kind::String: return true;
    case Token::Kind::Name: {
        static constexpr QStringView kInfix[] = {u"and", u"or", u"instance", u"then", u"else", u"return", u"satisfies"};
        return std::find(std::begin(kInfix), std::end(kInfix), token.text) == std::end(kInfix);
    }
    case Token::Kind::Symbol: return token.text == u"(" || token.text == u"[" || token.text == u"{" || token.text == u"-" || token.text == u"@";
    default: return false;
    }
}

bool EngineParser::standsHere(const QStringList &parts, qsizetype ahead) const
{
    if (m_at + ahead + parts.size() > m_tokens.size())
        return false;
    for (qsizetype i = 0; i < parts.size(); ++i)
        if (m_tokens.at(m_at + ahead + i).text != parts.at(i))
            return false;
    return true;
}

void EngineParser::consider(Found &best, const QList<Names::Candidate> &candidates, Found::Kind kind) const
{
    for (const Names::Candidate &candidate : candidates) {
        if (candidate.parts.size() <= best.length)
            return;                                    // longest first
        if (standsHere(candidate.parts)) {
            best = {kind, candidate.parts.size(), candidate.name, -1, {}};
            return;
        }
    }
}

EngineParser::Found EngineParser::find() const
{
    Found best;
    for (qsizetype i = m_bound.size() - 1; i >= 0; --i) {
        const Bound &bound = m_bound.at(i);
        if (bound.parts.size() > best.length && standsHere(bound.parts))
            best = {Found::Kind::Bound, bound.parts.size(), bound.name, int(i), bound.type};
    }
    const QString word = peek().text.toString();
    if (!m_filters.isEmpty()) {
        for (qsizetype i = m_filters.size() - 1; i >= 0; --i)
            if (m_filters.at(i).detail)
                for (const auto &component : m_filters.at(i).detail->components) {
                    if (!component.first.startsWith(word))
                        continue;
                    const QStringList parts = nameParts(component.first);
                    if (parts.size() > best.length && standsHere(parts))
                        best = {Found::Kind::Member, parts.size(), component.first, -1, component.second};
                }
        consider(best, m_names.membersBeginningWith(word), Found::Kind::Member);
        consider(best, m_keys.value(word), Found::Kind::Member);
    }
    consider(best, m_names.beginningWith(word), Found::Kind::Free);
    if (best.kind == Found::Kind::Free) {
        if (const Type *type = m_names.type(best.name))
            best.type = *type;
    }
    const bool called = isSymbol(u"(", best.length);
    consider(best, builtinsBeginningWith(word), Found::Kind::Builtin);
    // A name that holds a value without being a function does not hide the function that is called here.
    if (called && best.kind != Found::Kind::Builtin && best.kind != Found::Kind::Nothing && best.type.kind != Type::Kind::Any
        && best.type.kind != Type::Kind::Function && builtinIndex(best.name) >= 0)
        best.kind = Found::Kind::Builtin;
    if (best.kind == Found::Kind::Builtin)
        best.index = builtinIndex(best.name);
    return best;
}

QString EngineParser::takeRun(qsizetype least)
{
    QString name;
    for (qsizetype count = 0;; ++count) {
        const Token &token = peek();
        if (count >= least && (token.kind != Token::Kind::Name || isKeyword(token.text) || token.text == u"?"))
            return name;
        if (count > 0)
            name += u' ';
        name += token.text;
        ++m_at;
    }
}

// A name being introduced may be made of anything up to the sign or word that ends it; blanks inside count as one.
QString EngineParser::takeUntil(QStringView symbol, QStringView word)
{
    QString name;
    const qsizetype start = m_at;
    const auto ends = [&] { return symbol.isEmpty() ? isWord(word) : isSymbol(symbol); };
    while (!ends()) {
        const Token &token = peek();
        const bool first = m_at == start;
        static constexpr QStringView kSigns[] = {u".", u"/", u"-", u"'", u"+", u"*", u"**"};
        const bool sign = token.kind == Token::Kind::Symbol && std::find(std::begin(kSigns), std::end(kSigns), token.text) != std::end(kSigns);
        if (token.kind != Token::Kind::Name && (first || (token.kind != Token::Kind::Number && !sign))) {
            m_at = start;
            return {};
        }
        if (!first && token.spaced)
            name += u' ';
        name += token.text;
        ++m_at;
    }
    return name;
}

qsizetype EngineParser::argumentName() const
{
    for (qsizetype length = 0;; ++length) {
        const Token &token = peek(length);
        if (length > 0 && token.kind == Token::Kind::Symbol && token.text == u":")
            return length;
        static constexpr QStringView kSigns[] = {u".", u"/", u"-", u"'", u"+", u"*"};
        const bool sign = token.kind == Token::Kind::Symbol && std::find(std::begin(kSigns), std::end(kSigns), token.text) != std::end(kSigns);
        if (token.kind != Token::Kind::Name && (length == 0 || (token.kind != Token::Kind::Number && !sign)))
            return 0;
    }
}

void EngineParser::bind(const QString &name, const Type &type, bool *used)
{
    m_bound << Bound{nameParts(name), name, bindLocal(), int(m_filters.size()), type, used};
}

void EngineParser::unbind(qsizetype count)
{
    m_bound.resize(m_bound.size() - count);
    unbindLocals(int(count));
}

void EngineParser::remember(const QString &key)
{
    const QStringList parts = nameParts(key);
    if (parts.size() < 2)
        return;                                        // a plain word is found without help
    QList<Names::Candidate> &list = m_keys[parts.constFirst()];
    qsizetype place = 0;
    while (place < list.size() && list.at(place).parts.size() > parts.size())
        ++place;
    list.insert(place, {parts, key});
}

NodePtr EngineParser::parseName()
{
    const Token &token = peek();
    const Found found = find();
    const bool longer = found.length > 1;              // a name in scope may begin with a keyword: "if needed"
    if (!longer && found.kind != Found::Kind::Bound) {
        if (token.text == u"if")
            return parseIf();
        if (token.text == u"for")
            return parseFor();
        if (token.text == u"some" || token.text == u"every")
            return parseQuantified();
        if (token.text == u"function" && isSymbol(u"(", 1))
            return parseFunction();
        if (token.text == u"true" || token.text == u"false" || token.text == u"null") {
            auto node = makeNode(Node::Kind::Constant, token.column);
            node->constant = token.text == u"null" ? Value() : Value(token.text == u"true");
            m_type = Type::of(node->constant);
            ++m_at;
            return node;
        }
        if (isKeyword(token.text) && found.kind == Found::Kind::Nothing)
            return syntax(QCoreApplication::translate("zc::feel", "an expression"));
    }
    if (found.kind == Found::Kind::Builtin) {
        auto node = makeNode(isSymbol(u"(", found.length) ? Node::Kind::CallBuiltin : Node::Kind::Builtin, token.column);
        node->slot = found.index;
        node->name = found.name;
        m_at += found.length;
        NodePtr done = node->kind == Node::Kind::CallBuiltin ? parseArguments(node) : NodePtr(node);
        m_type = Type();
        return done;
    }
    if (token.text == u"item" && !m_filters.isEmpty() && found.length <= 1
        && (found.kind != Found::Kind::Bound || m_bound.at(found.index).filters < m_filters.size())) {
        m_type = m_filters.constLast();
        ++m_at;
        return makeNode(Node::Kind::Item, token.column);
    }
    auto node = makeNode(Node::Kind::Name, token.column);
    node->filters = int(m_filters.size());
    m_type = found.type;
    if (found.kind == Found::Kind::Bound) {
        Bound &bound = m_bound[found.index];
        node->name = bound.name;
        node->flag = true;
        node->slot = bound.slot;
        node->filters -= bound.filters;
        if (bound.used)
            *bound.used = true;
        m_at += found.length;
        return node;
    }
    if (found.kind == Found::Kind::Nothing) {
        m_resolved = m_resolved && !m_filters.isEmpty();
        node->name = takeRun(1);
    } else {
        node->name = found.name;
        m_at += found.length;
    }
    node->slot = freeName(node->name);
    return node;
}

std::optional<Type> EngineParser::parseType()
{
    static constexpr QStringView kBuiltin[] = {u"years and months duration", u"days and time duration", u"date and time", u"Any", u"Null",
                                               u"boolean", u"number", u"string", u"date", u"time", u"dateTime", u"dayTimeDuration",
                                               u"yearMonthDuration", u"list", u"context", u"range", u"function"};
    const Token &token = peek();
    if (token.kind != Token::Kind::Name || !deeper()) {
        syntax(QCoreApplication::translate("zc::feel", "a type"));
        return std::nullopt;
    }
    Found found;
    consider(found, m_names.typesBeginningWith(token.text.toString()), Found::Kind::Free);
    std::optional<Type> type;
    if (found.length > 0)
        type = *m_names.namedType(found.name);
    for (const QStringView name : kBuiltin) {
        const QList<QStringView> parts = name.split(u' ');
        QStringList words;
        for (const QStringView part : parts)
            words << part.toString();
        if (words.size() > found.length && standsHere(words)) {
            found.length = words.size();
            type = Type::named(name);
            break;
        }
    }
    if (!type) {
        fail(Problem::Kind::UnknownName, token, QCoreApplication::translate("zc::feel", "a type"));
        return std::nullopt;
    }
    m_at += found.length;
    TypeDetail detail;
    bool generic = false;
    if ((type->kind == Type::Kind::List || type->kind == Type::Kind::Range) && !type->detail && takeSymbol(u"<")) {
        const auto element = parseType();
        if (!element || !expectSymbol(u">"))
            return std::nullopt;
        detail.element = *element;
        generic = true;
    } else if (type->kind == Type::Kind::Context && !type->detail && takeSymbol(u"<")) {
        do {
            const QString name = takeUntil(u":", {});
            ++m_at;
            const auto component = name.isEmpty() ? std::nullopt : parseType();
            if (!component) {
                syntax(QCoreApplication::translate("zc::feel", "a key and a colon"));
                return std::nullopt;
            }
            detail.components << std::pair(name, *component);
        } while (takeSymbol(u","));
        if (!expectSymbol(u">"))
            return std::nullopt;
        generic = true;
    } else if (type->kind == Type::Kind::Function && !type->detail && takeSymbol(u"<")) {
        detail.hasSignature = true;
        if (!isSymbol(u">")) {
            do {
                const auto parameter = parseType();
                if (!parameter)
                    return std::nullopt;
                detail.parameters << *parameter;
            } while (takeSymbol(u","));
        }
        if (!expectSymbol(u">") || !expectSymbol(u"-") || !expectSymbol(u">"))
            return std::nullopt;
        const auto result = parseType();
        if (!result)
            return std::nullopt;
        detail.result = *result;
        generic = true;
    }
    if (generic)
        type->detail = std::make_shared<const TypeDetail>(std::move(detail));
    shallower();
    return type;
}

} // namespace zc::feel
