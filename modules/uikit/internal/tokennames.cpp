#include "internal/tokennames.h"

#include <uikit/tokens.h>

using namespace Qt::StringLiterals;

namespace zc::uikit {

namespace {

QStringList split(QLatin1StringView names) { return QString(names).split(u' '); }

} // namespace

const QStringList &colorNames()
{
    static const QStringList names = split(QLatin1StringView(
        "surface surfaceRaised surfaceSunken surfaceHover surfacePressed text textMuted textFaint textDisabled line "
        "lineStrong ink inkHover inkPressed inkSoft inkWash onInk inkCap inkCapLine seal onSeal ok okSoft okWash warn "
        "warnSoft warnWash bad badSoft badWash onTone machine machineLine rail railText railActive railHover onRail "
        "keyCap paper paperText shadow scrim tipSurface tipText"));
    Q_ASSERT(names.size() == int(Color::Count));
    return names;
}

const QStringList &metricNames()
{
    static const QStringList names = split(QLatin1StringView(
        "grid hairline focusWidth focusOffset radiusTag radiusSmall radius radiusLarge railWidth railEntry topHeight "
        "headHeight stripHeight stepsWidth sideWidth sideWidthNarrow control option groupRow step tile icon dot circle lamp "
        "number segment segmentDone thumbWidth thumbHeight scrollBar indicator shadowBlur search fieldColumn"));
    Q_ASSERT(names.size() == int(Metric::Count));
    return names;
}

const QStringList &typeNames()
{
    static const QStringList names = split(QLatin1StringView(
        "tag caption captionStrong small smallStrong body bodyMedium bodyStrong option section title number question "
        "logo applicant mono"));
    Q_ASSERT(names.size() == int(Type::Count));
    return names;
}

const QStringList &densityNames()
{
    static const QStringList names = split(QLatin1StringView("compact standard relaxed"));
    return names;
}

const QStringList &schemeNames()
{
    static const QStringList names = split(QLatin1StringView("light dark contrast"));
    return names;
}

} // namespace zc::uikit
