#include "options.h"

#include "internal/values.h"

#include <base/strictjson.h>
#include <base/uuid.h>

#include <QFile>

namespace zc::refplatform {
namespace {

using namespace Qt::StringLiterals;

Error broken(const QString &place) { return {ErrorKind::Invalid, u"REF-SEED"_s, place}; }

// Only the named members, all texts or lists of texts.
bool onlyMembers(const QJsonObject &object, const QStringList &names)
{
    for (auto it = object.constBegin(); it != object.constEnd(); ++it)
        if (!names.contains(it.key()) || !(it->isString() || it->isArray()))
            return false;
    return true;
}

} // namespace

Seed Seed::demo()
{
    // Invented people of the demo hall; the passwords are printed in the trainer's manual.
    const QString site = u"430104"_s;
    Seed seed;
    seed.clerks = {
        {u"C001"_s, u"样例柜员一"_s, u"clerk1"_s, u"demo-clerk-1"_s, site, u"003"_s, {u"intake"_s}, {}},
        {u"C002"_s, u"样例柜员二"_s, u"clerk2"_s, u"demo-clerk-2"_s, site, u"004"_s, {u"intake"_s, u"exit"_s}, {}},
        {u"A001"_s, u"样例审批员"_s, u"officer1"_s, u"demo-officer-1"_s, site, {}, {u"acceptor"_s, u"approver"_s}, {}},
        {u"L001"_s, u"样例负责人"_s, u"lead1"_s, u"demo-lead-1"_s, site, {}, {u"lead"_s, u"intake"_s}, {}},
    };
    seed.clients = {
        {uuidFromCanonicalText(u"019a0000-0000-7000-8000-000000000003"), u"demo-desk-3"_s, site, u"003"_s, u"样例窗口三"_s},
        {uuidFromCanonicalText(u"019a0000-0000-7000-8000-000000000004"), u"demo-desk-4"_s, site, u"004"_s, u"样例窗口四"_s},
    };
    seed.enrolments = {{u"DEMO-ENROL-0001"_s, site, u"005"_s}};
    return seed;
}

Result<Seed> Seed::fromFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return broken(u"cannot read the file"_s);
    const auto json = parseStrictJson(file.readAll());
    if (!json)
        return broken(json.error().detail);
    const QJsonObject root = json->toObject();
    if (!onlyMembers(root, {u"clerks"_s, u"clients"_s, u"enrolments"_s}))
        return broken(u"/"_s);
    Seed seed;
    const QJsonArray clerks = root.value(u"clerks").toArray();
    for (const QJsonValue &value : clerks) {
        const QJsonObject o = value.toObject();
        if (!onlyMembers(o, {u"clerkId"_s, u"name"_s, u"username"_s, u"password"_s, u"siteCode"_s, u"windowNo"_s, u"roles"_s, u"items"_s})
            || o.value(u"clerkId").toString().isEmpty() || o.value(u"username").toString().isEmpty() || o.value(u"password").toString().isEmpty())
            return broken(u"/clerks/%1"_s.arg(seed.clerks.size()));
        seed.clerks.append({o.value(u"clerkId").toString(), o.value(u"name").toString(), o.value(u"username").toString(), o.value(u"password").toString(),
                            o.value(u"siteCode").toString(), o.value(u"windowNo").toString(), texts(o.value(u"roles")), texts(o.value(u"items"))});
    }
    const QJsonArray clients = root.value(u"clients").toArray();
    for (const QJsonValue &value : clients) {
        const QJsonObject o = value.toObject();
        const QUuid id = uuidFromCanonicalText(o.value(u"clientId").toString());
        if (!onlyMembers(o, {u"clientId"_s, u"secret"_s, u"siteCode"_s, u"windowNo"_s, u"label"_s}) || id.isNull() || o.value(u"secret").toString().isEmpty())
            return broken(u"/clients/%1"_s.arg(seed.clients.size()));
        seed.clients.append({id, o.value(u"secret").toString(), o.value(u"siteCode").toString(), o.value(u"windowNo").toString(), o.value(u"label").toString()});
    }
    const QJsonArray enrolments = root.value(u"enrolments").toArray();
    for (const QJsonValue &value : enrolments) {
        const QJsonObject o = value.toObject();
        if (!onlyMembers(o, {u"code"_s, u"siteCode"_s, u"windowNo"_s}) || o.value(u"code").toString().size() < 12)
            return broken(u"/enrolments/%1"_s.arg(seed.enrolments.size()));
        seed.enrolments.append({o.value(u"code").toString(), o.value(u"siteCode").toString(), o.value(u"windowNo").toString()});
    }
    return seed;
}

} // namespace zc::refplatform
