#include "saneoptions.h"

#include <sane/saneopts.h>

#include <cmath>
#include <vector>

namespace zc::devices::sane {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostPages = 500;
constexpr int kUsualDpi = 300;

double numberFrom(const SANE_Option_Descriptor &option, SANE_Word word)
{
    return option.type == SANE_TYPE_FIXED ? SANE_UNFIX(word) : double(word);
}

bool isNumber(const SANE_Option_Descriptor &option)
{
    return (option.type == SANE_TYPE_INT || option.type == SANE_TYPE_FIXED) && option.size == SANE_Int(sizeof(SANE_Word));
}

// Backends name modes and sources as they like; these are the words found in the wild, most telling first.
QString modeOf(const QString &word)
{
    const QString w = word.toLower();
    if (w.contains("lineart"_L1) || w.contains("line art"_L1) || w.contains("black"_L1) || w.contains("binary"_L1) || w.contains("halftone"_L1) || w == "mono"_L1)
        return u"lineart"_s;
    if (w.contains("gray"_L1) || w.contains("grey"_L1))
        return u"gray"_s;
    return w.contains("color"_L1) || w.contains("colour"_L1) ? u"color"_s : QString();
}

QString sourceOf(const QString &word)
{
    const QString w = word.toLower();
    if (w.contains("duplex"_L1) || w.contains("both"_L1))
        return u"duplex"_s;
    if (w.contains("back"_L1))
        return {};
    if (w.contains("adf"_L1) || w.contains("feeder"_L1))
        return u"feeder"_s;
    return w.contains("flatbed"_L1) || w.contains("platen"_L1) || w == "normal"_L1 ? u"flatbed"_s : QString();
}

QList<std::pair<QString, QString>> mapped(const QStringList &words, QString (*name)(const QString &), const QStringList &order)
{
    QList<std::pair<QString, QString>> list;
    for (const QString &wanted : order) {
        for (const QString &word : words) {
            if (name(word) == wanted) {
                list.emplaceBack(wanted, word);
                break;              // the first one: "Gray" before "True Gray"
            }
        }
    }
    return list;
}

QStringList firsts(const QList<std::pair<QString, QString>> &pairs)
{
    QStringList list;
    for (const auto &pair : pairs)
        list << pair.first;
    return list;
}

} // namespace

SANE_Int SaneOptions::find(const char *name) const
{
    SANE_Int count = 0;
    if (m_api.control(m_handle, 0, SANE_ACTION_GET_VALUE, &count, nullptr) != SANE_STATUS_GOOD)
        return -1;
    for (SANE_Int i = 1; i < count; ++i) {
        const SANE_Option_Descriptor *option = at(i);
        if (option && option->name && qstrcmp(option->name, name) == 0 && SANE_OPTION_IS_ACTIVE(option->cap) && SANE_OPTION_IS_SETTABLE(option->cap))
            return i;
    }
    return -1;
}

QStringList SaneOptions::words(const char *name) const
{
    const SANE_Int i = find(name);
    const SANE_Option_Descriptor *option = i < 0 ? nullptr : at(i);
    QStringList list;
    if (option && option->type == SANE_TYPE_STRING && option->constraint_type == SANE_CONSTRAINT_STRING_LIST)
        for (const SANE_String_Const *word = option->constraint.string_list; *word; ++word)
            list << QString::fromUtf8(*word);
    return list;
}

std::optional<SaneOptions::Numbers> SaneOptions::numbers(const char *name) const
{
    const SANE_Int i = find(name);
    const SANE_Option_Descriptor *option = i < 0 ? nullptr : at(i);
    if (!option || !isNumber(*option))
        return std::nullopt;
    Numbers result;
    if (option->constraint_type == SANE_CONSTRAINT_RANGE) {
        result.minimum = numberFrom(*option, option->constraint.range->min);
        result.maximum = numberFrom(*option, option->constraint.range->max);
    } else if (option->constraint_type == SANE_CONSTRAINT_WORD_LIST) {
        for (SANE_Word n = 1; n <= option->constraint.word_list[0]; ++n)
            result.list << int(std::lround(numberFrom(*option, option->constraint.word_list[n])));
    } else {
        return std::nullopt;
    }
    return result;
}

std::optional<double> SaneOptions::number(const char *name) const
{
    const SANE_Int i = find(name);
    const SANE_Option_Descriptor *option = i < 0 ? nullptr : at(i);
    SANE_Word word = 0;
    if (!option || !isNumber(*option) || m_api.control(m_handle, i, SANE_ACTION_GET_VALUE, &word, nullptr) != SANE_STATUS_GOOD)
        return std::nullopt;
    return numberFrom(*option, word);
}

QString SaneOptions::word(const char *name) const
{
    const SANE_Int i = find(name);
    const SANE_Option_Descriptor *option = i < 0 ? nullptr : at(i);
    if (!option || option->type != SANE_TYPE_STRING || option->size <= 0)
        return {};
    std::vector<char> text(size_t(option->size) + 1, '\0');
    if (m_api.control(m_handle, i, SANE_ACTION_GET_VALUE, text.data(), nullptr) != SANE_STATUS_GOOD)
        return {};
    return QString::fromUtf8(text.data());
}

SANE_Status SaneOptions::setNumber(const char *name, double value)
{
    const SANE_Int i = find(name);
    const SANE_Option_Descriptor *option = i < 0 ? nullptr : at(i);
    if (!option || !isNumber(*option))
        return SANE_STATUS_UNSUPPORTED;
    SANE_Word word = option->type == SANE_TYPE_FIXED ? SANE_FIX(value) : SANE_Word(std::lround(value));
    SANE_Int info = 0;
    return m_api.control(m_handle, i, SANE_ACTION_SET_VALUE, &word, &info);
}

SANE_Status SaneOptions::setWord(const char *name, const QString &value)
{
    const SANE_Int i = find(name);
    const SANE_Option_Descriptor *option = i < 0 ? nullptr : at(i);
    const QByteArray text = value.toUtf8();
    if (!option || option->type != SANE_TYPE_STRING || text.size() >= option->size)
        return SANE_STATUS_UNSUPPORTED;
    std::vector<char> buffer(size_t(option->size), '\0');      // a backend may write its own choice back into all of it
    std::copy(text.begin(), text.end(), buffer.begin());
    SANE_Int info = 0;
    return m_api.control(m_handle, i, SANE_ACTION_SET_VALUE, buffer.data(), &info);
}

SANE_Status SaneOptions::setText(const char *name, const QString &value)
{
    const SANE_Int i = find(name);
    const SANE_Option_Descriptor *option = i < 0 ? nullptr : at(i);
    if (!option)
        return SANE_STATUS_UNSUPPORTED;
    if (option->type == SANE_TYPE_STRING)
        return setWord(name, value);
    if (option->type == SANE_TYPE_BOOL) {
        if (value != u"yes" && value != u"no")
            return SANE_STATUS_INVAL;
        SANE_Bool on = value == u"yes" ? SANE_TRUE : SANE_FALSE;
        SANE_Int info = 0;
        return m_api.control(m_handle, i, SANE_ACTION_SET_VALUE, &on, &info);
    }
    bool good = false;
    const double number = value.toDouble(&good);
    return good ? setNumber(name, number) : SANE_STATUS_INVAL;
}

SaneChoices choicesOf(const SaneOptions &options)
{
    return {mapped(options.words(SANE_NAME_SCAN_MODE), modeOf, {u"color"_s, u"gray"_s, u"lineart"_s}),
            mapped(options.words(SANE_NAME_SCAN_SOURCE), sourceOf, {u"flatbed"_s, u"feeder"_s, u"duplex"_s})};
}

Capabilities capabilitiesOf(const SaneOptions &options)
{
    Capabilities can;
    can.cls = DeviceClass::Scanner;
    can.operations = {u"Scan"_s, u"CheckHealth"_s};
    if (const auto numbers = options.numbers(SANE_NAME_SCAN_RESOLUTION)) {
        SettingCapability setting{u"resolution"_s, u"integer"_s, 0, 0, {}, {}};
        int usual = kUsualDpi;
        if (!numbers->list.isEmpty()) {
            for (const int dpi : numbers->list) {
                setting.values << QString::number(dpi);
                if (qAbs(dpi - kUsualDpi) < qAbs(usual - kUsualDpi) || !numbers->list.contains(usual))
                    usual = dpi;
            }
            setting.values.removeDuplicates();
        } else {
            setting.minimum = int(std::ceil(numbers->minimum));
            setting.maximum = int(std::floor(numbers->maximum));
            usual = qBound(setting.minimum, kUsualDpi, setting.maximum);
        }
        setting.defaultValue = QString::number(usual);
        can.settings << setting;
    }
    const SaneChoices choices = choicesOf(options);
    if (!choices.modes.isEmpty())
        can.settings << SettingCapability{u"mode"_s, u"choice"_s, 0, 0, firsts(choices.modes), choices.modes.constFirst().first};
    const QStringList sources = firsts(choices.sources);
    if (!sources.isEmpty())
        can.settings << SettingCapability{u"source"_s, u"choice"_s, 0, 0, sources, sources.constFirst()};
    if (sources.contains(u"feeder"_s) || sources.contains(u"duplex"_s))
        can.settings << SettingCapability{u"pages"_s, u"integer"_s, 1, kMostPages, {}, QString::number(kMostPages)};
    return can;
}

} // namespace zc::devices::sane
