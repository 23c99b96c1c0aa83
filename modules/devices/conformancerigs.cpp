#include "conformancerigs.h"

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

struct Kind {
    QString name;
    std::unique_ptr<ConformanceRig> (*make)(const Clock &clock);
};

const QList<Kind> &kinds()
{
    static const QList<Kind> list = {
        {u"idr/simulator"_s, [](const Clock &clock) { return makeIdCardRig(Line::Memory, clock); }},
        {u"idr/terminal"_s, [](const Clock &clock) { return makeIdCardRig(Line::Terminal, clock); }},
        {u"scn/simulator"_s, makeSimulatedScannerRig},
        {u"cam/simulator"_s, makeSimulatedCameraRig},
        {u"prn/simulator"_s, makeSimulatedPrinterRig},
        {u"rcp/simulator"_s, [](const Clock &clock) { return makeReceiptRig(Line::Memory, clock); }},
        {u"rcp/terminal"_s, [](const Clock &clock) { return makeReceiptRig(Line::Terminal, clock); }},
        {u"rcp/tcp"_s, [](const Clock &clock) { return makeReceiptRig(Line::Network, clock); }},
        {u"bar/simulator"_s, [](const Clock &clock) { return makeCodeReaderRig(Line::Memory, clock); }},
        {u"bar/terminal"_s, [](const Clock &clock) { return makeCodeReaderRig(Line::Terminal, clock); }},
        {u"bar/keyboard"_s, makeKeyboardCodeRig},
        {u"ssc/simulator"_s, makeSocialCardRig},
        {u"sig/simulator"_s, makeSimulatedSignatureRig},
        {u"sig/surface"_s, makeSurfaceSignatureRig},
        {u"evl/simulator"_s, [](const Clock &clock) { return makeTerminalRig(DeviceClass::Evaluation, Line::Memory, clock); }},
        {u"evl/terminal"_s, [](const Clock &clock) { return makeTerminalRig(DeviceClass::Evaluation, Line::Terminal, clock); }},
        {u"que/simulator"_s, [](const Clock &clock) { return makeTerminalRig(DeviceClass::QueueCaller, Line::Memory, clock); }},
        {u"que/list"_s, makeCallListRig},
        {u"key/simulator"_s, makeSimulatedKeyRig},
        {u"pho/simulator"_s, makeSimulatedPhotoRig},
        {u"fpr/simulator"_s, makeSimulatedFingerRig},
        {u"que/terminal"_s, [](const Clock &clock) { return makeTerminalRig(DeviceClass::QueueCaller, Line::Terminal, clock); }},
    };
    return list;
}

} // namespace

QStringList rigNames()
{
    QStringList names;
    for (const Kind &kind : kinds())
        names << kind.name;
    return names;
}

std::unique_ptr<ConformanceRig> makeRig(const QString &name, const Clock &clock)
{
    for (const Kind &kind : kinds())
        if (kind.name == name)
            return kind.make(clock);
    return nullptr;
}

} // namespace zc::devices
