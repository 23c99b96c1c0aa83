// The table of an author's pack with 10^5 cells and a check that runs behind it, against the same view over a constant model
// (target: at most 1.5 times as long) and against a plain QTableView of the same size. 1,000 scroll steps each, interleaved so that
// all meet the same machine; a frame is scroll and paint.
#include "pages/packs/packworkshop.h"
#include "pages/packs/sheetmodel.h"
#include "pages/packs/sheettable.h"

#include <uikit/zcstyle.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QScrollBar>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace zc::client;
using namespace zc::guidance;
using namespace Qt::StringLiterals;

namespace {

constexpr int kRules = 10'000, kSteps = 1'000, kPatienceMs = 60'000;

class ConstantModel : public QAbstractTableModel {
public:
    explicit ConstantModel(int columns) : m_columns(columns) {}
    int rowCount(const QModelIndex & = {}) const override { return kRules; }
    int columnCount(const QModelIndex & = {}) const override { return m_columns; }
    QVariant data(const QModelIndex &, int role) const override { return role == Qt::DisplayRole ? QVariant(m_text) : QVariant(); }
    QVariant headerData(int, Qt::Orientation, int role) const override { return role == Qt::DisplayRole ? QVariant(m_text) : QVariant(); }

private:
    int m_columns;
    QString m_text = u"\"选项7\""_s;         // as wide as what stands in the pack
};

// A pack whose table of materials has ten thousand rules over eight conditions: 10^5 cells with id and basis.
AuthoredPack bigPack()
{
    auto pack = *AuthoredPack::read(*PackFiles::readFolder(QStringLiteral(ZC_SOURCE_DIR "/resources/blankpack")));
    AuthoredSheet &facts = *pack.sheet(u"facts.csv"_s);
    AuthoredTable &table = *pack.table(u"材料"_s);
    table.columns = {{AuthoredTable::Kind::Input, u"当前子事项"_s}};
    for (int i = 0; i < 7; ++i) {
        const QString name = u"条件%1"_s.arg(i + 1);
        QStringList options;
        for (int k = 0; k < 16; ++k) options.append(u"选项%1"_s.arg(k));
        facts.rows.append({u"F1%1"_s.arg(i), name, u"enum"_s, options.join(u'|'), {}, {}, u"问？"_s, u"因为"_s, u"applicant"_s, u"1"_s, {}, {}, {}, {}});
        table.columns.append({AuthoredTable::Kind::Input, name});
    }
    table.columns.append({AuthoredTable::Kind::Output, u"材料"_s});
    table.columns.append({AuthoredTable::Kind::Annotation, u"依据"_s});
    table.rules.clear();
    quint32 random = 42;
    for (int i = 0; i < kRules; ++i) {
        AuthoredTable::Rule rule{u"m%1"_s.arg(i + 1), {u"\"S1\""_s}};
        for (int k = 0; k < 7; ++k) {
            random = random * 1664525u + 1013904223u;
            rule.cells.append(k < 4 ? u"\"选项%1\""_s.arg((random >> 16) % 16) : u"-"_s);
        }
        rule.cells << u"\"M0%1\""_s.arg(1 + i % 3) << u"L01"_s;
        table.rules.append(rule);
    }
    pack.alignCases();
    return pack;
}

double frame(QTableView &table, int value)
{
    QElapsedTimer time;
    time.start();
    table.verticalScrollBar()->setValue(value);
    table.viewport()->repaint();
    return double(time.nsecsElapsed()) / 1e6;
}

double mean(const std::vector<double> &values)
{
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / double(values.size());
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    auto theme = zc::uikit::Theme::load({});
    if (!theme) return 1;
    QApplication::setStyle(new zc::uikit::ZcStyle(*theme));
    PackDocument document;
    document.open(bigPack());
    SheetModel model(document);
    model.setSheet({SheetRef::Kind::Rules, u"材料"_s});
    ConstantModel constant(model.columnCount());
    PackChecker checker;
    int checks = 0;
    qint64 checkMs = 0;
    QObject::connect(&checker, &PackChecker::finished, [&](const PackCheck &, qint64 ms) {
        ++checks;
        checkMs = ms;
        // A mark here and there, as findings leave them.
        QHash<QPair<int, int>, CellMark> marks;
        for (int row = 0; row < kRules; row += 9) marks.insert({row, row % 8}, {zc::uikit::Tone::Warn, u"V05"_s});
        model.setMarks(marks);
    });
    SheetTable live, plain;
    QTableView bare;
    live.setModel(&model);
    plain.setModel(&constant);
    bare.setModel(&constant);
    bare.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    bare.verticalHeader()->setDefaultSectionSize(live.verticalHeader()->defaultSectionSize());
    for (QTableView *table : {static_cast<QTableView *>(&live), static_cast<QTableView *>(&plain), &bare}) {
        table->resize(1000, 640);
        table->show();
    }
    for (int i = 0; i < constant.columnCount(); ++i) {
        plain.setColumnWidth(i, live.columnWidth(i));
        bare.setColumnWidth(i, live.columnWidth(i));
    }
    QApplication::processEvents();
    const int most = std::min({live.verticalScrollBar()->maximum(), plain.verticalScrollBar()->maximum(), bare.verticalScrollBar()->maximum()});
    std::vector<double> liveMs, plainMs, bareMs, keyMs;
    for (int step = 0; step < kSteps; ++step) {
        const int value = int(qint64(most) * step / kSteps);
        if (step % 100 == 0) {
            // A cell is typed; the check starts behind the next frames.
            QElapsedTimer time;
            time.start();
            document.setCells(model.sheet(), {{step, 1, u"\"选项%1\""_s.arg((step / 100) % 16)}});
            checker.check(document.pack());
            keyMs.push_back(double(time.nsecsElapsed()) / 1e6);
        }
        QApplication::processEvents();
        const bool first = step % 2 == 0;
        if (first) liveMs.push_back(frame(live, value));
        plainMs.push_back(frame(plain, value));
        bareMs.push_back(frame(bare, value));
        if (!first) liveMs.push_back(frame(live, value));
    }
    std::printf("cells %d  steps %d\nframe ms           mean    p50    p99\n", model.rowCount() * model.columnCount(), kSteps);
    for (auto &[name, values] : {std::pair("author's table", &liveMs), std::pair("constant model", &plainMs), std::pair("plain QTableView", &bareMs)}) {
        std::sort(values->begin(), values->end());
        std::printf("%-16s %6.3f %6.3f %6.3f\n", name, mean(*values), (*values)[kSteps / 2], (*values)[kSteps * 99 / 100]);
    }
    std::printf("ratio of means %.2f to the constant model (target 1.5), %.2f to the plain view\n", mean(liveMs) / mean(plainMs), mean(liveMs) / mean(bareMs));
    QElapsedTimer wait;
    wait.start();
    while (checks == 0 && wait.elapsed() < kPatienceMs) QApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
    if (checks > 0) std::printf("typing a cell %.3f ms; a whole check %lld ms\n", mean(keyMs), static_cast<long long>(checkMs));
    else std::printf("typing a cell %.3f ms; no check ended within %d s\n", mean(keyMs), kPatienceMs / 1000);
    std::fflush(stdout);
    return mean(liveMs) <= 1.5 * mean(plainMs) ? 0 : 1;
}
