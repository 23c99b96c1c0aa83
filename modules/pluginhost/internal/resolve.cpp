#include "resolve.h"

#include <QSet>

#include <algorithm>

namespace zc::pluginhost {

using namespace Qt::StringLiterals;

namespace {

void refuse(Candidate &candidate, ErrorKind kind, const QString &code, const QString &detail)
{
    candidate.entry.state = PluginState::Refused;
    candidate.entry.error = Error{kind, code, detail};
}

const Candidate *find(const std::vector<Candidate> &candidates, const QString &id)
{
    const auto found = std::find_if(candidates.begin(), candidates.end(), [&](const Candidate &c) { return c.entry.id == id; });
    return found == candidates.end() ? nullptr : &*found;
}

// One pass; true when it refused something, because then others may have lost what they require.
bool refuseUnmet(std::vector<Candidate> &candidates)
{
    bool changed = false;
    for (Candidate &candidate : candidates) {
        if (candidate.entry.state != PluginState::Checked)
            continue;
        for (const Requirement &need : candidate.entry.metadata.requirements) {
            const Candidate *other = find(candidates, need.id);
            if (other && other->entry.state == PluginState::Checked && need.versions.holds(other->entry.metadata.version))
                continue;
            refuse(candidate, ErrorKind::NotFound, u"PLG-REQUIRES"_s, need.id);
            changed = true;
            break;
        }
    }
    return changed;
}

} // namespace

void resolve(std::vector<Candidate> &candidates)
{
    std::sort(candidates.begin(), candidates.end(), [](const Candidate &a, const Candidate &b) { return a.entry.id < b.entry.id; });
    while (refuseUnmet(candidates)) {
    }

    std::vector<Candidate> ordered;
    QSet<QString> placed;
    for (bool moved = true; moved;) {
        moved = false;
        for (Candidate &candidate : candidates) {
            const auto &needs = candidate.entry.metadata.requirements;
            if (candidate.entry.state != PluginState::Checked || placed.contains(candidate.entry.id)
                || !std::all_of(needs.begin(), needs.end(), [&](const Requirement &need) { return placed.contains(need.id); }))
                continue;
            placed.insert(candidate.entry.id);
            ordered.push_back(candidate);
            moved = true;
        }
    }
    QSet<QString> items;
    for (Candidate &candidate : ordered) {
        for (const QString &code : candidate.entry.itemCodes) {
            if (items.contains(code)) {
                refuse(candidate, ErrorKind::Conflict, u"PLG-TWICE"_s, code);
                break;
            }
        }
        if (candidate.entry.state == PluginState::Checked)
            items.unite(QSet<QString>(candidate.entry.itemCodes.begin(), candidate.entry.itemCodes.end()));
    }
    while (refuseUnmet(ordered)) {
    }
    for (Candidate &candidate : candidates) {
        if (placed.contains(candidate.entry.id))
            continue;
        if (candidate.entry.state == PluginState::Checked)
            refuse(candidate, ErrorKind::Invalid, u"PLG-CYCLE"_s, candidate.entry.id);
        ordered.push_back(candidate);
    }
    std::stable_partition(ordered.begin(), ordered.end(), [](const Candidate &c) { return c.entry.state == PluginState::Checked; });
    candidates = std::move(ordered);
}

} // namespace zc::pluginhost
