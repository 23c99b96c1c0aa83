#include "esclserver.h"

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

EsclServer::EsclServer() = default;

EsclServer::~EsclServer() { stop(); }

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

QByteArray EsclServer::lastSettings() const
{
    const std::lock_guard lock(m_mutex);
    return m_lastSettings;
}

bool EsclServer::opens(const QByteArray &path) const { return path == "/eSCL/ScannerCapabilities"; }

QByteArray EsclServer::refusal(int status) const { return headed(status, {}, {}); }

bool EsclServer::answer(Peer &peer, const Request &request, std::unique_lock<std::mutex> &lock)
{
    const auto &[method, path, body] = request;
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
            peer.send(headed(201, {}, {}, "Location: " + (m_world.location.isEmpty() ? origin() + job : m_world.location) + "\r\n"));
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
    if (!takeTime(peer, hits && now.fault == QStringLiteral("deaf") ? -1 : now.pageMs))
        return false;
    const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: " + QByteArray::number(jpeg.size()) + "\r\n\r\n";
    if (hits && (now.fault == QStringLiteral("cut") || now.fault == QStringLiteral("unplug")))
        return breakOff(peer, head, jpeg, now.part, now.fault == QStringLiteral("unplug"));
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
