#include "internal/searchtext.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <QHash>
#include <QMutex>

#include <memory>

using namespace Qt::StringLiterals;

namespace zc::catalog {
namespace {

constexpr qsizetype kMostCombinations = 8;

// Characters that names of items read in more than one way, or that ICU reads in a way rare there (地 as "de").
QStringList specialReadings(char32_t character)
{
    static const QHash<char32_t, QStringList> table = [] {
        QHash<char32_t, QStringList> readings;
        const QString text = u"地di 长chang,zhang 重zhong,chong 行xing,hang 会hui,kuai 还huan,hai 乐le,yue 都du,dou 给gei,ji 调diao,tiao 校xiao,jiao "
                             "便bian,pian 厦sha,xia 率lu,shuai 参can,shen 单dan,shan 传chuan,zhuan 降jiang,xiang 模mo,mu 畜chu,xu 卡ka,qia "
                             "弹dan,tan 薄bo,bao 券quan,juan 查cha,zha 差cha,chai 藏cang,zang 曾zeng,ceng 朝chao,zhao 乘cheng,sheng 称cheng,chen "
                             "尽jin 解jie,xie 盛sheng,cheng 宿su,xiu 系xi,ji 车che,ju 种zhong,chong 载zai 埔pu,bu 泊bo,po 圩wei,xu 区qu,ou 任ren 仇chou,qiu"_s;
        for (const QString &entry : text.split(u' '))
            readings.insert(entry.front().unicode(), entry.mid(1).split(u','));
        return readings;
    }();
    return table.value(character);
}

// ICU's transliterator is not to be used from two threads at once, and costs more than a lookup.
QString icuReading(char32_t character)
{
    static QMutex mutex;
    static QHash<char32_t, QString> known;
    static const std::unique_ptr<icu::Transliterator> transliterator = [] {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<icu::Transliterator>(icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    }();
    const QMutexLocker lock(&mutex);
    if (const auto found = known.constFind(character); found != known.constEnd())
        return *found;
    QString reading;
    if (transliterator) {
        icu::UnicodeString text{UChar32(character)};
        transliterator->transliterate(text);
        for (int i = 0; i < text.length(); ++i)
            if (text[i] >= u'a' && text[i] <= u'z')
                reading += QChar(text[i]);
    }
    known.insert(character, reading);
    return reading;
}

QStringList readings(char32_t character)
{
    const QStringList special = specialReadings(character);
    return special.isEmpty() ? QStringList{icuReading(character)} : special;
}

// Typed lv means lü; ICU writes lu. Both sides are folded the same way.
QString folded(QString latin)
{
    return latin.replace(u"lv"_s, u"lu"_s).replace(u"nv"_s, u"nu"_s);
}

bool isWord(QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'); }

// Syllables and Latin runs of a text, each with the ways it is read.
QList<std::pair<QStringList, bool>> units(const QString &plain)
{
    QList<std::pair<QStringList, bool>> list;      // readings, and whether a single letter stands for it among the initials
    const QList<uint> characters = plain.toUcs4();
    QString latin;
    const auto flush = [&] {
        if (!latin.isEmpty())
            list.append({{folded(latin)}, false});
        latin.clear();
    };
    for (const uint character : characters) {
        if (character < 128) {
            latin += QChar(char16_t(character));
            continue;
        }
        flush();
        const QStringList ways = readings(character);
        if (!ways.first().isEmpty())
            list.append({ways, true});
    }
    flush();
    return list;
}

} // namespace

bool isHan(char32_t character)
{
    return QChar::script(character) == QChar::Script_Han;
}

QString plainText(const QString &text)
{
    QString plain;
    const QList<uint> characters = text.normalized(QString::NormalizationForm_KD).toLower().toUcs4();
    for (const uint character : characters) {
        const char32_t c = character;
        if (isHan(c) || (c < 128 && isWord(QChar(char16_t(c)))))
            plain += QString::fromUcs4(&c, 1);
    }
    return plain;
}

Readings readingsOf(const QString &plain)
{
    const auto parts = units(plain);
    QList<QStringList> combinations{{}};
    for (const auto &[ways, syllable] : parts) {
        const qsizetype take = combinations.size() * ways.size() <= kMostCombinations ? ways.size() : 1;
        QList<QStringList> longer;
        for (qsizetype way = 0; way < take; ++way)
            for (const QStringList &begun : combinations)
                longer << begun + QStringList{ways[way]};
        combinations = longer;
    }
    Readings all;
    for (const QStringList &syllables : combinations) {
        QString pinyin, initials;
        for (qsizetype i = syllables.size() - 1; i >= 0; --i) {
            pinyin.prepend(syllables[i]);
            initials.prepend(parts[i].second ? syllables[i].left(1) : syllables[i]);
            all.pinyinFrom << pinyin;
            all.initialsFrom << initials;
        }
        all.pinyin << pinyin;
        all.initials << initials;
    }
    for (QStringList *list : {&all.pinyin, &all.initials, &all.pinyinFrom, &all.initialsFrom})
        list->removeDuplicates();
    return all;
}

QStringList codeFrom(const QString &code)
{
    QStringList groups{QString()}, from;
    for (const QChar c : code.normalized(QString::NormalizationForm_KC).toLower()) {
        if (isWord(c))
            groups.last() += c;
        else if (!groups.last().isEmpty())
            groups << QString();
    }
    for (qsizetype i = 0; i < groups.size(); ++i)
        if (!groups[i].isEmpty())
            from << folded(groups.mid(i).join(QString()));
    return from;
}

QString spaced(const QString &plain)
{
    QString text;
    const QList<uint> characters = plain.toUcs4();
    for (const uint character : characters) {
        const char32_t c = character;
        if (isHan(c))
            text += u' ' + QString::fromUcs4(&c, 1) + u' ';
        else
            text += QString::fromUcs4(&c, 1);
    }
    return text.simplified();
}

QList<Run> runsOf(const QString &query)
{
    QList<Run> runs;
    bool open = false;
    const QList<uint> characters = query.left(200).normalized(QString::NormalizationForm_KD).toLower().toUcs4();
    for (const uint character : characters) {
        const char32_t c = character;
        const bool han = isHan(c);
        if (!han && !(c < 128 && isWord(QChar(char16_t(c))))) {
            open = open && QChar::category(c) == QChar::Mark_NonSpacing;      // the accent of a letter; all else ends a run
            continue;
        }
        if (!open || runs.last().han != han)
            runs << Run{han, {}};
        runs.last().text += QString::fromUcs4(&c, 1);
        open = true;
    }
    for (Run &run : runs)
        if (!run.han)
            run.text = folded(run.text);
    return runs;
}

} // namespace zc::catalog
