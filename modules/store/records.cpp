#include "records.h"

#include <array>

namespace zc::store {

using namespace Qt::StringLiterals;

namespace {

const std::array kOpStates{u"PENDING"_s, u"READY"_s, u"INFLIGHT"_s, u"ACKED"_s, u"DONE"_s, u"UNKNOWN"_s, u"REBASE"_s, u"REJECTED"_s,
                           u"AUTH_WAIT"_s, u"BLOCKED_SERVER"_s, u"BLOCKED_LOCAL"_s, u"CONFLICT"_s, u"SUPERSEDED"_s};
const std::array kAttachmentStates{u"LOCAL"_s, u"UPLOADING"_s, u"STORED"_s, u"BOUND"_s, u"TOMB"_s, u"KEPT"_s};

template <class E, class Names>
std::optional<E> find(const Names &names, QStringView name)
{
    for (size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name)
            return E(i);
    }
    return std::nullopt;
}

} // namespace

QString opStateName(OpState state)
{
    return kOpStates[size_t(state)];
}

std::optional<OpState> opStateFromName(QStringView name)
{
    return find<OpState>(kOpStates, name);
}

bool isSettled(OpState state)
{
    return state == OpState::Acked || state == OpState::Done || state == OpState::Superseded;
}

QString attachmentStateName(AttachmentState state)
{
    return kAttachmentStates[size_t(state)];
}

std::optional<AttachmentState> attachmentStateFromName(QStringView name)
{
    return find<AttachmentState>(kAttachmentStates, name);
}

} // namespace zc::store
