#include "engineview.h"

#include <QtWebEngineCore>

namespace zc::webhost {

// The door of the library: what QPluginLoader finds.
class EnginePart : public QObject, public WebPart {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID "cn.zongchuang.WebPart/1" FILE "plugin.json")
    Q_INTERFACES(zc::webhost::WebPart)
public:
    std::unique_ptr<WebView> makeView(const WebRules &rules) override { return std::make_unique<EngineView>(rules); }
    QString engine() const override
    {
        return QStringLiteral("Qt %1, Chromium %2 (%3)").arg(QLatin1StringView(qWebEngineVersion()), QLatin1StringView(qWebEngineChromiumVersion()),
                                                             QLatin1StringView(qWebEngineChromiumSecurityPatchVersion()));
    }
};

} // namespace zc::webhost

#include "enginepart.moc"
