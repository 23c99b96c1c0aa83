#include "internal/readings.h"

#include <QHash>
#include <QMutex>

#include <unicode/translit.h>
#include <unicode/unistr.h>

namespace zc::store {

using namespace Qt::StringLiterals;

namespace {

// Surnames whose reading is not the common one of the character; several readings are all kept.
const QHash<QString, QString> &surnames()
{
    static const QHash<QString, QString> table{
        {u"单"_s, u"shan"_s},   {u"解"_s, u"xie"_s},     {u"仇"_s, u"qiu"_s},      {u"查"_s, u"zha"_s},    {u"曾"_s, u"zeng"_s},
        {u"盖"_s, u"ge|gai"_s}, {u"区"_s, u"ou"_s},      {u"朴"_s, u"piao"_s},     {u"缪"_s, u"miao"_s},   {u"乐"_s, u"yue|le"_s},
        {u"冼"_s, u"xian"_s},   {u"员"_s, u"yun|yuan"_s}, {u"覃"_s, u"qin|tan"_s}, {u"翟"_s, u"zhai|di"_s}, {u"召"_s, u"shao"_s},
        {u"黑"_s, u"he"_s},     {u"折"_s, u"she"_s},     {u"繁"_s, u"po"_s},       {u"秘"_s, u"bi"_s},     {u"种"_s, u"chong"_s},
        {u"燕"_s, u"yan"_s},    {u"尉"_s, u"wei|yu"_s},  {u"郇"_s, u"xun|huan"_s}, {u"郗"_s, u"xi|chi"_s}, {u"隗"_s, u"wei|kui"_s},
        {u"牟"_s, u"mu|mou"_s}, {u"纪"_s, u"ji"_s},      {u"任"_s, u"ren"_s},      {u"华"_s, u"hua"_s},    {u"葛"_s, u"ge"_s},
        {u"过"_s, u"guo"_s},    {u"应"_s, u"ying"_s},    {u"那"_s, u"na"_s},       {u"能"_s, u"nai"_s},    {u"哈"_s, u"ha"_s},
        {u"车"_s, u"che"_s},    {u"沈"_s, u"shen"_s},    {u"洗"_s, u"xian"_s},     {u"佴"_s, u"nai"_s},    {u"逄"_s, u"pang"_s},
        {u"褚"_s, u"chu"_s},    {u"尹"_s, u"yin"_s},     {u"宁"_s, u"ning"_s},     {u"么"_s, u"yao"_s},    {u"卜"_s, u"bu"_s},
        {u"万俟"_s, u"mo qi"_s}, {u"尉迟"_s, u"yu chi"_s}, {u"长孙"_s, u"zhang sun"_s}, {u"澹台"_s, u"tan tai"_s},
        {u"单于"_s, u"chan yu"_s}, {u"令狐"_s, u"ling hu"_s}, {u"欧阳"_s, u"ou yang"_s}, {u"司马"_s, u"si ma"_s},
        {u"诸葛"_s, u"zhu ge"_s}, {u"皇甫"_s, u"huang fu"_s}, {u"宇文"_s, u"yu wen"_s}, {u"夏侯"_s, u"xia hou"_s},
        // Places whose names are read in their own way, where organisations begin with them.
        {u"重庆"_s, u"chong qing"_s}, {u"厦门"_s, u"xia men"_s}, {u"长沙"_s, u"chang sha"_s}, {u"长春"_s, u"chang chun"_s},
        {u"六安"_s, u"lu an"_s}, {u"蚌埠"_s, u"beng bu"_s}, {u"番禺"_s, u"pan yu"_s}, {u"台州"_s, u"tai zhou"_s}};
    return table;
}

} // namespace

QStringList syllablesOf(char32_t character)
{
    static QMutex mutex;
    static QHash<char32_t, QStringList> cache;
    const QMutexLocker guard(&mutex);
    if (const auto found = cache.constFind(character); found != cache.constEnd())
        return *found;
    static const auto transliterator = [](const char *id) {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<icu::Transliterator>(icu::Transliterator::createInstance(id, UTRANS_FORWARD, status));
    };
    static const std::unique_ptr<icu::Transliterator> han = transliterator("Han-Latin");
    static const std::unique_ptr<icu::Transliterator> plain = transliterator("Latin-ASCII; Lower");
    QStringList readings;
    if (han && plain) {
        icu::UnicodeString text{UChar32(character)};
        han->transliterate(text);
        const QString marked = QString::fromUtf16(text.getBuffer(), text.length()).normalized(QString::NormalizationForm_D);
        const bool umlaut = marked.contains(QChar(0x0308));
        plain->transliterate(text);
        const QString reading = QString::fromUtf16(text.getBuffer(), text.length()).trimmed();
        bool letters = !reading.isEmpty();
        for (const QChar c : reading)
            letters = letters && c >= u'a' && c <= u'z';
        if (letters)
            readings.append(reading);
        if (letters && umlaut)
            readings.append(QString(reading).replace(u'u', u'v'));
    }
    cache.insert(character, readings);
    return readings;
}

int surnameReadings(const QString &name, QStringList &readings)
{
    for (const int length : {2, 1}) {
        const auto found = name.size() >= length ? surnames().constFind(name.first(length)) : surnames().constEnd();
        if (found == surnames().constEnd())
            continue;
        readings = found->split(u'|');
        return length;
    }
    return 0;
}

} // namespace zc::store
