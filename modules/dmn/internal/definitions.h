#pragma once
#include <dmn/model.h>

#include <QHash>

namespace zc::dmn {

struct Boxed;
using BoxedPtr = std::shared_ptr<const Boxed>;

// A name with a type, as variables, parameters and columns have it.
struct Typed {
    QString name, typeRef;
};

// A boxed expression as it stands in the file.
struct Boxed {
    enum class Kind { Literal, Table, Context, Invocation, FunctionDefinition, Relation, List, Conditional, Filter, For, Some, Every };
    struct Part {
        Typed variable;
        BoxedPtr value;                                // null: left empty in the file
    };
    Kind kind = Kind::Literal;
    QString typeRef;
    int line = 0;
    QString text;                                      // Literal
    DecisionTable table;
    QList<Part> parts;                                 // Context: entries, the last without a name is the result; Invocation: bindings;
                                                       // List: items; Relation: rows as lists; Conditional: if, then, else;
                                                       // Filter, For, Some, Every: the list, then the body; FunctionDefinition: the body
    QList<Typed> parameters;                           // FunctionDefinition; Relation: columns
    BoxedPtr callee;                                   // Invocation
    QString iterator;                                  // For, Some, Every
    bool external = false;                             // FunctionDefinition in another language
};

struct ItemSource {
    QString name, typeRef, allowed, constraint;        // allowed: tests of an element; constraint: of the whole
    bool isCollection = false, isFunction = false;
    QList<ItemSource> components;
    QList<Typed> parameters;                           // of a function item
    QString result;
    int line = 0;
};

struct Import {
    QString name, nameSpace;
    int line = 0;
};

// An element's href, resolved: the namespace is empty for the model's own.
struct Reference {
    QString nameSpace, id;
    int line = 0;
};

struct DecisionSource {
    QString id, name, typeRef;
    BoxedPtr logic;                                    // null: decided outside of the model
    QList<Reference> requirements;                     // inputs, decisions, knowledge
    int line = 0;
};

struct KnowledgeSource {
    QString id, name, typeRef;
    BoxedPtr function;
    QList<Reference> requirements;
    int line = 0;
};

struct ServiceSource {
    QString id, name, typeRef;
    QList<Reference> outputs, inputDecisions, inputData;
    int line = 0;
};

// A whole file of DMN, before anything in it is understood.
struct Definitions {
    QString name, nameSpace;
    QHash<QString, QString> prefixes;                  // of type references: prefix to namespace
    QList<Import> imports;
    QList<ItemSource> items;
    QList<InputData> inputs;
    QList<int> inputLines;
    QList<DecisionSource> decisions;
    QList<KnowledgeSource> knowledge;
    QList<ServiceSource> services;
};

} // namespace zc::dmn
