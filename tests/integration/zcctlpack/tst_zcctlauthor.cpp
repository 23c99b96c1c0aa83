#include "packcopy.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;

// The verbs of an author as a script sees them: from an empty folder to a signed release.
class TestZcctlAuthor : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_status = -1;
    QByteArray m_out, m_err;

    QJsonObject run(const QStringList &words)
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(QStringLiteral(ZC_BINARY_DIR) + u"/bin/zcctl"_s, words);
        if (!process.waitForFinished(60000))
            qFatal("zcctl does not answer");
        m_status = process.exitCode();
        m_out = process.readAllStandardOutput();
        m_err = process.readAllStandardError();
        return QJsonDocument::fromJson(m_out.split('\n').constFirst()).object();
    }
    QString at(const QString &name) const { return m_folder.filePath(name); }
    QByteArray read(const QString &name) const
    {
        QFile file(at(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    // All files of a folder, by path.
    static QMap<QString, QByteArray> content(const QString &folder)
    {
        QMap<QString, QByteArray> files;
        QDirIterator names(folder, QDir::Files, QDirIterator::Subdirectories);
        while (names.hasNext()) {
            QFile file(names.next());
            if (!file.open(QIODevice::ReadOnly))
                qFatal("cannot read %s", qPrintable(file.fileName()));
            files.insert(QDir(folder).relativeFilePath(file.fileName()), file.readAll());
        }
        return files;
    }
    static QString pack() { return QStringLiteral(ZC_SOURCE_DIR "/plugins/departments/market_regulation/packs/food-licence-new"); }

private Q_SLOTS:
    void aNewPackIsSound()
    {
        QCOMPARE(run({u"--json"_s, u"pack"_s, u"init"_s, u"first-pack"_s}).value(u"pack").toString(), u"first-pack"_s);
        QCOMPARE(m_status, 0);
        run({u"pack"_s, u"verify"_s, u"first-pack"_s});
        QCOMPARE(m_status, 0);
        QVERIFY2(m_out.isEmpty(), m_out.constData());
        run({u"pack"_s, u"init"_s, u"first-pack"_s});              // never over another pack
        QCOMPARE(m_status, 3);
        run({u"pack"_s, u"init"_s, u"second"_s, u"--id"_s, u"own-name"_s});
        QVERIFY(read(u"second/package.json"_s).contains("\"packId\": \"own-name\""));
        run({u"pack"_s, u"init"_s, u"third"_s, u"--id"_s, u"Not A Name"_s});
        QCOMPARE(m_status, 2);
        run({u"pack"_s, u"init"_s});
        QCOMPARE(m_status, 2);
    }
    void sheetsThereAndBack()
    {
        const auto files = content(pack());
        run({u"pack"_s, u"export"_s, pack(), u"--xlsx"_s, at(u"food.xlsx"_s)});
        QCOMPARE(m_status, 0);
        run({u"pack"_s, u"import"_s, u"food.xlsx"_s, u"--xlsx"_s, u"--into"_s, u"from-xlsx"_s});
        QCOMPARE(m_status, 0);
        QCOMPARE(content(at(u"from-xlsx"_s)), files);
        run({u"pack"_s, u"export"_s, pack(), u"--csv"_s, u"sheets"_s});
        QCOMPARE(m_status, 0);
        run({u"pack"_s, u"import"_s, u"--csv"_s, u"sheets"_s, u"--into"_s, u"from-csv"_s});
        QCOMPARE(m_status, 0);
        QCOMPARE(content(at(u"from-csv"_s)), files);
        run({u"pack"_s, u"export"_s, pack(), u"-o"_s, at(u"again.xlsx"_s)});
        QCOMPARE(read(u"again.xlsx"_s), read(u"food.xlsx"_s));
        // Into a pack that is there: its samples stay.
        QVERIFY(QFile::copy(at(u"again.xlsx"_s), at(u"alone.xlsx"_s)));
        run({u"pack"_s, u"import"_s, u"alone.xlsx"_s, u"-o"_s, u"from-xlsx"_s});
        QCOMPARE(m_status, 0);
        QCOMPARE(content(at(u"from-xlsx"_s)), files);
        run({u"pack"_s, u"export"_s, pack(), u"--dmn"_s, at(u"rules.dmn"_s)});
        QVERIFY(read(u"rules.dmn"_s).contains("<dmndi:DMNEdge"));
    }
    void nothingForeignIsOverwritten()
    {
        QDir(m_folder.path()).mkpath(u"letters"_s);
        QFile letter(at(u"letters/dear.txt"_s));
        QVERIFY(letter.open(QIODevice::WriteOnly) && letter.write("dear") == 4);
        letter.close();
        run({u"pack"_s, u"export"_s, pack(), u"--csv"_s, u"letters"_s});
        QCOMPARE(m_status, 3);
        QVERIFY(m_err.startsWith("PACK-WRITE: "));
        run({u"pack"_s, u"export"_s, pack(), u"--xlsx"_s, at(u"there.xlsx"_s)});
        run({u"pack"_s, u"import"_s, u"there.xlsx"_s, u"--into"_s, u"letters"_s});
        QCOMPARE(m_status, 3);
        QCOMPARE(QDir(at(u"letters"_s)).entryList(QDir::Files), QStringList{u"dear.txt"_s});
    }
    void badSheetsAreToldByPlace()
    {
        run({u"pack"_s, u"export"_s, pack(), u"--csv"_s, u"spoiled"_s});
        QFile file(at(u"spoiled/材料.csv"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll().replace("份数", "几份").replace("copies", "");
        file.close();
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
        file.close();
        const QJsonObject answer = run({u"--json"_s, u"pack"_s, u"import"_s, u"spoiled"_s, u"--csv"_s, u"--into"_s, u"never"_s});
        QCOMPARE(m_status, 3);
        QCOMPARE(answer.value(u"error").toObject().value(u"code").toString(), u"PACK-SHEET-COLUMN"_s);
        const QJsonObject problem = answer.value(u"problems").toArray().at(0).toObject();
        QCOMPARE(problem.value(u"sheet").toString(), u"材料"_s);
        QCOMPARE(problem.value(u"cell").toString(), u"E1"_s);
        QVERIFY(!QFileInfo::exists(at(u"never"_s)));
        run({u"pack"_s, u"import"_s, u"/nowhere.xlsx"_s, u"--into"_s, u"never"_s});
        QCOMPARE(m_status, 3);
        run({u"pack"_s, u"import"_s, u"food.xlsx"_s});
        QCOMPARE(m_status, 2);
        run({u"pack"_s, u"export"_s, pack()});
        QCOMPARE(m_status, 2);
        run({u"pack"_s, u"export"_s, u"/nowhere"_s, u"--xlsx"_s, at(u"x.xlsx"_s)});
        QCOMPARE(m_status, 3);
    }
    void plainWordsAreTidiedOnRequest()
    {
        run({u"pack"_s, u"init"_s, u"plain"_s, u"--id"_s, u"plain"_s});
        const auto files = content(at(u"plain"_s));
        run({u"pack"_s, u"export"_s, u"plain"_s, u"--csv"_s, u"plain-sheets"_s});
        QFile file(at(u"plain-sheets/规则·材料.csv"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray text = file.readAll();
        file.close();
        const QByteArray typed = QByteArray(text).replace("\"\"\"单位\"\"\"", "单位").replace(",-,", ",,");
        QVERIFY(typed != text);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(typed) == typed.size());
        file.close();
        run({u"pack"_s, u"import"_s, u"plain-sheets"_s, u"--csv"_s, u"--into"_s, u"as-typed"_s});
        QVERIFY(content(at(u"as-typed"_s)) != files);
        const QJsonObject answer = run({u"--json"_s, u"pack"_s, u"import"_s, u"plain-sheets"_s, u"--csv"_s, u"--into"_s, u"tidied"_s, u"--tidy"_s});
        QCOMPARE(m_status, 0);
        QVERIFY(!answer.value(u"tidied").toArray().isEmpty());
        QCOMPARE(content(at(u"tidied"_s)), files);
    }
    // The manual for authors, as somebody follows it: every command in its order, in an empty folder.
    void theManualWorksAsWritten()
    {
        QFile manual(QStringLiteral(ZC_SOURCE_DIR "/docs/writing-a-pack.md"));
        QVERIFY(manual.open(QIODevice::ReadOnly));
        bool inBlock = false;
        int commands = 0;
        while (!manual.atEnd()) {
            const QString line = QString::fromUtf8(manual.readLine()).trimmed();
            if (line.startsWith(u"```")) {
                inBlock = line == u"```sh";
                continue;
            }
            if (!inBlock || line.isEmpty()) continue;
            QStringList words = line.split(u' ', Qt::SkipEmptyParts);
            QCOMPARE(words.takeFirst(), u"zcctl"_s);
            run(words);
            QVERIFY2(m_status == 0, qPrintable(line + QString::fromUtf8(m_err)));
            ++commands;
        }
        QVERIFY(commands > 15);
        QVERIFY(QFile::exists(at(u"confirm.pdf"_s)) && QFile::exists(at(u"outcomes.jsonl"_s)) && QFile::exists(at(u"my-item-signed.zcpack"_s)));
    }
    void releasesAreBuiltAndSigned()
    {
        run({u"pack"_s, u"key"_s, u"desk.key"_s});
        QCOMPARE(m_status, 0);
        QCOMPARE(QFile::permissions(at(u"desk.key"_s)) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther), QFile::Permissions());
        run({u"pack"_s, u"key"_s, u"desk.key"_s});
        QCOMPARE(m_status, 3);
        const QJsonObject answer = run({u"--json"_s, u"pack"_s, u"build"_s, pack(), u"--out"_s, at(u"a.zcpack"_s), u"--sign"_s, u"desk.key"_s});
        QCOMPARE(m_status, 0);
        QVERIFY(answer.value(u"ok").toBool() && answer.value(u"sealed").toBool() && answer.value(u"signed").toBool());
        QCOMPARE(answer.value(u"hash").toString().size(), 64);
        run({u"pack"_s, u"build"_s, pack(), u"-o"_s, at(u"plain.zcpack"_s)});
        QCOMPARE(m_status, 0);
        run({u"pack"_s, u"verify"_s, u"plain.zcpack"_s, u"--signer"_s, u"desk.key.pub"_s});
        QCOMPARE(m_status, 2);
        QVERIFY(m_err.startsWith("PACK-SIGNATURE: "));
        run({u"pack"_s, u"sign"_s, u"plain.zcpack"_s, u"--key"_s, u"desk.key"_s});
        QCOMPARE(m_status, 0);
        QCOMPARE(read(u"plain.zcpack"_s), read(u"a.zcpack"_s));
        run({u"pack"_s, u"verify"_s, u"plain.zcpack"_s, u"--signer"_s, u"desk.key.pub"_s});
        QCOMPARE(m_status, 0);
        // A release is asked like a folder.
        QFile cases(at(u"case.jsonl"_s));
        QVERIFY(cases.open(QIODevice::WriteOnly) && cases.write("{}\n") == 3);
        cases.close();
        QVERIFY(!run({u"--json"_s, u"pack"_s, u"evaluate"_s, u"a.zcpack"_s, u"--cases"_s, u"case.jsonl"_s}).value(u"pending").toArray().isEmpty());
        run({u"pack"_s, u"sign"_s, u"case.jsonl"_s, u"--key"_s, u"desk.key"_s});
        QCOMPARE(m_status, 3);
        run({u"pack"_s, u"sign"_s, u"a.zcpack"_s, u"--key"_s, u"desk.key.pub"_s});
        QCOMPARE(m_status, 3);
        QVERIFY(m_err.startsWith("CRY-KEY-FORMAT: "));
        run({u"pack"_s, u"build"_s, pack()});
        QCOMPARE(m_status, 2);
    }
    void theProgramOfTheSameFormAgrees()
    {
        if (QStandardPaths::findExecutable(u"minisign"_s).isEmpty())
            QSKIP("skipped: minisign absent");
        QCOMPARE(QProcess::execute(u"minisign"_s, {u"-G"_s, u"-W"_s, u"-f"_s, u"-p"_s, at(u"its.pub"_s), u"-s"_s, at(u"its.key"_s)}), 0);
        run({u"pack"_s, u"build"_s, pack(), u"--out"_s, at(u"its.zcpack"_s), u"--sign"_s, u"its.key"_s});
        QCOMPARE(m_status, 0);
        run({u"pack"_s, u"verify"_s, u"its.zcpack"_s, u"--signer"_s, u"its.pub"_s});
        QCOMPARE(m_status, 0);
    }
    void whatANewVersionChanges()
    {
        run({u"pack"_s, u"init"_s, u"old"_s, u"--id"_s, u"an-item"_s});
        run({u"pack"_s, u"init"_s, u"new"_s, u"--id"_s, u"an-item"_s});
        QJsonObject answer = run({u"--json"_s, u"pack"_s, u"diff"_s, u"old"_s, u"new"_s});
        QCOMPARE(m_status, 0);
        QVERIFY(answer.value(u"same").toBool() && answer.value(u"changes").toArray().isEmpty());
        const QByteArray rules = read(u"new/rules/main.dmn"_s);
        QFile file(at(u"new/rules/main.dmn"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(rules).replace("<text>5</text>", "<text>7</text>")) > 0);
        file.close();
        answer = run({u"--json"_s, u"pack"_s, u"diff"_s, u"old"_s, u"new"_s});
        QVERIFY(!answer.value(u"same").toBool());
        const QJsonObject change = answer.value(u"changes").toArray().at(0).toObject(), outcome = answer.value(u"outcomes").toArray().at(0).toObject();
        QCOMPARE(change.value(u"id").toString(), u"t1"_s);
        QCOMPARE(change.value(u"to").toString(), u"7"_s);
        QCOMPARE(answer.value(u"outcomes").toArray().size(), 1);
        QCOMPARE(outcome.value(u"scenario").toObject().value(u"资格有效"), QJsonValue(true));
        QCOMPARE(outcome.value(u"from").toObject().value(u"limitDays").toInt(), 5);
        QCOMPARE(outcome.value(u"to").toObject().value(u"limitDays").toInt(), 7);
        run({u"pack"_s, u"diff"_s, u"old"_s, u"new"_s});
        QCOMPARE(m_out.split('\n').constFirst().left(2), QByteArray("~\t"));
        run({u"pack"_s, u"build"_s, u"old"_s, u"-o"_s, u"old.zcpack"_s});
        QVERIFY(!run({u"--json"_s, u"pack"_s, u"diff"_s, u"old.zcpack"_s, u"new"_s}).value(u"same").toBool());
        run({u"pack"_s, u"diff"_s, u"old"_s});
        QCOMPARE(m_status, 2);
        run({u"pack"_s, u"diff"_s, u"old"_s, u"/nowhere"_s});
        QCOMPARE(m_status, 3);
    }
    void theSheetForSigning()
    {
        run({u"pack"_s, u"init"_s, u"to-sign"_s});
        const QJsonObject answer = run({u"--json"_s, u"pack"_s, u"facts-sheet"_s, u"to-sign"_s, u"--out"_s, u"sign.pdf"_s});
        QCOMPARE(m_status, 0);
        QVERIFY(read(u"sign.pdf"_s).startsWith("%PDF-"));
        const QJsonArray outcomes = answer.value(u"outcomes").toArray();
        QCOMPARE(outcomes.size(), 5);
        double sum = 0;
        for (const QJsonValue &outcome : outcomes)
            sum += outcome.toObject().value(u"scenarios").toDouble();
        QCOMPARE(sum, answer.value(u"scenarios").toDouble());
        QCOMPARE(sum, 8.0);
        if (!QStandardPaths::findExecutable(u"pdftotext"_s).isEmpty()) {
            QProcess::execute(u"pdftotext"_s, {u"-layout"_s, at(u"sign.pdf"_s), at(u"sign.txt"_s)});
            const QString text = QString::fromUtf8(read(u"sign.txt"_s));
            for (const QString &word : {u"业务确认表"_s, u"授权委托书"_s, u"必交"_s, u"样例规定"_s, u"法制审核"_s, u"资格无效"_s})
                QVERIFY2(text.contains(word), qPrintable(word));
        }
        run({u"pack"_s, u"facts-sheet"_s, u"to-sign"_s, u"-o"_s, u"sign.xlsx"_s});
        QCOMPARE(m_status, 0);
        QVERIFY(read(u"sign.xlsx"_s).startsWith("PK"));
        run({u"pack"_s, u"facts-sheet"_s, u"to-sign"_s, u"-o"_s, u"sign.doc"_s});
        QCOMPARE(m_status, 2);
        run({u"pack"_s, u"facts-sheet"_s, u"/nowhere"_s, u"-o"_s, u"sign.pdf"_s});
        QCOMPARE(m_status, 3);
    }
    void aPackWithAHoleIsNotBuilt()
    {
        const PackCopy hole(pack());
        hole.deleteRule(u"s1"_s);
        const QJsonObject answer = run({u"--json"_s, u"pack"_s, u"build"_s, hole.path(), u"--out"_s, at(u"hole.zcpack"_s)});
        QCOMPARE(m_status, 1);
        QCOMPARE(answer.value(u"error").toObject().value(u"code").toString(), u"PACK-FINDINGS"_s);
        QVERIFY(!answer.value(u"findings").toArray().isEmpty());
        QVERIFY(!QFileInfo::exists(at(u"hole.zcpack"_s)));
        run({u"pack"_s, u"build"_s, hole.path(), u"--out"_s, at(u"hole.zcpack"_s)});
        QVERIFY(m_out.split('\n').constFirst().split('\t').size() >= 3);
        hole.write(u"facts.csv"_s, "nonsense");
        run({u"pack"_s, u"build"_s, hole.path(), u"--out"_s, at(u"hole.zcpack"_s)});
        QCOMPARE(m_status, 1);
        run({u"pack"_s, u"build"_s, u"/nowhere"_s, u"--out"_s, at(u"hole.zcpack"_s)});
        QCOMPARE(m_status, 3);
    }
};

QTEST_GUILESS_MAIN(TestZcctlAuthor)
#include "tst_zcctlauthor.moc"
