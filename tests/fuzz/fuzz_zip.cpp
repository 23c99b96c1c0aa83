// Archives from outside, releases and workbooks alike: the input as an archive, and as something that unpacks to much more than
// it is. Whatever comes in, what comes out stays within the limits, or it is refused under one code.
#include "internal/packgrids.h"
#include "internal/xlsx.h"
#include "internal/ziparchive.h"

#include <cstdint>
#include <cstdlib>

using namespace zc::guidance;

namespace {
constexpr ZipLimits kSmall{8, 48 * 1024, 96 * 1024, 20};

void readWithin(const QByteArray &archive)
{
    const auto entries = readZip(archive, kSmall);
    if (!entries.ok()) {
        if (entries.error().code != QStringLiteral("PACK-ARCHIVE") || entries.error().detail.isEmpty())
            std::abort();
        return;
    }
    qint64 total = 0;
    for (auto it = entries->cbegin(); it != entries->cend(); ++it) {
        total += it->size();
        if (it->size() > kSmall.entryBytes || it.key().startsWith(QLatin1Char('/')) || it.key().split(QLatin1Char('/')).contains(QStringLiteral("..")))
            std::abort();
    }
    if (total > kSmall.totalBytes || entries->size() > kSmall.entries)
        std::abort();
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    readWithin(bytes);
    QList<GridProblem> problems;
    if (!readXlsx(bytes, &problems) && problems.isEmpty())
        std::abort();
    if (size < 3)
        return 0;
    // Names and lengths by the input; the more an entry repeats itself the better it packs.
    const QString name = QString::fromUtf8(bytes.mid(1, 1 + data[0] % 12));
    const QByteArray content = bytes.repeated(1 + data[1] % 64).left(64 * 1024);
    if (const auto bomb = writeZip({{QStringLiteral("a"), bytes}, {name, content}}, data[2] % 2 ? ZipForm::Deflated : ZipForm::Stored); bomb.ok())
        readWithin(*bomb);
    return 0;
}
