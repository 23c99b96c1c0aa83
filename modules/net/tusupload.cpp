#include "tusupload.h"

#include <QCryptographicHash>

#include <algorithm>

namespace zc::net {
using namespace Qt::StringLiterals;
namespace {

Error tusError(ErrorKind kind, const QString &code, int status)
{
    return Error{kind, code, u"http %1"_s.arg(status)};
}

// Digits only, no sign, no white space, within 2^53: anything else is not an offset.
Result<qint64> offsetOf(const Response &response)
{
    const QByteArray text = response.headers.single("Upload-Offset");
    const bool digits = !text.isEmpty() && text.size() <= 16
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits)
        return tusError(ErrorKind::Corrupt, u"NET-TUS-FOREIGN"_s, response.status);
    return text.toLongLong();
}

} // namespace

TusUpload::TusUpload(HttpClient &client, std::function<void(Headers &)> authorize)
    : m_client(client), m_authorize(std::move(authorize))
{
}

Result<Response> TusUpload::send(Request request, const Cancel &cancel)
{
    request.headers.add("Tus-Resumable", "1.0.0");
    if (m_authorize)
        m_authorize(request.headers);
    auto answer = m_client.execute(request, cancel);
    if (!answer)
        return answer.error();
    const int status = answer->status;
    if (answer->headers.single("Tus-Resumable") != "1.0.0")
        return tusError(ErrorKind::Corrupt, u"NET-TUS-FOREIGN"_s, status);
    if (status >= 200 && status < 300)
        return answer;
    switch (status) {
    case 404:
    case 410: return tusError(ErrorKind::NotFound, u"NET-TUS-GONE"_s, status);
    case 409:
    case 460: return tusError(ErrorKind::Conflict, u"NET-TUS-OFFSET"_s, status);
    case 401:
    case 403: return tusError(ErrorKind::Denied, u"NET-TUS-DENIED"_s, status);
    case 413:
    case 507: return tusError(ErrorKind::Conflict, u"NET-TUS-FULL"_s, status);
    default: break;
    }
    if (status == 429 || status >= 500)
        return tusError(ErrorKind::Offline, u"NET-TUS-BUSY"_s, status);
    if (status >= 400)
        return tusError(ErrorKind::Invalid, u"NET-TUS-REFUSED"_s, status);
    return tusError(ErrorKind::Corrupt, u"NET-TUS-FOREIGN"_s, status);
}

Result<QByteArray> TusUpload::create(QByteArrayView path, qint64 length,
                                     const QList<QPair<QByteArray, QByteArray>> &metadata, const Cancel &cancel)
{
    Request request;
    request.method = Method::Post;
    request.url = m_client.urlFor(path);
    request.headers.add("Upload-Length", QByteArray::number(length));
    QByteArray encoded;
    for (const auto &[key, value] : metadata)
        encoded += QByteArray(encoded.isEmpty() ? "" : ",") + key + ' ' + value.toBase64();
    if (!encoded.isEmpty())
        request.headers.add("Upload-Metadata", encoded);
    auto answer = send(std::move(request), cancel);
    if (!answer)
        return answer.error();
    const QByteArray location = answer->headers.single("Location");
    const QByteArray absolute = location.startsWith('/') ? m_client.urlFor(location) : location;
    if (answer->status != 201 || location.startsWith("//") || !m_client.origin().allows(absolute))
        return tusError(ErrorKind::Corrupt, u"NET-TUS-FOREIGN"_s, answer->status);
    return absolute.mid(absolute.indexOf('/', absolute.indexOf("://") + 3));
}

Result<qint64> TusUpload::offset(QByteArrayView uploadPath, const Cancel &cancel)
{
    Request request;
    request.method = Method::Head;
    request.url = m_client.urlFor(uploadPath);
    auto answer = send(std::move(request), cancel);
    if (!answer)
        return answer.error();
    return offsetOf(*answer);
}

Result<qint64> TusUpload::append(QByteArrayView uploadPath, qint64 offset, const QByteArray &piece, const Cancel &cancel)
{
    Request request;
    request.method = Method::Patch;
    request.url = m_client.urlFor(uploadPath);
    request.totalTimeoutMs = 0;
    request.headers.add("Content-Type", "application/offset+octet-stream");
    request.headers.add("Upload-Offset", QByteArray::number(offset));
    request.headers.add("Upload-Checksum",
                        "sha256 " + QCryptographicHash::hash(piece, QCryptographicHash::Sha256).toBase64());
    request.body = piece;
    auto answer = send(std::move(request), cancel);
    if (!answer)
        return answer.error();
    auto reached = offsetOf(*answer);
    // A server that claims more than it was ever given is not describing this upload.
    if (reached && (answer->status != 204 || *reached > offset + piece.size()))
        return tusError(ErrorKind::Corrupt, u"NET-TUS-FOREIGN"_s, answer->status);
    return reached;
}

} // namespace zc::net
