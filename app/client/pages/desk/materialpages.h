#pragma once
#include <intake/countercase.h>

#include <QHash>
#include <QImage>
#include <QObject>
#include <QSet>

namespace zc::client {

class DeskPort;

// The pictures of the material that is shown: small ones of all pages, large ones of the few last looked at. Loads in the
// background and forgets with the case: pictures of papers never outlive the open case. GUI thread.
class MaterialPages : public QObject {
    Q_OBJECT
public:
    explicit MaterialPages(DeskPort &desk, QObject *parent = nullptr);
    void load(const intake::MaterialState &state);
    void forget();

    QList<intake::PageRef> pages() const;                   // as they are to be read; of files that are not read yet, none
    QImage small(const intake::PageRef &page) const;        // turned; null if it cannot be drawn
    QImage large(const intake::PageRef &page);              // turned; the small one until ready() brings the sharp one
    int waiting() const { return m_waiting; }               // files that are still being read
    QString failure() const { return m_failure; }           // a sentence; empty if all could be read

Q_SIGNALS:
    void ready();

private:
    struct Key {
        QUuid attId;
        int index = 0;
        friend bool operator==(const Key &, const Key &) = default;
        friend size_t qHash(const Key &key, size_t seed = 0) { return qHashMulti(seed, key.attId, key.index); }
    };
    void read(const QUuid &attId);
    void fetch(const Key &key);
    DeskPort &m_desk;
    intake::MaterialState m_state;
    QHash<QUuid, int> m_counts;                 // of files that were read; an unreadable one counts as one page
    QHash<QUuid, QList<QImage>> m_smalls;
    QList<std::pair<Key, QImage>> m_large;      // last looked at first
    QSet<Key> m_fetching;
    QSet<QUuid> m_asked;
    int m_waiting = 0;
    int m_round = 0;                            // answers for a case that has gone are dropped
    QString m_failure;
};

} // namespace zc::client
