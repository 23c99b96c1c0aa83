#pragma once
#include <intake/counterdesk.h>

#include <QFile>
#include <QObject>

namespace zc::training {

// For rehearsals that kill the program: one line for every draft that was entered ("edit DIGEST") and for every one that was
// acknowledged as stored ("ack DIGEST"), written at once. Digests only.
class AckLog : public QObject {
    Q_OBJECT
public:
    AckLog(const QString &path, intake::CounterDesk &desk, QObject *parent = nullptr);
    bool isOpen() const { return m_file.isOpen(); }

private:
    void line(const char *word, const QByteArray &digest);
    QFile m_file;
};

} // namespace zc::training
