#include "oracle.h"
#include "packcopy.h"
#include "support/testprogram.h"

#include <guidance/authoredpack.h>
#include <guidance/confirmation.h>
#include <guidance/finding.h>
#include <guidance/packbuild.h>
#include <guidance/sheets.h>

#include <QJsonDocument>

using namespace oracle;

// Bundles: several items, one interview, one notice. The shared example and copies of it that are spoilt on purpose.
class TestBundle : public QObject {
    Q_OBJECT

    // The example's three packs side by side in a folder of their own.
    class Shop {
    public:
        Shop()
        {
            for (const QString &name : {u"open-shop"_s, u"food-licence"_s, u"shop-sign"_s}) {
                const PackCopy copy(examplePack(name));
                QDir().rename(copy.path(), m_dir.filePath(name));
            }
        }
        QString path(const QString &name = u"open-shop"_s) const { return m_dir.filePath(name); }
        void replace(const QString &pack, const QString &file, const QString &from, const QString &to) const
        {
            const QString text = QString::fromUtf8(read(pack, file));
            if (!text.contains(from))
                qFatal("%s has no %s", qPrintable(file), qPrintable(from));
            write(pack, file, QString(text).replace(from, to).toUtf8());
        }
        QByteArray read(const QString &pack, const QString &file) const
        {
            QFile source(QDir(path(pack)).filePath(file));
            return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray();
        }
        void write(const QString &pack, const QString &name, const QByteArray &bytes) const
        {
            QFile file(QDir(path(pack)).filePath(name));
            if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size())
                qFatal("cannot write %s", qPrintable(name));
        }
        void append(const QString &pack, const QString &name, const QString &line) const { write(pack, name, read(pack, name) + line.toUtf8()); }
        void remove(const QString &pack) const { QDir(path(pack)).removeRecursively(); }

    private:
        QTemporaryDir m_dir;
    };

    static QString lines(const VerifyReport &report)
    {
        QStringList list;
        for (const Finding &finding : report.findings)
            list << finding.code + u' ' + finding.place() + u' ' + finding.message;
        return list.join(u'\n');
    }
    static QStringList codes(const VerifyReport &report)
    {
        QStringList list;
        for (const Finding &finding : report.findings)
            if (!list.contains(finding.code))
                list << finding.code;
        return list;
    }
    static feel::Value text(const QString &value) { return feel::Value(value); }
    static feel::Value set(const QStringList &options)
    {
        feel::List items;
        for (const QString &option : options)
            items << feel::Value(option);
        return feel::Value(items);
    }
    static feel::Value number(int value) { return feel::Value(feel::Decimal(value)); }
    static AnswerRecord said(const QString &fact, const feel::Value &value) { return {fact, value, {}}; }
    // The situation the design page tells: loose food in a rented shop, with a sign.
    static Priors rentedShopWithSign()
    {
        return {said(u"装招牌"_s, feel::Value(true)), said(u"场所来源"_s, text(u"租赁"_s)), said(u"主体业态"_s, text(u"食品销售"_s)),
                said(u"经营项目"_s, set({u"散装"_s})), said(u"有营业执照"_s, feel::Value(true)), said(u"执照可核验"_s, feel::Value(true)),
                said(u"委托办理"_s, feel::Value(false)), said(u"信用受限"_s, feel::Value(false)), said(u"招牌位置"_s, text(u"门头墙面"_s)),
                said(u"招牌面积"_s, number(5))};
    }
    static bool absent() { return !QDir(examplePack(u"open-shop"_s)).exists(); }

private Q_SLOTS:
    void init()
    {
        if (absent())
            QSKIP("skipped: data absent");
    }
    void theExampleIsClean()
    {
        const auto report = verifyFolder(examplePack(u"open-shop"_s));
        QVERIFY(report.ok());
        QVERIFY2(report->findings.isEmpty(), qPrintable(lines(*report)));
        const auto pack = loadPack(examplePack(u"open-shop"_s));
        QVERIFY(pack->isBundle() && pack->unverified().isEmpty());
        QCOMPARE(pack->imports().size(), 2);
        QVERIFY(verify(*pack).isEmpty());
    }
    void factsOfOneElementAreOne()
    {
        const auto pack = loadPack(examplePack(u"open-shop"_s));
        QStringList names;
        for (const Fact &fact : pack->facts())
            names << fact.name;
        QCOMPARE(names, (QStringList{u"装招牌"_s, u"场所来源"_s, u"主体业态"_s, u"经营项目"_s, u"有营业执照"_s, u"执照可核验"_s, u"经营面积"_s,
                                     u"委托办理"_s, u"信用受限"_s, u"招牌位置"_s, u"招牌面积"_s}));
        QCOMPARE(pack->fact(u"场所来源"_s)->id, u"B02"_s);                 // the bundle's wording
        QCOMPARE(pack->fact(u"场所来源"_s)->why, u"两个事项共用"_s);
        QCOMPARE(pack->fact(u"委托办理"_s)->id, u"food-licence/F07"_s);    // else the first item's
        QVERIFY(!pack->fact(u"代办"_s));
        QCOMPARE(pack->material(u"CL-0103"_s)->name, u"场所使用证明"_s);
        QCOMPARE(pack->material(u"CL-0103"_s)->basis, (QStringList{u"food-licence/L02"_s, u"shop-sign/L01"_s}));
        QVERIFY(!pack->basisText({u"shop-sign/L01"_s}).isEmpty());
        QVERIFY(pack->field(u"DE-1003"_s));
        QCOMPARE(pack->subItem(u"food-licence/S1"_s)->stage, 1);
        QCOMPARE(pack->subItem(u"shop-sign/S1"_s)->stage, 2);
        QVERIFY(pack->sample(pack->material(u"CL-0103"_s)->sample).ok());
        QVERIFY(!pack->sample(u"food-licence/../../secret"_s).ok());
    }
    void oneInterviewOneOutcome()
    {
        Interview interview(loadPack(examplePack(u"open-shop"_s)));
        QVERIFY(interview.answerAll(rentedShopWithSign()).ok());
        const Outcome outcome = interview.outcome();
        QVERIFY(outcome.complete && outcome.problems.isEmpty() && !outcome.exit());
        const OutcomeMaterial *proof = outcome.material(u"CL-0103"_s);
        QVERIFY(proof);
        QCOMPARE(proof->copies, 2);
        QCOMPARE(proof->mode, u"必交"_s);                  // the sign wants it now, the licence would wait
        QVERIFY(!proof->dueDays);
        QVERIFY(proof->why.rows.contains(u"food-licence/m3"_s) && proof->why.rows.contains(u"shop-sign/m4"_s));
        QCOMPARE(proof->why.basis, (QStringList{u"food-licence/L02"_s, u"shop-sign/L01"_s}));
        QCOMPARE(outcome.promisedDays, 8);                 // 5 + 3, one after the other
        QCOMPARE(outcome.statutoryDays, 30);
        QCOMPARE(outcome.feeFen(), 0);
        QCOMPARE(outcome.subItems.size(), 2);
        QSet<QString> once;
        for (const OutcomeMaterial &material : outcome.materials)
            once.insert(material.id);
        QCOMPARE(once.size(), outcome.materials.size());
    }
    void anItemThatTakesNoPartAsksNothing()
    {
        Interview interview(loadPack(examplePack(u"open-shop"_s)));
        Priors answers = rentedShopWithSign();
        QVERIFY(interview.answerAll(answers).ok());
        const auto delta = interview.answer(u"装招牌"_s, feel::Value(false));
        QVERIFY(delta.ok());
        QVERIFY(delta->subItemsRemoved.contains(u"shop-sign/S1"_s) && delta->dormant.contains(u"shop-sign/F01"_s));
        QVERIFY(!interview.isApplicable(u"招牌面积"_s));
        Outcome outcome = interview.outcome();
        QVERIFY(outcome.complete);
        QCOMPARE(outcome.material(u"CL-0103"_s)->copies, 1);
        QCOMPARE(outcome.material(u"CL-0103"_s)->mode, u"容缺"_s);
        QCOMPARE(outcome.material(u"CL-0103"_s)->dueDays, 5);
        QCOMPARE(outcome.promisedDays, 5);
        QVERIFY(interview.answer(u"装招牌"_s, feel::Value(true)).ok());
        outcome = interview.outcome();
        QVERIFY(outcome.provisional && interview.needsConfirmation(u"招牌面积"_s));
        QCOMPARE(outcome.material(u"CL-0103"_s)->copies, 2);
    }
    void oneItemsExitLeavesTheOthers()
    {
        Interview interview(loadPack(examplePack(u"open-shop"_s)));
        QVERIFY(interview.answerAll({said(u"有营业执照"_s, feel::Value(false)), said(u"装招牌"_s, feel::Value(true)), said(u"场所来源"_s, text(u"自有"_s)),
                                     said(u"委托办理"_s, feel::Value(true)), said(u"招牌位置"_s, text(u"门头墙面"_s)), said(u"招牌面积"_s, number(20))}).ok());
        Outcome outcome = interview.outcome();
        QVERIFY2(outcome.complete, qPrintable(outcome.pending.join(u',')));
        QStringList ids;
        for (const OutcomeSubItem &item : outcome.subItems)
            ids << item.id;
        QCOMPARE(ids, (QStringList{u"food-licence/X2"_s, u"shop-sign/S1"_s}));
        QVERIFY(!outcome.exit());
        QCOMPARE(outcome.promisedDays, 3);
        QVERIFY(outcome.material(u"CL-0104"_s) && outcome.material(u"CL-0303"_s) && !outcome.material(u"CL-0001"_s));
        QVERIFY(interview.answer(u"招牌位置"_s, text(u"楼顶"_s)).ok());
        outcome = interview.outcome();
        QVERIFY(outcome.complete && outcome.exit() && outcome.materials.isEmpty() && !outcome.promisedDays);
    }
    // Every item run by itself, put together by hand, is what the bundle says.
    void theWholeIsItsItemsPutTogether()
    {
        const auto pack = loadPack(examplePack(u"open-shop"_s));
        std::mt19937 engine(42);
        QList<std::shared_ptr<const Pack>> items;
        for (const auto &item : pack->imports())
            items << loadPack(examplePack(item->id()));
        int both = 0;
        for (int round = 0; round < 150; ++round) {
            Interview whole(pack);
            // Everything that applies is answered, in any order.
            for (bool grown = true; grown;) {
                grown = false;
                for (const Fact &fact : pack->facts()) {
                    if (whole.answerTo(fact.id) || !whole.isApplicable(fact.id))
                        continue;
                    for (int attempt = 0; attempt < 50 && !whole.answerTo(fact.id); ++attempt) {
                        feel::Value value(engine() % 2 == 0);
                        if (fact.type == FactType::Enum)
                            value = text(fact.options.at(qsizetype(engine() % size_t(fact.options.size()))));
                        if (fact.type == FactType::Number)
                            value = number(int(engine() % 199) + 1);
                        if (fact.type == FactType::Set) {
                            QStringList chosen;
                            for (const QString &option : fact.options)
                                if (engine() % 2)
                                    chosen << option;
                            value = set(chosen);
                        }
                        grown = whole.answer(fact.id, value).ok() || grown;
                    }
                }
            }
            QStringList materials, fields, subItems;
            QHash<QString, int> copies;
            QHash<QString, QStringList> modes;
            QHash<int, int> longest;
            for (int i = 0; i < pack->imports().size(); ++i) {
                const auto &item = pack->imports().at(i);
                if (i == 1 && whole.answerTo(u"装招牌"_s)->value == feel::Value(false))
                    continue;
                both += i;
                Interview own(items.at(i));
                for (const Fact &fact : items.at(i)->facts())
                    for (const Fact &shared : pack->facts())
                        if ((!fact.element.isEmpty() && shared.element == fact.element) || shared.id == item->id() + u'/' + fact.id)
                            if (const auto answer = whole.answerTo(shared.id))
                                QVERIFY(own.answer(fact.id, answer->value).ok());
                const Outcome outcome = own.outcome();
                QVERIFY(outcome.complete);
                for (const OutcomeSubItem &part : outcome.subItems) {
                    subItems << item->id() + u'/' + part.id;
                    longest[i] = std::max(longest.value(i), part.promisedDays.value_or(0));
                }
                for (const OutcomeMaterial &part : outcome.materials) {
                    materials << part.catalogueId;
                    copies[part.catalogueId] = std::max(copies.value(part.catalogueId), part.copies);
                    modes[part.catalogueId] << part.mode;
                }
                for (const OutcomeField &part : outcome.fields)
                    fields << part.element;
            }
            const Outcome outcome = whole.outcome();
            QVERIFY(outcome.complete);
            const auto sorted = [](QStringList list) { list.removeDuplicates(); list.sort(); return list; };
            QStringList found, foundFields, foundItems;
            for (const OutcomeMaterial &part : outcome.materials) {
                found << part.id;
                QCOMPARE(part.copies, copies.value(part.id));
                const QStringList asked = modes.value(part.id);
                const QString strictest = asked.contains(u"必交"_s) ? u"必交"_s : asked.contains(u"承诺"_s) ? u"承诺"_s : asked.contains(u"容缺"_s) ? u"容缺"_s : u"免交"_s;
                QCOMPARE(part.mode, strictest);
                QCOMPARE(part.dueDays.has_value(), strictest == u"容缺");
                QVERIFY(!part.why.rows.isEmpty() && !part.why.basis.isEmpty());
            }
            for (const OutcomeField &part : outcome.fields)
                foundFields << part.id;
            for (const OutcomeSubItem &part : outcome.subItems)
                foundItems << part.id;
            QCOMPARE(sorted(found), sorted(materials));
            QCOMPARE(sorted(foundFields), sorted(fields));
            QCOMPARE(sorted(foundItems), sorted(subItems));
            int promised = 0;
            for (const int days : std::as_const(longest))
                promised += days;
            if (outcome.promisedDays)
                QCOMPARE(*outcome.promisedDays, promised);
        }
        QVERIFY(both > 20);
    }
    // A condition of an item may read what the items ask as well: the bundle's own row then says when that applies.
    void theBundlesOwnRowDecides()
    {
        const Shop shop;
        shop.append(u"open-shop"_s, u"facts.csv"_s, u"B03,主体业态,enum,食品销售|餐饮服务|单位食堂,,,做什么？,因为,applicant,1,,,,DE-0201\n"
                                                    "B04,经营面积,number,[0..100000],1,平方米,多大？,因为,applicant,1,\"主体业态 = \"\"餐饮服务\"\"\",,,DE-0205\n"_s);
        shop.replace(u"open-shop"_s, u"imports.csv"_s, u"装招牌 = true"_s, u"\"装招牌 = true and (if 主体业态 = \"\"餐饮服务\"\" then 经营面积 > 60 else true)\""_s);
        const auto report = verifyFolder(shop.path());
        QVERIFY2(report.ok() && report->findings.isEmpty(), qPrintable(lines(*report)));
        const auto pack = loadPack(shop.path());
        QCOMPARE(pack->fact(u"经营面积"_s)->id, u"B04"_s);
        Interview interview(pack);
        QVERIFY(interview.answerAll(rentedShopWithSign()).ok());
        QVERIFY(!interview.isApplicable(u"经营面积"_s));
        QVERIFY(interview.outcome().complete);
        QCOMPARE(interview.outcome().subItems.size(), 2);
        QVERIFY(interview.answerAll({said(u"主体业态"_s, text(u"餐饮服务"_s)), said(u"经营项目"_s, set({u"热食"_s}))}).ok());
        QVERIFY(interview.isApplicable(u"经营面积"_s));
        QVERIFY(!interview.outcome().complete);
        QVERIFY(interview.answer(u"经营面积"_s, number(60)).ok());
        QCOMPARE(interview.outcome().subItems.size(), 1);
        QCOMPARE(interview.outcome().subItems.constFirst().id, u"food-licence/X1"_s);
        QVERIFY(interview.answer(u"经营面积"_s, number(61)).ok());
        QCOMPARE(interview.outcome().subItems.size(), 2);
        // Read where it does not apply: the author is told.
        shop.replace(u"open-shop"_s, u"imports.csv"_s, u"(if 主体业态 = \"\"餐饮服务\"\" then 经营面积 > 60 else true)"_s, u"经营面积 > 60"_s);
        QVERIFY2(codes(*verifyFolder(shop.path())).contains(u"V12"_s), qPrintable(lines(*verifyFolder(shop.path()))));
    }
    // What a constraint of the bundle settles is asked no more, and its row is no idle question.
    void aConstraintSettlesAQuestionOfTheItems()
    {
        const Shop shop;
        shop.append(u"open-shop"_s, u"constraints.csv"_s, u"K01,,\"场所来源 = \"\"租赁\"\"\",只收租来的店面,\n"_s);
        const auto report = verifyFolder(shop.path());
        QVERIFY2(report.ok() && report->findings.isEmpty(), qPrintable(lines(*report)));
        Interview interview(loadPack(shop.path()));
        Priors answers = rentedShopWithSign();
        answers.removeIf([](const AnswerRecord &record) { return record.fact == u"场所来源"; });
        QVERIFY(interview.answerAll(answers).ok());
        QVERIFY(interview.outcome().complete && interview.nextQuestions().isEmpty());
        QCOMPARE(interview.outcome().material(u"CL-0103"_s)->copies, 2);
        const auto refused = interview.answer(u"场所来源"_s, text(u"自有"_s));
        QCOMPARE(refused.error().code, u"GDE-CONFLICT"_s);
        QVERIFY(refused.error().detail.contains(u"只收租来的店面"));
        // A question of the bundle alone that changes nothing stays a finding, constraint or not.
        shop.append(u"open-shop"_s, u"facts.csv"_s, u"B09,喜欢,bool,,,,喜欢吗？,因为,applicant,1,,,,\n"_s);
        shop.append(u"open-shop"_s, u"constraints.csv"_s, u"K02,装招牌 = true,喜欢 = true,要喜欢,\n"_s);
        QCOMPARE(codes(*verifyFolder(shop.path())), QStringList{u"V07"_s});
    }
    void theSheetTellsItemsAndMergedPapers()
    {
        const auto pack = loadPack(examplePack(u"open-shop"_s));
        QList<std::shared_ptr<const Pack>> items;
        QList<OutcomeTable> tables;
        qsizetype outcomes = 0;
        for (const auto &import : pack->imports()) {
            items << loadPack(import->path());
            const auto table = distinctOutcomes(items.constLast());
            QVERIFY(table.ok());
            tables << *table;
            outcomes += table->outcomes.size();
        }
        const ConfirmationSheet sheet = bundleSheet(*pack, items, tables);
        QCOMPARE(sheet.sections.size(), outcomes + 1);
        QCOMPARE(sheet.head.constLast().first, items.constLast()->itemName());
        QVERIFY(sheet.head.constLast().second.contains(u"装招牌 = true"));
        QVERIFY(sheet.sections.constFirst().heading.startsWith(items.constFirst()->itemName()));
        const auto &merged = sheet.sections.constLast();
        QCOMPARE(merged.rows.size(), 2);               // 场所使用证明 and 授权委托书
        const auto proof = std::find_if(merged.rows.cbegin(), merged.rows.cend(), [](const QStringList &row) { return row.at(1) == u"场所使用证明"; });
        QVERIFY(proof != merged.rows.cend());
        QCOMPARE(proof->size(), merged.columns.size());
        QVERIFY(proof->at(3).contains(u'1') && proof->at(3).contains(u'2'));
        QVERIFY(confirmationXlsx(sheet).ok());
    }
    void goldenCases()
    {
        const Shop shop;
        const QString header = u"id,title,装招牌,场所来源,主体业态,经营项目,有营业执照,执照可核验,经营面积,委托办理,信用受限,招牌位置,招牌面积,=子事项,=材料,=承诺工作日,=法定工作日,=金额,=字段\n"_s;
        const QString good = u"C01,租来的店,true,租赁,食品销售,散装,true,true,/,false,false,门头墙面,5,food-licence/S2|shop-sign/S1,"
                             "CL-0001:免交|CL-0103:必交|CL-0207:必交|CL-0209:承诺|CL-0302:必交,food-licence/S2:5|shop-sign/S1:3,"
                             "food-licence/S2:20|shop-sign/S1:10,food-licence/S2:0|shop-sign/S1:0,DE-1001|DE-1002|DE-1003|DE-1204\n"
                             "C02,不装招牌,false,租赁,食品销售,散装,true,true,/,false,false,/,/,food-licence/S2,"
                             "CL-0001:免交|CL-0103:容缺(5)|CL-0207:必交|CL-0209:承诺,food-licence/S2:5,food-licence/S2:20,food-licence/S2:0,DE-1001|DE-1002|DE-1003|DE-1204\n"_s;
        shop.write(u"open-shop"_s, u"cases.csv"_s, (header + good).toUtf8());
        auto report = verifyFolder(shop.path());
        QVERIFY2(report.ok() && report->findings.isEmpty(), qPrintable(lines(*report)));
        // Sheets and releases carry the facts of the items too, and give back the same bytes.
        const auto files = PackFiles::readFolder(shop.path());
        const auto authored = AuthoredPack::read(*files);
        QVERIFY2(authored.ok(), authored.ok() ? "" : qPrintable(authored.error().detail));
        QCOMPARE(authored->sheet(u"cases.csv"_s)->columns.size(), 2 + 11 + 6);
        const auto workbook = packToXlsx(*authored);
        QVERIFY(workbook.ok());
        const SheetImport back = packFromXlsx(*workbook, filesBesideSheets(*authored));
        QVERIFY2(back.pack, back.problems.isEmpty() ? "" : qPrintable(back.problems.constFirst().message));
        QCOMPARE(back.pack->write().content, authored->write().content);
        const SheetImport loose = packFromCsvFiles(packToCsvFiles(*authored), filesBesideSheets(*authored));
        QVERIFY(loose.pack && loose.pack->write().content == authored->write().content);
        const PackBuild build = buildPack(*files);
        QVERIFY2(build.files && build.sealed, qPrintable(build.error.detail));
        AuthoredPack moved = *authored;                // a fact of the bundle is renamed, the others keep their cells
        moved.sheet(u"facts.csv"_s)->rows[0][1] = u"挂招牌"_s;
        moved.alignCases({{u"装招牌"_s, u"挂招牌"_s}});
        QCOMPARE(moved.sheet(u"cases.csv"_s)->columns.value(2), u"挂招牌"_s);
        QCOMPARE(moved.sheet(u"cases.csv"_s)->columns.mid(3), authored->sheet(u"cases.csv"_s)->columns.mid(3));
        QCOMPARE(moved.sheet(u"cases.csv"_s)->rows, authored->sheet(u"cases.csv"_s)->rows);
        shop.replace(u"open-shop"_s, u"cases.csv"_s, u"CL-0103:容缺(5)"_s, u"CL-0103:必交"_s);
        report = verifyFolder(shop.path());
        QCOMPARE(codes(*report), QStringList{u"V17"_s});
        QCOMPARE(report->findings.constFirst().row, 3);
        shop.write(u"open-shop"_s, u"cases.csv"_s, QString(header).replace(u"招牌位置"_s, u"招牌地方"_s).toUtf8());
        QCOMPARE(codes(*verifyFolder(shop.path())), QStringList{u"V01"_s});
    }
    void defects_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("pack");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        const QString shop = u"open-shop"_s, food = u"food-licence"_s, sign = u"shop-sign"_s, imports = u"imports.csv"_s;
        const auto add = [](const char *name, const char *code, const QString &pack, const QString &file, const QString &from, const QString &to) {
            QTest::newRow(name) << QString::fromLatin1(code) << pack << file << from << to;
        };
        add("unknown item", "V01", shop, imports, u"shop-sign,1"_s, u"shop-sigh,1"_s);
        add("other version", "V01", shop, imports, u"sign,1.0.0"_s, u"sign,1.1.0"_s);
        add("item twice", "V01", shop, imports, u"shop-sign,1.0.0,2,装招牌 = true"_s, u"food-licence,1.0.0,2,装招牌 = true"_s);
        add("stage", "V01", shop, imports, u"1.0.0,2,"_s, u"1.0.0,0,"_s);
        add("condition reads an item's fact", "V01", shop, imports, u"装招牌 = true"_s, u"\"主体业态 = \"\"食品销售\"\"\""_s);
        add("condition beyond the profile", "V01", shop, imports, u"装招牌 = true"_s, u"\"if 装招牌 then string length(场所来源) = 2 else false\""_s);
        add("no item at all", "V01", shop, imports, u"food-licence,1.0.0,1,\nshop-sign,1.0.0,2,装招牌 = true\n"_s, QString());
        add("an item with an error", "V01", sign, u"facts.csv"_s, u"F02,招牌面积,number"_s, u"F02,招牌面积,nummer"_s);
        add("assertion about an unknown sub-item", "V01", shop, u"asserts.csv"_s, u"shop-sign/S1"_s, u"shop-sign/S9"_s);
        add("assertion about an unknown paper", "V01", shop, u"asserts.csv"_s, u"CL-0302"_s, u"M02"_s);
        add("imports itself", "V02", shop, imports, u"shop-sign,1.0.0,2,装招牌 = true"_s, u"open-shop,1.0.0,2,"_s);
        add("assertion fails", "V06", shop, u"asserts.csv"_s, u"\"\"CL-0302\"\""_s, u"\"\"CL-0303\"\""_s);
        add("never takes part", "V09", shop, imports, u"装招牌 = true"_s, u"装招牌 = true and 装招牌 = false"_s);
        add("always takes part", "V09", shop, imports, u"装招牌 = true"_s, u"装招牌 = true or 装招牌 = false"_s);
        add("nothing to do", "V10", shop, imports, u"food-licence,1.0.0,1,"_s, u"food-licence,1.0.0,1,装招牌 = true"_s);
        add("no wording", "V14", shop, u"facts.csv"_s, u"装招牌的一并办理招牌备案"_s, QString());
        add("notice", "V14", shop, u"notice.md"_s, u"{{补正期限}}"_s, QString());
        add("an item begins later", "V15", sign, u"package.json"_s, u"\"validFrom\": \"2026-01-01\""_s, u"\"validFrom\": \"2026-02-01\""_s);
        add("an item ends earlier", "V15", sign, u"package.json"_s, u"\"validTo\": null"_s, u"\"validTo\": \"2027-12-31\""_s);
        add("values", "V16", shop, u"facts.csv"_s, u"自有|租赁|无偿使用"_s, u"自有|租赁|无偿使用|借用"_s);
        add("type", "V16", sign, u"facts.csv"_s, u"F01,招牌位置,enum,门头墙面|楼顶,,,招牌装在门头墙面，还是楼顶？,楼顶招牌不在本窗口办理,applicant,1,,,,DE-0301"_s,
            u"F01,招牌位置,enum,门头墙面|楼顶,,,招牌装在门头墙面，还是楼顶？,楼顶招牌不在本窗口办理,applicant,1,,,,DE-0203"_s);
        add("unit", "V16", sign, u"facts.csv"_s, u"DE-0302"_s, u"DE-0205"_s);
        add("material name", "V16", sign, u"materials.csv"_s, u"M01,CL-0104,授权委托书"_s, u"M01,CL-0104,委托书"_s);
        add("material form", "V16", sign, u"materials.csv"_s, u"场所使用证明,复印件"_s, u"场所使用证明,原件"_s);
        add("field label", "V16", sign, u"fields.csv"_s, u"经营场所地址"_s, u"招牌地址"_s);
        add("field format", "V16", sign, u"fields.csv"_s, u"经营场所地址,text,true,,"_s, u"经营场所地址,text,true,.+,"_s);
    }
    void defects()
    {
        QFETCH(QString, code);
        QFETCH(QString, pack);
        QFETCH(QString, file);
        QFETCH(QString, from);
        QFETCH(QString, to);
        const Shop shop;
        shop.replace(pack, file, from, to);
        const auto report = verifyFolder(shop.path());
        QVERIFY(report.ok());
        QVERIFY2(codes(*report).contains(code), qPrintable(lines(*report)));
        for (const Finding &finding : report->findings)
            QVERIFY2(!finding.message.isEmpty() && !finding.message.contains(u"%1") && !finding.place().isEmpty(), qPrintable(lines(*report)));
        const bool blocks = code == u"V01" || code == u"V02" || code == u"V16";
        const auto loaded = Pack::loadNow(shop.path());
        QCOMPARE(loaded.ok(), !blocks);
        if (blocks)
            QCOMPARE(loaded.error().code, u"PACK-FORMAT"_s);
        // The defect is the bundle's, so the items stay what they were unless it was put into one of them.
        QVERIFY(verifyFolder(shop.path(u"food-licence"_s))->findings.isEmpty());
    }
    void ringsOfBundlesAreFound()
    {
        const Shop shop;
        const QString other = shop.path(u"open-cafe"_s);
        QDir().mkpath(other);
        for (const QString &file : {u"package.json"_s, u"facts.csv"_s, u"constraints.csv"_s, u"notice.md"_s})
            shop.write(u"open-cafe"_s, file, shop.read(u"open-shop"_s, file));
        shop.replace(u"open-cafe"_s, u"package.json"_s, u"\"open-shop\""_s, u"\"open-cafe\""_s);
        shop.write(u"open-cafe"_s, u"asserts.csv"_s, "id,scope,when,then,level,message\n");
        shop.write(u"open-cafe"_s, u"imports.csv"_s, "packId,version,stage,when\nfood-licence,1.0.0,1,\n");
        QVERIFY2(verifyFolder(other)->hasErrors() == false, qPrintable(lines(*verifyFolder(other))));
        shop.append(u"open-shop"_s, u"imports.csv"_s, u"open-cafe,1.0.0,3,\n"_s);
        QCOMPARE(codes(*verifyFolder(shop.path())), QStringList{u"V01"_s});        // a bundle is no item
        shop.append(u"open-cafe"_s, u"imports.csv"_s, u"open-shop,1.0.0,2,\n"_s);
        const auto report = verifyFolder(shop.path());
        QCOMPARE(codes(*report), QStringList{u"V02"_s});
        QVERIFY2(report->findings.constFirst().message.contains(u"open-shop → open-cafe → open-shop"), qPrintable(lines(*report)));
    }
    void waivedHereDeferredThere()
    {
        const Shop shop;
        // The sign's office may look the proof up; the licence's office takes it later.
        shop.replace(u"food-licence"_s, u"materials.csv"_s, u"samples/M03.md,,true"_s, u"samples/M03.md,LT-场所,true"_s);
        shop.replace(u"shop-sign"_s, u"materials.csv"_s, u"samples/M04.md,,true"_s, u"samples/M04.md,LT-场所,true"_s);
        shop.replace(u"shop-sign"_s, u"rules/main.dmn"_s, u"<rule id=\"p1\">\n        <inputEntry><text>-</text></inputEntry>"_s,
                     u"<rule id=\"p2\">\n        <inputEntry><text>\"M04\"</text></inputEntry>\n        <outputEntry><text>\"免交\"</text></outputEntry>\n"
                     "        <outputEntry><text>null</text></outputEntry>\n        <annotationEntry><text>L01</text></annotationEntry>\n      </rule>\n"
                     "      <rule id=\"p1\">\n        <inputEntry><text>\"M01\",\"M02\",\"M03\"</text></inputEntry>"_s);
        const auto report = verifyFolder(shop.path());
        QVERIFY2(codes(*report).contains(u"V13"_s), qPrintable(lines(*report)));
        const auto shared = std::find_if(report->findings.cbegin(), report->findings.cend(), [](const Finding &f) { return f.code == u"V13" && f.file == u"imports.csv"; });
        QVERIFY(shared != report->findings.cend());
        QVERIFY(!shared->witness.isEmpty());
    }
    void receiptsNameTheItemsToo()
    {
        const Shop shop;
        const auto pack = loadPack(shop.path());
        Interview interview(pack);
        QVERIFY(interview.answerAll(rentedShopWithSign()).ok());
        const QJsonObject receipt = interview.receipt();
        QCOMPARE(receipt.value(u"imports").toArray().size(), 2);
        QVERIFY(receipt.value(u"rows").toObject().contains(u"food-licence/材料"_s));
        const auto replayed = Interview::replay(pack, receipt);
        QVERIFY(replayed.ok());
        QCOMPARE(QJsonDocument(outcomeToJson(*replayed)).toJson(), QJsonDocument(outcomeToJson(interview.outcome())).toJson());
        // Another content of an item under the same version: not the same rules any more.
        shop.replace(u"shop-sign"_s, u"materials.csv"_s, u"招牌效果图,原件,2"_s, u"招牌效果图,原件,3"_s);
        QCOMPARE(Interview::replay(loadPack(shop.path()), receipt).error().code, u"PACK-HASH"_s);
    }
    void itemsComeFromWhereTheyAreLookedFor()
    {
        const Shop shop;
        const auto files = PackFiles::readFolder(shop.path());
        QVERIFY(files.ok());
        LoadOptions options;
        int asked = 0;
        options.imports = [&](const QString &packId, const QString &) {
            ++asked;
            return PackFiles::readFolder(shop.path(packId));
        };
        QVERIFY(Pack::loadNow(*files, options).ok());
        QVERIFY(asked >= 2);
        options.imports = [](const QString &packId, const QString &) -> Result<PackFiles> { return Error{ErrorKind::NotFound, u"PACK-MISSING"_s, packId}; };
        QCOMPARE(Pack::loadNow(*files, options).error().code, u"PACK-FORMAT"_s);
        // A release of the right version beside it will do, whatever its folder says.
        shop.remove(u"shop-sign"_s);
        const auto sign = PackFiles::readFolder(examplePack(u"shop-sign"_s));
        const auto release = writeRelease(*sign, nullptr);
        QVERIFY(release.ok());
        QFile file(QFileInfo(shop.path()).dir().filePath(releaseName(u"shop-sign"_s, u"1.0.0"_s)));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(*release) == release->size());
        file.close();
        QVERIFY(Pack::loadNow(shop.path()).ok());
        LoadOptions production;
        production.allowDemo = false;
        QCOMPARE(Pack::loadNow(shop.path(), production).error().code, u"PACK-DEMO"_s);
        shop.replace(u"open-shop"_s, u"package.json"_s, u"\"demo\": true"_s, u"\"demo\": false"_s);
        QCOMPARE(Pack::loadNow(shop.path(), production).error().code, u"PACK-DEMO"_s);     // its items are
    }
};

ZC_TEST(QCoreApplication, TestBundle)
#include "tst_bundle.moc"
