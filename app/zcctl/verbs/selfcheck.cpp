#include "verbs/verbs.h"

#include "output.h"
#include "verb.h"

#include <base/errortext.h>
#include <base/uuid.h>
#include <casework/workcalendar.h>
#include <crypto/envelope.h>
#include <crypto/signing.h>
#include <devices/devicehub.h>
#include <devices/idcardreader.h>
#include <devices/simulator.h>
#include <guidance/pack.h>
#include <pluginhost/pluginhost.h>
#include <store/store.h>
#include <upkeep/selfcheck.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFontDatabase>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QThread>

using namespace Qt::StringLiterals;

namespace zc::ctl {
namespace {

using upkeep::failedBecause;
using upkeep::ProbeResult;
using upkeep::ProbeState;
using namespace std::chrono_literals;

QString words(const char *text) { return QCoreApplication::translate("SelfCheckVerb", text); }

ProbeResult passed(const QString &text) { return {ProbeState::Pass, text, {}}; }

ProbeResult warned(const QString &code, const QString &detail = {})
{
    const Error error{ErrorKind::NotFound, code, detail};
    return {ProbeState::Warn, ErrorTexts().sentence(error) + (detail.isEmpty() ? QString() : u" (%1)"_s.arg(detail)), code};
}

ProbeResult failedAt(const QString &place, const Error &error)
{
    ProbeResult result = failedBecause(error);
    result.words = place + u": "_s + result.words;
    return result;
}

ProbeResult probePacks(const QList<pluginhost::PluginEntry> &plugins, const QList<pluginhost::ItemPackEntry> &packs)
{
    for (const pluginhost::PluginEntry &plugin : plugins)
        if (plugin.state == pluginhost::PluginState::Refused || plugin.state == pluginhost::PluginState::Quarantined)
            return failedAt(plugin.id, plugin.error);
    for (const pluginhost::ItemPackEntry &pack : packs)
        if (const auto loaded = guidance::Pack::loadNow(pack.folder); !loaded)
            return failedAt(pack.packId, loaded.error());
    if (packs.isEmpty())
        return failedBecause({ErrorKind::NotFound, u"CTL-NO-PACKS"_s, {}});
    return passed(words(QT_TRANSLATE_NOOP("SelfCheckVerb", "%1 item packs of %2 departments load")).arg(packs.size()).arg(plugins.size()));
}

ProbeResult probeCalendars(int year)
{
    const auto calendar = casework::WorkCalendar::builtIn();
    if (!calendar)
        return failedBecause(calendar.error());
    if (!calendar->published(year))
        return failedBecause({ErrorKind::NotFound, u"CTL-CALENDAR-NOW"_s, QString::number(year)});
    if (!calendar->published(year + 1))
        return warned(u"CTL-CALENDAR-NEXT"_s, QString::number(year + 1));
    return passed(words(QT_TRANSLATE_NOOP("SelfCheckVerb", "working days of %1 and %2 are published")).arg(year).arg(year + 1));
}

ProbeResult probeErrorList()
{
    const ErrorTexts texts;
    for (const QString &code : texts.codes())
        if (texts.forCode(code).sentence.isEmpty() || texts.forCode(code).next.isEmpty())
            return failedBecause({ErrorKind::Corrupt, u"CTL-ERROR-LIST"_s, code});
    return passed(words(QT_TRANSLATE_NOOP("SelfCheckVerb", "%1 sentences")).arg(texts.codes().size()));
}

ProbeResult probeTranslation()
{
    if (!QFile::exists(u":/translations/zongchuang_zh_CN.qm"_s))
        return failedBecause({ErrorKind::NotFound, u"CTL-TRANSLATION"_s, {}});
    return passed(words(QT_TRANSLATE_NOOP("SelfCheckVerb", "Chinese words are loaded")));
}

ProbeResult probeFonts(const QStringList &chinese)
{
    if (chinese.isEmpty())
        return failedBecause({ErrorKind::NotFound, u"CTL-FONT"_s, {}});
    return passed(chinese.constFirst());
}

ProbeResult probeCrypto()
{
    const QByteArray plain("self-check"), broken("CTL-CRYPTO");
    const auto ring = crypto::KeyRing::create(makeUuidV7());
    const crypto::CellAddress address{ring->storeId(), "probe", "cell", QByteArray(16, '\x01'), 1};
    for (const crypto::Suite suite : {crypto::Suite::Aes256Gcm, crypto::Suite::Sm4CtrHmacSm3}) {
        const crypto::Envelope envelope(*ring, suite);
        const auto sealed = envelope.seal(address, plain);
        if (!sealed)
            return failedBecause(sealed.error());
        const auto opened = envelope.open(address, *sealed);
        crypto::CellAddress elsewhere = address;
        ++elsewhere.revision;
        if (!opened || *opened != plain || envelope.open(elsewhere, *sealed).ok())
            return failedBecause({ErrorKind::Internal, u"CTL-CRYPTO"_s, u"cell"_s});
    }
    const auto key = crypto::SigningKey::generate();
    if (!key)
        return failedBecause(key.error());
    const auto signature = key->sign(plain);
    if (!signature || !key->verifyKey().verify(plain, *signature) || key->verifyKey().verify(broken, *signature))
        return failedBecause({ErrorKind::Internal, u"CTL-CRYPTO"_s, u"ES256"_s});
    return passed(words(QT_TRANSLATE_NOOP("SelfCheckVerb", "sealed, opened, signed and verified")));
}

// A store of its own that is thrown away: the desk's store stays untouched.
ProbeResult probeStore()
{
    QTemporaryDir folder;
    if (!folder.isValid())
        return failedBecause({ErrorKind::Denied, u"CTL-FILE"_s, folder.errorString()});
    const SystemClock clock;
    crypto::MemorySecretPort secrets;
    store::KeySource keys;
    keys.keychain = &secrets;
    store::StoreOptions options;
    options.ballastBytes = 0;
    const QByteArray value("self-check");
    {
        auto store = store::Store::open(folder.filePath(u"store"_s), keys, clock, options);
        if (!store)
            return failedBecause(store.error());
        if (const auto done = (*store)->write([&](store::WriteTx &tx) { return tx.setMeta(u"probe"_s, value); }).result(); !done)
            return failedBecause(done.error());
    }
    auto store = store::Store::open(folder.filePath(u"store"_s), keys, clock, options);
    if (!store)
        return failedBecause(store.error());
    const auto back = (*store)->read([](store::ReadTx &tx) { return tx.meta(u"probe"_s); });
    if (!back || *back != value)
        return failedBecause({ErrorKind::Corrupt, u"CTL-STORE"_s, {}});
    return passed(words(QT_TRANSLATE_NOOP("SelfCheckVerb", "written, closed and read back")));
}

// The real driver over a real terminal; only the card at the other end is made up.
ProbeResult probeReader()
{
    auto simulator = devices::ReaderSimulator::start({});
    if (!simulator)
        return failedBecause(simulator.error());
    const auto card = devices::SimulatedCard::generated(1);
    (*simulator)->lay(card);
    const SystemClock clock;
    devices::IdCardReaderSettings settings;
    settings.port = (*simulator)->portPath();
    std::vector<std::unique_ptr<devices::Driver>> drivers;
    drivers.push_back(devices::makeIdCardReader(settings, clock));
    devices::DeviceHub hub({}, std::move(drivers), clock);
    for (int i = 0; i < 60 && hub.devices().constFirst().state != devices::DeviceState::Ready; ++i)
        QThread::msleep(50);
    const auto claim = hub.claim(settings.slot, devices::ClaimMode::Exclusive, {u"self-check"_s, u"self-check"_s}, 10s);
    if (!claim)
        return failedBecause(claim.error());
    const auto read = hub.submit(claim->id, devices::ReadCard{false, false, false}, {5s}).result().takeResult();
    if (!read)
        return failedBecause(read.error());
    if (read->text(devices::CardField::Name) != card.fields.value(u"name"_s))
        return failedBecause({ErrorKind::Corrupt, u"CTL-READER"_s, {}});
    return passed(words(QT_TRANSLATE_NOOP("SelfCheckVerb", "a simulated card was read over the driver")));
}

} // namespace

int selfCheck(const QStringList &arguments, Output &output)
{
    QString pluginsFolder = QDir(QCoreApplication::applicationDirPath()).filePath(u"../plugins/departments"_s);
    if (arguments.size() == 2 && arguments.constFirst() == u"--plugins") {
        pluginsFolder = arguments.at(1);
    } else if (!arguments.isEmpty()) {
        output.usage(u"usage: zcctl self-check [--plugins DIR]"_s);
        return Usage;
    }
    // The plugin host and the font database belong to this thread: they are asked here and judged by the probes.
    const QTemporaryDir state;
    pluginhost::PluginHost host({pluginsFolder, state.path(), QVersionNumber::fromString(u"0.1.0"_s), {u"*"_s}});
    host.discover();
    const QStringList chinese = QFontDatabase::families(QFontDatabase::SimplifiedChinese);

    upkeep::SelfCheck checks;
    checks.add(u"packs"_s, words(QT_TRANSLATE_NOOP("SelfCheckVerb", "Departments and item packs")),
               [plugins = host.plugins(), packs = host.itemPacks()] { return probePacks(plugins, packs); });
    checks.add(u"calendars"_s, words(QT_TRANSLATE_NOOP("SelfCheckVerb", "Working days")),
               [year = QDate::currentDate().year()] { return probeCalendars(year); });
    checks.add(u"errors"_s, words(QT_TRANSLATE_NOOP("SelfCheckVerb", "Error list")), probeErrorList);
    checks.add(u"translation"_s, words(QT_TRANSLATE_NOOP("SelfCheckVerb", "Words of the program")), probeTranslation);
    checks.add(u"fonts"_s, words(QT_TRANSLATE_NOOP("SelfCheckVerb", "Chinese fonts")), [chinese] { return probeFonts(chinese); });
    checks.add(u"crypto"_s, words(QT_TRANSLATE_NOOP("SelfCheckVerb", "Sealing and signing")), probeCrypto);
    checks.add(u"store"_s, words(QT_TRANSLATE_NOOP("SelfCheckVerb", "Store")), probeStore);
    checks.add(u"reader"_s, words(QT_TRANSLATE_NOOP("SelfCheckVerb", "Card reader driver")), probeReader);

    const upkeep::SelfCheckReport report = checks.runNow();
    output.document(QJsonDocument(report.toJson()));
    for (const upkeep::ProbeReport &probe : report.probes) {
        output.text(QStringList{upkeep::probeStateName(probe.result.state), probe.id, probe.title, probe.result.words}.join(u'\t'));
        if (probe.result.state != ProbeState::Pass)
            output.usage(u"%1: %2: %3"_s.arg(probe.result.code, probe.id, probe.result.words));
    }
    return report.ok() ? Ok : DoesNotHold;
}

} // namespace zc::ctl
