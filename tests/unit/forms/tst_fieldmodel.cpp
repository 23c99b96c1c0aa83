#include "support/testprogram.h"

#include <forms/formmodel.h>
#include <forms/validate.h>

#include <QSignalSpy>

using namespace zc;
using namespace zc::forms;
using namespace Qt::StringLiterals;

// All numbers are synthetic.
class TestFieldModel : public QObject {
    Q_OBJECT

    static FieldSpec text(const QString &path = u"form.D01"_s) { return {.path = path, .label = u"住所"_s}; }
    static FieldSpec citizen()
    {
        FieldSpec spec = text(u"applicant.idNumber"_s);
        spec.check = IdentifierKind::Citizen;
        return spec;
    }
    // 43010419900307 + sequence + check digit, made here so that no number is copied from anywhere.
    static QString citizenNumber()
    {
        const QString body = u"43010419900307123"_s;
        static constexpr int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int i = 0; i < 17; ++i)
            sum += body[i].digitValue() * weights[i];
        return body + u"10X98765432"_s[sum % 11];
    }
    static QString wrongCheck()
    {
        QString number = citizenNumber();
        number[17] = number[17] == u'1' ? u'2' : u'1';
        return number;
    }

private Q_SLOTS:
    void everyKeystrokeIsKeptAndLeavingSettles()
    {
        FieldModel field(text());
        QSignalSpy typed(&field, &FieldModel::typed), committed(&field, &FieldModel::committed);
        field.edit(u" 某市"_s);
        field.edit(u" 某市某路 "_s);
        QVERIFY(field.isDirty());
        QCOMPARE(typed.count(), 2);
        QCOMPARE(typed.last().first().toString(), u" 某市某路 "_s);     // as typed: a crash now loses nothing
        QCOMPARE(committed.count(), 0);
        field.commit();
        QCOMPARE(field.value(), u"某市某路"_s);
        QCOMPARE(field.buffer(), u"某市某路"_s);
        QVERIFY(!field.isDirty());
        QCOMPARE(committed.count(), 1);
        QVERIFY(committed.last().at(1).toBool());
        field.commit();
        QCOMPARE(committed.count(), 1);         // nothing new, nothing told again
        field.edit(u"某市某路  "_s);
        field.commit();
        QCOMPARE(committed.count(), 2);         // the owner was told the blanks, so it is told that they are gone
        QCOMPARE(committed.last().first().toString(), u"某市某路"_s);
        field.edit(u"某市某路9"_s);
        field.edit(u"某市某路"_s);
        field.commit();
        QCOMPARE(committed.count(), 2);
    }
    void machineFillsAndPersonConfirms()
    {
        FieldModel field(text());
        QSignalSpy confirmed(&field, &FieldModel::confirmed);
        field.fill(u"测试甲"_s, u"身份证"_s);
        QCOMPARE(field.value(), u"测试甲"_s);
        QVERIFY(!field.origin().confirmed && field.origin().machine);
        QVERIFY(field.needsAttention());
        field.confirm();
        QVERIFY(field.origin().confirmed && !field.needsAttention());
        field.confirm();
        QCOMPARE(confirmed.count(), 1);
        field.fill(u"测试甲"_s, u"身份证"_s);
        QVERIFY(field.origin().confirmed);      // the same value again asks nobody again
        field.fill(u"测试乙"_s, u"身份证"_s);
        QVERIFY(!field.origin().confirmed);     // another value does
    }
    void typedWinsAndMachineStaysOneClickAway()
    {
        FieldModel field(text());
        field.fill(u"测试甲"_s, u"电子证照"_s);
        field.edit(u"测试丙"_s);
        field.commit();
        QCOMPARE(field.value(), u"测试丙"_s);
        QVERIFY(!field.origin().machine && field.origin().confirmed);
        QCOMPARE(field.machineValue(), u"测试甲"_s);
        QCOMPARE(field.machineSource(), u"电子证照"_s);
        QSignalSpy taken(&field, &FieldModel::machineValueTaken);
        field.takeMachineValue();
        QCOMPARE(field.value(), u"测试甲"_s);
        QVERIFY(field.origin().machine && field.origin().confirmed);
        QVERIFY(field.machineValue().isEmpty());
        QCOMPARE(taken.count(), 1);
        field.takeMachineValue();
        QCOMPARE(taken.count(), 1);
    }
    void lateMachineDoesNotOverwriteTyping()
    {
        FieldModel typed(text());
        typed.edit(u"我输的"_s);
        typed.commit();
        typed.fill(u"机器的"_s, u"共享数据"_s);
        QCOMPARE(typed.value(), u"我输的"_s);
        QCOMPARE(typed.machineValue(), u"机器的"_s);

        FieldModel typing(text());
        typing.edit(u"正在输"_s);
        typing.fill(u"机器的"_s, u"共享数据"_s);
        QCOMPARE(typing.buffer(), u"正在输"_s);

        FieldModel same(text());
        same.edit(u"一样"_s);
        same.commit();
        same.fill(u"一样"_s, u"身份证"_s);
        QVERIFY(same.origin().machine && same.origin().confirmed);
    }
    void typingBackTheMachineValueTakesItsSource()
    {
        FieldModel field(text());
        field.fill(u"测试甲"_s, u"身份证"_s);
        field.edit(u"测试"_s);
        field.commit();
        field.edit(u"测试甲"_s);
        field.commit();
        QCOMPARE(field.origin().source, u"身份证"_s);
        QVERIFY(field.machineValue().isEmpty());
    }
    void reloadLeavesTypingAlone()
    {
        FieldModel field(text());
        field.load(u"旧"_s, {u"窗口"_s});
        field.edit(u"新 "_s);
        field.load(u"旧"_s, {u"窗口"_s});         // a refresh from before the typing
        QCOMPARE(field.buffer(), u"新 "_s);
        field.load(u"新 "_s, {});                 // what was typed comes back
        QCOMPARE(field.buffer(), u"新 "_s);
        QVERIFY(field.isDirty());
        field.commit();
        QSignalSpy changed(&field, &FieldModel::changed);
        field.load(u"新"_s, {});
        QCOMPARE(changed.count(), 0);
    }
    void theOwnersWillReplacesTyping()
    {
        FieldModel field(text());
        field.load(u"旧"_s, {});
        field.edit(u"新"_s);
        field.load(u"新"_s, {});
        field.load(u"旧"_s, {});                  // undo of the whole case, while the cursor still stands here
        QCOMPARE(field.buffer(), u"旧"_s);
        QVERIFY(!field.isDirty());
        field.edit(u"又"_s);
        field.load(u"又"_s, {});
        field.load(u"卡上的"_s, {u"身份证"_s, true, false});
        QCOMPARE(field.buffer(), u"卡上的"_s);
        QVERIFY(field.needsAttention());
    }
    void typedWinsAtTheFirstKey()
    {
        FieldModel field(text());
        field.load(u"测试甲"_s, {u"身份证"_s, true, false});
        field.edit(u"测"_s);
        QCOMPARE(field.machineValue(), u"测试甲"_s);
        QVERIFY(!field.origin().machine);
        field.edit(u"测试甲"_s);                  // and back
        QVERIFY(field.origin().machine && field.origin().confirmed);
    }
    void liveCheckDigit()
    {
        FieldModel field(citizen());
        field.setToday({2026, 11, 21});
        field.edit(citizenNumber().left(12));
        QVERIFY(field.error().isEmpty());           // half a number is not blamed
        field.edit(wrongCheck());
        QVERIFY(!field.error().isEmpty());
        QVERIFY(!field.isProven());
        field.edit(citizenNumber());
        QVERIFY(field.error().isEmpty());
        QVERIFY(field.isProven());
        field.commit();
        QVERIFY(field.isProven());
        field.edit(citizenNumber().left(10));
        field.commit();
        QCOMPARE(field.value(), citizenNumber().left(10));      // wrong, but never lost
        QVERIFY(!field.error().isEmpty());
    }
    void fullWidthNumbersAreUnderstood()
    {
        QString wide;
        for (const QChar c : citizenNumber())
            wide += QChar(char16_t(c.unicode() + 0xFEE0));
        FieldModel field(citizen());
        field.edit(wide);
        field.commit();
        QCOMPARE(field.value(), citizenNumber());
        QVERIFY(field.error().isEmpty());
    }
    static FieldSpec twice()
    {
        FieldSpec spec = text(u"applicant.phone"_s);
        spec.twice = true;
        spec.format = u"1\\d{10}"_s;
        return spec;
    }
    static void enter(FieldModel &field, const QString &text)
    {
        field.edit(text);
        field.commit();
    }
    void typedTwice()
    {
        FieldModel field(twice());
        QSignalSpy typed(&field, &FieldModel::typed), committed(&field, &FieldModel::committed);
        enter(field, u"123"_s);
        QVERIFY(!field.awaitsSecondEntry());        // a wrong form is said before asking twice
        QVERIFY(!field.error().isEmpty());
        QCOMPARE(field.buffer(), u"123"_s);
        QCOMPARE(committed.count(), 1);
        enter(field, u"13800005678"_s);
        QVERIFY(field.awaitsSecondEntry());
        QVERIFY(field.needsAttention());
        QCOMPARE(field.buffer(), QString());        // blind: the first entry is not shown
        QCOMPARE(committed.count(), 2);             // but kept, as not yet confirmed
        QCOMPARE(committed.last(), QVariantList({u"13800005678"_s, false}));
        field.commit();
        QVERIFY(field.awaitsSecondEntry());         // Enter on nothing is no second entry
        enter(field, u"　"_s);
        QVERIFY(field.awaitsSecondEntry());
        field.confirm();
        QVERIFY(field.awaitsSecondEntry());         // nobody confirms by eye
        enter(field, u"13800005678"_s);
        QVERIFY(!field.awaitsSecondEntry());
        QCOMPARE(field.buffer(), u"13800005678"_s);
        QCOMPARE(committed.last(), QVariantList({u"13800005678"_s, true}));
        QVERIFY(field.error().isEmpty() && !field.needsAttention());
        QCOMPARE(typed.count(), 0);
        enter(field, u"13800005678"_s);             // the same again is no change
        QCOMPARE(committed.count(), 3);
    }
    void twoAlikeInARowAreBelieved()
    {
        FieldModel field(twice());
        enter(field, u"13800005678"_s);
        enter(field, u"13800005679"_s);
        QVERIFY(field.awaitsSecondEntry());
        QVERIFY(!field.error().isEmpty());
        enter(field, u"13800005678"_s);             // the first of all does not count any more
        QVERIFY(field.awaitsSecondEntry());
        enter(field, u"13800005678"_s);
        QVERIFY(field.origin().confirmed && field.error().isEmpty());
    }
    void secondEntryIsAskedForAfterARestart()
    {
        FieldModel field(twice());
        field.load(u"13800005678"_s, {{}, false, false});
        QVERIFY(field.awaitsSecondEntry());
        QCOMPARE(field.buffer(), QString());
        field.load(u"13800005678"_s, {{}, false, true});
        QCOMPARE(field.buffer(), u"13800005678"_s);
    }
    void typedTwiceOverAMachine()
    {
        FieldModel field(twice());
        QSignalSpy confirmed(&field, &FieldModel::confirmed);
        field.load(u"13800005678"_s, {u"共享数据"_s, true, false});
        QCOMPARE(field.buffer(), u"13800005678"_s); // a machine's value is looked at, not typed
        field.edit(u"1380000567"_s);
        enter(field, u"13800005678"_s);             // typed as the machine has it
        QVERIFY(field.origin().machine && field.origin().confirmed);
        QCOMPARE(confirmed.count(), 1);
        enter(field, u"13900000000"_s);
        QVERIFY(field.awaitsSecondEntry());
        QCOMPARE(field.machineValue(), u"13800005678"_s);
        enter(field, u"13800005678"_s);
        QVERIFY(field.origin().machine && field.origin().confirmed && !field.awaitsSecondEntry());
    }
    void faults_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("normal");
        QTest::addColumn<bool>("fine");
        QTest::newRow("date plain") << int(FieldKind::Date) << QString() << u"20261121"_s << u"2026-11-21"_s << true;
        QTest::newRow("date chinese") << int(FieldKind::Date) << QString() << u"2026年11月1日"_s << u"2026-11-01"_s << true;
        QTest::newRow("date slash wide") << int(FieldKind::Date) << QString() << u"２０２６／11／21"_s << u"2026-11-21"_s << true;
        QTest::newRow("date impossible") << int(FieldKind::Date) << QString() << u"2026-02-30"_s << u"2026-02-30"_s << false;
        QTest::newRow("date words") << int(FieldKind::Date) << QString() << u"明天"_s << u"明天"_s << false;
        QTest::newRow("number") << int(FieldKind::Number) << QString() << u"1,846.5"_s << u"1846.5"_s << true;
        QTest::newRow("number words") << int(FieldKind::Number) << QString() << u"八十"_s << u"八十"_s << false;
        QTest::newRow("format fits") << int(FieldKind::Text) << u"[0-9A-Z]{4}"_s << u"９A2B"_s << u"9A2B"_s << true;
        QTest::newRow("format whole") << int(FieldKind::Text) << u"[0-9]{4}"_s << u"12345"_s << u"12345"_s << false;
        QTest::newRow("broken format never blames") << int(FieldKind::Text) << u"[0-9"_s << u"12"_s << u"12"_s << true;
        QTest::newRow("choice unknown") << int(FieldKind::Choice) << QString() << u"mail"_s << u"mail"_s << false;
        QTest::newRow("empty optional") << int(FieldKind::Text) << QString() << u"　 "_s << QString() << true;
    }
    void faults()
    {
        QFETCH(int, kind);
        QFETCH(QString, format);
        QFETCH(QString, text);
        QFETCH(QString, normal);
        QFETCH(bool, fine);
        FieldSpec spec = TestFieldModel::text();
        spec.kind = FieldKind(kind);
        spec.format = format;
        QCOMPARE(normalText(spec, text), normal);
        QCOMPARE(faultOf(spec, text, {2026, 11, 21}).isEmpty(), fine);
        spec.required = true;
        if (normal.isEmpty())
            QVERIFY(!faultOf(spec, text, {2026, 11, 21}).isEmpty());
    }
    void tooLong()
    {
        FieldSpec spec = text();
        spec.maxLength = 3;
        QVERIFY(faultOf(spec, u"一二三"_s, {}).isEmpty());
        QVERIFY(!faultOf(spec, u"一二三四"_s, {}).isEmpty());
    }
    void conditionsCascade()
    {
        FormModel form;
        form.setFields({text(u"a"_s), text(u"b"_s), text(u"c"_s)});
        form.showWhen(u"b"_s, [](const FormModel &f) { return f.value(u"a"_s) == u"有"_s; });
        form.showWhen(u"c"_s, [](const FormModel &f) { return !f.value(u"b"_s).isEmpty(); });
        QVERIFY(!form.field(u"b"_s)->isShown());
        form.field(u"a"_s)->edit(u"有"_s);
        form.field(u"a"_s)->commit();
        form.field(u"b"_s)->edit(u"值"_s);
        form.field(u"b"_s)->commit();
        QVERIFY(form.field(u"c"_s)->isShown());
        form.field(u"a"_s)->edit(u"无"_s);
        form.field(u"a"_s)->commit();
        QVERIFY(!form.field(u"b"_s)->isShown() && !form.field(u"c"_s)->isShown());
        QCOMPARE(form.value(u"b"_s), QString());                // a hidden row says nothing
        QCOMPARE(form.field(u"b"_s)->value(), u"值"_s);         // but keeps what was typed
    }
    void countsAndProblems()
    {
        FormModel form;
        FieldSpec must = text(u"must"_s);
        must.required = true;
        FieldSpec also = text(u"also"_s);
        also.required = true;
        form.setFields({must, also, text(u"may"_s)});
        QCOMPARE(form.required(), 2);
        QCOMPARE(form.done(), 0);
        QCOMPARE(form.problems().size(), 2);
        form.field(u"must"_s)->fill(u"机"_s, u"身份证"_s);
        QCOMPARE(form.done(), 0);                               // unconfirmed is not done
        form.field(u"must"_s)->confirm();
        QCOMPARE(form.done(), 1);
        QCOMPARE(form.problems().first().path, u"also"_s);
        form.field(u"also"_s)->setShown(false);
        QCOMPARE(form.required(), 1);
        QVERIFY(form.problems().isEmpty());
        QVERIFY(!form.field(u"nowhere"_s));
        QCOMPARE(form.value(u"nowhere"_s), QString());
    }
    void manyChangesAreOne()
    {
        FormModel form;
        form.setFields({text(u"a"_s), text(u"b"_s)});
        QSignalSpy settled(&form, &FormModel::settled);
        form.inOneGo([&] {
            form.field(u"a"_s)->load(u"1"_s, {});
            form.field(u"b"_s)->load(u"2"_s, {});
        });
        QCOMPARE(settled.count(), 1);
        form.field(u"a"_s)->edit(u"3"_s);
        QCOMPARE(settled.count(), 2);
    }
    void readOnlyForOldAndNewFields()
    {
        FormModel form;
        form.setFields({text(u"a"_s)});
        form.setReadOnly(true);
        form.setFields({text(u"a"_s), text(u"b"_s)});
        QVERIFY(form.field(u"a"_s)->isReadOnly() && form.field(u"b"_s)->isReadOnly());
        form.setReadOnly(false);
        QVERIFY(!form.field(u"a"_s)->isReadOnly() && !form.field(u"b"_s)->isReadOnly());
    }
    void aFieldAskedForDifferentlyStaysTheField()
    {
        FormModel form;
        FieldSpec a = text(u"a"_s);
        form.setFields({a});
        FieldModel *field = form.field(u"a"_s);
        field->edit(u"正在输"_s);
        a.required = true;
        a.label = u"住所（样例）"_s;
        form.setFields({a});
        QCOMPARE(form.field(u"a"_s), field);
        QCOMPARE(field->spec().label, u"住所（样例）"_s);
        QCOMPARE(field->buffer(), u"正在输"_s);
        QVERIFY(field->isDirty());
        a.kind = FieldKind::LongText;               // another editor: another field
        form.setFields({a});
        QVERIFY(form.field(u"a"_s) != field);
    }
    void setFieldsKeepsWhatIsTyped()
    {
        FormModel form;
        form.setFields({text(u"a"_s), text(u"b"_s)});
        form.field(u"a"_s)->edit(u"正在输"_s);
        FieldModel *before = form.field(u"a"_s);
        QSignalSpy changed(&form, &FormModel::fieldsChanged);
        form.setFields({text(u"a"_s), text(u"b"_s)});
        QCOMPARE(changed.count(), 0);
        form.setFields({text(u"a"_s), text(u"c"_s)});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(form.field(u"a"_s), before);
        QCOMPARE(before->buffer(), u"正在输"_s);
        QVERIFY(!form.field(u"b"_s));
    }
};

ZC_TEST(QCoreApplication, TestFieldModel)
#include "tst_fieldmodel.moc"
