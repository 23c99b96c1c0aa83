#include "support/testprogram.h"

#include <base/errortext.h>

#include <QDirIterator>
#include <QRegularExpression>

using namespace zc;

// Holds the codes in the sources and the list in resources/errors/ against each other, both ways.
class TestErrorText : public QObject {
    Q_OBJECT

    static QSet<QString> codesInSources()
    {
        // A code is written as one literal: u"STO-DISK-LOW"_s or QStringLiteral("STO-DISK-LOW").
        static const QRegularExpression literal(QStringLiteral("\"([A-Z]{3,5}(?:-[A-Z0-9]+)+)\""));
        static const QRegularExpression prefix(QStringLiteral(
            "^(BAS|CRY|STO|NET|FEEL|DMN|PACK|GDE|SET|POL|AUD|CAT|CASE|DEV|PLT|SYN|REF|INT|STN|TRN|UPK|KIT|PAP|FORM|PLG|APP|CTL|BRG|WEB)-"));
        QSet<QString> codes;
        for (const char *folder : {"/modules", "/app", "/plugins"}) {
            QDirIterator files(QStringLiteral(ZC_SOURCE_DIR) + QLatin1String(folder), {QStringLiteral("*.h"), QStringLiteral("*.cpp")},
                               QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                if (!file.open(QIODevice::ReadOnly))
                    continue;
                auto matches = literal.globalMatch(QString::fromUtf8(file.readAll()));
                while (matches.hasNext()) {
                    const QString code = matches.next().captured(1);
                    if (prefix.match(code).hasMatch())
                        codes.insert(code);
                }
            }
        }
        return codes;
    }

private Q_SLOTS:
    void everyCodeInTheSourcesIsListed()
    {
        const ErrorTexts texts;
        const QStringList list = texts.codes();
        QSet<QString> missing = codesInSources();
        missing.subtract(QSet<QString>(list.begin(), list.end()));
        QVERIFY2(missing.isEmpty(), qPrintable(QStringList(missing.begin(), missing.end()).join(QLatin1Char(' '))));
    }
    void everyListedCodeIsUsed()
    {
        const QSet<QString> used = codesInSources();
        QStringList unused;
        const QStringList list = ErrorTexts().codes();
        for (const QString &code : list)
            if (!used.contains(code))
                unused << code;
        QVERIFY2(unused.isEmpty(), qPrintable(unused.join(QLatin1Char(' '))));
    }
    void everyEntryIsComplete()
    {
        const ErrorTexts texts;
        const QStringList list = texts.codes();
        QVERIFY(!list.isEmpty());
        for (const QString &code : list) {
            const ErrorText text = texts.forCode(code);
            QVERIFY2(!text.sentence.isEmpty() && !text.next.isEmpty() && !text.support.isEmpty(), qPrintable(code));
            QVERIFY2(!text.sentence.contains(code), qPrintable(code));
        }
    }
    void unknownCodeStillSpeaks()
    {
        const ErrorTexts texts;
        QVERIFY(texts.sentence({ErrorKind::Internal, QStringLiteral("XXX-NOWHERE"), {}}).contains(QStringLiteral("XXX-NOWHERE")));
    }
};

ZC_TEST(QCoreApplication, TestErrorText)
#include "tst_errortext.moc"
