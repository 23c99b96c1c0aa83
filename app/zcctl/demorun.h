#pragma once
#include "output.h"

#include <intake/folderpacks.h>
#include <papers/paper.h>
#include <training/acklog.h>
#include <training/demoworld.h>
#include <training/scriptedcase.h>

#include <QJsonArray>
#include <QObject>

namespace zc::ctl {

// `demo play`: a demo world without a window, one scripted case through it, its papers as files, the answer as JSON.
class DemoRun : public QObject {
    Q_OBJECT
public:
    struct Options {
        QString folder;               // the world's data; kept afterwards if the caller chose it
        QString outFolder;            // papers as PDF; empty = not written
        QString pluginsFolder;        // department plugins with their packs
        bool resume = false;          // finish the case that a crash interrupted
        QString ackLog;               // see training::AckLog; empty = none
    };
    DemoRun(const Options &options, const training::CaseScript &script, Output &output);
    ~DemoRun() override;
    int exec();                       // runs the event loop until the case is filed or stuck

private:
    // Renders papers on a pool thread.
    class Papers final : public intake::PaperPort {
    public:
        QFuture<Result<QByteArray>> render(const casework::NoticeContent &content) override;
    };
    void finish(int status);
    void fail(const Error &error);

    Options m_options;
    training::CaseScript m_script;
    Output &m_output;
    Papers m_papers;
    std::unique_ptr<intake::FolderPacks> m_packs;
    std::unique_ptr<training::DemoWorld> m_world;
    std::unique_ptr<intake::CounterDesk> m_desk;
    std::unique_ptr<training::ScriptedCase> m_case;
    std::unique_ptr<training::AckLog> m_ackLog;
    QJsonArray m_steps;
    QByteArray m_resumedDigest;       // of the draft as the store gave it back
};

} // namespace zc::ctl
