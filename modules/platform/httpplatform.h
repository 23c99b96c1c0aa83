#pragma once
#include <base/clock.h>
#include <net/httpclient.h>
#include <platform/platformclient.h>

#include <functional>
#include <memory>

namespace zc::platform {

// Who speaks: the enrolled desk. A secret is for demo and test; otherwise `assertion` signs a JWT for the given audience
// (RFC 7523) with the key of the enrolment.
struct DeskIdentity {
    QUuid clientId;
    QString secret;
    std::function<Result<QByteArray>(const QByteArray &audience)> assertion;
};

struct HttpPlatformOptions {
    QByteArray origin;                      // https://host[:port]
    QString environment;                    // "demo", "test", "production": any other platform is refused before the first byte
    DeskIdentity desk;
    net::TlsPolicy tls;
    int timeoutMs = 60'000;
};

// The port over HTTP (sync.md §5). In demo and test the address guard allows loopback alone, so that they cannot reach a
// production address whatever the configuration says. Device tokens carry operations (ops.relay, with the clerk's ticket
// frozen inside), uploads and the feed; the clerk's token reads cases.
class HttpPlatform final : public PlatformClient {
public:
    // Errors: NET-ADDRESS. Nothing is sent yet.
    static Result<std::unique_ptr<HttpPlatform>> create(const HttpPlatformOptions &options, const Clock &clock);
    ~HttpPlatform() override;

    // The first enrolment of a desk with a one-time code; needs no session.
    Result<EnrolClientAnswer> enrol(const EnrolClientRequest &request);

    Result<Capabilities> capabilities() override;
    Result<TimeProbe> time() override;
    Result<TokenAnswer> loginClerk(const QString &name, const QString &password) override;
    Result<Me> me() override;
    OperationAnswer send(const FrozenOperation &operation) override;
    Result<OperationStatus> operation(const QUuid &opId, const QUuid &subject) override;
    Result<ListOperationsAnswer> operations(const QUuid &subject, qint64 afterSeq) override;
    Result<OperationStatus> voidOperation(const QUuid &opId, const QUuid &subject, qint64 opSeq, qint64 epoch) override;
    Result<SubmissionAnswer> submission(const QUuid &caseId, int roundNo) override;
    Result<Case> readCase(const QUuid &caseId) override;
    Result<SearchCasesAnswer> searchCases(const SearchCasesRequest &request) override;
    Result<ChangePage> changes(const QString &cursor, int limit) override;
    Result<GetCatalogueChangesAnswer> catalogueChanges(const QString &cursor) override;
    Result<QByteArray> pack(const QByteArray &packId) override;
    Result<QByteArray> createUpload(const QUuid &attId, qint64 length, const QByteArray &sha256Hex) override;
    Result<qint64> uploadOffset(const QByteArray &uploadPath) override;
    Result<qint64> appendUpload(const QByteArray &uploadPath, qint64 offset, const QByteArray &piece) override;
    void setCancel(const net::Cancel &cancel) override;

private:
    struct Private;
    explicit HttpPlatform(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace zc::platform
