#pragma once
#include "saneapi.h"

#include <devices/capabilities.h>

#include <optional>

namespace zc::devices::sane {

// The options of one open scanner, by the names of the SANE standard. Touches only what is active and may be set; what the
// backend made of a value is read back. Descriptors are asked for anew each time: setting one option changes others.
class SaneOptions {
public:
    SaneOptions(SaneApi &api, SANE_Handle handle) : m_api(api), m_handle(handle) {}

    bool has(const char *name) const { return find(name) >= 0; }
    QStringList words(const char *name) const;          // the allowed strings; empty if it is not such an option
    // Allowed numbers, rounded to whole ones: a range, or a list.
    struct Numbers { double minimum = 0, maximum = 0; QList<int> list; };
    std::optional<Numbers> numbers(const char *name) const;
    std::optional<double> number(const char *name) const;
    QString word(const char *name) const;

    // SANE_STATUS_GOOD also when the backend took another value: read it back.
    SANE_Status setNumber(const char *name, double value);
    SANE_Status setWord(const char *name, const QString &value);
    SANE_Status setText(const char *name, const QString &value);    // by the option's own type; for values a person wrote

private:
    SANE_Int find(const char *name) const;              // -1: not there, not active, or not to be set
    const SANE_Option_Descriptor *at(SANE_Int option) const { return m_api.descriptor(m_handle, option); }

    SaneApi &m_api;
    const SANE_Handle m_handle;
};

// What the options let a person choose, in the words of scanning.h, and back to the backend's own words.
struct SaneChoices {
    QList<std::pair<QString, QString>> modes;       // "color" → "Color"
    QList<std::pair<QString, QString>> sources;     // "feeder" → "Automatic Document Feeder"
};
SaneChoices choicesOf(const SaneOptions &options);
Capabilities capabilitiesOf(const SaneOptions &options);

} // namespace zc::devices::sane
