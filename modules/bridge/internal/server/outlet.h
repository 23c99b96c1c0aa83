#pragma once
#include "internal/frames/framereader.h"

#include <Poco/Net/StreamSocket.h>

#include <mutex>

namespace zc::bridge {

// The way out of one WebSocket, for any thread. What the other end does not take at once waits here, at most kMost bytes; a page that
// lets more pile up is cut off (1008). Never blocks.
class Outlet {
public:
    static constexpr qsizetype kMost = 256 * 1024;
    explicit Outlet(const Poco::Net::StreamSocket &socket) : m_socket(socket) {}

    void send(const QByteArray &frame);
    void leave(CloseCode code);         // the last frame; once
    bool flush();                       // false: nothing more can be sent; the reading thread calls it when the socket takes bytes
    bool waiting() const;               // bytes are left
    bool leaving() const;               // a close frame is on its way or out
    bool done() const;                  // … and everything has been sent, or can never be

private:
    void write();
    mutable std::mutex m_mutex;
    Poco::Net::StreamSocket m_socket;
    QByteArray m_rest;
    bool m_leaving = false;
    bool m_broken = false;
};

} // namespace zc::bridge
