#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QLibraryInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

// Holds the sources against the rules of the house that a compiler does not know: words, style sheets, waiting.
class TestWords : public QObject {
    Q_OBJECT

    static QStringList sources(const QStringList &folders)
    {
        QStringList list;
        for (const QString &folder : folders) {
            QDirIterator files(QStringLiteral(ZC_SOURCE_DIR "/") + folder, {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                               QDirIterator::Subdirectories);
            while (files.hasNext())
                list << files.next();
        }
        return list;
    }

    // Every line of the sources that matches, comments left out.
    static QStringList lines(const QStringList &folders, const QRegularExpression &forbidden)
    {
        QStringList found;
        const QStringList files = sources(folders);
        for (const QString &name : files) {
            QFile file(name);
            if (!file.open(QIODevice::ReadOnly))
                continue;
            int number = 0;
            const QStringList content = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'));
            for (const QString &line : content) {
                ++number;
                const QString code = line.section(QStringLiteral("//"), 0, 0);
                if (forbidden.match(code).hasMatch())
                    found << QStringLiteral("%1:%2").arg(name).arg(number);
            }
        }
        return found;
    }

    static QString lupdate()
    {
        const QString tool = QStandardPaths::findExecutable(QStringLiteral("lupdate"),
                                                            {QLibraryInfo::path(QLibraryInfo::BinariesPath), QStringLiteral("/usr/lib/qt6/bin")});
        return tool;
    }

private Q_SLOTS:
    void everySourceStringHasItsChinese()
    {
        const QString tool = lupdate();
        if (tool.isEmpty())
            QSKIP("skipped: lupdate absent");
        QTemporaryDir dir;
        const QString copy = dir.filePath(QStringLiteral("zongchuang_zh_CN.ts"));
        QVERIFY(QFile::copy(QStringLiteral(ZC_SOURCE_DIR "/translations/zongchuang_zh_CN.ts"), copy));
        QProcess process;
        process.setWorkingDirectory(QStringLiteral(ZC_SOURCE_DIR));
        process.start(tool, {QStringLiteral("-silent"), QStringLiteral("-no-obsolete"), QStringLiteral("-locations"), QStringLiteral("none"),
                             QStringLiteral("modules"), QStringLiteral("app"), QStringLiteral("plugins"), QStringLiteral("-ts"), copy});
        QVERIFY(process.waitForFinished(90000));
        QFile file(copy);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        QString context, source;
        QStringList missing;
        int strings = 0;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            if (xml.name() == QLatin1String("name"))
                context = xml.readElementText();
            else if (xml.name() == QLatin1String("source"))
                source = xml.readElementText();
            else if (xml.name() == QLatin1String("translation")) {
                ++strings;
                if (xml.attributes().value(QLatin1String("type")) == QLatin1String("unfinished"))
                    missing << context + QStringLiteral(": ") + source;
            }
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(strings > 100);
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1Char('\n'))));
    }
    void noStyleSheets()
    {
        const QStringList found = lines({QStringLiteral("modules"), QStringLiteral("app")}, QRegularExpression(QStringLiteral("setStyleSheet")));
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }
    void noColourValuesInCode()
    {
        const QStringList found = lines({QStringLiteral("modules/uikit"), QStringLiteral("modules/forms"), QStringLiteral("app/client/pages"),
                                         QStringLiteral("app/client/shell")},
                                        QRegularExpression(QStringLiteral("\"#[0-9A-Fa-f]{6}\"|QColor\\(\\s*[0-9]")));
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }
    void nothingWaitsInNestedLoops()
    {
        const QStringList found = lines({QStringLiteral("modules"), QStringLiteral("app"), QStringLiteral("plugins")},
                                        QRegularExpression(QStringLiteral("processEvents\\(|QEventLoop\\b|\\.exec\\(\\)\\s*==|QThread::terminate|->terminate\\(\\)")));
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }
    void connectionsHaveAContext()
    {
        // connect(sender, signal, [..]{..}) without a receiver outlives what it touches.
        const QStringList found = lines({QStringLiteral("modules"), QStringLiteral("app")},
                                        QRegularExpression(QStringLiteral("\\bconnect\\([^;]*&[A-Za-z:]+::[A-Za-z]+,\\s*\\[")));
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }
    void theRepositorySpeaksOfTheProductAlone()
    {
        const QStringList found = lines({QStringLiteral("modules"), QStringLiteral("app"), QStringLiteral("plugins")},
                                        QRegularExpression(QStringLiteral("\\b(TODO|FIXME|XXX)\\b")));
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }
};

QTEST_GUILESS_MAIN(TestWords)
#include "tst_words.moc"
