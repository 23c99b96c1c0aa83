// A desk in a process of its own, to be killed: `zc-deskchild FOLDER ORIGIN CASE-ID` takes the sample case all the way and
// ends with 0. Called again after a kill it goes on where it was.
#include "headlessdesk.h"

#include <base/logging.h>
#include <base/uuid.h>

#include <QCoreApplication>

using namespace zc;

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    installLogging();
    const QStringList arguments = QCoreApplication::arguments();
    const QUuid caseId = uuidFromCanonicalText(arguments.value(3));
    if (caseId.isNull())
        return 2;
    rigs::HeadlessDesk desk(arguments.value(1), arguments.value(2).toLatin1());
    if (!desk.login())
        return 3;
    desk.prepare(caseId);
    desk.submit(caseId);
    desk.startEngine();
    return desk.waitDone(caseId, 60'000) ? 0 : 4;
}
