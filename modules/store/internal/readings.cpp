#include "internal/readings.h"

#include <QChar>
#include <QHash>
#include <QMutex>

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

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

QList<QByteArray> transliterated(char32_t character)
{
    static const auto transliterator = [](const char *id) {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<icu::Transliterator>(icu::Transliterator::createInstance(id, UTRANS_FORWARD, status));
    };
    static QMutex mutex;                                   // ICU's transliterators belong to one thread at a time
    const QMutexLocker guard(&mutex);
    static const std::unique_ptr<icu::Transliterator> han = transliterator("Han-Latin");
    static const std::unique_ptr<icu::Transliterator> plain = transliterator("Latin-ASCII; Lower");
    if (!han || !plain)
        return {};
    icu::UnicodeString text{UChar32(character)};
    han->transliterate(text);
    const QString marked = QString::fromUtf16(text.getBuffer(), text.length()).normalized(QString::NormalizationForm_D);
    plain->transliterate(text);
    const QByteArray reading = QString::fromUtf16(text.getBuffer(), text.length()).trimmed().toUtf8();
    if (reading.isEmpty() || !std::all_of(reading.begin(), reading.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
        return {};
    QList<QByteArray> readings{reading};
    if (marked.contains(QChar(0x0308)))
        readings.append(QByteArray(reading).replace('u', 'v'));
    return readings;
}

using Readings = QList<QPair<QByteArray, QByteArray>>;
constexpr qsizetype kReadings = 8;

void extend(Readings &all, const QList<QByteArray> &syllables)
{
    for (auto &reading : all) {
        for (const QByteArray &syllable : syllables) {
            reading.first += syllable;
            reading.second += syllable.front();
        }
    }
}

} // namespace

bool isHan(char32_t character)
{
    return QChar::script(character) == QChar::Script_Han;
}

const QList<QByteArray> &syllablesOf(char32_t character)
{
    // One cache a thread: filling an index asks hundreds of thousands of times.
    static thread_local QHash<char32_t, QList<QByteArray>> cache;
    auto found = cache.find(character);
    if (found == cache.end())
        found = cache.insert(character, transliterated(character));
    return *found;
}

int surnameReadings(QStringView name, QList<QList<QByteArray>> &readings)
{
    static const auto table = [] {
        QHash<QString, QList<QList<QByteArray>>> parsed;
        for (auto it = surnames().begin(); it != surnames().end(); ++it) {
            const QStringList alternatives = it->split(u'|');
            for (const QString &alternative : alternatives)
                parsed[it.key()].append(alternative.toLatin1().split(' '));
        }
        return parsed;
    }();
    for (const int length : {2, 1}) {
        const auto found = name.size() >= length ? table.constFind(name.first(length).toString()) : table.constEnd();
        if (found == table.constEnd())
            continue;
        readings = *found;
        return length;
    }
    return 0;
}

Readings nameReadings(const QString &plainName)
{
    Readings all{{}};
    const auto branch = [&all](const QList<QList<QByteArray>> &alternatives) {
        if (alternatives.size() == 1 || all.size() >= kReadings)
            return extend(all, alternatives.first());
        Readings next;
        for (const QList<QByteArray> &syllables : alternatives) {
            Readings copy = all;
            extend(copy, syllables);
            next += copy;
        }
        all = next.first(qMin(next.size(), kReadings));
    };
    QList<QList<QByteArray>> surname;
    const int used = surnameReadings(plainName, surname);
    if (used > 0)
        branch(surname);
    QByteArray word;
    const auto flush = [&] {
        if (!word.isEmpty()) {
            for (auto &reading : all) {
                reading.first += word;
                reading.second += QString::fromUtf8(word).first(1).toUtf8();
            }
        }
        word.clear();
    };
    const QList<uint> characters = QStringView(plainName).sliced(used).toUcs4();
    for (const char32_t c : characters) {
        if (isHan(c)) {
            const QList<QByteArray> &syllables = syllablesOf(c);
            if (syllables.isEmpty())
                continue;
            flush();
            if (syllables.size() == 1) {
                extend(all, syllables);
            } else {
                QList<QList<QByteArray>> alternatives;
                for (const QByteArray &syllable : syllables)
                    alternatives.append(QList<QByteArray>{syllable});
                branch(alternatives);
            }
        } else if (QChar::isLetterOrNumber(c)) {
            word += QString::fromUcs4(&c, 1).toUtf8();
        } else {
            flush();
        }
    }
    flush();
    if (all.size() == 1 && all[0].first.isEmpty())
        all.clear();
    return all;
}

} // namespace zc::store
