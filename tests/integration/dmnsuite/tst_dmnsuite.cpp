#include <dmn/model.h>
#include <dmn/tck.h>

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QTemporaryDir>
#include <QTest>

using namespace zc::dmn;
using namespace Qt::StringLiterals;

// The DMN conformance suite, where it lies beside the source tree: level 2 wholly, level 3 down to the floor that was reached.
class TestDmnSuite : public QObject {
    Q_OBJECT
    const QString m_suite = QStringLiteral(ZC_TEST_DATA "/dmn-tck");
    static constexpr int kLevel2 = 116;
    static constexpr int kLevel3Floor = 1872;                          // of 1,872 that do not call Java

    static QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static ImportResolver resolverFor(const QDir &folder)
    {
        QHash<QString, QByteArray> files;
        const QStringList names = folder.entryList({u"*.dmn"_s});
        for (const QString &name : names) {
            const QByteArray xml = contents(folder.filePath(name));
            const qsizetype at = xml.indexOf(" namespace=\"") + 12;
            files.insert(QString::fromUtf8(xml.mid(at, xml.indexOf('"', at) - at)), xml);
        }
        return [files](const QString &space) { return files.contains(space) ? std::optional(files.value(space)) : std::nullopt; };
    }
    void level(const QString &name, int least, bool all)
    {
        if (!QDir(m_suite + u'/' + name).exists())
            QSKIP("skipped: data absent");
        const auto results = TckRunner::run(m_suite + u'/' + name);
        QVERIFY(results.ok());
        int passed = 0, total = 0;
        QStringList faults;
        for (const TckResult &result : *results) {
            passed += result.outcome == TckResult::Outcome::Success ? 1 : 0;
            total += result.outcome == TckResult::Outcome::Ignored ? 0 : 1;
            if (result.outcome == TckResult::Outcome::Error)
                faults << result.folder + u'/' + result.id + u": "_s + result.detail;
        }
        QVERIFY2(passed >= least, qPrintable(faults.mid(0, 20).join(u'\n')));
        QVERIFY(!all || (passed == total && total == least));
    }

private Q_SLOTS:
    void level2() { level(u"compliance-level-2"_s, kLevel2, true); }
    void level3() { level(u"compliance-level-3"_s, kLevel3Floor, false); }

    // Every model of the suite, also those without cases: load, save, load again, save the same; all texts as before.
    void modelsSurviveSaving()
    {
        if (!QDir(m_suite).exists())
            QSKIP("skipped: data absent");
        int models = 0;
        QDirIterator walk(m_suite, {u"*.dmn"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            const QFileInfo file(walk.next());
            const ImportResolver resolver = resolverFor(file.dir());
            const auto first = Model::load(contents(file.filePath()), resolver);
            QVERIFY2(first.ok(), qPrintable(file.filePath() + (first.ok() ? QString() : first.error().detail)));
            const auto second = Model::load(first->save(), resolver);
            QVERIFY2(second.ok(), qPrintable(file.filePath()));
            QCOMPARE(second->save(), first->save());
            QCOMPARE(second->problems().size(), first->problems().size());
            zc::feel::Context inputs;
            inputs.setComplete(true);
            zc::feel::Limits limits;
            limits.now = [] { return *zc::feel::DateTime::fromText(u"2026-05-04T03:02:01Z"); };
            for (const Decision &decision : first->decisions())
                QCOMPARE(second->evaluate(decision.name, inputs, limits).value.text(), first->evaluate(decision.name, inputs, limits).value.text());
            ++models;
        }
        QVERIFY(models >= 132);
    }
    // The same cases over saved models, in a copy of the suite.
    void savedModelsPassTheSameCases()
    {
        if (!QDir(m_suite).exists())
            QSKIP("skipped: data absent");
        QTemporaryDir copy;
        QDirIterator walk(m_suite, {u"*.dmn"_s, u"*.xml"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            const QString from = walk.next(), to = copy.filePath(QDir(m_suite).relativeFilePath(from));
            QVERIFY(QDir().mkpath(QFileInfo(to).path()));
            QByteArray bytes = contents(from);
            if (from.endsWith(u".dmn"_s)) {
                const auto model = Model::load(bytes, resolverFor(QFileInfo(from).dir()));
                if (model.ok())
                    bytes = model->save();
            }
            QFile file(to);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        }
        const auto before = TckRunner::run(m_suite), after = TckRunner::run(copy.path());
        QVERIFY(before.ok() && after.ok());
        QCOMPARE(after->size(), before->size());
        for (qsizetype i = 0; i < before->size(); ++i)
            QVERIFY2(after->at(i).outcome == before->at(i).outcome, qPrintable(after->at(i).folder + u'/' + after->at(i).id + u": "_s + after->at(i).detail));
    }
};

QTEST_APPLESS_MAIN(TestDmnSuite)
#include "tst_dmnsuite.moc"
