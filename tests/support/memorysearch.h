#pragma once
#include <QByteArray>
#include <QFile>
#include <QRandomGenerator>

#include <algorithm>
#include <memory>

// A secret that stands nowhere in this process but where somebody put it: kept masked, uncovered only for as long as it is handed over.
class PlantedSecret {
public:
    explicit PlantedSecret(qsizetype size)
    {
        for (qsizetype i = 0; i < size; ++i)
            m_masked += char(('A' + QRandomGenerator::global()->bounded(26)) ^ kMask);
    }
    template <class F>
    void uncovered(F what) const
    {
        QByteArray plain(m_masked.size(), Qt::Uninitialized);
        std::transform(m_masked.begin(), m_masked.end(), plain.begin(), [](char c) { return char(c ^ kMask); });
        what(plain);
        std::fill_n(static_cast<volatile char *>(plain.data()), plain.size(), '\0');
    }

    // How often it stands in what this process may write to; -1: the system does not let it look.
    int places() const
    {
#ifdef __SANITIZE_ADDRESS__
        return -1;                      // terabytes of shadow
#endif
        QFile maps(QStringLiteral("/proc/self/maps")), memory(QStringLiteral("/proc/self/mem"));
        if (!maps.open(QIODevice::ReadOnly) || !memory.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
            return -1;
        constexpr qint64 kPiece = 1 << 20;
        const auto piece = std::make_unique<char[]>(kPiece);
        int found = 0;
        for (const QByteArray &line : maps.readAll().split('\n')) {
            const QList<QByteArray> words = line.simplified().split(' ');
            if (words.size() < 2 || !words[1].startsWith("rw"))
                continue;
            const quint64 begin = words[0].split('-').value(0).toULongLong(nullptr, 16), end = words[0].split('-').value(1).toULongLong(nullptr, 16);
            for (quint64 at = begin; at < end; at += quint64(kPiece - m_masked.size())) {
                memory.seek(qint64(at));
                const qint64 count = memory.read(piece.get(), qint64(std::min<quint64>(end - at, quint64(kPiece))));
                if (count <= 0)
                    break;
                // The piece itself is memory of this process: what it held of an earlier round is not looked at.
                const quint64 own = quint64(reinterpret_cast<quintptr>(piece.get()));
                for (qint64 i = 0; i + m_masked.size() <= count; ++i) {
                    const bool inside = at + quint64(i) + quint64(m_masked.size()) > own && at + quint64(i) < own + quint64(kPiece);
                    if (!inside && std::equal(m_masked.begin(), m_masked.end(), piece.get() + i, [](char masked, char plain) { return char(masked ^ kMask) == plain; }))
                        ++found;
                }
            }
        }
        return found;
    }

private:
    static constexpr char kMask = 0x2A;
    QByteArray m_masked;
};
