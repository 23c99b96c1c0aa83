#pragma once
#include <feel/expression.h>

namespace zc::feel {

struct Token {
    enum class Kind { End, Number, String, Name, Symbol, Bad };
    Kind kind = Kind::End;
    QString text;                                      // the name, the symbol, or the decoded string
    Decimal number;
    int column = 1;                                    // in characters (code points), counted from 1
    qsizetype begin = 0, end = 0;                      // in the source text
};

// Cuts the whole text into tokens; stops at the first bad one, which then is the last. Comments are skipped.
QList<Token> tokenize(QStringView text);

} // namespace zc::feel
