#include "support/testprogram.h"

#include <feel/expression.h>

#include <QFile>

using namespace zc::feel;
using namespace Qt::StringLiterals;

// Every built-in function by the table in tests/data/feel/builtins.txt: what it gives, and null with a diagnostic for what it
// cannot take.
class TestBuiltins : public QObject {
    Q_OBJECT

    static Evaluation evaluate(const QString &text)
    {
        const auto expression = Expression::parse(text, Scope(), Profile::Engine);
        if (!expression.ok())
            qFatal("%s", qPrintable(text + u": "_s + expression.error().detail));
        Context context;
        context.setComplete(true);
        return expression->evaluate(context);
    }
    static void rows(const QString &section)
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("result");
        QFile file(QStringLiteral(ZC_SOURCE_DIR "/tests/data/feel/builtins.txt"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        bool inside = false;
        const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
        for (const QString &line : lines) {
            if (line.startsWith(u'[') && line.endsWith(u']') && !line.contains(u" => "_s))
                inside = line == u'[' + section + u']';
            else if (const qsizetype arrow = line.indexOf(u" => "_s); inside && arrow > 0)
                QTest::newRow(qPrintable(line)) << line.left(arrow) << line.mid(arrow + 4);
        }
    }
    static void check()
    {
        QFETCH(QString, text);
        QFETCH(QString, result);
        const Evaluation evaluation = evaluate(text);
        QCOMPARE(evaluation.value.text(), result == u"fault" ? u"null"_s : result);
        QCOMPARE(!evaluation.diagnostics.isEmpty(), result == u"fault");
    }

private Q_SLOTS:
    void strings_data() { rows(u"strings"_s); }
    void strings() { check(); }
    void patterns_data() { rows(u"patterns"_s); }
    void patterns() { check(); }
    void lists_data() { rows(u"lists"_s); }
    void lists() { check(); }
    void numbers_data() { rows(u"numbers"_s); }
    void numbers() { check(); }
    void temporal_data() { rows(u"temporal"_s); }
    void temporal() { check(); }
    void ranges_data() { rows(u"ranges"_s); }
    void ranges() { check(); }
    void contexts_data() { rows(u"contexts"_s); }
    void contexts() { check(); }
};

ZC_TEST(QCoreApplication, TestBuiltins)
#include "tst_builtins.moc"
