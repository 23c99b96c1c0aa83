#pragma once
#include <feel/expression.h>

namespace zc::feel {

struct Token {
    enum class Kind { End, Number, String, Name, Symbol, Bad };
    Kind kind = Kind::End;
    bool spaced = false;                               // a blank or a comment stands before it
    int column = 1;                                    // in characters (code points), counted from 1
    qsizetype begin = 0, end = 0;                      // in the source text
    QStringView text;                                  // as it stands there
    QString decoded;                                   // String: its characters; Bad: what is wrong
    Decimal number;
};

// Cuts the whole text into tokens; stops at the first bad one, which then is the last. Comments are skipped. The full language
// has more letters in names (the list of the standard, rule 28), exponents, and keeps a backslash that escapes nothing.
QList<Token> tokenize(QStringView text, Profile profile);

// The pieces of a name as the lexer cuts them: "Mike's age" is Mike, ', s, age. Empty when it cannot be a name.
QStringList nameParts(const QString &name);

} // namespace zc::feel
