#pragma once
#include <QByteArray>
#include <QJsonObject>
#include <QSize>
#include <QString>

#include <uikit/theme.h>

namespace zc::client {

// What this desk remembers for itself: looks, window, folder of the scanner. A small JSON file beside the store, written at
// once and atomically; holds nothing about any case or person. A damaged file is begun anew: looks are not worth a question.
class Preferences {
public:
    explicit Preferences(const QString &dataDir);

    uikit::Appearance appearance() const;
    void setAppearance(const uikit::Appearance &appearance);
    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);
    QString scanFolder() const;
    void setScanFolder(const QString &folder);
    bool write() const;

private:
    QString m_path;
    QJsonObject m_values;
};

} // namespace zc::client
