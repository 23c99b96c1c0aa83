#pragma once
#include <base/result.h>

#include <QByteArrayView>
#include <QList>
#include <QStringList>

namespace zc::bridge {

// What one web origin may do. `origin` is compared byte by byte with what the browser sends: scheme, host, port unless it is the
// default one; no patterns, no suffixes.
struct BridgeOrigin {
    QString origin;                 // "https://window.example.gov.cn"
    bool allowHttp = false;         // an http origin is refused without it
    QStringList grants;             // command names that may be used at once: "IdCard.Read"
    QStringList ask;                // … that may be used after the clerk has said so in our window

    friend bool operator==(const BridgeOrigin &, const BridgeOrigin &) = default;
};

// Which pages may come to the devices of this desk; part of the signed machine policy. Empty: none, and nothing listens.
struct BridgePolicy {
    QList<BridgeOrigin> origins;

    const BridgeOrigin *find(QStringView origin) const;
    // {"origins":[{"origin","grants":[…],"ask":[…]?,"allowHttp"?}]}, refused as a whole with BRG-POLICY (Invalid): unknown members or
    // commands, origins that no browser sends, one origin twice, more than kMostOrigins. "IdCard.*" stands for all commands of a device.
    static Result<BridgePolicy> fromJson(QByteArrayView json);

    static constexpr int kMostOrigins = 200;
    friend bool operator==(const BridgePolicy &, const BridgePolicy &) = default;
};

// An origin as a browser writes it: lower case, no path, no default port, no user.
bool isOrigin(QStringView text);

} // namespace zc::bridge
