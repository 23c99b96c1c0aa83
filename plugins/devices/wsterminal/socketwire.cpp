#include "socketwire.h"

#include <Poco/Net/DNS.h>
#include <Poco/Net/HostEntry.h>
#include <Poco/Net/SSLException.h>
#include <Poco/Net/SecureStreamSocket.h>

#include <QElapsedTimer>

#include <algorithm>
#include <chrono>
#include <future>
#include <thread>

namespace zc::devices::wsterminal {

using namespace Qt::StringLiterals;
using Poco::Net::IPAddress;
using Poco::Net::SecureStreamSocket;
using Poco::Net::Socket;
using Poco::Net::SocketAddress;

namespace {

constexpr int kWireSliceMs = 20;
constexpr int kConnectMs = 1500;
constexpr int kPlainPort = 80, kSecurePort = 443;

Poco::Timespan milliseconds(int ms)
{
    return Poco::Timespan(Poco::Timespan::TimeDiff(ms) * 1000);
}

// Looking a name up cannot be broken off: it goes on in a thread of its own, and nobody waits for it longer than the job.
std::vector<IPAddress> addressesOf(const std::string &host, const Patience &patience)
{
    IPAddress literal;
    if (IPAddress::tryParse(host, literal))
        return {literal};
    auto asked = std::make_shared<std::promise<std::vector<IPAddress>>>();
    auto found = asked->get_future();
    std::thread([asked, host] {
        try {
            asked->set_value(Poco::Net::DNS::resolve(host).addresses());
        } catch (const std::exception &) {
            asked->set_value({});
        }
    }).detach();
    while (found.wait_for(std::chrono::milliseconds(kWireSliceMs)) != std::future_status::ready)
        if (patience.over())
            return {};
    auto addresses = found.get();
    std::stable_partition(addresses.begin(), addresses.end(), [](const IPAddress &address) { return address.family() == IPAddress::IPv4; });
    return addresses;
}

} // namespace

Poco::Net::Context::Ptr trustedContext(const QString &authority)
{
    using Poco::Net::Context;
    Context::Ptr context(new Context(Context::TLS_CLIENT_USE, authority.toLocal8Bit().toStdString(), Context::VERIFY_STRICT, 9, authority.isEmpty(),
                                     "HIGH:!aNULL:!eNULL:!MD5:!RC4:!3DES:@STRENGTH"));
    context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
    context->enableExtendedCertificateVerification(true);
    return context;
}

SocketWire::~SocketWire()
{
    close();
}

void SocketWire::close()
{
    m_open = false;
    try {
        m_socket.close();
    } catch (const Poco::Exception &) {         // the other end was quicker
    }
}

std::optional<Fault> SocketWire::connect(const QUrl &address, const Poco::Net::Context::Ptr &trust, const Patience &patience)
{
    const Patience forConnecting{patience.context, qMin(patience.untilMs, patience.context.nowMs() + kConnectMs)};
    const int port = address.port(trust ? kSecurePort : kPlainPort);
    for (const IPAddress &one : addressesOf(address.host(QUrl::FullyEncoded).toStdString(), forConnecting)) {
        try {
            m_socket = Poco::Net::StreamSocket();
            m_socket.connectNB(SocketAddress(one, Poco::UInt16(port)));
            bool answered = false;
            while (!answered && !forConnecting.over())
                answered = m_socket.poll(milliseconds(kWireSliceMs), Socket::SELECT_WRITE | Socket::SELECT_ERROR);
            if (!answered || m_socket.impl()->socketError() != 0)
                continue;
            m_socket.setNoDelay(true);
            m_open = true;
            return trust ? secure(address.host(QUrl::FullyEncoded), trust, patience) : std::nullopt;
        } catch (const Poco::Exception &) {     // the next address
        }
    }
    return patience.context.stopRequested() ? Fault{FaultClass::Cancelled, {}, {}, false} : Fault{FaultClass::NoDevice, {}, {}, true};
}

std::optional<Fault> SocketWire::secure(const QString &host, const Poco::Net::Context::Ptr &trust, const Patience &patience)
{
    try {
        SecureStreamSocket secured = SecureStreamSocket::attach(m_socket, host.toStdString(), trust);
        for (int state = 0; (state = secured.completeHandshake()) != 1;) {
            if (state == 0)
                return Fault{FaultClass::NoDevice, {}, {}, true};
            if (patience.over())
                return patience.fault(FaultClass::Timeout);
            secured.poll(milliseconds(kWireSliceMs), state == SecureStreamSocket::ERR_SSL_WANT_WRITE ? Socket::SELECT_WRITE : Socket::SELECT_READ);
        }
        secured.verifyPeerCertificate(host.toStdString());
        m_socket = secured;
        return std::nullopt;
    } catch (const Poco::Net::SSLConnectionUnexpectedlyClosedException &) {
        return Fault{FaultClass::NoDevice, {}, {}, true};
    } catch (const Poco::Net::SSLException &) {             // a certificate, a version or a cipher: no word goes over such a line
        return Fault{FaultClass::Denied, {}, u"certificate"_s, false};
    } catch (const Poco::Exception &) {
        return Fault{FaultClass::NoDevice, {}, {}, true};
    }
}

qsizetype SocketWire::read(char *buffer, qsizetype most, int waitMs)
{
    if (!m_open)
        return -1;
    try {
        // First what TLS has already taken from the line: a look at the line alone would not see it.
        for (bool waited = waitMs <= 0;; waited = true) {
            const int count = m_socket.receiveBytes(buffer, int(most));
            if (count > 0)
                return count;
            if (count == 0)
                break;
            if (waited || !m_socket.poll(milliseconds(qMin(waitMs, kWireSliceMs)), Socket::SELECT_READ | Socket::SELECT_ERROR))
                return 0;
        }
    } catch (const Poco::Exception &) {
    }
    close();
    return -1;
}

bool SocketWire::write(QByteArrayView bytes, int stallMs)
{
    QElapsedTimer stalled;
    stalled.start();
    try {
        while (m_open && !bytes.isEmpty() && stalled.elapsed() < stallMs) {
            const int count = m_socket.sendBytes(bytes.data(), int(bytes.size()));
            if (count > 0) {
                bytes = bytes.sliced(count);
                stalled.restart();
            } else {                            // TLS may have to read before it can write
                m_socket.poll(milliseconds(kWireSliceMs), count == SecureStreamSocket::ERR_SSL_WANT_READ && m_socket.secure() ? Socket::SELECT_READ : Socket::SELECT_WRITE);
            }
        }
    } catch (const Poco::Exception &) {
        close();
    }
    if (!m_open || bytes.isEmpty())
        return m_open;
    close();                                    // half a frame cannot be taken back
    return false;
}

} // namespace zc::devices::wsterminal
