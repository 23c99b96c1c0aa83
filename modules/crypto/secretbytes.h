#pragma once
#include <QByteArray>
#include <QByteArrayView>

namespace zc::crypto {

// Bytes that must not outlive their use: held in locked, undumpable memory while there is room in it, cleansed on
// destruction, never copied by accident (clone() is the visible way), never logged. Not thread-safe; move between threads.
class SecretBytes {
public:
    SecretBytes() = default;
    explicit SecretBytes(qsizetype size);                    // zero filled
    SecretBytes(SecretBytes &&other) noexcept;
    SecretBytes &operator=(SecretBytes &&other) noexcept;
    SecretBytes(const SecretBytes &) = delete;
    SecretBytes &operator=(const SecretBytes &) = delete;
    ~SecretBytes();

    static SecretBytes copyOf(QByteArrayView bytes);
    static SecretBytes random(qsizetype size);
    // Takes the bytes over and overwrites the caller's array (its own allocation only: shared copies stay behind).
    static SecretBytes consume(QByteArray &bytes);

    SecretBytes clone() const { return copyOf(view()); }
    QByteArrayView view() const { return {m_data, m_size}; }
    const uchar *bytes() const { return reinterpret_cast<const uchar *>(m_data); }
    uchar *bytes() { return reinterpret_cast<uchar *>(m_data); }
    qsizetype size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }
    void clear();

private:
    char *m_data = nullptr;
    qsizetype m_size = 0;
};

// Overwrites memory in a way the compiler keeps.
void cleanse(void *data, qsizetype size);

} // namespace zc::crypto
