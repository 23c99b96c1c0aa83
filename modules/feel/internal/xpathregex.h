#pragma once
#include <QRegularExpression>
#include <QString>

#include <optional>

namespace zc::feel {

// A regular expression of XPath (XQuery 3.1 functions and operators, 5.6.1, over XML Schema part 2, appendix G), translated to
// what Qt understands: subtraction of classes, \i and \c, blocks, anchors, the flags s m i x q. What has no translation, or is
// no expression there, is refused: a pattern never passes through as it is.
struct XPathRegex {
    QRegularExpression expression;
    int groups = 0;
    bool literal = false;                              // flag q: the replacement is literal, too

    // matchSteps: after so many steps inside the matcher a match counts as failed, with an invalid QRegularExpressionMatch.
    static std::optional<XPathRegex> compile(const QString &pattern, const QString &flags, int matchSteps);
};

// The ranges of a Unicode block by its name as \p{Is…} writes it ("BasicLatin"); nullopt: no such block.
std::optional<std::pair<char32_t, char32_t>> unicodeBlock(QStringView name);

} // namespace zc::feel
