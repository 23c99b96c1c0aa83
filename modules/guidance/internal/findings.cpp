#include "internal/findings.h"

#include "internal/words.h"

namespace zc::guidance {

using namespace Qt::StringLiterals;

namespace {
QString faultText(Fault fault)
{
    switch (fault) {
    case Fault::Unknown: return say(QT_TRANSLATE_NOOP("zc::guidance", "is not known"));
    case Fault::WrongType: return say(QT_TRANSLATE_NOOP("zc::guidance", "has the wrong type"));
    case Fault::OutsideValues: return say(QT_TRANSLATE_NOOP("zc::guidance", "is not among the values"));
    case Fault::Duplicate: return say(QT_TRANSLATE_NOOP("zc::guidance", "stands twice"));
    case Fault::NotFound: return say(QT_TRANSLATE_NOOP("zc::guidance", "is missing"));
    case Fault::Malformed: return say(QT_TRANSLATE_NOOP("zc::guidance", "is not written as it should be"));
    }
    return {};
}
} // namespace

QString placeText(const Place &place)
{
    Finding finding;
    finding.file = place.file;
    finding.row = place.row;
    finding.column = place.column;
    finding.table = place.table;
    return finding.place();
}

Finding &Findings::add(const QString &code, Finding::Level level, const Place &place, const QString &message)
{
    Finding finding;
    finding.code = code;
    finding.level = level;
    finding.message = message;
    finding.file = place.file;
    finding.row = place.row;
    finding.column = place.column;
    finding.table = place.table;
    m_list << finding;
    return m_list.last();
}

void Findings::badText(const Place &place, const QString &text, Fault fault, const QString &expected)
{
    add(u"V01"_s, Finding::Level::Error, place,
        say(QT_TRANSLATE_NOOP("zc::guidance", "%1: “%2” %3, expected %4")).arg(placeText(place), text, faultText(fault), expected));
}

void Findings::badExpression(const Place &place, const QString &text, const feel::Problem &problem, const feel::Scope &scope)
{
    const bool beyond = problem.kind == feel::Problem::Kind::OutsideProfile;
    const auto engine = beyond ? feel::Expression::parse(text, {}, feel::Profile::Engine) : Error();
    // A word without quotes is a name in full FEEL; one that nobody gave is a slip of the author's.
    if (beyond && engine.ok() && !engine->bareName().isEmpty() && !scope.contains(engine->bareName())) {
        badText(place, text, Fault::Unknown, problem.expected);
        return;
    }
    if (beyond && engine.ok()) {
        add(u"V19"_s, Finding::Level::Warning, place,
            say(QT_TRANSLATE_NOOP("zc::guidance", "“%2” of %1 goes beyond the authoring profile; it runs but is not verified")).arg(placeText(place), text));
        return;
    }
    Fault fault = Fault::Malformed;
    switch (problem.kind) {
    case feel::Problem::Kind::UnknownName: fault = Fault::Unknown; break;
    case feel::Problem::Kind::WrongType: fault = Fault::WrongType; break;
    case feel::Problem::Kind::OutsideValues: fault = Fault::OutsideValues; break;
    default: break;
    }
    const QString where = problem.text == text ? problem.text
                                               : say(QT_TRANSLATE_NOOP("zc::guidance", "%1 (column %2 of %3)")).arg(problem.text).arg(problem.column).arg(text.left(80));
    badText(place, where, fault, problem.expected);
}

void Findings::missing(const Place &place, const QString &what)
{
    add(u"V14"_s, Finding::Level::Error, place, say(QT_TRANSLATE_NOOP("zc::guidance", "%1 lacks its %2")).arg(placeText(place), what));
}

bool Findings::blocks() const
{
    return std::any_of(m_list.cbegin(), m_list.cend(), [](const Finding &f) { return f.code == u"V01" || f.code == u"V02" || f.code == u"V16"; });
}

QString missingText() { return say(QT_TRANSLATE_NOOP("zc::guidance", "wording")); }
QString missingBasis() { return say(QT_TRANSLATE_NOOP("zc::guidance", "legal basis")); }
QString missingSample() { return say(QT_TRANSLATE_NOOP("zc::guidance", "sample")); }

} // namespace zc::guidance
