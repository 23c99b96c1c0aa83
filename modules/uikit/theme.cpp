#include <uikit/theme.h>
#include <uikit/zcstyle.h>

#include "internal/tokennames.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QSharedData>
#include <QWidget>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace zc::uikit {

struct TypeToken {
    int px = 14;
    int line = 20;
    int weight = QFont::Normal;
};

struct DensityToken {
    int row = 32;
    int tableRow = 36;
    int control = 32;
};

class ThemeData : public QSharedData {
public:
    Appearance appearance;
    std::array<QColor, size_t(Color::Count)> colors;
    std::array<int, size_t(Metric::Count)> sizes{};
    std::array<TypeToken, size_t(Type::Count)> types;
    std::array<DensityToken, 3> densities;
    QStringList sans;
    QStringList mono;
    int largeTypePercent = 125;
    int revealMs = 0;
    int glowMs = 0;

    qreal zoom() const { return appearance.zoomPercent / 100.0; }
    qreal typeZoom() const { return zoom() * (appearance.largeType ? largeTypePercent / 100.0 : 1.0); }
};

namespace {

Error tokenError(const QString &token) { return {ErrorKind::Corrupt, u"KIT-THEME-TOKEN"_s, token}; }

// Reads every name of `names` from `object` through `read`, which answers false for a wrong value; refuses unknown names.
template <class Read>
Result<void> readAll(const QJsonObject &root, const QString &group, const QStringList &names, Read read)
{
    const QJsonObject object = root.value(group).toObject();
    for (int i = 0; i < names.size(); ++i) {
        if (!object.contains(names[i]) || !read(i, object.value(names[i])))
            return tokenError(group + u'.' + names[i]);
    }
    const QStringList keys = object.keys();
    for (const QString &key : keys)
        if (!names.contains(key))
            return tokenError(group + u'.' + key);
    return {};
}

bool readInt(const QJsonValue &value, int low, int high, int &out)
{
    out = value.toInt(low - 1);
    return out >= low && out <= high;
}

QStringList readFamilies(const QJsonValue &value)
{
    QStringList families;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &family : array)
        families << family.toString();
    families.removeAll(QString());
    return families;
}

// What stands around or beside one line of text grows with it in 大字.
bool holdsText(Metric token)
{
    switch (token) {
    case Metric::Dot:
    case Metric::Circle:
    case Metric::Number:
    case Metric::Icon:
    case Metric::Indicator:
    case Metric::Lamp:
    case Metric::Step:
    case Metric::RailEntry:
    case Metric::StepsWidth:
    case Metric::StripHeight:
    case Metric::ThumbHeight:
        return true;
    default:
        return false;
    }
}

qreal luminance(const QColor &color)
{
    const auto channel = [](qreal v) { return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) + 0.0722 * channel(color.blueF());
}

} // namespace

Theme::Theme(ThemeData *data) : d(data) {}
Theme::Theme(const Theme &) = default;
Theme &Theme::operator=(const Theme &) = default;
Theme::~Theme() = default;

Result<Theme> Theme::load(const Appearance &appearance, const QString &folder)
{
    QFile file(folder + u'/' + schemeNames()[int(appearance.scheme)] + ".json"_L1);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::NotFound, u"KIT-THEME-MISSING"_s, file.fileName()};
    return fromJson(file.readAll(), appearance);
}

Result<Theme> Theme::fromJson(const QByteArray &json, const Appearance &appearance)
{
    QJsonParseError fault;
    const QJsonObject root = QJsonDocument::fromJson(json, &fault).object();
    if (fault.error != QJsonParseError::NoError || root.isEmpty())
        return Error{ErrorKind::Corrupt, u"KIT-THEME-JSON"_s, fault.errorString()};

    auto data = new ThemeData;
    Theme theme(data);
    data->appearance = appearance;
    data->appearance.zoomPercent = std::clamp(appearance.zoomPercent, 100, 200);

    if (root.value("name"_L1).toString() != schemeNames()[int(appearance.scheme)])
        return tokenError(u"name"_s);
    Result<void> step = readAll(root, u"colors"_s, colorNames(), [data](int i, const QJsonValue &value) {
        const QString text = value.toString();
        data->colors[i] = QColor(text);
        return text.startsWith(u'#') && (text.size() == 7 || text.size() == 9) && data->colors[i].isValid();
    });
    if (step)
        step = readAll(root, u"sizes"_s, metricNames(), [data](int i, const QJsonValue &value) {
            return readInt(value, 1, 1000, data->sizes[i]);
        });
    if (step)
        step = readAll(root, u"types"_s, typeNames(), [data](int i, const QJsonValue &value) {
            TypeToken &type = data->types[i];
            const QJsonObject entry = value.toObject();
            return readInt(entry.value("px"_L1), 8, 96, type.px) && readInt(entry.value("line"_L1), type.px * 9 / 8, 160, type.line)
                && readInt(entry.value("weight"_L1), 100, 900, type.weight);
        });
    if (step)
        step = readAll(root, u"densities"_s, densityNames(), [data](int i, const QJsonValue &value) {
            DensityToken &density = data->densities[i];
            const QJsonObject entry = value.toObject();
            return readInt(entry.value("row"_L1), 20, 80, density.row) && readInt(entry.value("tableRow"_L1), 20, 80, density.tableRow)
                && readInt(entry.value("control"_L1), 20, 80, density.control);
        });
    if (!step)
        return step.error();

    const QJsonObject fonts = root.value("fonts"_L1).toObject();
    data->sans = readFamilies(fonts.value("sans"_L1));
    data->mono = readFamilies(fonts.value("mono"_L1));
    const QJsonObject motion = root.value("motion"_L1).toObject();
    if (data->sans.isEmpty() || data->mono.isEmpty())
        return tokenError(u"fonts"_s);
    if (!readInt(root.value("largeTypePercent"_L1), 100, 200, data->largeTypePercent)
        || !readInt(motion.value("revealMs"_L1), 0, 1000, data->revealMs) || !readInt(motion.value("glowMs"_L1), 0, 10000, data->glowMs))
        return tokenError(u"motion"_s);
    return theme;
}

const Appearance &Theme::appearance() const { return d->appearance; }
QColor Theme::color(Color token) const { return d->colors[size_t(token)]; }

QColor Theme::strong(Tone tone) const
{
    static constexpr Color table[] = {Color::TextMuted, Color::Ink, Color::Ok, Color::Warn, Color::Bad, Color::Seal};
    return color(table[int(tone)]);
}

QColor Theme::soft(Tone tone) const
{
    static constexpr Color table[] = {Color::SurfaceSunken, Color::InkSoft, Color::OkSoft, Color::WarnSoft, Color::BadSoft, Color::BadSoft};
    return color(table[int(tone)]);
}

QColor Theme::wash(Tone tone) const
{
    static constexpr Color table[] = {Color::Surface, Color::InkWash, Color::OkWash, Color::WarnWash, Color::BadWash, Color::BadWash};
    return color(table[int(tone)]);
}

int Theme::px(Metric token) const
{
    return std::max(1, int(std::lround(d->sizes[size_t(token)] * (holdsText(token) ? d->typeZoom() : d->zoom()))));
}

int Theme::space(qreal gridSteps) const { return int(std::lround(gridSteps * d->sizes[size_t(Metric::Grid)] * d->zoom())); }

QFont Theme::font(Type type) const
{
    const TypeToken &token = d->types[size_t(type)];
    QFont font;
    font.setFamilies(type == Type::Mono ? d->mono : d->sans);
    font.setPixelSize(std::max(1, int(std::lround(token.px * d->typeZoom()))));
    font.setWeight(QFont::Weight(token.weight));
    font.setHintingPreference(QFont::PreferNoHinting);      // glyphs keep their drawn widths at every zoom
    return font;
}

int Theme::lineHeight(Type type) const
{
    // As drawn: CJK fonts claim far more above and below than their glyphs use, so the font's own height is no guide.
    return int(std::lround(d->types[size_t(type)].line * d->typeZoom()));
}

int Theme::controlHeight() const
{
    return std::max(int(std::lround(d->densities[size_t(d->appearance.density)].control * d->zoom())), lineHeight(Type::Body) + space(1.5));
}

int Theme::rowHeight() const
{
    return std::max(int(std::lround(d->densities[size_t(d->appearance.density)].row * d->zoom())), lineHeight(Type::Body) + space(1));
}

int Theme::tableRowHeight() const
{
    return std::max(int(std::lround(d->densities[size_t(d->appearance.density)].tableRow * d->zoom())), lineHeight(Type::Body) + space(1));
}

int Theme::revealMs() const { return d->appearance.reducedMotion ? 0 : d->revealMs; }
int Theme::glowMs() const { return d->glowMs; }

QPalette Theme::palette() const
{
    QPalette p;
    p.setColor(QPalette::Window, color(Color::Surface));
    p.setColor(QPalette::WindowText, color(Color::Text));
    p.setColor(QPalette::Base, color(Color::Surface));
    p.setColor(QPalette::AlternateBase, color(Color::SurfaceSunken));
    p.setColor(QPalette::Text, color(Color::Text));
    p.setColor(QPalette::PlaceholderText, color(Color::TextFaint));
    p.setColor(QPalette::Button, color(Color::Surface));
    p.setColor(QPalette::ButtonText, color(Color::Text));
    p.setColor(QPalette::BrightText, color(Color::OnTone));
    p.setColor(QPalette::Highlight, color(Color::Ink));
    p.setColor(QPalette::HighlightedText, color(Color::OnInk));
    p.setColor(QPalette::Link, color(Color::Ink));
    p.setColor(QPalette::LinkVisited, color(Color::Ink));
    p.setColor(QPalette::ToolTipBase, color(Color::TipSurface));
    p.setColor(QPalette::ToolTipText, color(Color::TipText));
    p.setColor(QPalette::Light, color(Color::SurfaceRaised));
    p.setColor(QPalette::Midlight, color(Color::SurfaceHover));
    p.setColor(QPalette::Mid, color(Color::Line));
    p.setColor(QPalette::Dark, color(Color::LineStrong));
    p.setColor(QPalette::Shadow, color(Color::Shadow));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        p.setColor(QPalette::Disabled, role, color(Color::TextDisabled));
    p.setColor(QPalette::Disabled, QPalette::Base, color(Color::SurfaceSunken));
    p.setColor(QPalette::Disabled, QPalette::Highlight, color(Color::Line));
    return p;
}

qreal Theme::contrastRatio(const QColor &one, const QColor &other)
{
    const qreal a = luminance(one), b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

const Theme &themeOf(const QWidget *widget)
{
    if (const ZcStyle *style = zcStyleOf(widget))
        return style->theme();
    static const Theme fallback = *Theme::load({});     // compiled in and held complete by a test
    return fallback;
}

} // namespace zc::uikit
