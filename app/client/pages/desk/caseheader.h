#pragma once
#include <intake/countercase.h>
#include <uikit/surface.h>

namespace zc::uikit {
class Label;
class Tag;
}

namespace zc::client {

// The line under the top bar: what matter, in which situation, which version, which number, saved when.
class CaseHeader : public uikit::Surface {
    Q_OBJECT
public:
    explicit CaseHeader(QWidget *parent = nullptr);
    void show(const intake::CounterCase &counter);
    void setSaved(const QDateTime &at);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
    QString m_versionLong, m_versionShort;
    uikit::Label *m_item, *m_version, *m_number, *m_saved;
    uikit::Tag *m_situation, *m_state;
};

} // namespace zc::client
