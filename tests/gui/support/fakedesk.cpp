#include "support/fakedesk.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>

namespace zc::client::test {
using namespace Qt::StringLiterals;
using namespace intake;

void FakeDesk::note(const QString &call)
{
    calls.append(call);
    if (onCall) onCall(call);
    Q_EMIT changed();
}

void FakeDesk::put(const CounterCase &value)
{
    counter = value;
    open = true;
    Q_EMIT changed();
}

// A typed value wins and keeps the machine's beside it, as the room intake does.
void FakeDesk::setField(const QString &path, const QString &text, bool confirmed)
{
    const FieldValue before = counter.draft.fields.value(path);
    FieldValue value{text, Source::Clerk, confirmed, before.machineText, before.machineSource};
    if (before.source > Source::Clerk && before.text != text) {
        value.machineText = before.text;
        value.machineSource = before.source;
    }
    if (value == before) return;
    counter.draft.fields[path] = value;
    note(u"field "_s + path + u' ' + text);
}

void FakeDesk::takeMachineValue(const QString &path)
{
    const FieldValue before = counter.draft.fields.value(path);
    counter.draft.fields[path] = {before.machineText, before.machineSource, true, {}, Source::None};
    note(u"take "_s + path);
}

void FakeDesk::confirmField(const QString &path)
{
    if (counter.draft.fields.contains(path)) counter.draft.fields[path].confirmed = true;
    note(u"confirm "_s + path);
}

void FakeDesk::setSeen(const QString &id, Seen seen, const QString &words)
{
    for (MaterialView &material : counter.materials)
        if (material.id == id) {
            material.state.seen = seen;
            material.state.note = words;
            material.open = false;
        }
    note(u"seen "_s + id + u' ' + QString::number(int(seen)));
}

void FakeDesk::arrangePages(const QString &id, const QList<PageRef> &pages)
{
    for (MaterialView &material : counter.materials)
        if (material.id == id) {
            material.state.attachments.removeIf([&](const AttachmentRef &file) {
                return std::none_of(pages.cbegin(), pages.cend(), [&](const PageRef &page) { return page.attId == file.attId; });
            });
            material.state.pages = pages;
        }
    note(u"pages "_s + id);
}

void FakeDesk::setOriginalSeen(const QString &id, bool seen)
{
    for (MaterialView &material : counter.materials)
        if (material.id == id) material.state.originalSeen = seen;
    note(u"original "_s + id);
}

QFuture<Result<QByteArray>> FakeDesk::attachmentBytes(const QUuid &attId)
{
    if (held) return held->future();
    if (!files.contains(attId)) return QtFuture::makeReadyFuture(Result<QByteArray>(Error{ErrorKind::NotFound, u"APP-PAGE-UNREADABLE"_s, {}}));
    return QtFuture::makeReadyFuture(Result<QByteArray>(files.value(attId)));
}

void FakeDesk::reveal(const QString &path, const QString &reason)
{
    note((u"reveal "_s + path + u' ' + reason).trimmed());
    if (auditRefuses) Q_EMIT refused({ErrorKind::Denied, u"AUD-EVENT"_s, {}}, path);
    else Q_EMIT revealed(path, revealSeconds);
}

void FakeDesk::setStep(Step step)
{
    counter.draft.step = step;
    note(u"step %1"_s.arg(int(step)));
}

void FakeDesk::setFocus(const QString &path, int cursor)
{
    counter.draft.focusPath = path;
    counter.draft.cursor = cursor;
    calls.append(u"focus %1 %2"_s.arg(path).arg(cursor));
}

void FakeDesk::startSigning(double ratio)
{
    pad.running = true;
    ++pad.session;
    ink.clear();
    note(QStringLiteral("sign %1").arg(ratio > 1 ? u"wide"_s : u"tall"_s));
    Q_EMIT signChanged();
}

void FakeDesk::pushInk(const devices::InkPoint &point) { ink.push_back(point); }
void FakeDesk::takeBackInk() { note(u"takeBackInk"_s); }

void FakeDesk::clearInk()
{
    ++pad.session;
    ink.clear();
    note(u"clearInk"_s);
    Q_EMIT signChanged();
}

void FakeDesk::stopSigning()
{
    pad.running = false;
    note(u"stopSigning"_s);
    Q_EMIT signChanged();
    Q_EMIT signEnded({false, std::nullopt});
}

void FakeDesk::setApplicantConfirmed(bool confirmed)
{
    counter.draft.applicantConfirmed = confirmed;
    note(u"confirmed"_s);
}

QByteArray samplePage(const QString &title)
{
    QImage page(1240, 1754, QImage::Format_RGB32);
    page.fill(Qt::white);
    QPainter painter(&page);
    painter.setFont(QFont(u"Noto Sans CJK SC"_s, 30, QFont::DemiBold));
    painter.drawText(QRect(0, 110, 1240, 80), Qt::AlignCenter, title);
    painter.setFont(QFont(u"Noto Sans CJK SC"_s, 18));
    const QStringList lines = {u"出租方（甲方）：测试丙　　　　　证件号：430104********0021"_s, u"承租方（乙方）：测试甲　　　　　证件号：430104********1234"_s, {},
        u"第一条　甲方将位于 某市某区某路 8 号一层 102 室的房屋出租给乙方，用途为餐饮经营。"_s, {}, u"第二条　租赁期限自 2025 年 12 月 1 日起至 2028 年 10 月 31 日止。"_s, {},
        u"第三条　租金按月支付，每月 3,200 元。"_s, {}, u"第四条　甲方保证对该房屋享有合法的出租权利。"_s};
    int y = 260;
    for (const QString &line : lines) painter.drawText(110, y += 52, line);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    page.save(&buffer, "JPG", 88);
    return bytes;
}

CounterCase sampleCase()
{
    CounterCase c;
    c.draft.caseId = QUuid(u"{01890000-0000-7000-8000-000000000007}"_s);
    c.draft.itemCode = u"SAMPLE-FOOD"_s;
    c.draft.step = Step::Guidance;
    c.draft.fields[u"applicant.name"_s] = {u"测试甲"_s, Source::Card, true, {}, Source::None};
    c.draft.fields[u"applicant.idNumber"_s] = {u"430104199003011234"_s, Source::Card, true, {}, Source::None};
    c.draft.fields[u"applicant.address"_s] = {u"某省某市某区某路 8 号（样例）"_s, Source::Card, false, {}, Source::None};
    c.draft.fields[u"applicant.phone"_s] = {u"13800005678"_s, Source::Clerk, true, {}, Source::None};
    c.itemName = u"食品经营许可（新办）"_s;
    c.departmentName = u"全省同源"_s;
    c.packVersion = u"3.2"_s;
    c.situation = {u"餐饮服务"_s, u"租赁"_s, u"本人"_s};
    c.provisionalNumber = u"LS-430104-003-20261120-0007-7"_s;
    c.stateName = u"草稿"_s;
    c.savedAt = QDateTime(QDate(2026, 11, 20), QTime(9, 31, 20));
    c.canUndo = true;
    c.steps = {{Step::Applicant, {}, true}, {Step::Guidance, u"约剩 2 问"_s, false}, {Step::Materials, u"0/4"_s, false}, {Step::Forms, u"12/18"_s, false},
        {Step::Confirm, {}, false}, {Step::Submit, {}, false}};
    c.known = {{u"answer.F01"_s, u"有营业执照"_s, u"是"_s, Source::Licence, false}, {u"answer.F02"_s, u"执照可核验"_s, u"是"_s, Source::SharedData, false},
        {u"answer.F03"_s, u"主体业态"_s, u"餐饮服务"_s, Source::None, false}, {u"answer.F04"_s, u"委托办理"_s, u"否"_s, Source::Clerk, false}};
    QuestionView q;
    q.factId = u"F05"_s;
    q.text = u"店面是自己的，还是租的？"_s;
    q.why = u"只影响“场所使用证明”一份材料。"_s;
    q.basis = u"依据《食品经营许可和备案管理办法》相关条款（样例，待法制审核）。"_s;
    q.options = {{u"own"_s, u"自有"_s, {u"不动产登记共享可查"_s, u"不需要场所证明"_s}}, {u"rent"_s, u"租赁"_s, {u"增加 场所使用证明"_s, u"可容缺 5 个工作日"_s}},
        {u"free"_s, u"无偿使用"_s, {u"增加 场所使用证明"_s, u"当场提交"_s}}};
    q.current = u"rent"_s;
    c.questions = {q};
    c.answered = 3;
    c.leftAtMost = 2;
    using Mode = NoticeLine::Mode;
    c.notice.lines = {{u"M01"_s, u"营业执照"_s, u"电子证照已核验，有效"_s, Mode::Exempt, false},
        {u"M02"_s, u"场所使用证明"_s, u"复印件 1 份 · 11月27日（周五）前补齐"_s, Mode::Deferrable, true},
        {u"M03"_s, u"经营场所布局流程图"_s, u"电子或纸质 1 份 · 有样例"_s, Mode::Required, false},
        {u"M04"_s, u"食品安全管理制度"_s, u"可用告知承诺替代"_s, Mode::Required, false}};
    c.notice.required = 2;
    c.notice.exempt = 1;
    c.notice.deferrable = 1;
    c.notice.fee = u"0 元"_s;
    c.notice.promise = u"8 个工作日"_s;
    c.notice.statutory = u"20 个工作日"_s;
    c.notice.due = u"12月3日（周四）"_s;
    for (const NoticeLine &line : c.notice.lines) {
        MaterialView m;
        m.id = line.materialId;
        m.name = line.name;
        m.form = u"复印件"_s;
        m.detail = line.detail;
        m.mode = line.mode;
        m.deferredUntil = line.mode == Mode::Deferrable ? u"2026-11-27"_s : QString();
        m.basis = u"《食品经营许可和备案管理办法》（样例）"_s;
        m.open = line.mode != Mode::Exempt;
        c.materials.append(m);
    }
    const auto field = [](const QString &path, const QString &label, const QString &group, bool required, const QString &text, Source source, bool confirmed) {
        FormFieldView view;
        view.path = path;
        view.label = label;
        view.group = group;
        view.required = required;
        view.value = {text, source, confirmed, {}, Source::None};
        return view;
    };
    c.form = {field(u"form.D01"_s, u"经营者名称"_s, u"经营者"_s, true, u"某市某餐饮店（样例）"_s, Source::Licence, true),
        field(u"form.D02"_s, u"统一社会信用代码"_s, u"经营者"_s, true, u"92430104MA4L0A0B0X"_s, Source::Licence, false),
        field(u"form.D03"_s, u"经营场所"_s, u"场所"_s, true, u"某市某区某路 8 号一层 102 室"_s, Source::None, true),
        field(u"form.D04"_s, u"经营场所面积（平方米）"_s, u"场所"_s, true, {}, Source::None, true),
        field(u"form.D05"_s, u"从业人员数"_s, u"人员"_s, true, {}, Source::None, true),
        field(u"form.D06"_s, u"食品安全管理员"_s, u"人员"_s, true, u"测试甲"_s, Source::Card, true)};
    for (const auto &view : c.form) c.draft.fields[view.path] = view.value;
    c.problems = {{u"“经营场所布局流程图”还没有看"_s, Step::Materials, u"M03"_s, true}, {u"表单里“从业人员数”还没有填"_s, Step::Forms, u"form.D05"_s, true},
        {u"申请人还没有核对"_s, Step::Confirm, {}, true}};
    return c;
}

} // namespace zc::client::test
