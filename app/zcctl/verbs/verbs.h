#pragma once
#include <QStringList>

// The functions behind the verbs, one source file for each first word.
namespace zc::ctl {

class Output;

int help(const QStringList &words, Output &output);
int idCheck(const QStringList &words, Output &output);
int caseworkCheck(const QStringList &words, Output &output);
int deadlineEval(const QStringList &words, Output &output);
int auditVerify(const QStringList &words, Output &output);
int policyDump(const QStringList &words, Output &output);
int storeCheck(const QStringList &words, Output &output);
int bridgeRun(const QStringList &words, Output &output);
int deviceDecode(const QStringList &words, Output &output);
int deviceList(const QStringList &words, Output &output);
int deviceProfile(const QStringList &words, Output &output);
int deviceRead(const QStringList &words, Output &output);
int deviceSelftest(const QStringList &words, Output &output);
int deviceSimulate(const QStringList &words, Output &output);
int devicePretend(const QString &folder, Output &output);       // of deviceSimulate: --desk
int packVerify(const QStringList &words, Output &output);
int packEvaluate(const QStringList &words, Output &output);
int packInterview(const QStringList &words, Output &output);
int packInit(const QStringList &words, Output &output);
int packBuild(const QStringList &words, Output &output);
int packSign(const QStringList &words, Output &output);
int packKey(const QStringList &words, Output &output);
int packExport(const QStringList &words, Output &output);
int packImport(const QStringList &words, Output &output);
int packDiff(const QStringList &words, Output &output);
int packFactsSheet(const QStringList &words, Output &output);
int demoPlay(const QStringList &words, Output &output);
int selfCheck(const QStringList &words, Output &output);
int feelEval(const QStringList &words, Output &output);
int tckRun(const QStringList &words, Output &output);

} // namespace zc::ctl
