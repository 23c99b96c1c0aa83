#pragma once
#include "internal/connection.h"

#include <QCborMap>

namespace zc::store {

// Shape of one sealed table and the statements made from it. Every sealed table ends with sv, rv, body.
struct TableSpec {
    QByteArray name;
    QList<QByteArray> keys;            // primary key
    QList<QByteArray> clear;           // other clear columns; the first `repeated` of them never change and are sealed in too
    int repeated = 0;
    int since = 1;                     // version of the store that has the table
    int schema = 1;                    // of the body

    QByteArray select;                 // "SELECT keys, clear, sv, rv, body FROM name"
    QByteArray whereKey;               // " WHERE k1=? AND k2=?"
    QByteArray revision;
    QByteArray upsert;
    QByteArray remove;

    TableSpec(QByteArray name, QList<QByteArray> keys, QList<QByteArray> clear, int repeated, int since = 1);
    int columns() const { return int(keys.size() + clear.size()); }
    QByteArray rowId(const Cells &cells) const;            // cells begin with the key
    QCborMap immutable(const Cells &cells) const;          // key and repeated columns by name
};

// All sealed tables, parents before children: the order in which rows can be put back.
const QList<const TableSpec *> &allTables();
QList<const TableSpec *> tablesOf(int version);            // that a store of this version has

// How a record lies in its table. Specialised in mappers.cpp for every record of records.h.
template <class R> struct Mapper {
    static const TableSpec &spec();
    static Cells cells(const R &row);                      // keys, then clear columns
    static QCborMap body(const R &row);
    static R make(const Cells &cells, const QCborMap &body);
};

} // namespace zc::store
