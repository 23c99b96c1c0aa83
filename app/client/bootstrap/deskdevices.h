#pragma once
#include <devices/calllist.h>
#include <devices/devicefactory.h>
#include <devices/evaluationscreen.h>
#include <devices/profileshelf.h>
#include <intake/ports.h>

#include <vector>

namespace zc::settings {
class Settings;
}

namespace zc::client {

// The devices of this window as the settings name them, in the order of their slots. Values: taken on the GUI thread, made into
// drivers on any.
class DeskDevices {
public:
    DeskDevices() = default;
    // `keep`: folder of the last good profiles of terminals; empty: none are kept. `calls`: file of a list of numbers, likewise.
    explicit DeskDevices(const settings::Settings &settings, const QString &keep = {}, const QString &calls = {});

    const QList<devices::DeviceEntry> &entries() const { return m_entries; }
    void name(intake::Workplace &workplace) const;       // the slots that F5, F8 and F9 use
    // Where the shell puts what a scanner types, and the key by which such a scanner announces itself; null: no slot is a wedge.
    const std::shared_ptr<devices::CodeInlet> &inlet() const { return m_inlet; }
    int wedgePrefix() const { return m_wedgePrefix; }
    // Where the shell puts what a person writes; null: no slot is a surface of the program.
    const std::shared_ptr<devices::InkInlet> &surface() const { return m_surface; }
    const std::shared_ptr<devices::CallList> &calls() const { return m_calls; }      // null: the queue is no list of this desk
    // A device whose address or driver is no good is there all the same, and says why: nobody looks for it in a file of settings.
    // `programs` is the folder of zc-devicehost; empty: this program's own.
    // `screen`: of the applicant; null: slots of that kind are refused.
    std::vector<std::unique_ptr<devices::Driver>> drivers(const Clock &clock, const devices::PrintServices &printing, const QString &programs = {},
                                                          const std::shared_ptr<devices::EvaluationScreen> &screen = {}) const;
    QString applicantScreen() const;                     // name of the second screen by its slot; empty: any

private:
    QList<devices::DeviceEntry> m_entries;
    std::shared_ptr<devices::CodeInlet> m_inlet;         // shared by copies: a start and its drivers
    std::shared_ptr<devices::InkInlet> m_surface;
    std::shared_ptr<devices::CallList> m_calls;
    int m_wedgePrefix = 0;
    QStringList m_allowed{QStringLiteral("*")};
    std::shared_ptr<const devices::ProfileShelf> m_profiles;
};

// "Scanner" for "scn-1", "Scanner 2" for "scn-2": what a slot is called until somebody names it otherwise.
QString slotTitle(const devices::DeviceId &slot);

} // namespace zc::client
