#pragma once
#include <base/error.h>

#include <QJsonObject>
#include <QObject>
#include <QUuid>

#include <functional>

namespace zc::station {
class Station;
}

namespace zc::client {

// What the desk does outside the store (print, reveal, change a setting) is written down first; what cannot be written down is not
// done. Acts on a case bring their entry themselves, in the commit of their effect (room intake). GUI thread, never waits;
// effects run in the order of the calls.
class DeskJournal : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    void open(station::Station &station) { m_station = &station; }
    void close() { m_station = nullptr; }
    bool isOpen() const { return m_station; }

    // `detail`: ids, codes, names of fields, never a value. `otherwise` instead of refused() where the caller answers itself.
    void before(const QString &kind, const QUuid &caseId, const QJsonObject &detail, std::function<void()> effect,
        std::function<void(const Error &)> otherwise = {});

Q_SIGNALS:
    void refused(const zc::Error &error);

private:
    station::Station *m_station = nullptr;
};

} // namespace zc::client
