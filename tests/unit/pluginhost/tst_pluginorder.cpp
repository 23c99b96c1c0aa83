#include "internal/resolve.h"
#include "support/testprogram.h"


using namespace Qt::StringLiterals;
using namespace zc::pluginhost;

namespace {

Candidate candidate(const QString &id, const QStringList &needs = {}, const QStringList &items = {})
{
    Candidate made;
    made.entry.id = made.entry.metadata.id = id;
    made.entry.metadata.version = QVersionNumber(1, 0);
    for (const QString &need : needs)
        made.entry.metadata.requirements << Requirement{need, {QVersionNumber(1), QVersionNumber(2)}};
    made.entry.itemCodes = items;
    return made;
}

// "b a c!PLG-REQUIRES": order, and the code of what is out of use.
QString resolved(std::vector<Candidate> candidates)
{
    resolve(candidates);
    QStringList words;
    for (const Candidate &one : candidates)
        words << (one.entry.state == PluginState::Checked ? one.entry.id : one.entry.id + u'!' + one.entry.error.code);
    return words.join(u' ');
}

} // namespace

class TestPluginOrder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsRequiredComesFirst()
    {
        QCOMPARE(resolved({candidate(u"a"_s, {u"c"_s}), candidate(u"b"_s), candidate(u"c"_s, {u"b"_s})}), u"b c a"_s);
        QCOMPARE(resolved({candidate(u"c"_s), candidate(u"a"_s), candidate(u"b"_s)}), u"a b c"_s);
    }

    void missingRequirementsSpread()
    {
        QCOMPARE(resolved({candidate(u"a"_s, {u"b"_s}), candidate(u"b"_s, {u"x"_s}), candidate(u"c"_s)}), u"c a!PLG-REQUIRES b!PLG-REQUIRES"_s);
    }

    void versionsMustHold()
    {
        Candidate old = candidate(u"b"_s);
        old.entry.metadata.version = QVersionNumber(2, 0);
        QCOMPARE(resolved({candidate(u"a"_s, {u"b"_s}), old}), u"b a!PLG-REQUIRES"_s);
    }

    void dependentsOfAQuarantinedPluginAreOut()
    {
        Candidate crashed = candidate(u"b"_s);
        crashed.entry.state = PluginState::Quarantined;
        crashed.entry.error.code = u"PLG-CRASHED"_s;
        QCOMPARE(resolved({candidate(u"a"_s, {u"b"_s}), crashed, candidate(u"c"_s)}), u"c a!PLG-REQUIRES b!PLG-CRASHED"_s);
    }

    void circlesAreRefused()
    {
        QCOMPARE(resolved({candidate(u"a"_s, {u"b"_s}), candidate(u"b"_s, {u"a"_s}), candidate(u"c"_s)}), u"c a!PLG-CYCLE b!PLG-CYCLE"_s);
    }

    void anItemHasOneOwner()
    {
        QCOMPARE(resolved({candidate(u"a"_s, {}, {u"DEMO-1"_s}), candidate(u"b"_s, {}, {u"DEMO-1"_s, u"DEMO-2"_s}), candidate(u"c"_s, {u"b"_s}),
                           candidate(u"d"_s, {}, {u"DEMO-2"_s})}),
                 u"a d b!PLG-TWICE c!PLG-REQUIRES"_s);
    }
};

ZC_TEST(QCoreApplication, TestPluginOrder)
#include "tst_pluginorder.moc"
