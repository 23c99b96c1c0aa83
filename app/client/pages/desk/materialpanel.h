#pragma once
#include <intake/countercase.h>
#include <uikit/surface.h>

namespace zc::uikit {
class Button;
class Label;
}

namespace zc::client {

class Callout;
class CommandCentre;

// The right side of step 3: what this material must be, what the clerk saw, and what to do with it, each with its key.
class MaterialPanel : public uikit::Surface {
    Q_OBJECT
public:
    explicit MaterialPanel(CommandCentre &commands, QWidget *parent = nullptr);
    void show(const intake::CounterCase &counter, const QString &chosen);

private:
    void showDemand(const intake::MaterialView &entry);
    void showActions(const intake::MaterialView &entry, bool readOnly);
    CommandCentre &m_commands;
    uikit::Label *m_title, *m_demand, *m_basis, *m_taken, *m_what;
    Callout *m_state;
    uikit::Button *m_fits, *m_unfit, *m_missing, *m_defer, *m_original;
    uikit::Label *m_seen, *m_left;
};

} // namespace zc::client
