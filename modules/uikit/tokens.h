#pragma once
#include <QtGlobal>

namespace zc::uikit {

// The names that code may say instead of values. The values stand in resources/theme/*.json under the same name with a
// small first letter; a theme that lacks one, or has one too many, does not load.

enum class Color : quint8 {
    Surface, SurfaceRaised, SurfaceSunken, SurfaceHover, SurfacePressed,    // page, cards, wells, quiet pointer states
    Text, TextMuted, TextFaint, TextDisabled,
    Line, LineStrong,
    Ink, InkHover, InkPressed, InkSoft, InkWash, OnInk, InkCap, InkCapLine, // actions and selection; cap = key cap on ink
    Seal, OnSeal,                                                           // stamp, overdue, demo ribbon; nothing else
    Ok, OkSoft, OkWash, Warn, WarnSoft, WarnWash, Bad, BadSoft, BadWash, OnTone,
    Machine, MachineLine,                                                   // filled by a machine, not yet confirmed
    Rail, RailText, RailActive, RailHover, OnRail,
    KeyCap, Paper, PaperText, Shadow, Scrim, TipSurface, TipText,
    Count
};

// Lengths in px at 100 %.
enum class Metric : quint8 {
    Grid, Hairline, FocusWidth, FocusOffset,
    RadiusTag, RadiusSmall, Radius, RadiusLarge,
    RailWidth, RailEntry, TopHeight, HeadHeight, StripHeight, StepsWidth, SideWidth, SideWidthNarrow,
    Control, Option, GroupRow, Step, Tile, Icon, Dot, Circle, Lamp, Number, Segment, SegmentDone, ThumbWidth, ThumbHeight,
    ScrollBar, Indicator, ShadowBlur, Search, FieldColumn,
    Count
};

// Size, line height and weight of one kind of text.
enum class Type : quint8 {
    Tag, Caption, CaptionStrong, Small, SmallStrong, Body, BodyMedium, BodyStrong,
    Option, Section, Title, Number, Question, Logo, Applicant, Mono,
    Count
};

enum class Scheme : quint8 { Light, Dark, Contrast };
enum class Density : quint8 { Compact, Standard, Relaxed };     // 紧凑 标准 宽松

// A meaning that has a strong colour, a soft fill and a very light wash. Always shown with a word or a shape.
enum class Tone : quint8 { Neutral, Ink, Ok, Warn, Bad, Seal };

} // namespace zc::uikit
