#include "scannerscript.h"

#include "internal/sim/controlrefused.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestSheetTranscript = 5000;
constexpr int kMostSheets = 500;

std::optional<Sheet> sheetFrom(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    if (!value.isObject() || object.size() != 1 || (!object.contains(u"seed"_s) && !object[u"file"_s].isString()))
        return std::nullopt;
    return Sheet{quint64(object[u"seed"_s].toInteger()), object[u"file"_s].toString()};
}

} // namespace

void ScannerSimulator::Private::reset()
{
    options = started;
    glass = Sheet{1, {}};
    feeder.clear();
    for (int i = 0; i < options.feederSheets; ++i)
        feeder << Sheet{quint64(i + 1), {}};
    faults.clear();
    unplugAt.reset();
    unplugAtOpen = denied = busy = false;
    plugged = true;
}

void ScannerSimulator::Private::note(const QString &words)
{
    if (transcript.size() < kLongestSheetTranscript)
        transcript << u"%1 %2"_s.arg(double(clock.nsecsElapsed()) / 1e9, 0, 'f', 3).arg(words);
}

std::optional<SheetFault> ScannerSimulator::Private::takeFault(int page)
{
    for (qsizetype i = 0; i < faults.size(); ++i) {
        if (faults[i].page != page)
            continue;
        const SheetFault fault = faults[i];
        if (--faults[i].times <= 0)
            faults.removeAt(i);
        return fault;
    }
    return std::nullopt;
}

Result<void> ScannerSimulator::Private::apply(const QByteArray &line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    if (object.size() != 1)
        return controlRefused(u"one member a line"_s);
    const QString verb = object.begin().key();
    const QJsonValue value = object.begin().value();
    const QJsonObject details = value.toObject();
    if (verb == u"glass") {
        const auto sheet = sheetFrom(value);
        if (!sheet && !value.isNull())
            return controlRefused(verb);
        glass = sheet;
    } else if (verb == u"feeder") {
        QList<Sheet> sheets;
        if (value.isDouble() && value.toInt(-1) >= 0 && value.toInt() <= kMostSheets) {
            for (int i = 0; i < value.toInt(); ++i)
                sheets << Sheet{quint64(i + 1), {}};
        } else if (value.isArray() && value.toArray().size() <= kMostSheets) {
            for (const QJsonValue &entry : value.toArray()) {
                const auto sheet = sheetFrom(entry);
                if (!sheet)
                    return controlRefused(verb);
                sheets << *sheet;
            }
        } else {
            return controlRefused(verb);
        }
        feeder = sheets;
    } else if (verb == u"fault") {
        static const QStringList kinds = {u"empty"_s, u"jam"_s, u"cover"_s, u"stopped"_s, u"link"_s, u"defect"_s, u"nonsense"_s, u"cut"_s, u"deaf"_s};
        const SheetFault fault{details[u"kind"_s].toString(), details[u"page"_s].toInt(1), details[u"part"_s].toDouble(), details[u"times"_s].toInt(1)};
        if (!kinds.contains(fault.kind) || fault.page < 1 || fault.part < 0 || fault.part > 1 || fault.times < 1)
            return controlRefused(verb);
        faults << fault;
    } else if (verb == u"set") {
        Options changed = options;
        bool nextDenied = denied, nextBusy = busy;
        for (auto it = details.begin(); it != details.end(); ++it) {
            if (it.key() == u"msPerPage")
                changed.msPerPage = qBound(0, it.value().toInt(), 600'000);
            else if (it.key() == u"denied")
                nextDenied = it.value().toBool();
            else if (it.key() == u"busy")
                nextBusy = it.value().toBool();
            else
                return controlRefused(it.key());
        }
        options = changed;
        denied = nextDenied;
        busy = nextBusy;
    } else if (verb == u"unplug") {
        plugged = false;
        ++pulls;
    } else if (verb == u"plug") {
        plugged = true;
    } else if (verb == u"unplugAt" && value == u"open"_s) {
        unplugAtOpen = true;
    } else if (verb == u"unplugAt" && value.isObject()) {
        unplugAt = SheetFault{u"unplug"_s, details[u"page"_s].toInt(1), details[u"part"_s].toDouble(), 1};
    } else if (verb == u"reset") {
        reset();
    } else {
        return controlRefused(verb);
    }
    note(verb);
    return {};
}

} // namespace zc::devices
