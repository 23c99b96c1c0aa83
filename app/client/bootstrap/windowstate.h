#pragma once
#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace zc::client {

// Where the window stood and how wide its columns were: state of this screen, not a setting; no policy speaks of it. A small
// file `window.json` beside the settings, written atomically; holds nothing about any case or person. What cannot be read
// is begun anew, what cannot be written is not worth a question. GUI thread.
class WindowState {
public:
    explicit WindowState(const QString &dataDir);

    QByteArray geometry() const;
    void setGeometry(const QByteArray &geometry);
    // By object name of the table: how much wider than by itself each column is (1 = as laid out), in order.
    QList<double> columns(const QString &table) const;
    void setColumns(const QString &table, const QList<double> &factors);

private:
    void write() const;
    QString m_path;
    QJsonObject m_values;
};

} // namespace zc::client
