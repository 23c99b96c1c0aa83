#include "bootstrap/deskjournal.h"

#include <base/whendone.h>
#include <station/station.h>

namespace zc::client {
using namespace Qt::StringLiterals;

void DeskJournal::before(const QString &kind, const QUuid &caseId, const QJsonObject &detail, std::function<void()> effect,
    std::function<void(const Error &)> otherwise)
{
    const auto refuse = [this, otherwise = std::move(otherwise)](const Error &error) {
        if (otherwise) otherwise(error);
        else Q_EMIT refused(error);
    };
    if (!m_station) return refuse({ErrorKind::NotFound, u"APP-NOT-READY"_s, kind});
    whenDone(m_station->record(kind, caseId, detail), this, [effect = std::move(effect), refuse](const Result<audit::Line> &line) {
        if (line) effect();
        else refuse(line.error());
    });
}

} // namespace zc::client
