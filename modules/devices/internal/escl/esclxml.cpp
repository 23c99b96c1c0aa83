#include "esclxml.h"

#include <QRegularExpression>
#include <QXmlStreamReader>

#include <algorithm>

namespace zc::devices::escl {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostLength = 300 * 100;          // 100 inches
constexpr int kMostDpi = 9600;
constexpr int kMostPages = 500;
constexpr int kA4Width = 2480, kA4Height = 3508;
constexpr int kUsualDpi = 300;

Error xmlRefused(const QString &what)
{
    return toError({FaultClass::Protocol, {}, what, false}, DeviceClass::Scanner);
}

struct Mode {
    QStringView ours, theirs;
};
constexpr Mode kModes[] = {{u"color", u"RGB24"}, {u"gray", u"Grayscale8"}, {u"lineart", u"BlackAndWhite1"}};

// Walks the document once; `path` is the names from the root down, without prefixes: makers differ in theirs.
class Walker {
public:
    explicit Walker(const QByteArray &xml) : m_xml(xml) {}

    template <class Text>
    Result<void> walk(QStringView root, Text text)
    {
        if (m_xml.size() > kLargestXml)
            return xmlRefused(u"XML too large"_s);
        QXmlStreamReader reader(m_xml);
        QStringList path;
        QString words;
        bool first = true;
        while (!reader.atEnd()) {
            switch (reader.readNext()) {
            case QXmlStreamReader::DTD: return xmlRefused(u"XML with a DTD"_s);
            case QXmlStreamReader::StartElement:
                if (std::exchange(first, false) && reader.name() != root)
                    return xmlRefused(u"not a "_s + root.toString());
                path << reader.name().toString();
                words.clear();
                text(path, QString(), true);
                break;
            case QXmlStreamReader::Characters: words += reader.text(); break;
            case QXmlStreamReader::EndElement:
                text(path, words.trimmed(), false);
                path.removeLast();
                words.clear();
                break;
            default: break;
            }
        }
        if (reader.hasError() || first)
            return xmlRefused(u"XML: "_s + reader.errorString());
        return {};
    }

private:
    const QByteArray &m_xml;
};

int bounded(const QString &text, int most)
{
    bool good = false;
    const int value = text.toInt(&good);
    return good && value > 0 && value <= most ? value : 0;
}

bool isVersion(const QString &text)
{
    static const QRegularExpression form(u"\\A[0-9]{1,3}(\\.[0-9]{1,3})?\\z"_s);
    return form.match(text).hasMatch();
}

} // namespace

Result<Scanner> readCapabilities(const QByteArray &xml)
{
    Scanner scanner;
    int across = 0, lowest = 0, highest = 0;
    const auto sourceAt = [&](const QStringList &path) -> Source * {
        if (path.contains(u"PlatenInputCaps"_s))
            return &scanner.platen;
        if (path.contains(u"AdfSimplexInputCaps"_s))
            return &scanner.feeder;
        return path.contains(u"AdfDuplexInputCaps"_s) ? &scanner.duplex : nullptr;
    };
    const auto done = Walker(xml).walk(u"ScannerCapabilities", [&](const QStringList &path, const QString &text, bool begins) {
        const QString &name = path.constLast();
        if (begins) {
            if (Source *source = sourceAt(path); source && name.endsWith(u"InputCaps"))
                source->present = true;
            if (name == u"XResolutionRange")
                lowest = highest = 0;
            return;
        }
        if (path.size() == 2) {
            if (name == u"Version")
                scanner.version = isVersion(text) ? text : QString();      // it is sent back
            else if (name == u"MakeAndModel")
                scanner.model = text.left(128);
            else if (name == u"SerialNumber")
                scanner.serial = text.left(128);
        }
        Source *source = sourceAt(path);
        if (!source)
            return;
        if (name == u"MaxWidth")
            source->maxWidth = bounded(text, kMostLength);
        else if (name == u"MaxHeight")
            source->maxHeight = bounded(text, kMostLength);
        else if (name == u"ColorMode" && !source->colorModes.contains(text))
            source->colorModes << text.left(32);
        else if ((name == u"DocumentFormat" || name == u"DocumentFormatExt") && text == u"image/jpeg")
            source->jpeg = true;
        else if (name == u"XResolution")
            across = bounded(text, kMostDpi);
        else if (name == u"YResolution" && across > 0 && bounded(text, kMostDpi) == across && !source->resolutions.contains(across))
            source->resolutions << across;
        else if (name == u"Min" && path.contains(u"XResolutionRange"_s))
            lowest = bounded(text, kMostDpi);
        else if (name == u"Max" && path.contains(u"XResolutionRange"_s))
            highest = bounded(text, kMostDpi);
        else if (name == u"XResolutionRange" && lowest > 0 && lowest <= highest) {
            source->lowest = lowest;
            source->highest = highest;
        }
    });
    if (!done)
        return done.error();
    for (Source *source : {&scanner.platen, &scanner.feeder, &scanner.duplex}) {
        std::sort(source->resolutions.begin(), source->resolutions.end());
        source->present = source->present && source->jpeg && source->maxWidth > 0 && source->maxHeight > 0
            && (!source->resolutions.isEmpty() || source->lowest > 0);
    }
    if (!scanner.platen.present && !scanner.feeder.present && !scanner.duplex.present)
        return xmlRefused(u"no source that gives image/jpeg"_s);
    return scanner;
}

Result<Status> readStatus(const QByteArray &xml)
{
    Status status;
    const auto done = Walker(xml).walk(u"ScannerStatus", [&](const QStringList &path, const QString &text, bool begins) {
        if (begins || path.size() != 2)
            return;
        if (path.constLast() == u"State")
            status.state = text.left(32);
        else if (path.constLast() == u"AdfState")
            status.feeder = text.left(64);
    });
    if (!done)
        return done.error();
    if (status.state.isEmpty())
        return xmlRefused(u"no state"_s);
    return status;
}

QByteArray settingsXml(const Scanner &scanner, const QString &source, const QString &mode, int dpi)
{
    const Source &from = source == u"duplex" ? scanner.duplex : source == u"feeder" ? scanner.feeder : scanner.platen;
    QString theirs = u"RGB24"_s;
    for (const Mode &entry : kModes)
        if (entry.ours == mode)
            theirs = entry.theirs.toString();
    return u"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<scan:ScanSettings xmlns:scan=\"http://schemas.hp.com/imaging/escl/2011/05/03\" xmlns:pwg=\"http://www.pwg.org/schemas/2010/12/sm\">"
           "<pwg:Version>%1</pwg:Version><scan:Intent>Document</scan:Intent><pwg:ScanRegions><pwg:ScanRegion>"
           "<pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits><pwg:XOffset>0</pwg:XOffset><pwg:YOffset>0</pwg:YOffset>"
           "<pwg:Width>%2</pwg:Width><pwg:Height>%3</pwg:Height></pwg:ScanRegion></pwg:ScanRegions>"
           "<pwg:InputSource>%4</pwg:InputSource><scan:Duplex>%5</scan:Duplex><scan:ColorMode>%6</scan:ColorMode>"
           "<scan:XResolution>%7</scan:XResolution><scan:YResolution>%7</scan:YResolution>"
           "<pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat><scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt></scan:ScanSettings>"_s
        .arg(scanner.version.isEmpty() ? u"2.0"_s : scanner.version)
        .arg(qMin(from.maxWidth, kA4Width))
        .arg(qMin(from.maxHeight, kA4Height))
        .arg(source == u"flatbed" ? u"Platen"_s : u"Feeder"_s, source == u"duplex" ? u"true"_s : u"false"_s, theirs)
        .arg(dpi)
        .toUtf8();
}

Capabilities capabilitiesOf(const Scanner &scanner)
{
    Capabilities can;
    can.cls = DeviceClass::Scanner;
    can.operations = {u"Scan"_s, u"CheckHealth"_s};
    QStringList sources;
    if (scanner.platen.present)
        sources << u"flatbed"_s;
    if (scanner.feeder.present)
        sources << u"feeder"_s;
    if (scanner.duplex.present)
        sources << u"duplex"_s;
    // One list for all sources: what every one of them can.
    QStringList modes;
    QList<int> dpis;
    int lowest = 1, highest = kMostDpi;
    bool first = true, ranged = true;
    for (const Source *source : {&scanner.platen, &scanner.feeder, &scanner.duplex}) {
        if (!source->present)
            continue;
        QStringList here;
        for (const Mode &entry : kModes)
            if (source->colorModes.contains(entry.theirs.toString()))
                here << entry.ours.toString();
        const auto allows = [&](int dpi) { return source->resolutions.contains(dpi) || (source->lowest > 0 && dpi >= source->lowest && dpi <= source->highest); };
        if (first) {
            modes = here;
            dpis = source->resolutions;
        } else {
            modes.removeIf([&](const QString &mode) { return !here.contains(mode); });
            if (ranged && dpis.isEmpty())           // a range before: the list of this one, as far as the range goes
                dpis = source->resolutions;
            dpis.removeIf([&](int dpi) { return !allows(dpi) || dpi < lowest || dpi > highest; });
        }
        ranged = ranged && source->lowest > 0 && source->resolutions.isEmpty();
        if (source->lowest > 0 && source->resolutions.isEmpty()) {
            lowest = qMax(lowest, source->lowest);
            highest = qMin(highest, source->highest);
        }
        first = false;
    }
    if (ranged && lowest <= highest) {
        can.settings << SettingCapability{u"resolution"_s, u"integer"_s, lowest, highest, {}, QString::number(qBound(lowest, kUsualDpi, highest))};
    } else if (!dpis.isEmpty()) {
        QStringList values;
        int usual = dpis.constFirst();
        for (const int dpi : std::as_const(dpis)) {
            values << QString::number(dpi);
            if (qAbs(dpi - kUsualDpi) < qAbs(usual - kUsualDpi))
                usual = dpi;
        }
        can.settings << SettingCapability{u"resolution"_s, u"integer"_s, 0, 0, values, QString::number(usual)};
    }
    if (!modes.isEmpty())
        can.settings << SettingCapability{u"mode"_s, u"choice"_s, 0, 0, modes, modes.constFirst()};
    can.settings << SettingCapability{u"source"_s, u"choice"_s, 0, 0, sources, sources.constFirst()};
    if (scanner.feeder.present || scanner.duplex.present)
        can.settings << SettingCapability{u"pages"_s, u"integer"_s, 1, kMostPages, {}, QString::number(kMostPages)};
    return can;
}

} // namespace zc::devices::escl
