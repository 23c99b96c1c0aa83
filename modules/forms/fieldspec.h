#pragma once
#include <base/identifier.h>

#include <QList>
#include <QString>

#include <optional>

namespace zc::forms {

enum class FieldKind { Text, LongText, Choice, Boolean, Date, Number };

struct Choice {
    QString value;
    QString label{};
    friend bool operator==(const Choice &, const Choice &) = default;
};

// What a field asks for: data of an item pack or of a page, unchanged while the form lives.
struct FieldSpec {
    QString path{};                       // applicant.name, form.D03; unique in the form
    QString label{};
    QString group{};                      // heading; fields of one group stand together
    FieldKind kind = FieldKind::Text;
    bool required = false;
    bool readOnly = false;
    QString format{};                     // regular expression for the whole text; empty = any
    QString hint{};                       // quiet line below: unit, example
    QList<Choice> choices{};              // of FieldKind::Choice
    std::optional<IdentifierKind> check{};    // has a check digit or a fixed form
    bool twice = false;                 // neither device nor check digit: typed twice, the first entry hidden
    int maxLength = 1000;

    friend bool operator==(const FieldSpec &, const FieldSpec &) = default;
};

// Where the present value came from. A machine's value waits for a person's Enter.
struct Origin {
    QString source{};                     // words for the tag: 身份证, 电子证照, 窗口; empty: none
    bool machine = false;
    bool confirmed = true;

    friend bool operator==(const Origin &, const Origin &) = default;
};

} // namespace zc::forms
