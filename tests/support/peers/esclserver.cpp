#include "esclserver.h"

#include <chrono>

namespace zc::peers {

using rigs::Peer;

namespace {

const QByteArray kCapabilities = R"(<?xml version="1.0" encoding="UTF-8"?>
<scan:ScannerCapabilities xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm">
 <pwg:Version>2.63</pwg:Version><pwg:MakeAndModel>Sample MFP 1</pwg:MakeAndModel><pwg:SerialNumber>SAMPLE-0001</pwg:SerialNumber>
 <scan:Platen><scan:PlatenInputCaps><scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>2550</scan:MaxWidth><scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>3508</scan:MaxHeight>
  <scan:SettingProfiles><scan:SettingProfile><scan:ColorModes><scan:ColorMode>BlackAndWhite1</scan:ColorMode><scan:ColorMode>Grayscale8</scan:ColorMode><scan:ColorMode>RGB24</scan:ColorMode></scan:ColorModes>
  <scan:DocumentFormats><pwg:DocumentFormat>application/pdf</pwg:DocumentFormat><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat></scan:DocumentFormats>
  <scan:SupportedResolutions><scan:DiscreteResolutions>
   <scan:DiscreteResolution><scan:XResolution>150</scan:XResolution><scan:YResolution>150</scan:YResolution></scan:DiscreteResolution>
   <scan:DiscreteResolution><scan:XResolution>300</scan:XResolution><scan:YResolution>300</scan:YResolution></scan:DiscreteResolution>
   <scan:DiscreteResolution><scan:XResolution>600</scan:XResolution><scan:YResolution>600</scan:YResolution></scan:DiscreteResolution>
  </scan:DiscreteResolutions></scan:SupportedResolutions></scan:SettingProfile></scan:SettingProfiles></scan:PlatenInputCaps></scan:Platen>
 <scan:Adf><scan:AdfSimplexInputCaps><scan:MaxWidth>2550</scan:MaxWidth><scan:MaxHeight>4200</scan:MaxHeight>
  <scan:SettingProfiles><scan:SettingProfile><scan:ColorModes><scan:ColorMode>Grayscale8</scan:ColorMode><scan:ColorMode>RGB24</scan:ColorMode></scan:ColorModes>
  <scan:DocumentFormats><scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt></scan:DocumentFormats>
  <scan:SupportedResolutions><scan:DiscreteResolutions>
   <scan:DiscreteResolution><scan:XResolution>300</scan:XResolution><scan:YResolution>300</scan:YResolution></scan:DiscreteResolution>
   <scan:DiscreteResolution><scan:XResolution>150</scan:XResolution><scan:YResolution>150</scan:YResolution></scan:DiscreteResolution>
   <scan:DiscreteResolution><scan:XResolution>200</scan:XResolution><scan:YResolution>400</scan:YResolution></scan:DiscreteResolution>
  </scan:DiscreteResolutions></scan:SupportedResolutions></scan:SettingProfile></scan:SettingProfiles></scan:AdfSimplexInputCaps></scan:Adf>
</scan:ScannerCapabilities>)";

QByteArray statusXml(const QString &state, const QString &feeder)
{
    return "<?xml version=\"1.0\"?><scan:ScannerStatus xmlns:scan=\"http://schemas.hp.com/imaging/escl/2011/05/03\" xmlns:pwg=\"http://www.pwg.org/schemas/2010/12/sm\">"
           "<pwg:Version>2.63</pwg:Version><pwg:State>" + state.toUtf8() + "</pwg:State><scan:AdfState>" + feeder.toUtf8() + "</scan:AdfState></scan:ScannerStatus>";
}

QByteArray headed(int status, const QByteArray &type, const QByteArray &body, const QByteArray &more = {})
{
    return Peer::answer(status, body, (type.isEmpty() ? QByteArray() : "Content-Type: " + type + "\r\n") + more);
}

} // namespace

EsclServer::EsclServer() : m_server(std::make_unique<rigs::ScriptedServer>([this](Peer &peer, int) { serve(peer); })) {}

EsclServer::~EsclServer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_server.reset();
}

void EsclServer::change(const std::function<void(World &)> &how)
{
    const std::lock_guard lock(m_mutex);
    how(m_world);
}

EsclServer::World EsclServer::world() const
{
    const std::lock_guard lock(m_mutex);
    return m_world;
}

int EsclServer::jobs() const
{
    const std::lock_guard lock(m_mutex);
    return m_made;
}

int EsclServer::openJobs() const
{
    const std::lock_guard lock(m_mutex);
    return int(m_jobs.size());
}

QStringList EsclServer::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

QByteArray EsclServer::lastSettings() const
{
    const std::lock_guard lock(m_mutex);
    return m_lastSettings;
}

bool EsclServer::stopping() const
{
    const std::lock_guard lock(m_mutex);
    return m_stopping || m_world.away;
}

void EsclServer::serve(Peer &peer)
{
    for (;;) {
        if (world().away)
            return peer.reset();
        const QByteArray request = peer.readRequest();
        if (request.isEmpty())
            return peer.close();
        if (world().away)
            return peer.reset();
        if (!answer(peer, request))
            return;
    }
}

bool EsclServer::answer(Peer &peer, const QByteArray &request)
{
    const QByteArray line = request.left(request.indexOf("\r\n")), method = line.split(' ').value(0), path = line.split(' ').value(1);
    const QByteArray body = request.mid(request.indexOf("\r\n\r\n") + 4);
    std::unique_lock lock(m_mutex);
    if (m_requests.size() < 20'000)
        m_requests << QString::fromLatin1(method + ' ' + path);
    if (path == "/eSCL/ScannerCapabilities" && std::exchange(m_world.awayAtOpen, false)) {
        m_world.away = true;
        lock.unlock();
        peer.reset();
        return false;
    }
    if (m_world.refuseAll) {
        peer.send(headed(m_world.refuseAll, {}, {}));
        return true;
    }
    if (path == "/eSCL/ScannerCapabilities") {
        peer.send(headed(200, "text/xml", m_world.capabilities.isEmpty() ? kCapabilities : m_world.capabilities));
    } else if (path == "/eSCL/ScannerStatus") {
        const QString feeder = !m_world.feederState.isEmpty() ? m_world.feederState
            : m_world.sheets.isEmpty() ? QStringLiteral("ScannerAdfEmpty") : QStringLiteral("ScannerAdfLoaded");
        peer.send(headed(200, "text/xml", m_world.status.isEmpty() ? statusXml(m_world.state, feeder) : m_world.status));
    } else if (path == "/eSCL/ScanJobs" && method == "POST") {
        ++m_made;
        m_lastSettings = body;
        if (m_world.refuseJobs) {
            peer.send(headed(m_world.refuseJobs, {}, {}));
        } else if (m_world.busyJobs > 0) {
            --m_world.busyJobs;
            peer.send(headed(503, {}, {}, "Retry-After: 1\r\n"));
        } else if (!m_jobs.isEmpty()) {
            peer.send(headed(503, {}, {}, "Retry-After: 1\r\n"));       // the last one was not cleared away
        } else {
            const QByteArray job = "/eSCL/ScanJobs/" + QByteArray::number(m_made);
            m_jobs.insert(job, {0, body.contains(">Feeder<")});
            peer.send(headed(201, {}, {}, "Location: " + (m_world.location.isEmpty() ? m_server->origin() + job : m_world.location) + "\r\n"));
        }
    } else if (method == "DELETE") {
        peer.send(headed(m_jobs.remove(path) ? 200 : 404, {}, {}));
    } else if (path.endsWith("/NextDocument")) {
        lock.unlock();
        return page(peer, path.chopped(qstrlen("/NextDocument")));
    } else {
        peer.send(headed(404, {}, {}));
    }
    return true;
}

bool EsclServer::page(Peer &peer, const QByteArray &job)
{
    int number = 0;
    QByteArray jpeg;
    World now;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_jobs.find(job);
        if (found == m_jobs.end()) {
            peer.send(headed(404, {}, {}));
            return true;
        }
        if (m_world.busyPages > 0) {
            --m_world.busyPages;
            peer.send(headed(503, {}, {}, "Retry-After: 1\r\n"));
            return true;
        }
        number = found->given + 1;
        now = m_world;
        const bool hits = m_world.pageFault == number;
        if (hits && (now.fault == QStringLiteral("jam") || now.fault == QStringLiteral("cover"))) {
            m_world.feederState = now.fault == QStringLiteral("jam") ? QStringLiteral("ScannerAdfJam") : QStringLiteral("ScannerAdfHatchOpen");
            peer.send(headed(404, {}, {}));
            return true;
        }
        if (hits && now.fault == QStringLiteral("gone")) {
            m_jobs.erase(found);
            peer.send(headed(410, {}, {}));
            return true;
        }
        if (hits && now.fault == QStringLiteral("error")) {
            peer.send(headed(500, {}, {}));
            return true;
        }
        if (found->feeder ? m_world.sheets.isEmpty() : (m_world.glass.isEmpty() || number > 1)) {
            peer.send(headed(404, {}, {}));
            return true;
        }
        jpeg = found->feeder ? m_world.sheets.takeFirst() : m_world.glass.first();
        found->given = number;
    }
    const bool hits = now.pageFault == number;
    const auto begin = std::chrono::steady_clock::now();
    const int waitMs = hits && now.fault == QStringLiteral("deaf") ? -1 : now.pageMs;
    while (!stopping() && (waitMs < 0 || std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(waitMs)))
        if (peer.waitForClose(5))
            return false;
    const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: " + QByteArray::number(jpeg.size()) + "\r\n\r\n";
    if (hits && (now.fault == QStringLiteral("cut") || now.fault == QStringLiteral("unplug"))) {
        peer.send(head + jpeg.left(qBound<qsizetype>(1, qsizetype(double(jpeg.size()) * now.part), jpeg.size() - 1)));
        if (now.fault == QStringLiteral("unplug"))
            change([](World &world) { world.away = true; });
        peer.close();
        return false;
    }
    if (hits && now.fault == QStringLiteral("nolength")) {
        peer.send("HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nConnection: close\r\n\r\n" + jpeg.left(jpeg.size() / 2));
        peer.close();
        return false;
    }
    if (hits && now.fault == QStringLiteral("badjpeg"))
        jpeg.truncate(jpeg.size() / 2);
    peer.send(headed(200, hits && now.fault == QStringLiteral("type") ? "text/html" : "image/jpeg", jpeg));
    return true;
}

} // namespace zc::peers
