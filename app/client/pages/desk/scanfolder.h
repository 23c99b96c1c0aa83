#pragma once
#include <QSet>
#include <QString>
#include <QStringList>

namespace zc::client {

// The folder into which the hall's scanner drops its pages. F8 takes what came since the last time; the files stay where
// they are, since the folder belongs to the hall.
class ScanFolder {
public:
    explicit ScanFolder(const QString &path = {}) : m_path(path) {}
    QString path() const { return m_path; }
    void setPath(const QString &path);
    bool exists() const;
    QStringList takeNew();                                  // oldest first

    // Files of a folder that can be pages, by name.
    static QStringList pagesIn(const QString &folder);

private:
    QString m_path;
    QSet<QString> m_taken;
};

} // namespace zc::client
