#pragma once
#include <QList>
#include <QPair>
#include <QString>
#include <QUuid>

namespace zc::sync::internal {

// What a committed write means to the rest of the program; told by signals after the commit, never before.
struct Happened {
    QList<QUuid> touched;                           // cases whose way to the province moved
    QList<QPair<QUuid, QString>> numbers;
    QList<QPair<QUuid, int>> receipts;
    QList<QPair<QUuid, QString>> flows;
    QList<QUuid> changed;
    QList<QPair<QUuid, QString>> attention;
};

} // namespace zc::sync::internal
