#pragma once
#include <base/error.h>

#include <QHash>
#include <QString>

namespace zc {

// What stands in resources/errors/ for one code: a sentence for the clerk, the next step, a note for support (English).
struct ErrorText {
    QString sentence;
    QString next;
    QString support;
};

// The list of all codes; read once from the compiled-in resource. Immutable after construction, any thread.
class ErrorTexts {
public:
    ErrorTexts();                                   // reads :/errors/*.json; a broken file is a build fault and aborts
    ErrorText forCode(const QString &code) const;   // an unknown code gets a general sentence that shows the code
    QString sentence(const Error &error) const;     // "sentence next" for a status line
    QStringList codes() const;

private:
    QHash<QString, ErrorText> m_texts;
};

} // namespace zc
