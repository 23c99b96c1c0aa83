#pragma once
#include <base/result.h>
#include <net/httpclient.h>

#include <functional>

namespace zc::net {

// The three steps of a resumable upload (tus 1.0.0 core, creation, checksum) as blocking calls; the loop and what is
// remembered between runs belong to the caller. The true offset is the server's alone and may go back (HEAD tells it).
// Answers count only with `Tus-Resumable: 1.0.0`; anything else is NET-TUS-FOREIGN, whatever its status.
//
// Errors: those of HttpClient, and NET-TUS-GONE (NotFound: 404, 410: start a new session) · NET-TUS-OFFSET (Conflict: 409,
// 460: ask the offset again) · NET-TUS-DENIED (Denied: 401, 403) · NET-TUS-BUSY (Offline: 429, 5xx but 507: later) ·
// NET-TUS-FULL (Conflict: 413, 507) · NET-TUS-REFUSED (Invalid: other 4xx) · NET-TUS-FOREIGN (Corrupt).
class TusUpload {
public:
    // `authorize` adds the headers of the session (bearer token) to every request.
    TusUpload(HttpClient &client, std::function<void(Headers &)> authorize);

    // Creates an upload of `length` bytes at `path`; metadata values are plain bytes. Answers the path of the upload on
    // the same origin; a Location that points elsewhere is NET-TUS-FOREIGN.
    Result<QByteArray> create(QByteArrayView path, qint64 length, const QList<QPair<QByteArray, QByteArray>> &metadata,
                              const Cancel &cancel = {});
    Result<qint64> offset(QByteArrayView uploadPath, const Cancel &cancel = {});
    // Appends `piece` at `offset`, with its SHA-256 for the server to check; answers the new offset.
    Result<qint64> append(QByteArrayView uploadPath, qint64 offset, const QByteArray &piece, const Cancel &cancel = {});

private:
    Result<Response> send(Request request, const Cancel &cancel);

    HttpClient &m_client;
    std::function<void(Headers &)> m_authorize;
};

} // namespace zc::net
