#include "internal/cborcursor.h"

namespace zc::store {

quint64 CborCursor::fail()
{
    m_ok = false;
    m_at = m_bytes.size();
    return 0;
}

quint64 CborCursor::argument(int info)
{
    if (info < 24)
        return quint64(info);
    const qsizetype length = info == 24 ? 1 : info == 25 ? 2 : info == 26 ? 4 : info == 27 ? 8 : 0;
    if (length == 0 || m_bytes.size() - m_at < length)
        return fail();
    quint64 value = 0;
    for (qsizetype i = 0; i < length; ++i)
        value = value << 8 | uchar(m_bytes[m_at++]);
    return value;
}

quint64 CborCursor::head(int wanted)
{
    if (major() != wanted)
        return fail();
    const int info = uchar(m_bytes[m_at++]) & 31;
    const quint64 value = argument(info);
    // Every member and item takes a byte at least, so that a false number cannot keep anybody counting.
    return value <= quint64(m_bytes.size() - m_at) ? value : fail();
}

QByteArrayView CborCursor::text()
{
    const auto length = qsizetype(head(3));
    const QByteArrayView text = m_bytes.sliced(m_at, length);
    m_at += length;
    return text;
}

void CborCursor::skip()
{
    for (quint64 left = 1; left > 0 && m_ok; --left) {
        const int kind = major();
        if (kind < 0) {
            fail();
            return;
        }
        switch (kind) {
        case 2:
        case 3: m_at += qsizetype(head(kind)); break;
        case 4: left += head(4); break;
        case 5: left += 2 * head(5); break;
        default: {
            const int info = uchar(m_bytes[m_at++]) & 31;
            (void)argument(info);
            left += kind == 6 ? 1 : 0;                 // a tag stands before its item
            break;
        }
        }
    }
}

QByteArrayView CborCursor::item()
{
    const qsizetype from = m_at;
    skip();
    return m_ok ? m_bytes.sliced(from, m_at - from) : QByteArrayView();
}

} // namespace zc::store
