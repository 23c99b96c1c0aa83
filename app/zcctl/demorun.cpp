#include "demorun.h"

#include "verb.h"

#include <pluginhost/pluginhost.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPromise>
#include <QThreadPool>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace zc::ctl {
namespace {

constexpr int kPatienceMs = 60'000;
constexpr int kResumeMs = 3'000;

// Items of all department plugins that pass the host's gate; their libraries stay closed, packs are data.
QList<catalog::CatalogItem> itemsOf(pluginhost::PluginHost &host)
{
    QHash<QString, QString> names;
    for (const pluginhost::PluginEntry &plugin : host.plugins())
        names.insert(plugin.id, plugin.metadata.name);
    QList<catalog::CatalogItem> items;
    for (const pluginhost::ItemPackEntry &pack : host.itemPacks()) {
        catalog::CatalogItem item;
        item.code = pack.itemCode;
        item.name = pack.itemName;
        item.departmentId = pack.pluginId;
        item.departmentName = names.value(pack.pluginId, pack.pluginId);
        item.version = pack.version;
        item.packPath = pack.folder;
        items << item;
    }
    return items;
}

} // namespace

QFuture<Result<QByteArray>> DemoRun::Papers::render(const casework::NoticeContent &content)
{
    auto promise = std::make_shared<QPromise<Result<QByteArray>>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, content] {
        promise->addResult(papers::renderPdf(content));
        promise->finish();
    });
    return promise->future();
}

DemoRun::DemoRun(const Options &options, const training::CaseScript &script, Output &output)
    : m_options(options), m_script(script), m_output(output)
{
}

DemoRun::~DemoRun()
{
    m_case.reset();
    m_desk.reset();
    m_world.reset();
}

int DemoRun::exec()
{
    pluginhost::PluginHost host({m_options.pluginsFolder, QDir(m_options.folder).filePath(u"../plugin-state"_s),
                                 QVersionNumber::fromString(u"0.1.0"_s), {u"*"_s}});
    host.discover();
    m_packs = std::make_unique<intake::FolderPacks>(itemsOf(host));
    auto prepared = training::DemoWorld::prepare({m_options.folder, m_packs->items(), m_packs.get(), &m_papers, true});
    if (!prepared) {
        m_output.problem(prepared.error());
        return Internal;
    }
    m_world = std::make_unique<training::DemoWorld>(*prepared);
    m_desk = std::make_unique<intake::CounterDesk>(m_world->ports());
    if (!m_options.ackLog.isEmpty())
        m_ackLog = std::make_unique<training::AckLog>(m_options.ackLog, *m_desk);
    connect(m_desk.get(), &intake::CounterDesk::draftStored, this, [this](const QByteArray &digest) {
        if (m_resumedDigest.isEmpty())
            m_resumedDigest = digest;
    });
    m_case = std::make_unique<training::ScriptedCase>(*m_desk, [this](const QString &person) { return m_world->layCard(person); }, m_script);
    connect(m_case.get(), &training::ScriptedCase::stepDone, this, [this](const QString &what) {
        m_steps.append(what);
        m_output.text(what);
    });
    connect(m_case.get(), &training::ScriptedCase::finished, this, [this] { finish(Ok); });
    connect(m_case.get(), &training::ScriptedCase::failed, this, &DemoRun::fail);
    connect(m_desk.get(), &intake::CounterDesk::paperReady, this, [this](const intake::PaperView &paper) {
        if (m_options.outFolder.isEmpty())
            return;
        QDir().mkpath(m_options.outFolder);
        QFile file(QDir(m_options.outFolder).filePath(paper.kind + u".pdf"_s));
        if (file.open(QIODevice::WriteOnly))
            file.write(paper.pdf);
    });
    QTimer::singleShot(kPatienceMs, this, [this] { fail({ErrorKind::Timeout, u"CTL-DEMO-SLOW"_s, {}}); });
    QTimer::singleShot(0, this, [this] { m_options.resume ? m_case->resume() : m_case->start(); });
    if (m_options.resume)               // a run that was killed before its case existed leaves nothing to resume
        QTimer::singleShot(kResumeMs, this, [this] {
            if (!m_desk->hasCase())
                finish(Ok);
        });
    return QCoreApplication::exec();
}

void DemoRun::fail(const Error &error)
{
    m_output.problem(error);
    finish(DoesNotHold);
}

void DemoRun::finish(int status)
{
    const intake::CounterCase &now = m_desk->current();
    m_output.document(QJsonDocument(QJsonObject{{u"steps"_s, m_steps},
                                                {u"caseNumber"_s, now.formalNumber},
                                                {u"provisionalNumber"_s, now.provisionalNumber},
                                                {u"receipt"_s, now.receiptNumber},
                                                {u"submitted"_s, now.submitted},
                                                {u"resumedDraft"_s, m_options.resume ? QString::fromLatin1(m_resumedDigest) : QString()}}));
    if (now.submitted)
        m_output.text(u"case number %1, receipt %2"_s.arg(now.formalNumber, now.receiptNumber));
    QCoreApplication::exit(status);
}

} // namespace zc::ctl
