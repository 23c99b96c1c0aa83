#pragma once
#include <QCoreApplication>
#include <QTest>
#ifdef QT_WIDGETS_LIB
#include <QtTest/qtest_widgets.h>      // keys and mouse: headers parsed once for all tests do not know of widgets
#endif

// One program per folder holds several test classes, one class a file; the file's name chooses: `unit_base tst_uuid [arguments of
// QtTest]`. So a folder is linked once and its headers are parsed once, while CTest still runs every class in a process of its own.
namespace zc::testing {

using TestRun = int (*)(int argc, char **argv);

// Enters a class under the name of its file. Made before main() only.
struct TestEntry {
    TestEntry(const char *file, TestRun run);
};

template <class Application, class Test>
int runTest(int argc, char **argv)
{
    QCoreApplication::setAttribute(Qt::AA_Use96Dpi);       // as QTEST_MAIN does: the same pixels on every machine
    Application application(argc, argv);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace zc::testing

// Stands once at the end of a tst_*.cpp: ZC_TEST(QCoreApplication, TestUuid)
#define ZC_TEST(Application, Test) static const zc::testing::TestEntry entryOf##Test(__FILE__, &zc::testing::runTest<Application, Test>);
