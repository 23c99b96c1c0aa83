#include "codemessage.h"

#include "internal/text/chinesebytes.h"

#include <algorithm>

namespace zc::devices::barcode {

void MessageCutter::feed(QByteArrayView bytes, qint64 nowMs)
{
    if (m_begun && nowMs - m_lastMs >= kSilenceMs)
        end();
    m_lastMs = nowMs;
    for (const char byte : bytes) {
        const bool secondOfTwo = byte == '\n' && m_afterCr;
        m_afterCr = byte == '\r';
        if (secondOfTwo)
            continue;
        if (byte == '\r' || byte == '\n') {
            end();
            continue;
        }
        m_begun = true;
        m_now.tooLong = m_now.tooLong || m_now.bytes.size() >= kLongest;
        if (m_now.tooLong)
            m_now.bytes.clear();
        else
            m_now.bytes += byte;
    }
}

std::optional<MessageCutter::Message> MessageCutter::take(qint64 nowMs)
{
    if (m_begun && nowMs - m_lastMs >= kSilenceMs)
        end();
    if (m_whole.isEmpty())
        return std::nullopt;
    return m_whole.takeFirst();
}

void MessageCutter::end()
{
    if (m_begun && !m_abandoned)
        m_whole << m_now;
    m_now = {};
    m_begun = m_abandoned = false;
}

void MessageCutter::abandon()
{
    m_abandoned = m_begun;
}

void MessageCutter::clear()
{
    m_whole.clear();
    m_now = {};
    m_begun = m_abandoned = m_afterCr = false;
}

std::optional<ScannedCode> codeFrom(const QByteArray &bytes)
{
    using Writing = ScannedCode::Writing;
    ScannedCode code;
    if (const auto utf8 = fromUtf8Strictly(bytes))
        code = {*utf8, Writing::Utf8};
    else if (const auto gb = fromGb18030Strictly(bytes))
        code = {*gb, Writing::Gb18030};
    else
        code = {QString::fromLatin1(bytes.toHex()), Writing::Hex};
    const bool visible = std::any_of(code.text.cbegin(), code.text.cend(), [](QChar c) { return c.isPrint() && !c.isSpace(); });
    return visible ? std::optional(code) : std::nullopt;
}

} // namespace zc::devices::barcode
