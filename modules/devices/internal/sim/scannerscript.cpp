#include "scannerscript.h"

#include <QJsonArray>

namespace zc::devices {

using namespace Qt::StringLiterals;
using sim::ControlLine;
using sim::controlRefused;

namespace {

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
    mend();
}

std::optional<SheetFault> ScannerSimulator::Private::takeFault(int page)
{
    return sim::takePlanned(faults, [page](const SheetFault &fault) { return fault.page == page; });
}

Result<void> ScannerSimulator::Private::apply(const QByteArray &line)
{
    const Result<ControlLine> said = ControlLine::from(line);
    if (!said)
        return said.error();
    const auto &[verb, value, details] = *said;
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
        for (auto it = details.begin(); it != details.end(); ++it)
            if (it.key() != u"msPerPage" && it.key() != u"denied" && it.key() != u"busy")
                return controlRefused(it.key());
        options.msPerPage = qBound(0, details[u"msPerPage"_s].toInt(options.msPerPage), 600'000);
        setMood(details);
    } else if (verb == u"unplugAt" && value.isObject()) {
        unplugAt = SheetFault{u"unplug"_s, details[u"page"_s].toInt(1), details[u"part"_s].toDouble(), 1};
    } else if (verb == u"reset") {
        reset();
    } else if (!takes(*said)) {
        return controlRefused(verb);
    }
    note(verb);
    return {};
}

} // namespace zc::devices
