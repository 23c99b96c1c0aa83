#include "support/styledapplication.h"
#include "support/testprogram.h"

#include <uikit/icons.h>
#include <uikit/label.h>
#include <uikit/zcstyle.h>

#include <QApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSvgRenderer>
#include <QTemporaryDir>

using namespace zc;
using namespace zc::uikit;
using namespace Qt::StringLiterals;

class TestTheme : public QObject {
    Q_OBJECT

    static QByteArray lightFile()
    {
        QFile file(u":/theme/light.json"_s);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static QByteArray changed(const QString &group, const QString &key, const QJsonValue &value)
    {
        QJsonObject root = QJsonDocument::fromJson(lightFile()).object();
        QJsonObject part = root.value(group).toObject();
        if (value.isUndefined())
            part.remove(key);
        else
            part.insert(key, value);
        root.insert(group, part);
        return QJsonDocument(root).toJson();
    }
    static QList<Scheme> schemes() { return {Scheme::Light, Scheme::Dark, Scheme::Contrast}; }

private Q_SLOTS:
    void everySchemeLoads()
    {
        for (const Scheme scheme : schemes()) {
            const Result<Theme> theme = Theme::load({scheme});
            QVERIFY2(theme.ok(), theme.ok() ? "" : qPrintable(theme.error().detail));
            QCOMPARE(theme->appearance().scheme, scheme);
        }
    }
    void textReadsOnEveryGround()
    {
        const QList<Color> grounds = {Color::Surface, Color::SurfaceRaised, Color::SurfaceSunken, Color::SurfaceHover, Color::InkSoft, Color::InkWash,
                                      Color::Machine, Color::OkWash, Color::WarnWash, Color::BadWash};
        for (const Scheme scheme : schemes()) {
            const Theme theme = *Theme::load({scheme});
            for (const Color ground : grounds) {
                const auto ratio = [&](Color text) { return Theme::contrastRatio(theme.color(text), theme.color(ground)); };
                QVERIFY2(ratio(Color::Text) >= 7.0, qPrintable(u"text %1 %2"_s.arg(int(scheme)).arg(int(ground))));
                QVERIFY2(ratio(Color::TextMuted) >= 4.5, qPrintable(u"muted %1 %2"_s.arg(int(scheme)).arg(int(ground))));
                QVERIFY2(ratio(Color::TextFaint) >= 3.0, qPrintable(u"faint %1 %2"_s.arg(int(scheme)).arg(int(ground))));
            }
            for (const Tone tone : {Tone::Ink, Tone::Ok, Tone::Warn, Tone::Bad, Tone::Seal}) {
                QVERIFY(Theme::contrastRatio(theme.strong(tone), theme.color(Color::Surface)) >= 4.5);
                if (tone != Tone::Seal)
                    QVERIFY2(Theme::contrastRatio(theme.strong(tone), theme.soft(tone)) >= 4.5, qPrintable(QString::number(int(tone))));
            }
            const QPair<Color, Color> pairs[] = {{Color::OnInk, Color::Ink}, {Color::OnInk, Color::InkHover}, {Color::OnInk, Color::InkPressed},
                                                 {Color::InkCap, Color::Ink}, {Color::OnSeal, Color::Seal}, {Color::OnTone, Color::Ok},
                                                 {Color::OnTone, Color::Warn}, {Color::OnTone, Color::Bad}, {Color::RailText, Color::Rail},
                                                 {Color::OnRail, Color::RailActive}, {Color::TipText, Color::TipSurface}};
            for (const auto &[text, ground] : pairs)
                QVERIFY2(Theme::contrastRatio(theme.color(text), theme.color(ground)) >= 4.5, qPrintable(u"%1 on %2"_s.arg(int(text)).arg(int(ground))));
        }
    }
    void contrastRatioAnchors()
    {
        QCOMPARE(qRound(Theme::contrastRatio(Qt::black, Qt::white) * 10), 210);
        QCOMPARE(Theme::contrastRatio(Qt::red, Qt::red), 1.0);
        QCOMPARE(Theme::contrastRatio(Qt::black, Qt::white), Theme::contrastRatio(Qt::white, Qt::black));
    }
    void drawnColoursAndSizes()
    {
        const Theme theme = *Theme::load({});
        QCOMPARE(theme.color(Color::Ink), QColor(0x0F, 0x5C, 0x9C));
        QCOMPARE(theme.color(Color::Rail), QColor(0x0E, 0x2A, 0x44));
        QCOMPARE(theme.color(Color::Shadow).alpha(), 0x2E);
        QCOMPARE(theme.px(Metric::SideWidth), 320);
        QCOMPARE(theme.space(4.5), 18);
        QCOMPARE(theme.controlHeight(), 32);
        QCOMPARE(theme.tableRowHeight(), 36);
        QCOMPARE(theme.font(Type::Question).pixelSize(), 22);
    }
    void zoomScalesEveryLength()
    {
        const Theme one = *Theme::load({});
        const Theme two = *Theme::load({.zoomPercent = 200});
        for (int i = 0; i < int(Metric::Count); ++i)
            QCOMPARE(two.px(Metric(i)), 2 * one.px(Metric(i)));
        for (int i = 0; i < int(Type::Count); ++i)
            QCOMPARE(two.font(Type(i)).pixelSize(), 2 * one.font(Type(i)).pixelSize());
        QCOMPARE(two.controlHeight(), 64);
        QCOMPARE(Theme::load({.zoomPercent = 20})->appearance().zoomPercent, 100);
        QCOMPARE(Theme::load({.zoomPercent = 900})->appearance().zoomPercent, 200);
    }
    void densityAndLargeType()
    {
        QCOMPARE(Theme::load({.density = Density::Compact})->rowHeight(), 28);
        QCOMPARE(Theme::load({.density = Density::Standard})->rowHeight(), 32);
        QCOMPARE(Theme::load({.density = Density::Relaxed})->rowHeight(), 40);
        const Theme large = *Theme::load({.largeType = true});
        QVERIFY(large.font(Type::Body).pixelSize() > 16);
        QVERIFY(large.controlHeight() >= large.lineHeight(Type::Body) + large.space(1.5));
        QCOMPARE(Theme::load({.reducedMotion = true})->revealMs(), 0);
    }
    void lineHeightHoldsTheInk()
    {
        for (const bool large : {false, true}) {
            const Theme theme = *Theme::load({.largeType = large});
            for (int i = 0; i < int(Type::Count); ++i) {
                const QFontMetricsF metrics(theme.font(Type(i)));
                QVERIFY(theme.lineHeight(Type(i)) >= metrics.tightBoundingRect(u"国繁办（gjy9"_s).height());
            }
        }
    }
    void digitsAreTabular()
    {
        const Theme theme = *Theme::load({});
        for (const Type type : {Type::Caption, Type::Body, Type::Number, Type::Mono}) {
            const QFontMetricsF metrics(theme.font(type));
            for (char16_t digit = u'1'; digit <= u'9'; ++digit)
                QCOMPARE(metrics.horizontalAdvance(QChar(digit)), metrics.horizontalAdvance(QChar(u'0')));
        }
    }
    void brokenFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("code");
        QTest::newRow("not json") << QByteArray("{") << u"KIT-THEME-JSON"_s;
        QTest::newRow("array") << QByteArray("[1]") << u"KIT-THEME-JSON"_s;
        QTest::newRow("colour missing") << changed(u"colors"_s, u"ink"_s, QJsonValue::Undefined) << u"KIT-THEME-TOKEN"_s;
        QTest::newRow("colour unknown") << changed(u"colors"_s, u"inky"_s, u"#000000"_s) << u"KIT-THEME-TOKEN"_s;
        QTest::newRow("colour by name") << changed(u"colors"_s, u"ink"_s, u"blue"_s) << u"KIT-THEME-TOKEN"_s;
        QTest::newRow("colour no hex") << changed(u"colors"_s, u"ink"_s, u"#GG0000"_s) << u"KIT-THEME-TOKEN"_s;
        QTest::newRow("size zero") << changed(u"sizes"_s, u"control"_s, 0) << u"KIT-THEME-TOKEN"_s;
        QTest::newRow("size text") << changed(u"sizes"_s, u"control"_s, u"32"_s) << u"KIT-THEME-TOKEN"_s;
        QTest::newRow("type line below size") << changed(u"types"_s, u"body"_s, QJsonObject{{u"px"_s, 14}, {u"line"_s, 10}, {u"weight"_s, 400}})
                                              << u"KIT-THEME-TOKEN"_s;
        QTest::newRow("density missing") << changed(u"densities"_s, u"compact"_s, QJsonValue::Undefined) << u"KIT-THEME-TOKEN"_s;
        QTest::newRow("no fonts") << changed(u"fonts"_s, u"sans"_s, QJsonValue::Undefined) << u"KIT-THEME-TOKEN"_s;
        QTest::newRow("no motion") << changed(u"motion"_s, u"glowMs"_s, QJsonValue::Undefined) << u"KIT-THEME-TOKEN"_s;
    }
    void brokenFilesAreRefused()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, code);
        const Result<Theme> theme = Theme::fromJson(json, {});
        QVERIFY(!theme.ok());
        QCOMPARE(theme.error().code, code);
    }
    void anotherSchemesFileIsRefused() { QVERIFY(!Theme::fromJson(lightFile(), {Scheme::Dark}).ok()); }
    void missingFileIsSaid()
    {
        const QTemporaryDir empty;
        const Result<Theme> theme = Theme::load({}, empty.path());
        QVERIFY(!theme.ok());
        QCOMPARE(theme.error().code, u"KIT-THEME-MISSING"_s);
    }
    void styleSwitchesAtRunTime()
    {
        auto *style = qobject_cast<ZcStyle *>(QApplication::style());
        QVERIFY(style);
        Label label(u"样例"_s, Type::Body, Color::Text);
        const QSize before = label.sizeHint();
        int told = 0;
        const auto connection = connect(style, &ZcStyle::themeChanged, this, [&told] { ++told; });
        QVERIFY(style->setAppearance({Scheme::Dark, Density::Standard, 200}).ok());
        QCOMPARE(told, 1);
        QVERIFY(style->setAppearance({Scheme::Dark, Density::Standard, 200}).ok());
        QCOMPARE(told, 1);      // nothing changed, nothing repainted
        QCOMPARE(label.palette().color(QPalette::WindowText), style->theme().color(Color::Text));
        QCOMPARE(QApplication::palette().color(QPalette::Window), style->theme().color(Color::Surface));
        QVERIFY(label.sizeHint().width() >= 2 * before.width() - 2);
        QVERIFY(style->setAppearance({}).ok());
        QCOMPARE(label.sizeHint(), before);
        disconnect(connection);
    }
    void everyIconDraws()
    {
        const QStringList names = iconNames();
        QCOMPARE(names.size(), int(Icon::Count) - 1);
        for (int i = 1; i < int(Icon::Count); ++i) {
            QSvgRenderer file(u":/icons/"_s + iconName(Icon(i)) + u".svg"_s);
            QVERIFY2(file.isValid(), qPrintable(iconName(Icon(i))));
            QCOMPARE(file.viewBox(), QRect(0, 0, 20, 20));
            const QImage image = iconPixmap(Icon(i), Qt::red, 20, 2.0).toImage().convertToFormat(QImage::Format_ARGB32);
            QCOMPARE(image.width(), 40);
            int inked = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    if (qAlpha(image.pixel(x, y)) > 128) {
                        QVERIFY(qRed(image.pixel(x, y)) > 240 && qBlue(image.pixel(x, y)) < 20);
                        ++inked;
                    }
            QVERIFY2(inked > 20, qPrintable(iconName(Icon(i))));
        }
        QVERIFY(iconName(Icon::None).isEmpty());
    }
};

ZC_TEST(zc::testing::StyledApplication, TestTheme)
#include "tst_theme.moc"
