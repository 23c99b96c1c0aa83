#include "oracle.h"
#include "randomitem.h"
#include "support/testprogram.h"

#include <guidance/bundleitem.h>

using namespace oracle;

// Bundles of random items against the plain reading of guidance.md §8: each item run by itself with the same facts, put together by hand.
class TestBundleOracle : public QObject {
    Q_OBJECT

    struct Bundle {
        std::shared_ptr<const Pack> whole;
        QList<std::shared_ptr<const Pack>> items;
        QList<int> stages;
        QList<QString> needs;                          // by item: the bundle's own fact that must be so; empty = always
    };
    struct Merged {
        QStringList subItems, materials, fields;       // materials "CL-1:容缺(5)x2", fields "DE-F1!" where obligatory; sorted
        std::optional<int> promised, statutory;
        feel::Decimal fee{0};
        bool troubled = false;                         // an item has no row for something: its answer is no answer
        friend bool operator==(const Merged &a, const Merged &b)
        {
            return a.subItems == b.subItems && a.materials == b.materials && a.fields == b.fields && a.promised == b.promised
                && a.statutory == b.statutory && a.fee == b.fee;
        }
        QString text() const
        {
            return QStringList{subItems.join(u'|'), materials.join(u'|'), fields.join(u'|'), promised ? QString::number(*promised) : u"-"_s,
                               statutory ? QString::number(*statutory) : u"-"_s, fee.text()}.join(u"  ");
        }
    };

    static QStringList sorted(QStringList list)
    {
        list.sort();
        return list;
    }

    // Three items, of which the second and third take part if the bundle's own facts say so; one of these may be a fact of the items
    // as well. Nothing where the seed makes none.
    static std::optional<Bundle> make(unsigned seed)
    {
        QHash<QString, PackFiles> files;
        QString shared;                                // element of a yes-or-no fact of some item
        QString imports = u"packId,version,stage,when\n"_s, version;
        Bundle bundle;
        std::mt19937 engine(seed);
        const QStringList ids{u"item-a"_s, u"item-b"_s, u"item-c"_s};
        for (int i = 0; i < ids.size(); ++i) {
            const AuthoredPack item = RandomItem(seed * 3 + unsigned(i), ids.at(i)).make();
            files.insert(ids.at(i), item.write());
            const auto loaded = Pack::loadNow(files.value(ids.at(i)));
            if (!loaded.ok())
                return std::nullopt;
            bundle.items << *loaded;
            for (const Fact &fact : (*loaded)->facts())
                if (fact.type == FactType::Bool && !fact.element.isEmpty())
                    shared = fact.element;
            bundle.stages << 1 + int(engine() % 2);
            bundle.needs << (i == 0 ? QString() : i == 1 ? u"要乙"_s : u"要丙"_s);
            imports += u"%1,%2,%3,%4\n"_s.arg(ids.at(i), item.info.version).arg(bundle.stages.constLast()).arg(i == 0 ? QString() : bundle.needs.constLast() + u" = true"_s);
        }
        PackFiles own = files.value(ids.constFirst());
        for (const QString &file : own.content.keys())
            if (file != u"notice.md" && file != u"package.json" && file != u"basis.csv")
                own.content.remove(file);
        own.content[u"package.json"_s].replace("\"item\"", "\"bundle\"").replace("item-a", "all-in-one");
        own.content[u"facts.csv"_s] = "id,name,type,values,step,unit,question,why,sources,cost,applicable,compute,group,element\n"
                                      "B1,要乙,bool,,,,办乙？,因为,applicant,1,,,,\n"
            + (shared.isEmpty() || seed % 2 ? QByteArray("B2,要丙,bool,,,,办丙？,因为,applicant,1,要乙 = true,,,\n")
                                            : "B2,要丙,bool,,,,办丙？,因为,applicant,1,,,," + shared.toUtf8() + '\n');
        own.content[u"constraints.csv"_s] = "id,when,then,message,basis\n";
        own.content[u"asserts.csv"_s] = "id,scope,when,then,level,message\n";
        own.content[u"imports.csv"_s] = imports.toUtf8();
        LoadOptions options;
        options.imports = [files](const QString &packId, const QString &) -> Result<PackFiles> {
            return files.contains(packId) ? Result<PackFiles>(files.value(packId)) : Error{ErrorKind::NotFound, u"PACK-MISSING"_s, packId};
        };
        const auto loaded = Pack::loadNow(own, options);
        if (!loaded.ok()) {
            // The items are well-formed and agree; what remains is a ring among conditions of shared facts.
            const bool ring = loaded.error().detail.contains(u"ring") || loaded.error().detail.contains(u"成了环");
            if (!ring)
                qWarning("%u: %s %s", seed, qPrintable(loaded.error().code), qPrintable(loaded.error().detail));
            return std::nullopt;
        }
        bundle.whole = *loaded;
        return bundle;
    }

    static feel::Value draw(const Fact &fact, std::mt19937 &engine)
    {
        const auto below = [&](size_t most) { return qsizetype(engine() % most); };
        if (fact.type == FactType::Enum)
            return feel::Value(fact.options.at(below(size_t(fact.options.size()))));
        if (fact.type == FactType::Number)
            return feel::Value(feel::Decimal(int(below(10))));
        if (fact.type != FactType::Set)
            return feel::Value(below(2) == 0);
        feel::List chosen;
        for (const QString &option : fact.options)
            if (below(2))
                chosen << feel::Value(option);
        return feel::Value(chosen);
    }
    static bool answerSomehow(Interview &interview, const Fact &fact, std::mt19937 &engine)
    {
        for (int attempt = 0; attempt < 60; ++attempt)
            if (interview.answer(fact.id, draw(fact, engine)).ok())
                return true;
        return false;
    }

    static Merged mergedFrom(const Bundle &bundle, const Interview &whole)
    {
        Merged merged;
        struct Paper { int copies = 0; QStringList modes; QList<int> days; };
        QMap<QString, Paper> papers;
        QMap<QString, bool> fields;
        QMap<QPair<int, int>, QPair<int, int>> limits; // by stage of the bundle and of the item: promised, statutory
        for (int i = 0; i < bundle.items.size(); ++i) {
            const Pack &pack = *bundle.items.at(i);
            if (const QString &need = bundle.needs.at(i); !need.isEmpty() && !(whole.isActive(bundle.whole->fact(need)->id)
                                                                              && whole.answerTo(bundle.whole->fact(need)->id)->value == feel::Value(true)))
                continue;
            Interview own(bundle.items.at(i));
            for (const Fact &fact : pack.facts())
                for (const Fact &shared : bundle.whole->facts())
                    if ((!fact.element.isEmpty() && shared.element == fact.element) || shared.id == pack.id() + u'/' + fact.id)
                        if (whole.isActive(shared.id))
                            if (!own.answer(fact.id, whole.answerTo(shared.id)->value).ok())
                                qFatal("an item refuses what the bundle took");
            const Outcome outcome = own.outcome();
            if (!outcome.complete)
                qFatal("all is answered and yet something is open");
            merged.troubled = merged.troubled || !outcome.problems.isEmpty();
            for (const OutcomeSubItem &part : outcome.subItems) {
                merged.subItems << pack.id() + u'/' + part.id;
                if (part.kind != SubItemKind::Handle)
                    continue;
                merged.troubled = merged.troubled || !part.promisedDays || !part.statutoryDays || !part.fee;
                auto &limit = limits[{bundle.stages.at(i), part.stage}];
                limit = {std::max(limit.first, part.promisedDays.value_or(0)), std::max(limit.second, part.statutoryDays.value_or(0))};
                if (part.fee)
                    merged.fee = merged.fee.plus(*part.fee).value_or(merged.fee);
            }
            for (const OutcomeMaterial &part : outcome.materials) {
                Paper &paper = papers[part.catalogueId];
                paper.copies = std::max(paper.copies, part.copies);
                paper.modes << part.mode;
                merged.troubled = merged.troubled || part.mode.isEmpty();
                if (part.mode == u"容缺" && part.dueDays)
                    paper.days << *part.dueDays;
            }
            for (const OutcomeField &part : outcome.fields)
                fields[part.element] = fields.value(part.element) || part.required;
        }
        for (auto it = papers.cbegin(); it != papers.cend(); ++it) {
            const QString mode = it->modes.contains(u"必交") ? u"必交"_s : it->modes.contains(u"承诺") ? u"承诺"_s : it->modes.contains(u"容缺") ? u"容缺"_s : u"免交"_s;
            const QString days = mode == u"容缺" && !it->days.isEmpty() ? u"(%1)"_s.arg(*std::min_element(it->days.cbegin(), it->days.cend())) : QString();
            merged.materials << u"%1:%2%3x%4"_s.arg(it.key(), mode, days).arg(it->copies);
        }
        for (auto it = fields.cbegin(); it != fields.cend(); ++it)
            merged.fields << it.key() + (*it ? u"!"_s : QString());
        for (const auto &[promised, statutory] : std::as_const(limits)) {
            merged.promised = merged.promised.value_or(0) + promised;
            merged.statutory = merged.statutory.value_or(0) + statutory;
        }
        for (QStringList *list : {&merged.subItems, &merged.materials, &merged.fields})
            *list = sorted(*list);
        return merged;
    }
    static Merged shown(const Outcome &outcome)
    {
        Merged merged;
        bool handled = false;
        for (const OutcomeSubItem &part : outcome.subItems) {
            merged.subItems << part.id;
            handled = handled || part.kind == SubItemKind::Handle;
        }
        for (const OutcomeMaterial &part : outcome.materials) {
            const QString days = part.dueDays ? u"(%1)"_s.arg(*part.dueDays) : QString();
            merged.materials << u"%1:%2%3x%4"_s.arg(part.id, part.mode, part.mode == u"容缺" ? days : QString()).arg(part.copies);
        }
        for (const OutcomeField &part : outcome.fields)
            merged.fields << part.id + (part.required ? u"!"_s : QString());
        for (QStringList *list : {&merged.subItems, &merged.materials, &merged.fields})
            *list = sorted(*list);
        merged.promised = outcome.promisedDays;
        merged.statutory = outcome.statutoryDays;
        if (outcome.fee)
            merged.fee = *outcome.fee;
        return merged;
    }

private Q_SLOTS:
    void everyFactIsAskedOnceAndTheWholeIsItsItems()
    {
        int bundles = 0, compared = 0, shared = 0, deciding = 0, mergedPapers = 0, absentItems = 0, exits = 0;
        for (unsigned seed = 1; seed <= 300; ++seed) {
            const auto bundle = make(seed);
            if (!bundle)
                continue;
            ++bundles;
            qsizetype facts = bundle->whole->facts().size() - 2;
            for (const auto &item : bundle->items)
                facts -= item->facts().size();
            shared += int(-facts);                     // rows that became one with another item's
            deciding += !bundle->whole->fact(u"要丙"_s)->element.isEmpty();
            std::mt19937 engine(seed);
            for (int round = 0; round < 8; ++round) {
                Interview interview(bundle->whole);
                QStringList asked, elements;
                bool stuck = false;
                for (QList<Question> screen = interview.nextQuestions(); !screen.isEmpty() && !stuck; screen = interview.nextQuestions()) {
                    const Fact &fact = *bundle->whole->fact(screen.constFirst().fact);
                    QVERIFY2(!asked.contains(fact.id), qPrintable(u"seed %1: %2 again"_s.arg(seed).arg(fact.name)));
                    QVERIFY2(fact.element.isEmpty() || !elements.contains(fact.element), qPrintable(u"seed %1: %2 again"_s.arg(seed).arg(fact.element)));
                    asked << fact.id;
                    elements << fact.element;
                    stuck = !answerSomehow(interview, fact, engine);
                }
                if (stuck)
                    continue;                          // constraints left too little for chance to hit
                const Outcome early = interview.outcome();
                QVERIFY(early.complete);
                // Whatever is left out of the interview changes nothing.
                for (bool grown = true; grown;) {
                    grown = false;
                    for (const Fact &fact : bundle->whole->facts())
                        if (!interview.answerTo(fact.id) && interview.isApplicable(fact.id))
                            grown = answerSomehow(interview, fact, engine) || grown;
                }
                bool full = true;
                for (const Fact &fact : bundle->whole->facts())
                    full = full && (interview.answerTo(fact.id) || !interview.isApplicable(fact.id));
                if (!full)
                    continue;
                const Merged found = shown(interview.outcome()), wanted = mergedFrom(*bundle, interview);
                QVERIFY2(found == shown(early), qPrintable(u"seed %1\n%2\n%3"_s.arg(seed).arg(shown(early).text(), found.text())));
                if (wanted.troubled)
                    continue;
                QVERIFY2(found == wanted, qPrintable(u"seed %1\nfound  %2\nwanted %3"_s.arg(seed).arg(found.text(), wanted.text())));
                ++compared;
                absentItems += interview.isActive(u"B1"_s) && interview.answerTo(u"B1"_s)->value == feel::Value(false);
                for (const OutcomeSubItem &part : interview.outcome().subItems)
                    exits += part.kind != SubItemKind::Handle;
                for (const OutcomeMaterial &part : interview.outcome().materials) {
                    int items = 0;
                    for (const auto &item : bundle->items)
                        items += std::any_of(part.why.rows.cbegin(), part.why.rows.cend(), [&](const QString &row) { return row.startsWith(item->id() + u'/'); });
                    QVERIFY(items > 0);                // every line names the item that wants it
                    mergedPapers += items > 1;
                }
            }
        }
        qInfo("%d bundles, %d outcomes compared, %d shared facts, %d that decide, %d merged papers, %d without the second item, %d exits", bundles, compared, shared, deciding,
              mergedPapers, absentItems, exits);
        QVERIFY(bundles >= 100 && compared >= 400 && shared >= 200 && deciding >= 20 && mergedPapers >= 100 && absentItems >= 30 && exits >= 30);
    }

    // Each item is filed by itself: once the items' own questions are answered too, every item that takes part is complete by what the
    // bundle was told, has the sub-items the bundle shows of it, and no paper or field the bundle does not know.
    void everyItemCanStandByItself()
    {
        int items = 0, further = 0, interviews = 0, rounds = 0;
        for (unsigned seed = 1; seed <= 100; ++seed) {
            const auto bundle = make(seed);
            if (!bundle)
                continue;
            QCOMPARE(bundleItems(*bundle->whole, bundle->items.mid(1)).error().code, u"PACK-HASH"_s);
            const auto found = bundleItems(*bundle->whole, bundle->items);
            QVERIFY(found.ok());
            const QList<BundleItem> &parts = *found;
            QCOMPARE(parts.size(), bundle->items.size());
            std::mt19937 engine(seed);
            for (int round = 0; round < 4; ++round) {
                Interview interview(bundle->whole);
                bool stuck = false;
                while (!stuck && !interview.nextQuestions().isEmpty()) {
                    QVERIFY(itemQuestions(parts, interview).isEmpty());
                    stuck = !answerSomehow(interview, *bundle->whole->fact(interview.nextQuestions().constFirst().fact), engine);
                }
                const Outcome before = interview.outcome();
                QStringList asked;
                for (QList<Question> screen = itemQuestions(parts, interview); !stuck && !screen.isEmpty(); screen = itemQuestions(parts, interview)) {
                    const Fact &fact = *bundle->whole->fact(screen.constFirst().fact);
                    QVERIFY2(!asked.contains(fact.id), qPrintable(u"seed %1: %2 again"_s.arg(seed).arg(fact.name)));
                    const auto why = interview.whyAsked(fact.id);
                    if (why.ok() && (fact.type == FactType::Enum || fact.type == FactType::Bool))
                        QVERIFY(std::count_if(why->futures.cbegin(), why->futures.cend(), [](const Future &future) { return future.possible; }) > 1);
                    QCOMPARE(screen.constFirst().name, fact.name);
                    asked << fact.id;
                    stuck = !answerSomehow(interview, fact, engine);
                }
                if (stuck)
                    continue;
                ++interviews;
                further += int(asked.size());
                rounds += !asked.isEmpty();
                const Outcome outcome = interview.outcome();
                QVERIFY2(shown(outcome) == shown(before), qPrintable(u"seed %1: what only items ask changed the bundle"_s.arg(seed)));
                for (const BundleItem &part : parts) {
                    if (!part.takesPart(outcome))
                        continue;
                    const Outcome own = part.interview(interview).outcome();
                    QVERIFY2(own.complete, qPrintable(u"seed %1: %2 still asks %3"_s.arg(seed).arg(part.pack->id(), own.pending.join(u' '))));
                    QStringList subItems;
                    for (const OutcomeSubItem &sub : own.subItems)
                        subItems << part.subItems.value(sub.id);
                    for (const OutcomeSubItem &sub : outcome.subItems)
                        QCOMPARE(subItems.contains(sub.id), sub.id.startsWith(part.pack->id() + u'/'));
                    for (const OutcomeMaterial &material : own.materials)
                        QVERIFY(outcome.material(part.materials.value(material.id)));
                    for (const OutcomeField &field : own.fields)
                        QVERIFY(std::any_of(outcome.fields.cbegin(), outcome.fields.cend(), [&](const OutcomeField &whole) { return whole.id == part.fields.value(field.id); }));
                    ++items;
                }
            }
        }
        qInfo("%d interviews, %d items by themselves, %d further questions in %d interviews", interviews, items, further, rounds);
        QVERIFY(interviews >= 150 && items >= 200 && further >= 10);
    }
};

ZC_TEST(QCoreApplication, TestBundleOracle)
#include "tst_bundleoracle.moc"
