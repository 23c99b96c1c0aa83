#pragma once
#include <QByteArrayView>
#include <QString>

namespace zc::store {

// Walks over canonical CBOR (RFC 8949 §4.2.1: definite lengths) where it lies, for bodies of which little is wanted: what is not
// read costs its head bytes. Every step is checked against the end; after the first fault nothing is read any more and ok() is
// false. A whole row is opened with Qt's reader, which takes four times as long.
class CborCursor {
public:
    explicit CborCursor(QByteArrayView bytes) : m_bytes(bytes) {}

    bool ok() const { return m_ok; }
    qsizetype offset() const { return m_at; }
    bool isMap() const { return major() == 5; }
    bool isArray() const { return major() == 4; }
    bool isText() const { return major() == 3; }
    quint64 enterMap() { return head(5); }             // number of members: a name and a value each
    quint64 enterArray() { return head(4); }           // number of items
    QByteArrayView text();                             // UTF-8
    void skip();                                       // one item with all it holds
    QByteArrayView item();                             // the same, as bytes

private:
    int major() const { return m_ok && m_at < m_bytes.size() ? uchar(m_bytes[m_at]) >> 5 : -1; }
    quint64 head(int wanted);
    quint64 argument(int info);
    quint64 fail();

    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    bool m_ok = true;
};

} // namespace zc::store
