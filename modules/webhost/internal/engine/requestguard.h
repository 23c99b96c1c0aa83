#pragma once
#include <webhost/webpart.h>

#include <QWebEngineUrlRequestInterceptor>

namespace zc::webhost {

// Lets through what goes to a listed origin, and nothing else: no other host, no ws:, no file:, no beacons and pings, at every hop.
// Called in the GUI thread (Qt 6).
class RequestGuard : public QWebEngineUrlRequestInterceptor {
public:
    RequestGuard(const WebRules &rules, QObject *parent) : QWebEngineUrlRequestInterceptor(parent), m_rules(rules) {}
    void interceptRequest(QWebEngineUrlRequestInfo &request) override;

private:
    const WebRules &m_rules;
};

} // namespace zc::webhost
