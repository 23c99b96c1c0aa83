#pragma once
#include "pages/packs/packport.h"

namespace zc::client {

class WindowState;

// The packs on this machine: those of the departments beside the program, and the author's own below the data folder. Sizes lie
// with those of the window.
class PackShelves final : public PackPort {
public:
    PackShelves(const QString &departmentsFolder, const QString &workFolder, WindowState &state);

    QFuture<QList<PackEntry>> packs() const override;
    QString workFolder() const override { return m_workFolder; }
    guidance::ImportFinder imports(const QString &folder) const override;
    QList<double> sizes(const QString &what) const override;
    void keepSizes(const QString &what, const QList<double> &sizes) override;

private:
    QString m_departments, m_workFolder;
    WindowState &m_state;
};

} // namespace zc::client
