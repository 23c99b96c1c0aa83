#include "pages/desk/words.h"

#include <QCoreApplication>
#include <QDate>
#include <QLocale>

namespace zc::client {
using namespace uikit;
using namespace Qt::StringLiterals;
using intake::NoticeLine;
using intake::Seen;
using intake::Source;
using intake::Step;

namespace {
QString deskWords(const char *text) { return QCoreApplication::translate("DeskWords", text); }
} // namespace

QString sourceWords(Source source)
{
    switch (source) {
    case Source::None:
    case Source::Applicant: return {};
    case Source::Clerk: return deskWords(QT_TRANSLATE_NOOP("DeskWords", "window"));
    case Source::EarlierCase: return deskWords(QT_TRANSLATE_NOOP("DeskWords", "step 1"));
    case Source::SharedData: return deskWords(QT_TRANSLATE_NOOP("DeskWords", "shared data"));
    case Source::Licence: return deskWords(QT_TRANSLATE_NOOP("DeskWords", "e-licence"));
    case Source::Card: return deskWords(QT_TRANSLATE_NOOP("DeskWords", "ID card"));
    case Source::SocialCard: return deskWords(QT_TRANSLATE_NOOP("DeskWords", "social-security card"));
    }
    return {};
}

QString seenWords(Seen seen)
{
    switch (seen) {
    case Seen::NotSeen: return deskWords(QT_TRANSLATE_NOOP("DeskWords", "not seen"));
    case Seen::Missing: return deskWords(QT_TRANSLATE_NOOP("DeskWords", "missing"));
    case Seen::Unfit: return deskWords(QT_TRANSLATE_NOOP("DeskWords", "does not fit"));
    case Seen::Fits: return deskWords(QT_TRANSLATE_NOOP("DeskWords", "fits"));
    }
    return {};
}

Tone seenTone(Seen seen)
{
    switch (seen) {
    case Seen::NotSeen: return Tone::Neutral;
    case Seen::Missing:
    case Seen::Unfit: return Tone::Bad;
    case Seen::Fits: return Tone::Ok;
    }
    return Tone::Neutral;
}

QString modeWords(NoticeLine::Mode mode)
{
    switch (mode) {
    case NoticeLine::Mode::Required: return deskWords(QT_TRANSLATE_NOOP("DeskWords", "bring"));
    case NoticeLine::Mode::Exempt: return deskWords(QT_TRANSLATE_NOOP("DeskWords", "exempt"));
    case NoticeLine::Mode::Deferrable: return deskWords(QT_TRANSLATE_NOOP("DeskWords", "deferrable"));
    case NoticeLine::Mode::Commitment: return deskWords(QT_TRANSLATE_NOOP("DeskWords", "commitment"));
    }
    return {};
}

NoticeRow::Sign modeSign(NoticeLine::Mode mode)
{
    switch (mode) {
    case NoticeLine::Mode::Required: return NoticeRow::Sign::Number;
    case NoticeLine::Mode::Exempt: return NoticeRow::Sign::Given;
    case NoticeLine::Mode::Deferrable: return NoticeRow::Sign::Deferred;
    case NoticeLine::Mode::Commitment: return NoticeRow::Sign::Promise;
    }
    return NoticeRow::Sign::Number;
}

QString scanSettingTitle(const QString &id)
{
    if (id == "source"_L1) return deskWords(QT_TRANSLATE_NOOP("DeskWords", "Paper from"));
    if (id == "sides"_L1) return deskWords(QT_TRANSLATE_NOOP("DeskWords", "Photograph"));
    if (id == "trigger"_L1) return deskWords(QT_TRANSLATE_NOOP("DeskWords", "Moment"));
    if (id == "mode"_L1) return deskWords(QT_TRANSLATE_NOOP("DeskWords", "Colours"));
    return id;
}

QString scanSettingWords(const QString &id, const QString &value)
{
    const QString key = id + u'.' + value;
    if (key == "source.flatbed"_L1) return deskWords(QT_TRANSLATE_NOOP("DeskWords", "the glass"));
    if (key == "source.feeder"_L1) return deskWords(QT_TRANSLATE_NOOP("DeskWords", "the feeder"));
    if (key == "source.duplex"_L1) return deskWords(QT_TRANSLATE_NOOP("DeskWords", "the feeder, both sides"));
    if (key == "mode.color"_L1) return deskWords(QT_TRANSLATE_NOOP("DeskWords", "in colour"));
    if (key == "mode.gray"_L1) return deskWords(QT_TRANSLATE_NOOP("DeskWords", "grey"));
    if (key == "sides.one"_L1) return deskWords(QT_TRANSLATE_NOOP("DeskWords", "one side"));
    if (key == "sides.both"_L1) return deskWords(QT_TRANSLATE_NOOP("DeskWords", "both sides"));
    if (key == "trigger.still"_L1) return deskWords(QT_TRANSLATE_NOOP("DeskWords", "when it lies still"));
    if (key == "trigger.now"_L1) return deskWords(QT_TRANSLATE_NOOP("DeskWords", "at once"));
    if (key == "mode.lineart"_L1) return deskWords(QT_TRANSLATE_NOOP("DeskWords", "black and white"));
    return value;
}

QString inkToolWords(const QString &tool)
{
    if (tool == "finger"_L1) return deskWords(QT_TRANSLATE_NOOP("DeskWords", "with a finger"));
    if (tool == "mouse"_L1) return deskWords(QT_TRANSLATE_NOOP("DeskWords", "with a mouse"));
    return deskWords(QT_TRANSLATE_NOOP("DeskWords", "with a pen"));
}

QString stepTitle(Step step)
{
    switch (step) {
    case Step::Applicant: return deskWords(QT_TRANSLATE_NOOP("DeskWords", "Applicant"));
    case Step::Guidance: return deskWords(QT_TRANSLATE_NOOP("DeskWords", "Questions"));
    case Step::Materials: return deskWords(QT_TRANSLATE_NOOP("DeskWords", "Materials"));
    case Step::Forms: return deskWords(QT_TRANSLATE_NOOP("DeskWords", "Form"));
    case Step::Confirm: return deskWords(QT_TRANSLATE_NOOP("DeskWords", "Check and sign"));
    case Step::Submit: return deskWords(QT_TRANSLATE_NOOP("DeskWords", "Submit"));
    }
    return {};
}

QString dayWords(const QString &isoDate)
{
    const QDate day = QDate::fromString(isoDate, Qt::ISODate);
    if (!day.isValid()) return isoDate;
    static const char *const weekdays[] = {QT_TRANSLATE_NOOP("DeskWords", "Mon"), QT_TRANSLATE_NOOP("DeskWords", "Tue"),
        QT_TRANSLATE_NOOP("DeskWords", "Wed"), QT_TRANSLATE_NOOP("DeskWords", "Thu"), QT_TRANSLATE_NOOP("DeskWords", "Fri"),
        QT_TRANSLATE_NOOP("DeskWords", "Sat"), QT_TRANSLATE_NOOP("DeskWords", "Sun")};
    return deskWords(QT_TRANSLATE_NOOP("DeskWords", "%1/%2 (%3)")).arg(day.month()).arg(day.day()).arg(deskWords(weekdays[day.dayOfWeek() - 1]));
}

} // namespace zc::client
