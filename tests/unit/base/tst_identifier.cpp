#include "support/testprogram.h"

#include <base/identifier.h>

#include <QDate>

using namespace zc;
using namespace Qt::StringLiterals;

namespace {

const QDate kToday(2026, 11, 21);

// The check character of a synthetic number, written here a second time so that the code is not its own witness.
QString withCheck(const QString &first17)
{
    const int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; ++i)
        sum += (first17[i].unicode() - '0') * weights[i];
    return first17 + QLatin1Char("10X98765432"[sum % 11]);
}

} // namespace

class TestIdentifier : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void check_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("valid");
        QTest::addColumn<QString>("notes");
        const auto row = [](const char *name, const QString &kind, const QString &value, bool valid, const QString &notes = {}) {
            QTest::newRow(name) << kind << value << valid << notes;
        };
        row("citizen with X", u"citizen"_s, u"11010519491231002X"_s, true);
        row("lower case x", u"citizen"_s, u"11010519491231002x"_s, true);
        row("full width and blanks", u"citizen"_s, u"１１０１０５ 19491231　002Ｘ"_s, true);
        row("wrong check", u"citizen"_s, u"110105194912310021"_s, false, u"CHECK"_s);
        row("leap day of 2000", u"citizen"_s, withCheck(u"43010420000229123"_s), true);
        row("no leap day in 1900", u"citizen"_s, withCheck(u"43010419000229123"_s), false, u"DATE"_s);
        row("April has 30 days", u"citizen"_s, withCheck(u"43010419900431123"_s), false, u"DATE"_s);
        row("born tomorrow", u"citizen"_s, withCheck(u"43010420261122123"_s), false, u"FUTURE"_s);
        row("born today", u"citizen"_s, withCheck(u"43010420261121123"_s), true);
        row("130 years old", u"citizen"_s, withCheck(u"43010418951122123"_s), true);
        row("131 years old", u"citizen"_s, withCheck(u"43010418951121123"_s), false, u"AGE"_s);
        row("too old and wrong check", u"citizen"_s, u"430104180001011239"_s, false, u"AGE CHECK"_s);
        row("unknown address is a note", u"citizen"_s, withCheck(u"99010419900101123"_s), true, u"ADDRESS_UNKNOWN"_s);
        row("withdrawn county stays valid", u"citizen"_s, withCheck(u"43012219750101123"_s), true);
        row("17 digits", u"citizen"_s, u"43010419900101123"_s, false, u"LENGTH"_s);
        row("letter inside", u"citizen"_s, u"4301041990O1011234"_s, false, u"FORM"_s);
        row("fifteen digits", u"citizen"_s, u"430104750101123"_s, false, u"OLD15"_s);
        row("empty", u"citizen"_s, QString(), false, u"LENGTH"_s);
        row("permit Hong Kong", u"permit"_s, withCheck(u"81000019900101123"_s), true);
        row("permit Macao", u"permit"_s, withCheck(u"82000019900101123"_s), true);
        row("permit Taiwan", u"permit"_s, withCheck(u"83000019900101123"_s), true);
        row("mainland number is no permit", u"permit"_s, withCheck(u"43010419900101123"_s), false, u"FORM"_s);
        row("foreigner, new form", u"foreigner"_s, withCheck(u"91184019810315123"_s), true);
        row("foreigner, wrong check", u"foreigner"_s, withCheck(u"91184019810315123"_s).chopped(1) + (withCheck(u"91184019810315123"_s).endsWith(u'0') ? u'1' : u'0'),
            false, u"CHECK"_s);
        row("foreigner, old form", u"foreigner"_s, u"CAN310054012345"_s, true);
        row("foreigner, old form broken", u"foreigner"_s, u"CA1310054012345"_s, false, u"FORM"_s);
        row("uscc", u"uscc"_s, u"91350100M000100Y43"_s, true);
        row("uscc wrong check", u"uscc"_s, u"91350100M000100Y44"_s, false, u"CHECK"_s);
        row("uscc with letter I", u"uscc"_s, u"91350100I000100Y43"_s, false, u"FORM"_s);
        row("uscc letters in the region", u"uscc"_s, u"9135A100M000100Y43"_s, false, u"FORM"_s);
        row("uscc length", u"uscc"_s, u"91350100M000100Y4"_s, false, u"LENGTH"_s);
        row("org code", u"orgCode"_s, u"D2143569-X"_s, true);
        row("org code without hyphen", u"orgCode"_s, u"d2143569x"_s, true);
        row("org code wrong", u"orgCode"_s, u"D2143569-1"_s, false, u"CHECK"_s);
        row("org code form", u"orgCode"_s, u"D2143569-A"_s, false, u"FORM"_s);
        row("business registration", u"bizReg"_s, u"110108000000016"_s, true);
        row("business registration wrong", u"bizReg"_s, u"110108000000017"_s, false, u"CHECK"_s);
        row("business registration form", u"bizReg"_s, u"11010800000001A"_s, false, u"FORM"_s);
        row("licence", u"licence"_s, u"1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.002.S"_s, true);
        row("licence lower case", u"licence"_s, u"1.2.156.3005.2.11100000000013338w011.11430000006122244l.20230000403.002.s"_s, true);
        row("licence wrong", u"licence"_s, u"1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.002.T"_s, false, u"CHECK"_s);
        row("licence form", u"licence"_s, u"1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.02.S"_s, false, u"FORM"_s);
    }
    void check()
    {
        QFETCH(QString, kind);
        QFETCH(QString, value);
        const IdentifierCheck answer = checkIdentifier(*identifierKindFromName(kind), value, kToday);
        QCOMPARE(identifierKindName(answer.kind), kind);
        QTEST(answer.notes.join(u' '), "notes");
        QTEST(answer.valid, "valid");
    }
    void everySingleWrongCharacterIsFound()
    {
        const QStringList good = {u"11010519491231002X"_s, u"91350100M000100Y43"_s, u"D2143569X"_s, u"110108000000016"_s};
        const IdentifierKind kinds[] = {IdentifierKind::Citizen, IdentifierKind::Uscc, IdentifierKind::OrgCode, IdentifierKind::BizReg};
        for (int k = 0; k < good.size(); ++k) {
            for (int at = 0; at < good[k].size(); ++at) {
                for (const QChar c : QStringView(u"0123456789ABCDEFGHJKLMNPQRTUWXY")) {
                    QString changed = good[k];
                    if (changed[at] == c)
                        continue;
                    changed[at] = c;
                    const IdentifierCheck answer = checkIdentifier(kinds[k], changed, kToday);
                    // MOD 11-2 and MOD 11,10 find all; so do the primes 31 and 11 of the two organisation numbers, save that
                    // GB 11714 maps characters 0 to 35 to remainders of 11.
                    if (kinds[k] != IdentifierKind::OrgCode)
                        QVERIFY2(!answer.valid, qPrintable(changed));
                }
            }
        }
    }
    void innerOrganisationCodeIsANote()
    {
        // Same number, the ninth character of the inner code changed and the outer check made to fit again.
        const QString body = u"91350100M0001001"_s;
        int found = 0;
        for (const QChar ninth : QStringView(u"0123456789")) {
            for (const QChar last : QStringView(u"0123456789ABCDEFGHJKLMNPQRTUWXY")) {
                const IdentifierCheck answer = checkIdentifier(IdentifierKind::Uscc, body + ninth + last, kToday);
                if (answer.valid && answer.notes == QStringList{u"ORG_CHECK"_s})
                    ++found;
            }
        }
        QVERIFY(found >= 9);
    }
    void detection()
    {
        using enum IdentifierKind;
        QCOMPARE(detectIdentifier(u"11010519491231002X"_s), QList{Citizen});
        QCOMPARE(detectIdentifier(withCheck(u"81000019900101123"_s)), QList{Permit});
        QCOMPARE(detectIdentifier(u"91350100M000100Y43"_s), QList{Uscc});
        QCOMPARE(detectIdentifier(withCheck(u"91184019810315123"_s)), (QList{Foreigner, Uscc}));
        QCOMPARE(detectIdentifier(u"D2143569-X"_s), QList{OrgCode});
        QCOMPARE(detectIdentifier(u"110108000000016"_s), (QList{BizReg, Citizen}));
        QCOMPARE(detectIdentifier(u"CAN310054012345"_s), QList{Foreigner});
        QCOMPARE(detectIdentifier(u"1.2.156.3005.2.X"_s), QList{Licence});
        QCOMPARE(detectIdentifier(u"4301041990010112"_s), QList{Citizen});
        QVERIFY(detectIdentifier(u"张三"_s).isEmpty());
        QVERIFY(detectIdentifier(QString()).isEmpty());
    }
    void answersNeverShowAPersonsNumber()
    {
        const QString number = u"11010519491231002X"_s;
        for (int k = 0; k <= int(IdentifierKind::Licence); ++k)
            QVERIFY(!checkIdentifier(IdentifierKind(k), number, kToday).masked.contains(u"19491231"));
        QCOMPARE(checkIdentifier(IdentifierKind::Citizen, number, kToday).masked, u"110105********002X"_s);
        QCOMPARE(checkIdentifier(IdentifierKind::Uscc, u"91350100M000100Y43"_s, kToday).masked, u"91350100M000100Y43"_s);
    }
    void factsOfACitizenNumber()
    {
        QCOMPARE(birthOf(u"11010519491231002X"_s), std::optional(QDate(1949, 12, 31)));
        QCOMPARE(maleOf(u"11010519491231002X"_s), std::optional(false));
        QCOMPARE(maleOf(withCheck(u"43010419900101133"_s)), std::optional(true));
        QVERIFY(!birthOf(u"110105194912310021"_s));
        QVERIFY(!maleOf(u"x"_s));
    }
    void namesOfKinds()
    {
        QCOMPARE(identifierKindName(IdentifierKind::OrgCode), u"orgCode"_s);
        QVERIFY(!identifierKindFromName(u"orgcode"));
    }
    void checkCharacter3736()
    {
        QCOMPARE(mod3736CheckCharacter(u"11100000000013338W01111430000006122244L20230000403002"), QChar(u'S'));
        QVERIFY(mod3736CheckCharacter(u"").isNull());
        QVERIFY(mod3736CheckCharacter(u"a").isNull());
        QVERIFY(mod3736CheckCharacter(u"1-2").isNull());
    }
};

ZC_TEST(QCoreApplication, TestIdentifier)
#include "tst_identifier.moc"
