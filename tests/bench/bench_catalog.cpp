// Search in a catalogue of 5,000 items, as the palette asks at every key: beside one frame of 60 Hz and beside reading all names through.
#include "support/catalogitems.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace zc::catalog;

namespace {

constexpr double kFrameMs = 1000.0 / 60;
constexpr int kRounds = 15;

double quantile(QList<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values.at(std::min(values.size() - 1, qsizetype(double(values.size()) * share)));
}

} // namespace

int main()
{
    for (const int count : {1250, 2500, 5000}) {
        QTemporaryDir dir;
        auto opened = Catalog::open(dir.filePath(u"catalogue.db"_s));
        if (!opened.ok()) {
            std::fprintf(stderr, "%s\n", qPrintable(opened.error().code));
            return 1;
        }
        const QList<CatalogItem> items = many(count);
        if (const auto done = (*opened)->install(items); !done.ok())
            return 1;
        QList<double> searchMs, scanMs;
        qsizetype found = 0;
        for (int round = 0; round < kRounds; ++round)
            for (const QString &query : {u"食"_s, u"食品"_s, u"证"_s, u"s"_s, u"sp"_s, u"spjy"_s, u"shipin"_s, u"k1049"_s, u"食品 变更"_s, u"不存在"_s}) {
                QElapsedTimer timer;
                timer.start();
                found += (*opened)->search(query).size();
                searchMs << double(timer.nsecsElapsed()) / 1e6;
                timer.start();
                for (const CatalogItem &item : items)
                    found += item.name.contains(query) || item.shortCode.contains(query) ? 1 : 0;
                scanMs << double(timer.nsecsElapsed()) / 1e6;
            }
        std::printf("catalogue of %d: search p50 %.2f ms, p99 %.2f ms, longest %.2f ms = %.2f of a frame; reading all names p50 %.2f ms (no pinyin, no order); %lld hits\n",
                    count, quantile(searchMs, 0.5), quantile(searchMs, 0.99), quantile(searchMs, 1), quantile(searchMs, 1) / kFrameMs, quantile(scanMs, 0.5),
                    static_cast<long long>(found));
    }
    return 0;
}
