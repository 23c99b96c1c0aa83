#include "webpartloader.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPluginLoader>

#include <unistd.h>

namespace zc::webhost {

using namespace Qt::StringLiterals;

namespace {

// What tests on a machine of their own may set; nobody else runs as root.
constexpr char kNoSandbox[] = "QTWEBENGINE_DISABLE_SANDBOX";

void clearVariables()
{
    for (const QByteArray &line : [] {
             QByteArrayList names;
             for (char **entry = environ; *entry; ++entry)
                 names << QByteArray(*entry).split('=').constFirst();
             return names;
         }())
        if (line.startsWith("QTWEBENGINE_") && !(line == kNoSandbox && ::geteuid() == 0))
            qunsetenv(line.constData());
    // Software drawing: desks have no graphics processor worth the risk. WebRTC keeps to the proxy as far as this goes.
    qputenv("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu --force-webrtc-ip-handling-policy=disable_non_proxied_udp --no-pings --disable-background-networking");
    qputenv("QT_QUICK_BACKEND", "software");
}

} // namespace

QString webPartFile(const QString &programFolder)
{
    return programFolder + u"/../plugins/web/webhost/libzc-webhost.so"_s;
}

void prepareForWebPart()
{
    const QString program = QFileInfo(u"/proc/self/exe"_s).symLinkTarget();
    if (!QFileInfo::exists(webPartFile(QFileInfo(program).path())))
        return;
    QCoreApplication::setAttribute(Qt::AA_ShareOpenGLContexts);
}

Result<WebPart *> loadWebPart(const QString &file)
{
    static WebPart *loaded = nullptr;
    if (loaded)
        return loaded;
    if (!QFileInfo::exists(file))
        return Error{ErrorKind::NotFound, u"WEB-ABSENT"_s, file};
    if (::geteuid() == 0 && !qEnvironmentVariableIsSet(kNoSandbox))
        return Error{ErrorKind::Denied, u"WEB-ROOT"_s, {}};
    if (!QCoreApplication::testAttribute(Qt::AA_ShareOpenGLContexts))
        return Error{ErrorKind::Internal, u"WEB-LOAD"_s, u"the program was not prepared for it"_s};
    clearVariables();
    QPluginLoader loader(file);
    loaded = qobject_cast<WebPart *>(loader.instance());
    if (!loaded)
        return Error{ErrorKind::Internal, u"WEB-LOAD"_s, loader.errorString()};
    return loaded;
}

} // namespace zc::webhost
