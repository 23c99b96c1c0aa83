#pragma once
#include <QObject>

class QLocalServer;

namespace zc::client {

// One program per data folder. The second start asks the first to come to the front and ends. GUI thread.
class SingleInstance : public QObject {
    Q_OBJECT
public:
    explicit SingleInstance(const QString &dataDir, QObject *parent = nullptr);

    bool claim();              // true: we are the first; false: another one was asked to show itself

Q_SIGNALS:
    void showRequested();

private:
    QString m_name;
    QLocalServer *m_server = nullptr;
};

} // namespace zc::client
