#pragma once
#include <guidance/outcome.h>
#include <guidance/pack.h>
#include <guidance/question.h>

#include <QJsonObject>

namespace zc::guidance {

struct AnswerRecord {
    FactId fact;
    feel::Value value;
    Provenance from;
};
using Priors = QList<AnswerRecord>;

enum class QuestionOrder { ByGain, AsWritten };

// One interview: the answers, what follows from them, and what is still worth asking. Belongs to one thread, never waits;
// copies are independent. Nothing is deleted: every step can be undone, and undo restores the state exactly.
class Interview {
public:
    explicit Interview(std::shared_ptr<const Pack> pack, const Priors &priors = {}, QuestionOrder order = QuestionOrder::ByGain);
    Interview(const Interview &);
    Interview &operator=(const Interview &);
    Interview(Interview &&) noexcept;
    Interview &operator=(Interview &&) noexcept;
    ~Interview();
    const Pack &pack() const;

    // GDE-FACT no such fact (or derived); GDE-VALUE not among its values; GDE-CONFLICT contradicts a constraint (detail: its id and
    // message). A refused answer changes nothing. An answer to a fact that does not apply now is kept and sleeps.
    Result<Delta> answer(const FactId &fact, const feel::Value &value, const Provenance &from = {});
    Result<Delta> answerAll(const Priors &answers);                // one screen at once: one step, all or nothing
    Result<Delta> retract(const FactId &fact);                     // GDE-FACT: there is no answer
    Result<Delta> confirm(const FactId &fact);                     // GDE-FACT: nothing to confirm
    bool canUndo() const;
    bool canRedo() const;
    Delta undo();                                                  // empty when there is nothing to undo
    Delta redo();

    QList<Question> nextQuestions() const;                         // the next screen; empty = nothing left to ask
    QList<FactId> openFacts() const;                               // all facts that still matter and can be answered, authored order
    QList<FactId> factsToFetch() const;                            // relevant facts with a machine source and no answer yet
    Outcome outcome() const;
    bool isRelevant(const FactId &fact) const;
    bool isApplicable(const FactId &fact) const;                   // certainly applicable under the active answers

    std::optional<AnswerRecord> answerTo(const FactId &fact) const;   // the answer that counts, dormant ones too
    bool isActive(const FactId &fact) const;                       // answered, applicable, and therefore effective
    bool needsConfirmation(const FactId &fact) const;
    QList<SourceConflict> conflicts() const;

    Result<Reason> whyRequired(const OutputId &output) const;      // GDE-FACT: not certain, or not so
    Result<WhyNot> whyNot(const OutputId &output) const;           // GDE-FACT: unknown id
    Result<WhyAsked> whyAsked(const FactId &fact) const;           // GDE-FACT
    Result<Future> effectOf(const FactId &fact, const feel::Value &value) const;

    // Everything needed to reach the same outcome again; stored with the case. replay: GDE-VALUE (not a receipt),
    // PACK-HASH (another pack or content).
    QJsonObject receipt() const;
    static Result<Outcome> replay(const std::shared_ptr<const Pack> &pack, const QJsonObject &receipt);

private:
    struct Impl;
    std::unique_ptr<Impl> d;
};

} // namespace zc::guidance
