#pragma once
#include <guidance/packfiles.h>

#include <QJsonObject>
#include <QList>
#include <QStringList>

#include <atomic>
#include <optional>

namespace zc::guidance {

// package.json. Dates are texts as the author wrote them; the verifier judges them.
struct AuthoredInfo {
    struct Accepted {                                  // a warning somebody answers for
        QString code, where, reason, by;
        friend bool operator==(const Accepted &, const Accepted &) = default;
    };
    QString kind = QStringLiteral("item"), packId, version, itemCode, itemName, region, profile = QStringLiteral("authoring");
    QString validFrom, validTo;                        // empty validTo = open
    std::optional<QPair<QString, QString>> supersedes; // version, its validTo
    QStringList authors, reviewers;
    bool demo = false;
    QString note;
    QList<Accepted> accepted;
    QString seal;                                      // 已验证, added by the build
    QJsonObject further;                               // members this program does not know; kept

    friend bool operator==(const AuthoredInfo &, const AuthoredInfo &) = default;
};

// One CSV file.
struct AuthoredSheet {
    QString file;                                      // "facts.csv"
    QStringList columns;
    QList<QStringList> rows;                           // every row as long as `columns`
    QString cell(qsizetype row, QStringView column) const;
    friend bool operator==(const AuthoredSheet &, const AuthoredSheet &) = default;
};

// A helper that is one expression.
struct AuthoredFormula {
    QString id, name, type, text;                      // type: boolean, number, string, date, Any
    QString file = QStringLiteral("rules/main.dmn");
    friend bool operator==(const AuthoredFormula &, const AuthoredFormula &) = default;
};

// A decision table. Columns stand in the order inputs, outputs, annotations; a rule has one cell a column.
struct AuthoredTable {
    enum class Kind { Input, Output, Annotation };
    struct Column {
        Kind kind = Kind::Input;
        QString text;                                  // expression, name of the output, name of the annotation
        friend bool operator==(const Column &, const Column &) = default;
    };
    struct Rule {
        QString id;                                    // empty: gets one when the pack is written
        QStringList cells;
        friend bool operator==(const Rule &, const Rule &) = default;
    };
    QString id, name, hitPolicy;                       // "COLLECT", "UNIQUE", "FIRST", "COLLECT SUM" …
    QString file = QStringLiteral("rules/main.dmn");
    QList<Column> columns;
    QList<Rule> rules;
    qsizetype count(Kind kind) const;
    friend bool operator==(const AuthoredTable &, const AuthoredTable &) = default;
};

// A pack as its author works on it: every cell a text, nothing checked but the form. A plain value, cheap to copy, any thread.
struct AuthoredPack {
    AuthoredInfo info;
    QList<AuthoredSheet> sheets;                       // order of the design page, cases.csv last; only files that are there
    QList<AuthoredFormula> formulas;
    QList<AuthoredTable> tables;                       // by file, then as written
    QString notice;
    QMap<QString, QByteArray> others;                  // samples, and rule files that are no plain tables; kept byte for byte
    QStringList notTabular;                            // of those: "rules/main.dmn line 12: what it is"

    // PACK-FORMAT (detail: file, line, column, what was expected), PACK-MISSING, DMN-XML.
    static Result<AuthoredPack> read(const PackFiles &files);
    // What DMN says twice (input data, item definitions, requirements, types, ids of columns) is made from the facts and the
    // expressions. Reading what was written gives the same value, and writing that the same bytes. Once another thread sets `stop`,
    // what comes out means nothing.
    PackFiles write(const std::atomic_bool *stop = nullptr) const;

    AuthoredSheet *sheet(const QString &file);         // nullptr: the pack has no such file
    const AuthoredSheet *sheet(const QString &file) const;
    AuthoredTable *table(const QString &name);
    // The columns of cases.csv after facts were added, renamed or moved; cells follow the fact by `renamed` (old → new).
    void alignCases(const QMap<QString, QString> &renamed = {});
    void completeIds();                                // gives every rule without an id the next free one of its table

    friend bool operator==(const AuthoredPack &, const AuthoredPack &) = default;
};

} // namespace zc::guidance
