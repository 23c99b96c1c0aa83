#pragma once
#include <QDate>
#include <QList>
#include <QString>
#include <QStringList>

namespace zc::guidance {

// Rows of a pack's tables as plain values; the column names of guidance.md §6 in the order of the files.

enum class SubItemKind { Handle, Refuse, Transfer };   // 办理, 不予受理, 转办; the last two are exits

struct SubItem {
    QString id;
    SubItemKind kind = SubItemKind::Handle;
    QString name, text, department;
    int stage = 1;
    QStringList basis;
    bool isExit() const { return kind != SubItemKind::Handle; }
};

struct Material {
    QString id, catalogueId, name, form;               // form: 原件, 复印件, 电子, 原件核验
    int copies = 1;
    QString sample;                                    // path inside the pack, or "-"
    QString licenceType;                               // needed for 免交
    bool deferrable = false;                           // on the 容缺 list
    QString commitment;                                // promise form for 容缺 and 承诺
    QString issuer;
    QStringList basis;
    QString note;
};

struct Field {
    QString id, element, label, type;
    bool required = false;
    QString format;                                    // regular expression for the whole text; empty = any
    QString source;
    QStringList basis;
};

struct Basis {
    QString id, title, clause;
    QDate validFrom, validTo;                          // null = open
};

struct Constraint {
    QString id, when, then, message;
    QStringList basis;
};

// package.json
struct PackInfo {
    QString packId, version, itemCode, itemName, region;
    QDate validFrom, validTo;                          // validTo null = open
    QString supersedesVersion;
    QDate supersedesValidTo;
    QStringList authors, reviewers;
    bool demo = false;                                 // loads only in demo and training mode
    QString note;
};

} // namespace zc::guidance
