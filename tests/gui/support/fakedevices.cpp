#include "support/fakedevices.h"

namespace zc::client::test {
using namespace Qt::StringLiterals;
using intake::Health;

QList<DeviceView> sampleDevices()
{
    DeviceView reader;
    reader.id = u"idr-1"_s;
    reader.title = u"读卡器"_s;
    reader.health = Health::Good;
    reader.state = u"就绪"_s;
    reader.facts = {{u"编号"_s, u"idr-1"_s}, {u"驱动"_s, u"sdt"_s}};
    reader.abilities = {{u"功能"_s, u"读身份证"_s}};
    reader.figures = {{u"任务"_s, u"12"_s}};
    DeviceView scanner;
    scanner.id = u"scn-1"_s;
    scanner.title = u"扫描仪"_s;
    scanner.health = Health::Bad;
    scanner.state = u"有故障"_s;
    scanner.sentence = u"扫描仪卡纸了，已扫好的页都还在。"_s;
    scanner.next = u"请取出卡住的纸，从这一页起重新扫。"_s;
    scanner.code = u"DEV-SCAN-JAM"_s;
    scanner.usedBy = u"受理"_s;
    scanner.facts = {{u"编号"_s, u"scn-1"_s}, {u"驱动"_s, u"sane"_s}};
    scanner.abilities = {{u"功能"_s, u"扫描"_s}, {u"分辨率（dpi）"_s, u"75–1200"_s}, {u"纸张来源"_s, u"玻璃板、进纸器"_s}};
    scanner.figures = {{u"任务"_s, u"3"_s}, {u"故障"_s, u"1"_s}};
    return {reader, scanner};
}

} // namespace zc::client::test
