#include "framereader.h"

#include "internal/idcard/cardcontent.h"

#include <cstring>

namespace zc::devices::sdt {

FrameReader::FrameReader(QByteArray request) : m_request(std::move(request)) {}

FrameReader::~FrameReader()
{
    wipe(m_buffer.data(), m_buffer.size());
}

qsizetype FrameReader::append(QByteArrayView bytes)
{
    if (m_begin > 0) {
        std::memmove(m_buffer.data(), m_buffer.data() + m_begin, m_end - m_begin);
        m_end -= m_begin;
        m_begin = 0;
        m_body = {};
    }
    const qsizetype taken = qMin<qsizetype>(bytes.size(), kCapacity - m_end);
    std::memcpy(m_buffer.data() + m_end, bytes.data(), taken);
    m_end += int(taken);
    return taken;
}

void FrameReader::giveUpPending()
{
    m_onlyWhole = true;
    if (m_begin < m_end)
        ++m_begin;
}

FrameReader::Found FrameReader::next()
{
    m_insideFrame = false;
    while (m_begin < m_end) {
        const auto *at = reinterpret_cast<const quint8 *>(m_buffer.data() + m_begin);
        const int available = m_end - m_begin;
        const int compared = qMin<int>(available, kPreamble.size());
        if (std::memcmp(at, kPreamble.data(), compared) != 0) {
            m_sawNoise = m_sawNoise || !m_onlyWhole;
            ++m_begin;
            continue;
        }
        bool whole = compared == int(kPreamble.size());
        m_insideFrame = whole;
        if (whole) {
            // The echo is looked for first: a request is too short to be an answer and would fail the length rule.
            const int echoed = qMin<int>(available, int(m_request.size()));
            const bool maybeEcho = !m_request.isEmpty() && std::memcmp(at, m_request.constData(), echoed) == 0;
            if (maybeEcho && echoed == m_request.size()) {
                m_begin += echoed;
                m_insideFrame = false;
                return Found::Echo;
            }
            whole = !maybeEcho && available >= kHeaderBytes;
        }
        const int length = whole ? at[5] << 8 | at[6] : 0;
        bool failed = whole && (length < kSmallestLen || length > kLargestLen);
        whole = whole && !failed && available >= kHeaderBytes + length;
        if (whole) {
            quint8 sum = 0;
            for (int i = int(kPreamble.size()); i < kHeaderBytes + length; ++i)
                sum ^= at[i];
            if (sum == 0) {
                m_body = QByteArrayView(m_buffer.data() + m_begin + kHeaderBytes, length - 1);
                m_begin += kHeaderBytes + length;
                m_insideFrame = false;
                return Found::Frame;
            }
            failed = true;
        }
        if (failed) {
            ++m_begin;
            m_insideFrame = false;
            if (!m_onlyWhole)
                return Found::Failed;
            continue;
        }
        if (!m_onlyWhole)
            return Found::NeedMore;
        ++m_begin;
    }
    m_insideFrame = false;
    return Found::NeedMore;
}

} // namespace zc::devices::sdt
