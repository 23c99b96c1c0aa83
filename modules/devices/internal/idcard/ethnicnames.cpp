#include "cardtext.h"

namespace zc::devices {

// GB/T 3304 in the order of the codes; 97 and 98 stand behind the 56 peoples.
static constexpr QStringView kEthnicNames[] = {
    u"汉", u"蒙古", u"回", u"藏", u"维吾尔", u"苗", u"彝", u"壮", u"布依", u"朝鲜", u"满", u"侗", u"瑶", u"白", u"土家",
    u"哈尼", u"哈萨克", u"傣", u"黎", u"傈僳", u"佤", u"畲", u"高山", u"拉祜", u"水", u"东乡", u"纳西", u"景颇", u"柯尔克孜",
    u"土", u"达斡尔", u"仫佬", u"羌", u"布朗", u"撒拉", u"毛南", u"仡佬", u"锡伯", u"阿昌", u"普米", u"塔吉克", u"怒",
    u"乌孜别克", u"俄罗斯", u"鄂温克", u"德昂", u"保安", u"裕固", u"京", u"塔塔尔", u"独龙", u"鄂伦春", u"赫哲", u"门巴", u"珞巴",
    u"基诺",
};

QString ethnicNameForCode(QStringView code)
{
    if (code.size() != 2 || code[0] < u'0' || code[0] > u'9' || code[1] < u'0' || code[1] > u'9')
        return {};
    const int number = (code[0].unicode() - u'0') * 10 + (code[1].unicode() - u'0');
    if (number == 97)
        return QStringLiteral("其他");
    if (number == 98)
        return QStringLiteral("外国血统中国籍人士");
    return number >= 1 && number <= 56 ? kEthnicNames[number - 1].toString() : QString();
}

} // namespace zc::devices
