#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

// Proves that the build functions keep the floors apart, and that the tree itself keeps the plan.
class TestHouse : public QObject {
    Q_OBJECT

    struct Configured {
        int exitCode;
        QString output;
    };

    static void write(const QString &path, const QString &text)
    {
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.toUtf8());
    }

    // Configures a house of two rooms, `lower` (infra) and `upper` (domain), with the given declarations and lower's source.
    static Configured configure(const QString &lowerArguments, const QString &lowerSource, const QString &upperArguments,
                                const QString &upperSource = QStringLiteral("int upper;\n"), bool upperFirst = false)
    {
        QTemporaryDir dir;
        const QString lower = QStringLiteral("add_subdirectory(modules/lower)\n");
        const QString upper = QStringLiteral("add_subdirectory(modules/upper)\n");
        write(dir.filePath(QStringLiteral("CMakeLists.txt")),
              QStringLiteral("cmake_minimum_required(VERSION 3.25)\nproject(house LANGUAGES CXX)\ninclude(%1/cmake/ZcRooms.cmake)\n")
                      .arg(QStringLiteral(ZC_SOURCE_DIR))
                  + (upperFirst ? upper + lower : lower + upper));
        write(dir.filePath(QStringLiteral("modules/lower/CMakeLists.txt")),
              QStringLiteral("zc_add_module(NAME lower SOURCES lower.cpp %1)\n").arg(lowerArguments));
        write(dir.filePath(QStringLiteral("modules/lower/lower.cpp")), lowerSource);
        write(dir.filePath(QStringLiteral("modules/upper/CMakeLists.txt")),
              QStringLiteral("zc_add_module(NAME upper SOURCES upper.cpp %1)\n").arg(upperArguments));
        write(dir.filePath(QStringLiteral("modules/upper/upper.cpp")), upperSource);
        QProcess cmake;
        cmake.setProcessChannelMode(QProcess::MergedChannels);
        cmake.start(QStringLiteral("cmake"), {QStringLiteral("-S"), dir.path(), QStringLiteral("-B"), dir.filePath(QStringLiteral("b")),
                                              QStringLiteral("-DCMAKE_CXX_COMPILER_WORKS=1")});
        cmake.waitForFinished(60000);
        return {cmake.exitCode(), QString::fromUtf8(cmake.readAll()).simplified()};
    }

private Q_SLOTS:
    void rightWayConfigures()
    {
        const Configured run = configure(QStringLiteral("LAYER infra"), QStringLiteral("int lower;\n"),
                                         QStringLiteral("LAYER domain PUBLIC lower"), QStringLiteral("#include <lower/lower.h>\n"));
        QVERIFY2(run.exitCode == 0, qPrintable(run.output));
    }
    void wrongWayLinkStops()
    {
        const Configured run = configure(QStringLiteral("LAYER infra PRIVATE upper"), QStringLiteral("int lower;\n"),
                                         QStringLiteral("LAYER domain"), QStringLiteral("int upper;\n"), true);
        QVERIFY(run.exitCode != 0);
        QVERIFY2(run.output.contains(QStringLiteral("Wrong-way link: 'lower' (infra) may not use 'upper' (domain)")), qPrintable(run.output));
    }
    void sameFloorLaterRoomStops()
    {
        const Configured run = configure(QStringLiteral("LAYER infra PRIVATE upper"), QStringLiteral("int lower;\n"), QStringLiteral("LAYER infra"));
        QVERIFY(run.exitCode != 0);
        QVERIFY2(run.output.contains(QStringLiteral("'upper' is used before it is declared")), qPrintable(run.output));
    }
    void undeclaredIncludeStops()
    {
        const Configured run = configure(QStringLiteral("LAYER infra"), QStringLiteral("int lower;\n"), QStringLiteral("LAYER domain"),
                                         QStringLiteral("#include <lower/lower.h>\n"));
        QVERIFY(run.exitCode != 0);
        QVERIFY2(run.output.contains(QStringLiteral("Missing declaration: 'upper' includes 'lower'")), qPrintable(run.output));
    }
    void internalsStayInside()
    {
        const Configured run = configure(QStringLiteral("LAYER infra"), QStringLiteral("int lower;\n"),
                                         QStringLiteral("LAYER domain PUBLIC lower"), QStringLiteral("#include <lower/internal/x.h>\n"));
        QVERIFY(run.exitCode != 0);
        QVERIFY2(run.output.contains(QStringLiteral("looks into the internals of 'lower'")), qPrintable(run.output));
    }
    void widgetsBelowTheUiFloorStop()
    {
        const Configured run = configure(QStringLiteral("LAYER infra LIBRARIES_PRIVATE Qt6::Widgets"), QStringLiteral("int lower;\n"),
                                         QStringLiteral("LAYER domain"));
        QVERIFY(run.exitCode != 0);
        QVERIFY2(run.output.contains(QStringLiteral("may not use Qt6::Widgets")), qPrintable(run.output));
    }
    void unknownFloorStops()
    {
        const Configured run = configure(QStringLiteral("LAYER cellar"), QStringLiteral("int lower;\n"), QStringLiteral("LAYER domain"));
        QVERIFY(run.exitCode != 0);
        QVERIFY2(run.output.contains(QStringLiteral("unknown floor 'cellar'")), qPrintable(run.output));
    }
    void noSourceIsOver800Lines()
    {
        QStringList tooLong;
        for (const char *folder : {"/modules", "/app", "/plugins", "/tests"}) {
            QDirIterator files(QStringLiteral(ZC_SOURCE_DIR) + QLatin1String(folder), {QStringLiteral("*.h"), QStringLiteral("*.cpp")},
                               QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                const qsizetype lines = file.readAll().count('\n');
                if (lines > 800)
                    tooLong << QStringLiteral("%1 (%2)").arg(file.fileName()).arg(lines);
            }
        }
        QVERIFY2(tooLong.isEmpty(), qPrintable(tooLong.join(QLatin1Char('\n'))));
    }
    void topLevelIsTheOneAgreed()
    {
        const QSet<QString> agreed{QStringLiteral("CMakeLists.txt"), QStringLiteral("CMakePresets.json"), QStringLiteral("README.md"),
            QStringLiteral("ARCHITECTURE.md"), QStringLiteral("CONTRIBUTING.md"), QStringLiteral("CHANGELOG.md"), QStringLiteral("LICENSE"),
            QStringLiteral("dev"), QStringLiteral("app"), QStringLiteral("modules"), QStringLiteral("resources"), QStringLiteral("translations"),
            QStringLiteral("plugins"), QStringLiteral("tests"), QStringLiteral("installer"), QStringLiteral("cmake"), QStringLiteral("docs"),
            QStringLiteral("build"), QStringLiteral("out")};
        QStringList strangers;
        const QStringList entries = QDir(QStringLiteral(ZC_SOURCE_DIR)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
        for (const QString &entry : entries)
            if (!agreed.contains(entry))
                strangers << entry;
        QVERIFY2(strangers.isEmpty(), qPrintable(strangers.join(QLatin1Char(' '))));
    }
    void thirdPartyTypesStayInTheirRoom()
    {
        // Public headers may not name the types of the libraries that their room hides.
        static const QRegularExpression foreign(QStringLiteral("\\b(CURL\\s*\\*|sqlite3\\s*\\*|SQLite::|Poco::|cv::Mat|EVP_|pugi::|ZXing::)"));
        QStringList leaks;
        QDirIterator headers(QStringLiteral(ZC_SOURCE_DIR "/modules"), {QStringLiteral("*.h")}, QDir::Files, QDirIterator::Subdirectories);
        while (headers.hasNext()) {
            QFile file(headers.next());
            if (file.fileName().contains(QStringLiteral("/internal/")))
                continue;
            QVERIFY(file.open(QIODevice::ReadOnly));
            if (foreign.match(QString::fromUtf8(file.readAll())).hasMatch())
                leaks << file.fileName();
        }
        QVERIFY2(leaks.isEmpty(), qPrintable(leaks.join(QLatin1Char('\n'))));
    }
};

QTEST_APPLESS_MAIN(TestHouse)
#include "tst_house.moc"
