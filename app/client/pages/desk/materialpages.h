#pragma once
#include <intake/countercase.h>

#include <QHash>
#include <QImage>
#include <QObject>
#include <QSet>

namespace zc::client {

class DeskPort;

// The decoded pages of the material that is shown. Loads in the background, remembers what it has, forgets with the case:
// pictures of papers never outlive the open case.
class MaterialPages : public QObject {
    Q_OBJECT
public:
    struct Page { QUuid attId; int indexInFile = 0; QImage image; };

    explicit MaterialPages(DeskPort &desk, QObject *parent = nullptr);
    void load(const QList<intake::AttachmentRef> &attachments);
    void forget();
    QList<Page> pages() const;               // of the present attachments, in order
    int waiting() const { return m_waiting; }
    QString failure() const { return m_failure; }      // a sentence; empty if all could be read

Q_SIGNALS:
    void ready();

private:
    DeskPort &m_desk;
    QList<intake::AttachmentRef> m_attachments;
    QHash<QUuid, QList<QImage>> m_images;
    QSet<QUuid> m_asked;
    int m_waiting = 0;
    QString m_failure;
};

} // namespace zc::client
