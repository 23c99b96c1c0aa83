#pragma once
#include <devices/driver.h>
#include <devices/rating.h>

#include <functional>
#include <memory>

namespace zc::devices {

// The applicant's own screen at this desk as an evaluation terminal: the driver puts the question here, the shell shows it in a window
// before the applicant, and what she presses comes back. Thread-safe. The only way in is an answer to the question that stands there.
class EvaluationScreen {
public:
    EvaluationScreen();
    ~EvaluationScreen();

    // Shell. Nothing: no question stands. `changed` is called on any thread whenever that may be different; never after setListener({}).
    std::optional<AskEvaluation> question() const;
    void setListener(std::function<void()> changed);
    void setPresent(bool present);                  // a screen is there that the applicant sees; taken away, it withdraws the question
    void answer(const QUuid &visit, int level);     // 1…5; 0: she does not want to. Ignored for any other question and any other level.

    struct Private;

private:
    friend std::unique_ptr<Driver> makeScreenEvaluation(const DeviceId &, const QString &, const std::shared_ptr<EvaluationScreen> &);
    std::shared_ptr<Private> d;
};

// The driver "screen": there while a screen is.
std::unique_ptr<Driver> makeScreenEvaluation(const DeviceId &slot, const QString &title, const std::shared_ptr<EvaluationScreen> &screen);

} // namespace zc::devices
