#include "internal/http.h"

#include <base/uuid.h>

namespace zc::refplatform {

using namespace Qt::StringLiterals;
using platform::ProblemCode;

Answer jsonAnswer(int status, const QByteArray &json)
{
    Answer answer;
    answer.status = status;
    answer.mediaType = platform::media::kJson;
    answer.body = json;
    return answer;
}

Answer problemAnswer(const platform::Problem &problem)
{
    Answer answer;
    answer.status = problem.status;
    answer.mediaType = platform::media::kProblem;
    answer.body = platform::encode(problem);
    if (problem.status == 503 || problem.status == 429)
        answer.with(platform::header::kRetryAfter, "2");
    return answer;
}

Answer problemAnswer(ProblemCode code, const QString &detail) { return problemAnswer(platform::makeProblem(code, detail)); }

platform::Problem bodyProblem(const Error &error)
{
    const bool field = error.code == u"PLT-FIELD";
    platform::Problem problem = platform::makeProblem(field ? ProblemCode::FieldRule : ProblemCode::BodyInvalid);
    const qsizetype blank = error.detail.lastIndexOf(u' ');
    if (error.code.startsWith(u"PLT-") && blank > 0)
        problem.errors.append({error.detail.first(blank), error.detail.sliced(blank + 1), {}});
    else
        problem.detail = error.detail;
    return problem;
}

std::optional<qint64> strictInteger(QByteArrayView text, qint64 least, qint64 most)
{
    if (text.isEmpty() || text.size() > 16 || (text.size() > 1 && text.front() == '0'))
        return {};
    qint64 value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return {};
        value = value * 10 + (c - '0');
    }
    if (value < least || value > most)
        return {};
    return value;
}

std::optional<ByteRange> byteRange(const QByteArray &text, qint64 size)
{
    if (text.isEmpty())
        return ByteRange{0, size, false};
    const qsizetype dash = text.indexOf('-');
    if (!text.startsWith("bytes=") || dash < 6)
        return {};
    const qint64 from = strictInteger(QByteArrayView(text).sliced(6, dash - 6), 0, size - 1).value_or(-1);
    const QByteArrayView end = QByteArrayView(text).sliced(dash + 1);
    const qint64 to = end.isEmpty() ? size - 1 : qMin(strictInteger(end, 0, (qint64(1) << 53) - 1).value_or(-1), size - 1);
    if (from < 0 || to < from)
        return {};
    return ByteRange{from, to - from + 1, true};
}

QUuid quotedUuid(QByteArrayView text)
{
    if (text.size() != 38 || text.front() != '"' || text.back() != '"')
        return {};
    return uuidFromCanonicalText(QString::fromLatin1(text.sliced(1, 36)));
}

} // namespace zc::refplatform
