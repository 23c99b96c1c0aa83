#include "arguments.h"

using namespace Qt::StringLiterals;
using namespace zc;

namespace {

constexpr char16_t kHelp[] = uR"(zc-platform [init|check] --data-dir DIR [flags]
  --listen HOST:PORT      loopback address, port 0 = any (default 127.0.0.1:8443)
  --admin-port PORT       health and metrics (default: not served)
  --data-dir DIR          made with mode 0700 if absent
  --environment NAME      demo or test (default demo)
  --seed FILE             clerks, clients and enrolment codes as JSON (default: the demo hall)
  --packs DIR             item packs to hand out
  --threads N             default max(16, 8 x cores)
  --simulate              people outside the hall
  --auto-accept SECONDS   with --simulate: an officer accepts that long after a submission
  --ready-file FILE       written when the port is open
)";

Error wrong(const QString &flag) { return {ErrorKind::Invalid, u"CTL-PLATFORM-ARGUMENT"_s, flag}; }

} // namespace

Result<Arguments> readArguments(const QStringList &arguments)
{
    Arguments out;
    out.options.port = 8443;
    QStringList rest = arguments;
    if (!rest.isEmpty() && (rest.first() == u"init" || rest.first() == u"check"))
        out.command = rest.takeFirst() == u"init" ? Arguments::Command::Init : Arguments::Command::Check;
    while (!rest.isEmpty()) {
        const QString flag = rest.takeFirst();
        if (flag == u"--help")
            return Error{ErrorKind::Cancelled, u"CTL-PLATFORM-ARGUMENT"_s, QString::fromUtf16(kHelp)};
        if (flag == u"--simulate") {
            out.options.simulate = true;
            continue;
        }
        if (rest.isEmpty())
            return wrong(flag);
        const QString value = rest.takeFirst();
        bool good = true;
        if (flag == u"--listen") {
            out.options.listenHost = value.section(u':', 0, -2);
            out.options.port = value.section(u':', -1).toUShort(&good);
        } else if (flag == u"--admin-port") {
            out.options.adminPort = value.toUShort(&good);
        } else if (flag == u"--data-dir") {
            out.options.dataDir = value;
        } else if (flag == u"--environment") {
            out.options.environment = value;
        } else if (flag == u"--packs") {
            out.options.packsDir = value;
        } else if (flag == u"--threads") {
            out.options.threads = value.toInt(&good);
            good = good && out.options.threads > 0 && out.options.threads <= 1024;
        } else if (flag == u"--auto-accept") {
            out.options.autoAcceptSeconds = value.toInt(&good);
        } else if (flag == u"--ready-file") {
            out.readyFile = value;
        } else if (flag == u"--seed") {
            auto seed = refplatform::Seed::fromFile(value);
            if (!seed)
                return seed.error();
            out.options.seed = *seed;
        } else {
            good = false;
        }
        if (!good)
            return wrong(flag);
    }
    if (out.options.dataDir.isEmpty())
        return wrong(u"--data-dir"_s);
    return out;
}
