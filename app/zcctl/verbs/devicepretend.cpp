#include "verbs/verbs.h"

#include "verb.h"

#include <training/simulatordoor.h>

#include <QFile>
#include <QJsonObject>
#include <QLocalSocket>

using namespace Qt::StringLiterals;

namespace zc::ctl {
namespace {

constexpr int kDoorMs = 5000;

} // namespace

// Lines of the control channel from the standard input to the simulated devices of a running practice, answers to the output.
int devicePretend(const QString &folder, Output &output)
{
    const QString path = training::SimulatorDoor::pathIn(folder + u"/demo"_s);
    QLocalSocket door;
    door.connectToServer(path);
    if (!door.waitForConnected(kDoorMs)) {
        output.problem({ErrorKind::NotFound, u"CTL-NO-PRACTICE"_s, path});
        return DoesNotHold;
    }
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return Internal;
    bool good = true;
    for (QByteArray line = input.readLine(); !line.isEmpty(); line = input.readLine()) {
        door.write(line.trimmed() + '\n');
        while (!door.canReadLine())
            if (!door.waitForReadyRead(kDoorMs)) {
                output.problem({ErrorKind::Timeout, u"CTL-NO-PRACTICE"_s, path});
                return DoesNotHold;
            }
        const QJsonDocument answer = QJsonDocument::fromJson(door.readLine());
        good = good && answer.object().value(u"ok"_s).toBool();
        output.document(answer);
        output.text(QString::fromUtf8(answer.toJson(QJsonDocument::Compact)));
        output.flush();
    }
    return good ? Ok : DoesNotHold;
}

} // namespace zc::ctl
