#pragma once
#include "internal/host/framesplitter.h"

#include <memory>

namespace zc::devices::host {

// One end of the local socket, blocking with time limits. Plain system calls: the sockets of a library keep what they read
// in buffers that nobody can wipe. One reading thread; writes are whole frames and may come from any thread.
class HostChannel {
public:
    explicit HostChannel(int descriptor);
    HostChannel(const HostChannel &) = delete;
    HostChannel &operator=(const HostChannel &) = delete;
    ~HostChannel();
    static std::unique_ptr<HostChannel> connectTo(const QString &path);        // null: nobody listens there

    // The next message; nothing: none within the time, or ended(). Pieces that have arrived are used up first.
    std::optional<WireValue> receive(int waitMs);
    bool send(const WireValue &message);            // false: the other end is gone or has not read for kSendMs
    bool ended() const { return m_ended || m_splitter.broken(); }
    Error why() const;                              // DEV-HOST-FRAME when the other end broke a rule of the frames

private:
    static constexpr int kSendMs = 5000;
    const int m_descriptor;
    bool m_ended = false;
    FrameSplitter m_splitter;
    struct Writing;
    std::unique_ptr<Writing> m_writing;
};

inline constexpr int kHostProtocol = 1;                // both sides say it in their first message
inline constexpr QLatin1StringView kFolderPrefix("zc-host-");

// Waits for one host. The socket (0600) lies in a folder of its own (0700), both go with the object.
class HostListener {
public:
    static Result<std::unique_ptr<HostListener>> make();       // DEV-HOST-START (Internal)
    ~HostListener();
    QString path() const { return m_path; }
    QString folder() const { return m_folder; }                 // empty otherwise; the host may use it as its working folder
    std::unique_ptr<HostChannel> accept(int waitMs);            // null: nobody within the time

private:
    HostListener(int descriptor, QString folder, QString path);
    int m_descriptor;
    QString m_folder, m_path;
};

} // namespace zc::devices::host
