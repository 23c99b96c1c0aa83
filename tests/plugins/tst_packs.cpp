#include <feel/decimal.h>
#include <guidance/casefile.h>
#include <guidance/finding.h>

#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace zc;
using namespace zc::guidance;
using namespace Qt::StringLiterals;

// Every item pack that this source tree ships: the departments' and the tutorial's.
class TestPacks : public QObject {
    Q_OBJECT

    static QStringList packsBelow(const QString &folder)
    {
        QStringList packs;
        QDirIterator packages(QStringLiteral(ZC_SOURCE_DIR "/plugins/") + folder, {u"package.json"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (packages.hasNext())
            packs << QFileInfo(packages.next()).path();
        packs.sort();
        return packs;
    }
    static QJsonObject package(const QString &folder)
    {
        QFile file(folder + u"/package.json"_s);
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    }
    static void eachPack()
    {
        QTest::addColumn<QString>("folder");
        for (const QString &folder : packsBelow(QString()))
            QTest::newRow(qPrintable(QFileInfo(folder).fileName())) << folder;
    }

    // cases.csv read apart from the product: no cell of the shipped files is quoted.
    static QList<QMap<QString, QString>> expectations(const QString &folder)
    {
        QFile file(folder + u"/cases.csv"_s);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        QList<QMap<QString, QString>> rows;
        QStringList header;
        const QStringList lines = QString::fromUtf8(file.readAll()).remove(u'\r').split(u'\n', Qt::SkipEmptyParts);
        for (const QString &line : lines) {
            const QStringList cells = line.split(u',');
            if (header.isEmpty()) {
                header = cells;
                header[0].remove(QChar(0xFEFF));
                continue;
            }
            QMap<QString, QString> row;
            for (qsizetype i = 0; i < header.size(); ++i)
                row.insert(header.at(i), cells.value(i));
            rows << row;
        }
        return rows;
    }
    static QStringList sorted(QStringList list)
    {
        list.sort();
        return list;
    }
    static QStringList parts(const QString &cell) { return sorted(cell.split(u'|', Qt::SkipEmptyParts)); }

    static QStringList materialsOf(const Outcome &outcome)
    {
        QStringList list;
        for (const OutcomeMaterial &material : outcome.materials)
            list << material.id + u':' + material.mode + (material.dueDays ? u"(%1)"_s.arg(*material.dueDays) : QString());
        return sorted(list);
    }
    template <class F> static QStringList perSubItem(const Outcome &outcome, F number)
    {
        QStringList list;
        for (const OutcomeSubItem &subItem : outcome.subItems)
            if (const QString text = number(subItem); !text.isEmpty())
                list << subItem.id + u':' + text;
        return sorted(list);
    }

private Q_SLOTS:
    void departmentsHaveTheirItems_data()
    {
        QTest::addColumn<QString>("department");
        QTest::addColumn<QStringList>("items");
        QTest::newRow("market_regulation") << u"market_regulation"_s
            << QStringList{u"01"_s, u"02"_s, u"03"_s, u"04"_s, u"05"_s, u"06"_s, u"13"_s, u"B01"_s};
        QTest::newRow("civil_affairs") << u"civil_affairs"_s << QStringList{u"01"_s, u"02"_s, u"03"_s, u"04"_s, u"05"_s, u"06"_s};
        QTest::newRow("public_security") << u"public_security"_s << QStringList{u"03"_s};
        QTest::newRow("health") << u"health"_s << QStringList{u"06"_s, u"09"_s, u"B01"_s};
        QTest::newRow("medical_insurance") << u"medical_insurance"_s << QStringList{u"01"_s};
        QTest::newRow("human_resources") << u"human_resources"_s << QStringList{u"05"_s};
        QTest::newRow("fire_rescue") << u"fire_rescue"_s << QStringList{u"01"_s};
        QTest::newRow("housing_construction") << u"housing_construction"_s << QStringList{u"13"_s};
        QTest::newRow("local_services") << u"local_services"_s << QStringList{u"08"_s};
    }
    void departmentsHaveTheirItems()
    {
        QFETCH(QString, department);
        QFETCH(QStringList, items);
        QStringList codes, expected;
        for (const QString &folder : packsBelow(u"departments/"_s + department))
            codes << package(folder).value(u"itemCode"_s).toString();
        for (const QString &item : items)
            expected << u"DEMO-%1-%2"_s.arg(department, item);
        QCOMPARE(sorted(codes), expected);
    }
    void codesAreUnique()
    {
        QHash<QString, QString> seen;
        for (const QString &folder : packsBelow(QString())) {
            const QString code = package(folder).value(u"itemCode"_s).toString();
            QVERIFY2(!code.isEmpty() && !seen.contains(code), qPrintable(code + u' ' + folder + u' ' + seen.value(code)));
            seen.insert(code, folder);
        }
    }

    // A catalogue id or a data element means one thing in all packs, else bundles of them cannot be merged.
    void sharedIdsMeanTheSame()
    {
        QHash<QString, QString> seen;
        int shared = 0;
        const auto agree = [&](const QString &id, const QStringList &meaning, const QString &where) {
            const QString text = meaning.join(u'/');
            const QString before = seen.value(id, text);
            QVERIFY2(before == text, qPrintable(u"%1 in %2: %3, elsewhere %4"_s.arg(id, where, text, before)));
            shared += seen.contains(id);
            seen.insert(id, text);
        };
        for (const QString &folder : packsBelow(u"departments"_s)) {
            const auto pack = Pack::loadNow(folder);
            QVERIFY(pack.ok());
            const QString name = QFileInfo(folder).fileName();
            for (const Material &material : (*pack)->materials())
                agree(material.catalogueId, {material.name, material.form, material.licenceType}, name);
            for (const Field &field : (*pack)->fields())
                agree(u"field "_s + field.element, {field.type, field.format}, name);
            for (const Fact &fact : (*pack)->facts())
                if (!fact.element.isEmpty())
                    agree(u"fact "_s + fact.element, {QString::number(int(fact.type)), sorted(fact.options).join(u'|'), fact.step ? fact.step->text() : QString(), fact.unit}, name);
        }
        QVERIFY(shared > 50);
    }
    void departmentsHaveTwentyGoldenCasesOrMore()
    {
        for (const QString &folder : packsBelow(u"departments"_s))
            QVERIFY2(expectations(folder).size() >= 20, qPrintable(folder));
    }

    void saysThatItIsASample_data() { eachPack(); }
    void saysThatItIsASample()
    {
        QFETCH(QString, folder);
        const QJsonObject text = package(folder);
        QCOMPARE(text.value(u"demo"_s), QJsonValue(true));
        QVERIFY2(text.value(u"note"_s).toString().contains(u"样例"), "note");
        QCOMPARE(text.value(u"packId"_s).toString(), QFileInfo(folder).fileName());
        LoadOptions production;
        production.allowDemo = false;
        const auto refused = Pack::loadNow(folder, production);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, u"PACK-DEMO"_s);
    }

    void verifiesWithoutFinding_data() { eachPack(); }
    void verifiesWithoutFinding()
    {
        QFETCH(QString, folder);
        const auto report = verifyFolder(folder);
        QVERIFY2(report.ok(), report.ok() ? "" : qPrintable(report.error().detail));
        QStringList findings;
        for (const Finding &finding : report->findings)
            findings << finding.code + u' ' + finding.place() + u' ' + finding.message;
        QVERIFY2(findings.isEmpty(), qPrintable(findings.join(u'\n')));
        const auto pack = Pack::loadNow(folder);
        QVERIFY(pack.ok());
        QCOMPARE((*pack)->unverified(), QStringList());
    }

    void goldenCasesPass_data() { eachPack(); }
    void goldenCasesPass()
    {
        QFETCH(QString, folder);
        const auto pack = Pack::loadNow(folder);
        QVERIFY2(pack.ok(), pack.ok() ? "" : qPrintable(pack.error().detail));
        QFile file(folder + u"/cases.csv"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY2(!text.contains('"'), "this test splits cells at the comma alone");
        const auto inputs = readCaseFile(**pack, text);
        QVERIFY(inputs.ok());
        const auto wanted = expectations(folder);
        QCOMPARE(inputs->size(), wanted.size());
        QVERIFY(!wanted.isEmpty());
        QSet<QString> reached;
        for (qsizetype i = 0; i < wanted.size(); ++i) {
            const CaseInput &input = inputs->at(i);
            QCOMPARE(input.id, wanted.at(i).value(u"id"_s));
            QVERIFY2(!input.error, qPrintable(input.id));
            const Outcome outcome = Interview(*pack, input.answers).outcome();
            QVERIFY2(outcome.complete, qPrintable(input.id + u" still asks "_s + outcome.pending.join(u' ')));
            const auto same = [&](const QStringList &found, const QString &column) {
                const QStringList expected = parts(wanted.at(i).value(column));
                if (found != expected)
                    QTest::qFail(qPrintable(u"%1 %2: %3, expected %4"_s.arg(input.id, column, found.join(u'|'), expected.join(u'|'))), __FILE__, __LINE__);
            };
            same(perSubItem(outcome, [](const OutcomeSubItem &) { return u"x"_s; }).replaceInStrings(u":x"_s, QString()), u"=子事项"_s);
            same(materialsOf(outcome), u"=材料"_s);
            same(perSubItem(outcome, [](const OutcomeSubItem &s) { return s.promisedDays ? QString::number(*s.promisedDays) : QString(); }),
                 u"=承诺工作日"_s);
            same(perSubItem(outcome, [](const OutcomeSubItem &s) { return s.statutoryDays ? QString::number(*s.statutoryDays) : QString(); }),
                 u"=法定工作日"_s);
            same(perSubItem(outcome, [](const OutcomeSubItem &s) { return s.fee ? s.fee->text() : QString(); }), u"=金额"_s);
            QStringList fields;
            for (const OutcomeField &field : outcome.fields)
                fields << field.id;
            same(sorted(fields), u"=字段"_s);
            for (const OutcomeSubItem &subItem : outcome.subItems)
                reached.insert(subItem.id);
        }
        // Golden cases that never reach a sub-item prove nothing about it; of a bundle, whose items have cases of their own, that never
        // reach one of the item's.
        for (const SubItem &subItem : (*pack)->subItems()) {
            const QString item = subItem.id.section(u'/', 0, 0);
            const bool any = (*pack)->isBundle() && subItem.kind == SubItemKind::Handle
                && std::any_of(reached.cbegin(), reached.cend(), [&](const QString &id) { return id.startsWith(item + u"/S"_s); });
            const bool bundledExit = (*pack)->isBundle() && subItem.kind != SubItemKind::Handle;
            QVERIFY2(any || bundledExit || reached.contains(subItem.id), qPrintable(subItem.id));
        }
    }

    void bundlesAskEachDataElementOnce_data()
    {
        QTest::addColumn<QString>("folder");
        for (const QString &folder : packsBelow(u"departments"_s))
            if (package(folder).value(u"kind"_s) == QJsonValue(u"bundle"_s))
                QTest::newRow(qPrintable(QFileInfo(folder).fileName())) << folder;
    }
    // Every golden case as an interview: no question twice, none of an item that takes no part, fewer than the items would ask in turn.
    void bundlesAskEachDataElementOnce()
    {
        QFETCH(QString, folder);
        const auto pack = Pack::loadNow(folder);
        QVERIFY2(pack.ok(), pack.ok() ? "" : qPrintable(pack.error().detail));
        QVERIFY((*pack)->isBundle() && (*pack)->imports().size() >= 5);
        QFile file(folder + u"/cases.csv"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto inputs = readCaseFile(**pack, file.readAll());
        QVERIFY(inputs.ok());
        qsizetype together = 0, inTurn = 0;
        const auto questions = [](Interview interview, const Priors &answers, QStringList *asked) {
            for (QList<Question> screen = interview.nextQuestions(); !screen.isEmpty(); screen = interview.nextQuestions()) {
                const QString fact = screen.constFirst().fact;
                const auto given = std::find_if(answers.cbegin(), answers.cend(), [&](const AnswerRecord &record) { return record.fact == fact; });
                if (given == answers.cend() || asked->contains(fact) || !interview.answer(fact, given->value).ok())
                    return false;
                *asked << fact;
            }
            return interview.outcome().complete;
        };
        for (const CaseInput &input : *inputs) {
            QStringList asked, elements;
            QVERIFY2(questions(Interview(*pack), input.answers, &asked), qPrintable(input.id + u' ' + asked.join(u' ')));
            for (const QString &id : std::as_const(asked))
                if (const QString element = (*pack)->fact(id)->element; !element.isEmpty()) {
                    QVERIFY2(!elements.contains(element), qPrintable(input.id + u' ' + element));
                    elements << element;
                }
            together += asked.size();
            const Outcome outcome = Interview(*pack, input.answers).outcome();
            for (const auto &import : (*pack)->imports()) {
                const bool takesPart = std::any_of(outcome.subItems.cbegin(), outcome.subItems.cend(),
                                                   [&](const OutcomeSubItem &part) { return part.id.startsWith(import->id() + u'/'); });
                if (!takesPart)
                    continue;
                const auto item = Pack::loadNow(import->path());
                QVERIFY(item.ok());
                Priors own;
                for (const Fact &fact : (*item)->facts())
                    for (const AnswerRecord &record : input.answers) {
                        const Fact &whole = *(*pack)->fact(record.fact);
                        if (whole.id == import->id() + u'/' + fact.id || (!fact.element.isEmpty() && whole.element == fact.element))
                            own << AnswerRecord{fact.id, record.value, {}};
                    }
                QStringList alone;
                QVERIFY2(questions(Interview(*item), own, &alone), qPrintable(input.id + u' ' + import->id()));
                inTurn += alone.size();
            }
        }
        qInfo("%s: %lld questions in all cases, %lld item by item", qPrintable((*pack)->id()), qlonglong(together), qlonglong(inTurn));
        QVERIFY(together * 5 < inTurn * 4);
    }
};

QTEST_APPLESS_MAIN(TestPacks)
#include "tst_packs.moc"
