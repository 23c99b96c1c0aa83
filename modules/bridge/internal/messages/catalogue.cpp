#include "catalogue.h"

namespace zc::bridge {

namespace {

constexpr CommandSpec kCommands[] = {
    {u"Common.Hello", u"", false, false},
    {u"Bridge.Pair", u"", false, false},
    {u"Common.Devices", u"", false, false},
    {u"Common.Capabilities", u"", false, false},
    {u"Common.Status", u"", false, false},
    {u"Common.Cancel", u"", false, false},
    {u"Device.Claim", u"", false, false},           // any grant of the device's class
    {u"Device.Release", u"", false, false},
    {u"Device.CheckHealth", u"", false, false},     // likewise
    {u"Transfer.Begin", u"", false, false},
    {u"Transfer.Ack", u"", false, false},
    {u"IdCard.WaitCard", u"idCardReader", true, true},
    {u"IdCard.Read", u"idCardReader", true, true},
    {u"ScCard.Read", u"socialCardReader", true, true},
    {u"Scan.Start", u"scanner", true, true},
    {u"Camera.Capture", u"camera", true, true},
    {u"Sign.Capture", u"signaturePad", true, true},
    {u"Print.Job", u"printer", true, true},
    {u"Receipt.Print", u"receiptPrinter", true, true},
    {u"Evaluate.Ask", u"evaluation", true, true},
    {u"Queue.Call", u"queueCaller", true, true},
    {u"Key.ListCerts", u"key", true, true},
    {u"Key.Sign", u"key", true, true},
};

} // namespace

const CommandSpec *findCommand(QStringView name)
{
    for (const CommandSpec &command : kCommands)
        if (command.name == name)
            return &command;
    return nullptr;
}

QStringList commandsOfFamily(QStringView family)
{
    QStringList names;
    for (const CommandSpec &command : kCommands)
        if (command.name.size() > family.size() && command.name.startsWith(family) && command.name[family.size()] == u'.')
            names << command.name.toString();
    return names;
}

QStringList commandsOfClass(QStringView deviceClass)
{
    QStringList names;
    for (const CommandSpec &command : kCommands)
        if (command.needsGrant && command.deviceClass == deviceClass)
            names << command.name.toString();
    return names;
}

} // namespace zc::bridge
