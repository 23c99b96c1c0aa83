#pragma once
#include "support/feelexpressions.h"

namespace zc::test {

// feelin, another FEEL interpreter, under Node: what the tests and the measurement compare with. It is fetched from npm into the
// build folder when first needed, in the version and with the hashes of tests/support/rigs/feelin/package-lock.json, and kept there. Never
// part of the product or its build. One thread; every call waits.
class FeelPeer {
public:
    FeelPeer();
    QString absence() const { return m_absence; }      // "feelin not installed (why)"; empty when it is ready
    // What feelin makes of each sample, as JSON; {"error": text} where it throws. Empty when Node itself failed.
    QJsonArray values(const FeelExpressions &source, const QList<FeelSample> &samples) const;
    // Nanoseconds a sample, parsed and evaluated, warm; 0 when Node itself failed.
    double nanoseconds(const FeelExpressions &source, const QList<FeelSample> &samples) const;

private:
    QString prepare() const;
    QByteArray run(const QString &mode, const FeelExpressions &source, const QList<FeelSample> &samples) const;

    QString m_folder;
    QString m_absence;
};

} // namespace zc::test
