#include "pages/desk/materialpages.h"
#include "pages/desk/deskport.h"
#include "pages/desk/pagedecoder.h"

#include <base/errortext.h>
#include <base/whendone.h>
#include <intake/pageorder.h>

#include <QTransform>

namespace zc::client {
using intake::PageRef;

constexpr int kLongSide = 2200;         // sharp at 200 % on a 1080-line screen
constexpr int kSmallSide = 240;
constexpr qsizetype kLargeKept = 6;     // about 14 MB each: the page, its neighbours, and the ones just seen

namespace {

QImage turned(const QImage &picture, int degrees) { return degrees == 0 || picture.isNull() ? picture : picture.transformed(QTransform().rotate(degrees)); }

} // namespace

MaterialPages::MaterialPages(DeskPort &desk, QObject *parent)
    : QObject(parent)
    , m_desk(desk)
{
}

void MaterialPages::forget()
{
    ++m_round;
    m_state = {};
    m_counts.clear();
    m_smalls.clear();
    m_large.clear();
    m_fetching.clear();
    m_asked.clear();
    m_failure.clear();
    m_waiting = 0;
}

void MaterialPages::load(const intake::MaterialState &state)
{
    m_state = state;
    m_failure.clear();
    for (const auto &file : state.attachments) read(file.attId);
}

void MaterialPages::read(const QUuid &attId)
{
    if (m_asked.contains(attId)) return;
    m_asked.insert(attId);
    ++m_waiting;
    const auto done = [this, attId, round = m_round](const Result<FilePages> &file) {
        if (round != m_round) return;
        --m_waiting;
        m_counts.insert(attId, file ? file->count : 1);
        if (file) m_smalls.insert(attId, file->smalls);
        else m_failure = ErrorTexts().sentence(file.error());
        Q_EMIT ready();
    };
    whenDone(m_desk.attachmentBytes(attId), this, [this, done](const Result<QByteArray> &bytes) {
        if (!bytes) return done(bytes.error());
        whenDone(decodeSmalls(*bytes, kSmallSide), this, done);
    });
}

void MaterialPages::fetch(const Key &key)
{
    if (m_fetching.contains(key)) return;
    m_fetching.insert(key);
    const auto done = [this, key, round = m_round](const Result<QImage> &picture) {
        if (round != m_round) return;
        m_fetching.remove(key);
        // What cannot be drawn is kept as nothing, so that it is not asked for again and again.
        m_large.prepend({key, picture.valueOr({})});
        while (m_large.size() > kLargeKept) m_large.removeLast();
        Q_EMIT ready();
    };
    whenDone(m_desk.attachmentBytes(key.attId), this, [this, key, done](const Result<QByteArray> &bytes) {
        if (!bytes) return done(bytes.error());
        whenDone(decodePage(*bytes, key.index, kLongSide), this, done);
    });
}

QList<PageRef> MaterialPages::pages() const { return intake::pagesInOrder(m_state, m_counts); }

QImage MaterialPages::small(const PageRef &page) const { return turned(m_smalls.value(page.attId).value(page.index), page.turn); }

QImage MaterialPages::large(const PageRef &page)
{
    const Key key{page.attId, page.index};
    for (qsizetype i = 0; i < m_large.size(); ++i) {
        if (m_large.at(i).first != key) continue;
        m_large.move(i, 0);
        return turned(m_large.first().second, page.turn);
    }
    fetch(key);
    return small(page);
}

} // namespace zc::client
