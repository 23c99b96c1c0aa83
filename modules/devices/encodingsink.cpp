#include "encodingsink.h"

namespace zc::devices {

using namespace Qt::StringLiterals;

namespace {

Error pageTooLarge(qint64 bytes) { return {ErrorKind::Invalid, u"INT-FILE-SIZE"_s, QString::number(bytes)}; }

} // namespace

PageEncoder::~PageEncoder() = default;

Result<QByteArray> PageEncoder::picture(const Ink &) const
{
    return Error{ErrorKind::Internal, u"INT-SIGN-PICTURE"_s, u"nobody paints here"_s};
}

Result<void> EncodingSink::begin(const PageHeader &page)
{
    m_page = page;
    m_rows.clear();
    const qint64 whole = qint64(page.bytesPerLine) * std::max(0, page.height);
    if (whole > kLargestPage)
        return pageTooLarge(whole);
    m_rows.reserve(qsizetype(whole));
    return {};
}

Result<void> EncodingSink::rows(QByteArrayView wholeLines)
{
    if (m_rows.size() + wholeLines.size() > kLargestPage)
        return pageTooLarge(m_rows.size() + wholeLines.size());
    m_rows.append(wholeLines);
    return {};
}

Result<void> EncodingSink::finish(int height)
{
    if (!m_encoder)
        return Error{ErrorKind::Internal, u"INT-SCAN-PAGE"_s, u"no encoder"_s};
    m_page.height = height;
    const Result<QByteArray> file = m_encoder->encode(m_page, m_rows);
    m_rows = {};
    return file ? keep(m_page, *file) : Result<void>(file.error());
}

Result<void> EncodingSink::encoded(const PageHeader &page, const QString &, const QByteArray &bytes)
{
    return keep(page, bytes);
}

} // namespace zc::devices
