#pragma once
#include <uikit/textaudit.h>

#include <QObject>
#include <QPointer>
#include <QSize>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace zc::uikit { class ZcStyle; }

namespace zc::client {

class DeskPort;
class MainWindow;
class SettingsPort;

// Walks every page in every appearance, takes its picture, and reports texts that were cut and texts without Chinese.
// Writes <appearance>/NN-page.png and report.json. GUI thread; runs by timers. What people see is what is drawn: the real window.
class Gallery : public QObject {
    Q_OBJECT
public:
    // `startCase` brings some case onto the desk; it may take a while, the gallery waits for it.
    Gallery(MainWindow &window, SettingsPort &settings, DeskPort &desk, std::function<void()> startCase, const QString &secret, const QString &folder, QObject *parent = nullptr);
    ~Gallery() override;
    void start();

    // Texts on visible widgets that hold words but no Chinese; the check behind the report.
    static QStringList untranslated(const QWidget &root);
    static QStringList squeezed(const QWidget &root);

Q_SIGNALS:
    void finished(bool clean);

private:
    struct Look { QString name, scheme; int zoom; QSize size; };
    struct Page { QString name; std::function<void()> open, close; int settleMs = 120; };
    void buildPages();
    void step();
    void applyLook(const Look &look);
    void shot(const Look &look, const Page &page);
    void end();

    MainWindow &m_window;
    QPointer<uikit::ZcStyle> m_style;
    SettingsPort &m_settings;
    DeskPort &m_desk;
    std::function<void()> m_startCase;
    QString m_secret;
    QString m_folder;
    QList<Look> m_looks;
    std::vector<Page> m_pages;
    qsizetype m_look = 0;
    size_t m_page = 0;
    bool m_opened = false;
    bool m_lookDue = false;
    int m_waited = 0;
    std::unique_ptr<QWidget> m_beside;   // a window of its own that is looked at instead: the applicant's
    bool m_again = false;           // the case was not there yet when the page was opened
    uikit::TextAudit m_audit;
    qsizetype m_clippedBefore = 0;
    QStringList m_clipped, m_foreign, m_pictures;
    QTimer m_timer;
};

} // namespace zc::client
