#pragma once
#include "internal/session.h"

#include <store/transaction.h>

#include <condition_variable>
#include <mutex>

namespace zc::store {

// At most four read-only connections, lent to one transaction at a time.
class Readers {
public:
    Readers(QString databasePath, const SealedCodec &codec, const Clock &clock);
    Result<void> run(const std::function<void(ReadTx &)> &body);
    Result<void> runSession(const std::function<Result<void>(Session &)> &body);

private:
    Result<std::unique_ptr<Connection>> take();
    void give(std::unique_ptr<Connection> connection);

    QString m_path;
    const SealedCodec &m_codec;
    const Clock &m_clock;
    std::mutex m_mutex;
    std::condition_variable m_free;
    std::vector<std::unique_ptr<Connection>> m_idle;
    int m_lent = 0;
};

} // namespace zc::store
