// DMN files: whatever it is, it is refused with a line or it loads, is saved to the same model, and its decisions end.
#include <dmn/model.h>

#include <cstdint>
#include <cstdlib>

using namespace zc;
using namespace Qt::StringLiterals;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray xml(reinterpret_cast<const char *>(data), qsizetype(size));
    const dmn::ImportResolver own = [&xml](const QString &) { return std::optional(xml); };
    if (const auto pack = dmn::Model::load(xml); !pack.ok() && !pack.error().detail.startsWith(u"line "_s))
        std::abort();
    const auto model = dmn::Model::load(xml, own);
    if (!model.ok()) {
        if (!model.error().detail.startsWith(u"line "_s))
            std::abort();
        return 0;
    }
    feel::Limits limits;
    limits.steps = 2000;
    limits.listLength = 1000;
    feel::Context inputs;
    inputs.setComplete(true);
    inputs.set(u"x"_s, feel::Value(feel::Decimal(3)));
    const auto again = dmn::Model::load(model->save(), own);
    if (!again.ok() || again->decisions().size() != model->decisions().size())
        std::abort();
    for (const dmn::Decision &decision : model->decisions())
        if (model->evaluate(decision.name, inputs, limits).value.text() != again->evaluate(decision.name, inputs, limits).value.text())
            std::abort();
    model->invoke(u"f"_s, inputs, limits);
    model->invoke(u"s"_s, inputs, limits);
    return 0;
}
