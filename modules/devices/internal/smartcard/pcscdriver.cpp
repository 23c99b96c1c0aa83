#include "internal/smartcard/cardterminal.h"

#include <devices/socialcardreader.h>

#include <array>

#include <winscard.h>

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace smartcard {
namespace {

// What a number of PC/SC means to the clerk.
Error pcscError(LONG status)
{
    const QString code = u"%1"_s.arg(quint32(status), 8, 16, QLatin1Char('0')).toUpper();
    switch (quint32(status)) {
    case quint32(SCARD_E_SHARING_VIOLATION): return cardError(FaultClass::Busy, {}, code);
    case quint32(SCARD_E_NO_SMARTCARD): return cardError(FaultClass::NoMedia, {}, code);
    case quint32(SCARD_W_REMOVED_CARD):
    case quint32(SCARD_W_RESET_CARD):
    case quint32(SCARD_W_UNRESPONSIVE_CARD):
    case quint32(SCARD_W_UNPOWERED_CARD):
    case quint32(SCARD_E_NOT_TRANSACTED):
    case quint32(SCARD_E_READER_UNAVAILABLE): return cardError(FaultClass::UserAction, {}, code);
    case quint32(SCARD_E_CANCELLED): return cardError(FaultClass::Cancelled, {}, code);
    case quint32(SCARD_E_NO_SERVICE):
    case quint32(SCARD_E_SERVICE_STOPPED):
    case quint32(SCARD_E_NO_READERS_AVAILABLE):
    case quint32(SCARD_E_UNKNOWN_READER):
    case quint32(SCARD_E_INVALID_HANDLE): return cardError(FaultClass::NoDevice, {}, code);
    case quint32(SCARD_W_SECURITY_VIOLATION): return cardError(FaultClass::Denied, {}, code);
    case quint32(SCARD_F_COMM_ERROR):
    case quint32(SCARD_E_COMM_DATA_LOST): return cardError(FaultClass::Transport, {}, code);
    default: return cardError(FaultClass::DeviceFault, {}, code);
    }
}

// The service behind all readers. Ends with its last user; one that was restarted wants a new one.
class Service {
public:
    Service() { m_status = SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &m_context); }
    ~Service()
    {
        if (m_status == SCARD_S_SUCCESS)
            SCardReleaseContext(m_context);
    }
    Service(const Service &) = delete;
    Service &operator=(const Service &) = delete;
    LONG status() const { return m_status; }
    SCARDCONTEXT context() const { return m_context; }

    // The first reader whose name has `part` in it; empty: none.
    QByteArray reader(const QString &part) const
    {
        DWORD size = 0;
        if (m_status != SCARD_S_SUCCESS || SCardListReaders(m_context, nullptr, nullptr, &size) != SCARD_S_SUCCESS)
            return {};
        QByteArray names(qsizetype(size), '\0');
        if (SCardListReaders(m_context, nullptr, names.data(), &size) != SCARD_S_SUCCESS)
            return {};
        for (const QByteArray &name : names.split('\0'))
            if (!name.isEmpty() && QString::fromUtf8(name).contains(part, Qt::CaseInsensitive))
                return name;
        return {};
    }

private:
    SCARDCONTEXT m_context = 0;
    LONG m_status;
};

class PcscChannel final : public CardChannel {
public:
    PcscChannel(SCARDHANDLE card, DWORD protocol) : m_card(card), m_protocol(protocol) {}
    ~PcscChannel() override
    {
        if (m_locked)
            SCardEndTransaction(m_card, SCARD_LEAVE_CARD);
        SCardDisconnect(m_card, SCARD_LEAVE_CARD);
    }
    LONG lock()
    {
        const LONG status = SCardBeginTransaction(m_card);
        m_locked = status == SCARD_S_SUCCESS;
        return status;
    }
    Result<QByteArray> transmit(const QByteArray &command) override
    {
        QByteArray answer(MAX_BUFFER_SIZE, '\0');
        DWORD size = DWORD(answer.size());
        const LONG status = SCardTransmit(m_card, m_protocol == SCARD_PROTOCOL_T1 ? SCARD_PCI_T1 : SCARD_PCI_T0, reinterpret_cast<LPCBYTE>(command.constData()),
                                          DWORD(command.size()), nullptr, reinterpret_cast<LPBYTE>(answer.data()), &size);
        if (status != SCARD_S_SUCCESS)
            return pcscError(status);
        if (size < 2)                           // no card says so little: it is on its way out
            return cardError(FaultClass::UserAction, {}, u"no answer"_s);
        answer.truncate(qsizetype(size));
        return answer;
    }

private:
    const SCARDHANDLE m_card;
    const DWORD m_protocol;
    bool m_locked = false;
};

class PcscTerminal final : public CardTerminal {
public:
    PcscTerminal(std::unique_ptr<Service> service, QByteArray reader) : m_service(std::move(service)), m_reader(std::move(reader)) {}

    QString name() const override { return QString::fromUtf8(m_reader); }
    bool isThere() override { return cardInside(0).ok(); }
    Result<bool> cardInside(int waitMs) override
    {
        SCARD_READERSTATE state{};
        state.szReader = m_reader.constData();
        state.dwCurrentState = waitMs > 0 ? m_known : DWORD(SCARD_STATE_UNAWARE);
        const LONG status = SCardGetStatusChange(m_service->context(), DWORD(waitMs), &state, 1);
        if (status != SCARD_S_SUCCESS && status != SCARD_E_TIMEOUT)
            return pcscError(status);
        if (state.dwEventState & (SCARD_STATE_UNKNOWN | SCARD_STATE_UNAVAILABLE))
            return cardError(FaultClass::NoDevice, {}, u"reader"_s);
        if (status == SCARD_S_SUCCESS)
            m_known = state.dwEventState & ~DWORD(SCARD_STATE_CHANGED);
        return (m_known & SCARD_STATE_PRESENT) != 0;
    }
    Result<std::unique_ptr<CardChannel>> connect() override
    {
        SCARDHANDLE card = 0;
        DWORD protocol = 0;
        const LONG status = SCardConnect(m_service->context(), m_reader.constData(), SCARD_SHARE_SHARED, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &card, &protocol);
        if (status != SCARD_S_SUCCESS)
            return pcscError(status);
        auto channel = std::make_unique<PcscChannel>(card, protocol);
        if (const LONG locked = channel->lock(); locked != SCARD_S_SUCCESS)
            return pcscError(locked);
        return std::unique_ptr<CardChannel>(std::move(channel));
    }

private:
    const std::unique_ptr<Service> m_service;
    const QByteArray m_reader;
    DWORD m_known = SCARD_STATE_UNAWARE;
};

class PcscDriver final : public Driver {
public:
    explicit PcscDriver(const SocialCardReaderSettings &settings) : m_settings(settings) {}
    DriverInfo info() const override { return {u"pcsc-ssc"_s, DeviceClass::SocialCardReader, m_settings.slot, m_settings.title}; }
    QList<Candidate> scan() override
    {
        const QByteArray reader = Service().reader(m_settings.reader);
        if (reader.isEmpty())
            return {};
        Candidate found;
        found.bus = u"pcsc"_s;
        found.path = QString::fromUtf8(reader);
        return {found};
    }
    int probe(const Candidate &) const override { return 1; }
    Result<std::unique_ptr<Device>> open(const Candidate &candidate, JobContext &) override
    {
        auto service = std::make_unique<Service>();
        if (service->status() != SCARD_S_SUCCESS)
            return pcscError(service->status());
        auto terminal = std::make_unique<PcscTerminal>(std::move(service), candidate.path.toUtf8());
        if (const auto inside = terminal->cardInside(0); !inside)
            return inside.error();
        return makeSocialCardDevice(std::move(terminal));
    }

private:
    const SocialCardReaderSettings m_settings;
};

} // namespace
} // namespace smartcard

std::unique_ptr<Driver> makeSocialCardReader(const SocialCardReaderSettings &settings)
{
    return std::make_unique<smartcard::PcscDriver>(settings);
}

} // namespace zc::devices
