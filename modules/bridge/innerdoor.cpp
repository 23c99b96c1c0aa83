#include "innerdoor.h"

#include "internal/server/core.h"

#include <QPointer>

namespace zc::bridge {

using namespace Qt::StringLiterals;

namespace {

struct InnerLine final : Line {
    explicit InnerLine(InnerVoice its) : voice(std::move(its)) {}
    void say(const QByteArray &text) override
    {
        if (!left && voice.say)
            voice.say(text);
    }
    void sayBinary(const QByteArray &frame) override
    {
        if (!left && voice.sayBinary)
            voice.sayBinary(frame);
    }
    void leave(CloseCode code) override
    {
        if (!std::exchange(left, true) && voice.leave)
            voice.leave(int(code));
    }
    const InnerVoice voice;
    bool left = false;
};

} // namespace

struct InnerPage::Private {
    QPointer<Core> core;
    quint64 id = 0;
    std::shared_ptr<InnerLine> line;
};

InnerPage::InnerPage(std::unique_ptr<Private> impl) : d(std::move(impl)) {}

InnerPage::~InnerPage()
{
    d->line->left = true;               // who goes hears nothing more
    if (d->core)
        d->core->close(d->id);
}

void InnerPage::receive(const QByteArray &text)
{
    if (d->core && !d->line->left)
        d->core->receive(d->id, text, false);
}

void InnerPage::receiveBinary(const QByteArray &frame)
{
    if (d->core && !d->line->left)
        d->core->receive(d->id, frame, true);
}

struct InnerDoor::Private {
    std::unique_ptr<Core> core;
    BridgePolicy policy;
    BridgeRecord record;
    bool locked = false;
    quint64 nextId = 1;
};

InnerDoor::InnerDoor(const BridgeSettings &settings, devices::DeviceHub &hub, ClerkPort &clerk, const Clock &clock, BridgeRecord record, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>())
{
    d->policy = settings.policy;
    d->record = record;
    d->core = std::make_unique<Core>(settings, hub, clerk, clock, std::move(record));
    connect(d->core.get(), &Core::heldChanged, this, &InnerDoor::heldChanged);
}

InnerDoor::~InnerDoor()
{
    d->core->setLocked(true);
}

std::unique_ptr<InnerPage> InnerDoor::enter(const QString &origin, InnerVoice voice)
{
    if (d->locked || !d->policy.find(origin)) {
        if (d->record)
            d->record({u"refused"_s, origin, d->locked ? u"locked"_s : u"origin"_s, u"inner"_s});
        return nullptr;
    }
    auto page = std::make_unique<InnerPage::Private>(InnerPage::Private{d->core.get(), d->nextId++, std::make_shared<InnerLine>(std::move(voice))});
    d->core->open(page->id, {origin, false}, page->line);
    return std::unique_ptr<InnerPage>(new InnerPage(std::move(page)));
}

void InnerDoor::setPolicy(const BridgePolicy &policy)
{
    d->policy = policy;
    d->core->setPolicy(policy);
}

void InnerDoor::setLocked(bool locked)
{
    d->locked = locked;
    d->core->setLocked(locked);
}

void InnerDoor::signOut() { d->core->signOut(); }
void InnerDoor::endClaimsOf(const QString &origin) { d->core->endClaimsOf(origin); }

} // namespace zc::bridge
