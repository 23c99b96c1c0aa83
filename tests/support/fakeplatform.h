#pragma once
#include <crypto/signing.h>
#include <platform/platformclient.h>
#include <platform/problem.h>

#include <QHash>
#include <QMap>

#include <functional>

namespace zc::fakes {

// A platform in memory behind the client's port, with the rules that matter to an outbox: one effect for one id, dense
// op_seq, merge base, one submission a round, signed receipts. A test bends single answers by `fault`. One thread.
class FakePlatform final : public platform::PlatformClient {
public:
    enum class Fault {
        None,
        LoseRequest,         // never arrives
        LoseReply,           // takes effect, nothing comes back
        Foreign,             // takes effect, a portal page comes back
        Refuse,              // `refusal`, recorded
        RefuseUnrecorded,    // `refusal`, nothing recorded
    };
    FakePlatform();

    bool online = true;
    platform::ProblemCode refusal = platform::ProblemCode::Overloaded;
    std::function<Fault(const platform::FrozenOperation &, int nth)> fault;
    bool badReceipts = false;                // signed by somebody else
    QString environment = QStringLiteral("test");
    QUuid clientId;

    // What the province holds.
    struct HeldCase {
        platform::CaseHead head;
        QMap<QString, platform::FieldState> fields;
        QMap<QUuid, platform::Attachment> attachments;
        QMap<int, platform::SubmissionAnswer> rounds;
        int submissions = 0;                 // effects, not calls
    };
    QHash<QUuid, HeldCase> cases;
    QList<QByteArray> sent;                  // method and path of every sending, in order
    QStringList asked;                       // op ids asked after
    QList<platform::Change> news;            // given out by the next pull
    qint64 pieceLimit = 1 << 20;

    // Somebody else writes a field; it stands in `missed`, FIELDS_CHANGED and the feed.
    void editElsewhere(const QUuid &caseId, const QString &path, const QJsonValue &value, bool tellByFeed = false);
    void forgetAfter(const QUuid &caseId, qint64 opSeq);     // restored from a backup

    Result<platform::Capabilities> capabilities() override;
    Result<platform::TimeProbe> time() override;
    Result<platform::TokenAnswer> loginClerk(const QString &, const QString &) override;
    Result<platform::Me> me() override;
    platform::OperationAnswer send(const platform::FrozenOperation &operation) override;
    Result<platform::OperationStatus> operation(const QUuid &opId, const QUuid &subject) override;
    Result<platform::ListOperationsAnswer> operations(const QUuid &subject, qint64 afterSeq) override;
    Result<platform::OperationStatus> voidOperation(const QUuid &opId, const QUuid &subject, qint64 opSeq, qint64 epoch) override;
    Result<platform::SubmissionAnswer> submission(const QUuid &caseId, int roundNo) override;
    Result<platform::Case> readCase(const QUuid &caseId) override;
    Result<platform::SearchCasesAnswer> searchCases(const platform::SearchCasesRequest &request) override;
    Result<platform::ChangePage> changes(const QString &cursor, int limit) override;
    Result<platform::GetCatalogueChangesAnswer> catalogueChanges(const QString &cursor) override;
    Result<QByteArray> pack(const QByteArray &packId) override;
    Result<QByteArray> createUpload(const QUuid &attId, qint64 length, const QByteArray &sha256Hex) override;
    Result<qint64> uploadOffset(const QByteArray &uploadPath) override;
    Result<qint64> appendUpload(const QByteArray &uploadPath, qint64 offset, const QByteArray &piece) override;
    void setCancel(const net::Cancel &) override { }

    QHash<QByteArray, QByteArray> uploads;   // path → bytes
    QHash<QByteArray, qint64> uploadLengths;

private:
    struct Stored {
        QByteArray fingerprint;
        qint64 opSeq = 0;
        QString status;
        platform::OperationAnswer answer;
    };
    platform::OperationAnswer effect(const platform::FrozenOperation &operation, const QUuid &caseId);
    platform::OperationAnswer submit(const platform::FrozenOperation &operation, HeldCase &held);
    platform::OperationAnswer patch(const platform::FrozenOperation &operation, HeldCase &held);
    static platform::OperationAnswer refuse(platform::ProblemCode code, bool recorded);

    crypto::SigningKey m_key;
    crypto::SigningKey m_strangeKey;
    QHash<QUuid, Stored> m_operations;
    QHash<QUuid, qint64> m_lastSeq;
    int m_sends = 0;
    int m_numbers = 0;
    int m_uploads = 0;
    int m_cursor = 0;
};

} // namespace zc::fakes
