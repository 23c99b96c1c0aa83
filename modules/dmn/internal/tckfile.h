#pragma once
#include <base/result.h>
#include <feel/context.h>

#include <QStringList>

namespace zc::dmn {

// A test file of the conformance suite.
struct TckFile {
    struct Expectation {
        QString name;
        feel::Value value;
        bool error = false;                            // a failed evaluation counts as null
    };
    struct Case {
        QString id, invocable;                         // invocable: the service or knowledge model to call; empty: decisions
        feel::Context inputs;
        QList<Expectation> expectations;
    };
    QString modelName;
    QList<Case> cases;

    static Result<TckFile> read(const QByteArray &xml);
    static bool isTestFile(const QByteArray &xml);     // a look at the root element
};

// Numbers within 1e-8 of each other, lists in order, contexts by key, dates and times by the moment they mean.
bool sameForTck(const feel::Value &expected, const feel::Value &actual);

} // namespace zc::dmn
