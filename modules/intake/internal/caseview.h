#pragma once
#include <casework/terms.h>
#include <casework/workcalendar.h>
#include <guidance/bundleitem.h>
#include <intake/countercase.h>

#include <QCoreApplication>

namespace zc::intake {

// What the view is computed from. References live as long as the call.
struct ViewInputs {
    const CaseDraft &draft;
    const guidance::Pack &pack;
    const guidance::Interview &interview;
    const guidance::Delta &lastDelta;
    const casework::WorkCalendar &calendar;
    casework::CaseState state = casework::CaseState::Draft;
    casework::SyncState sync = casework::SyncState::LocalOnly;
    qint64 nowMs = 0;
    const QList<guidance::BundleItem> &items;          // of a bundle
};

// Pure functions from a draft and its interview to what the pages show.
class CaseView {
    Q_DECLARE_TR_FUNCTIONS(zc::intake::CaseView)
public:
    static CounterCase compose(const ViewInputs &inputs);
    static QString sourceTag(Source source);                                   // 身份证, 电子证照 …; empty for a person
    static QString effectText(const guidance::Pack &pack, const guidance::Delta &delta, QStringList *lines);

private:
    static QString reach(const guidance::Pack &pack, const guidance::WhyAsked &why);   // what the answer can still change
    static QList<QuestionView> questions(const ViewInputs &inputs);
    static QList<KnownFact> known(const ViewInputs &inputs);
    static NoticeView notice(const ViewInputs &inputs, const guidance::Outcome &outcome);
    static QList<MaterialView> materials(const ViewInputs &inputs, const guidance::Outcome &outcome);
    static QList<ProblemView> problems(const ViewInputs &inputs, const guidance::Outcome &outcome, const CounterCase &view);
    static QList<StepView> steps(const CounterCase &view);
    static QString deltaText(const guidance::Delta &delta);
};

// How many papers still have to be looked at, and which required ones are missing or unfit.
int materialsNotSeen(const QList<MaterialView> &materials);
QList<MaterialView> materialsWanting(const QList<MaterialView> &materials);

} // namespace zc::intake
