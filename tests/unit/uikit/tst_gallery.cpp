#include "support/styledapplication.h"
#include "support/testprogram.h"

#include <uikit/banner.h>
#include <uikit/button.h>
#include <uikit/card.h>
#include <uikit/combo.h>
#include <uikit/demoribbon.h>
#include <uikit/emptystate.h>
#include <uikit/field.h>
#include <uikit/filterlist.h>
#include <uikit/findingcard.h>
#include <uikit/floatingpanel.h>
#include <uikit/groupedtable.h>
#include <uikit/keycap.h>
#include <uikit/keyvaluelist.h>
#include <uikit/label.h>
#include <uikit/linkbutton.h>
#include <uikit/maskedtext.h>
#include <uikit/noticerow.h>
#include <uikit/optioncard.h>
#include <uikit/pagepreview.h>
#include <uikit/progressrow.h>
#include <uikit/progresssegments.h>
#include <uikit/railbutton.h>
#include <uikit/searchbox.h>
#include <uikit/statuscell.h>
#include <uikit/steplist.h>
#include <uikit/summarytile.h>
#include <uikit/surface.h>
#include <uikit/tag.h>
#include <uikit/textaudit.h>
#include <uikit/textedit.h>
#include <uikit/thumbstrip.h>
#include <uikit/toast.h>
#include <uikit/whybox.h>
#include <uikit/zcstyle.h>

#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QGridLayout>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QTabBar>
#include <QToolButton>
#include <QTreeWidget>

using namespace zc;
using namespace zc::uikit;
using namespace Qt::StringLiterals;

// The rows of the drawn table of cases.
class CaseRows : public GroupedModel {
    Q_OBJECT
public:
    explicit CaseRows(QObject *parent) : GroupedModel(parent)
    {
        setColumns({{u"办件编号"_s, false, 36}, {u"申请人"_s, false, 38}, {u"事项"_s, false, 42}, {u"状态"_s, false, 20}, {u"最迟办结"_s, true, 22},
                    {u"还剩"_s, true, 27}, {u"同步"_s, false, 18}});
        setGroups({{u"已超期"_s, 1}, {u"今天到期"_s, 2}, {u"三日内"_s, 0}, {u"正常"_s, 5}});
    }

protected:
    QVariant cell(int row, int column, int role) const override
    {
        static const QStringList rows[] = {
            {u"20261102-0041"_s, u"李*"_s, u"残疾人两项补贴"_s, u"办理中"_s, u"11月19日"_s, u"超 2 日"_s, u"已提交"_s},
            {u"20261109-0012"_s, u"测*甲"_s, u"食品经营许可（新办）"_s, u"待补正"_s, u"11月20日"_s, u"今天"_s, u"已提交"_s},
            {u"LS-…1120-0004-K"_s, u"欧**娜"_s, u"个体工商户设立登记"_s, u"已收件"_s, u"11月20日"_s, u"今天"_s, u"待同步"_s},
            {u"20261114-0017"_s, u"某市某某区某某商贸有限责任公司"_s, u"企业设立登记"_s, u"已受理"_s, u"12月1日"_s, u"6 个工作日"_s, u"已提交"_s}};
        static constexpr Tone lamps[] = {Tone::Bad, Tone::Warn, Tone::Warn, Tone::Ok};
        const int kind = std::min(row, 3);
        if (role == Qt::DisplayRole)
            return rows[kind][column];
        if (role == LampRole && column == 5)
            return int(row == 6 ? Tone::Neutral : lamps[kind]);
        return {};
    }
};

// Draws every control in every state, theme and at 100 and 200 %, keeps the pictures for people to look at
// (<build>/gallery), and fails where any text did not get the room it needs.
class TestGallery : public QObject {
    Q_OBJECT

    ZcStyle *style() const { return qobject_cast<ZcStyle *>(QApplication::style()); }

    static QWidget *buttons()
    {
        auto *page = new Surface(Color::SurfaceSunken);
        auto *grid = new QGridLayout(page);
        page->setPadding(4, 4, 4, 4);
        page->setSpacing(3);
        int row = 0;
        for (const Button::Kind kind : {Button::Kind::Primary, Button::Kind::Plain, Button::Kind::Quiet}) {
            auto *plain = new Button(u"下一步"_s, kind);
            plain->setKeyCap(u"Enter"_s);
            auto *pressed = new Button(u"下一步"_s, kind);
            pressed->setKeyCap(u"Enter"_s);
            pressed->setDown(true);
            auto *off = new Button(u"下一步"_s, kind);
            off->setKeyCap(u"Enter"_s);
            off->setEnabled(false);
            auto *hover = new Button(u"下一步"_s, kind);
            hover->setKeyCap(u"Enter"_s);
            hover->setAttribute(Qt::WA_UnderMouse);
            auto *glyph = new Button(u"扫描"_s, kind);
            glyph->setGlyph(Icon::Scan);
            glyph->setKeyCap(u"F8"_s);
            auto *busy = new Button(u"正在打印"_s, kind);
            busy->setBusy(true);
            auto *spread = new Button(u"容缺，11月27日（周五）前补齐"_s, kind);
            spread->setKeyCap(u"R"_s);
            spread->setSpread(true);
            int column = 0;
            for (Button *button : {plain, hover, pressed, off, glyph, busy})
                grid->addWidget(button, row, column++);
            grid->addWidget(spread, row, column);
            ++row;
        }
        return page;
    }
    static QWidget *options()
    {
        auto *page = new Surface(Color::SurfaceSunken);
        auto *column = new QVBoxLayout(page);
        page->setPadding(10, 7, 10, 7);
        page->setSpacing(2.5);
        const QStringList titles = {u"自有"_s, u"租赁"_s, u"无偿使用"_s, u"由市场、商场、园区的开办者统一登记，经营者只使用其中一个摊位或者柜台，并且没有单独的门牌号"_s};
        const QList<QStringList> effects = {{u"不动产登记共享可查"_s, u"不需要场所证明"_s}, {u"增加 场所使用证明"_s, u"可容缺 5 个工作日"_s},
                                            {u"增加 场所使用证明"_s, u"当场提交"_s}, {u"增加 开办者的统一登记证明和摊位使用协议复印件各一份"_s}};
        for (int i = 0; i < titles.size(); ++i) {
            auto *card = new OptionCard(i + 1, titles[i]);
            card->setEffect(effects[i]);
            card->setChecked(i == 1);
            column->addWidget(card);
        }
        auto *off = new OptionCard(5, u"单位食堂"_s);
        off->setEnabled(false);
        column->addWidget(off);
        return page;
    }
    static QWidget *steps()
    {
        auto *page = new Surface(Color::Surface, Qt::RightEdge);
        auto *column = new QVBoxLayout(page);
        page->setPadding(3, 4, 3, 4);
        page->setFixedWidth(Metric::StepsWidth);
        auto *list = new StepList;
        using State = StepList::State;
        list->setSteps({{u"申请人"_s, u"Ctrl+1"_s, State::Done}, {u"情形导办"_s, u"约剩 2 问"_s, State::Current}, {u"材料"_s, u"0/4"_s},
                        {u"表单"_s, u"12/18"_s}, {u"核对签名"_s, {}}, {u"提交"_s, {}}});
        column->addWidget(list);
        return page;
    }
    static QWidget *notices()
    {
        auto *page = new Surface(Color::Surface, Qt::LeftEdge);
        auto *column = new QVBoxLayout(page);
        page->setPadding(0, 4.5, 0, 4.5);
        page->setSpacing(0);
        page->setFixedWidth(Metric::SideWidth);
        using Sign = NoticeRow::Sign;
        const QList<NoticeRow::Content> contents = {
            {Sign::Given, 0, u"营业执照"_s, u"电子证照已核验，有效"_s, u"免交"_s},
            {Sign::Deferred, 0, u"场所使用证明"_s, u"复印件 1 份 · 11月27日（周五）前补齐"_s, u"容缺"_s},
            {Sign::Number, 1, u"经营场所布局流程图"_s, u"电子或纸质 1 份 · 有样例"_s, u"需交"_s},
            {Sign::Number, 12, u"食品安全管理制度及其岗位责任、从业人员健康管理等各项分制度"_s, u"可用告知承诺替代"_s, u"需交"_s},
            {Sign::Promise, 0, u"食品安全管理制度"_s, u"以告知承诺替代"_s, u"承诺"_s},
            {Sign::Missing, 0, u"法定代表人身份证明"_s, u"看过，缺"_s, u"已看缺"_s},
            {Sign::Wrong, 0, u"委托书"_s, u"委托期限已过"_s, u"不符"_s}};
        for (const NoticeRow::Content &content : contents) {
            auto *row = new NoticeRow;
            row->setContent(content);
            column->addWidget(row);
            if (content.sign == Sign::Deferred)
                row->markChanged();
        }
        return page;
    }
    static QWidget *fields()
    {
        auto *page = new Surface(Color::Surface);
        auto *grid = new QGridLayout(page);
        page->setPadding(5, 5, 5, 5);
        page->setSpacing(4);
        const auto add = [grid](int row, int column, const QString &label, const QString &text) {
            auto *field = new Field(label);
            field->setText(text);
            grid->addWidget(field, row, column, Qt::AlignTop);
            return field;
        };
        add(0, 0, u"联系电话"_s, {})->edit()->setPlaceholderText(u"手机号码"_s);
        add(0, 1, u"申请人"_s, u"测试甲"_s)->setSource(u"身份证"_s, false);
        add(0, 2, u"经营者"_s, u"测试甲"_s)->setSource(u"电子证照"_s, true);
        Field *wrong = add(1, 0, u"统一社会信用代码"_s, u"92430104MA4QTEST0X"_s);
        wrong->setRequired(true);
        wrong->setError(u"最后一位校验码应为 3，请看一下原件第 18 位。"_s);
        Field *typed = add(1, 1, u"住所"_s, u"某市某区某路 8 号"_s);
        typed->setOffer(u"某市某区某路 8 号一层 102 室"_s);
        typed->setSource(u"窗口"_s, true);
        add(1, 2, u"经营面积"_s, u"86"_s)->setHint(u"平方米，保留整数"_s);
        add(2, 0, u"受理人"_s, u"王芳"_s)->setEnabled(false);
        return page;
    }
    static QWidget *words()
    {
        auto *page = new Surface(Color::Surface);
        auto *grid = new QGridLayout(page);
        page->setPadding(5, 5, 5, 5);
        page->setSpacing(2);
        int column = 0;
        for (const Tone tone : {Tone::Neutral, Tone::Ink, Tone::Ok, Tone::Warn, Tone::Bad, Tone::Seal}) {
            grid->addWidget(new Tag(u"身份证"_s, tone, Tag::Shape::Source), 0, column);
            grid->addWidget(new Tag(u"容缺"_s, tone, Tag::Shape::Mode), 1, column);
            grid->addWidget(new Tag(u"餐饮服务 · 租赁 · 本人"_s, tone, Tag::Shape::Chip), 2, column++);
        }
        grid->addWidget(new KeyCap(u"Ctrl+K"_s), 3, 0);
        grid->addWidget(new KeyCap(u"F1"_s), 3, 1);
        grid->addWidget(new KeyCap(u"退格"_s), 3, 2);
        for (int i = 0; i < int(Type::Count); ++i)
            grid->addWidget(new Label(u"一次性告知 12月3日（周四） Ag09"_s, Type(i), i % 3 == 1 ? Color::TextMuted : Color::Text), 4 + i, 0, 1, 6);
        return page;
    }
    static QWidget *choices()
    {
        auto *page = new Surface(Color::Surface);
        auto *grid = new QGridLayout(page);
        page->setPadding(5, 5, 5, 5);
        page->setSpacing(3);
        for (int i = 0; i < 6; ++i) {
            auto *check = new QCheckBox(u"已核对原件"_s);
            auto *radio = new QRadioButton(u"邮寄送达"_s);
            auto *combo = new ComboField(u"领取方式"_s);
            combo->combo()->addItems({u"窗口领取"_s, u"邮寄"_s, u"电子证照"_s});
            if (i & 1) {
                check->setChecked(true);
                radio->setChecked(true);
            }
            radio->setAutoExclusive(false);
            if (i == 2) {
                check->setTristate(true);
                check->setCheckState(Qt::PartiallyChecked);
                setFieldState(check, FieldState::Machine);
                setFieldState(radio, FieldState::Machine);
                combo->setSource(u"电子证照"_s, false);
            }
            if (i == 3) {
                setFieldState(check, FieldState::Error);
                setFieldState(radio, FieldState::Error);
                combo->setError(u"请选择领取方式。"_s);
            }
            for (QWidget *widget : QList<QWidget *>{check, radio, combo})
                widget->setEnabled(i < 4);
            grid->addWidget(check, 0, i, Qt::AlignTop);
            grid->addWidget(radio, 1, i, Qt::AlignTop);
            grid->addWidget(combo, 2, i, Qt::AlignTop);
        }
        return page;
    }
    static QWidget *rail()
    {
        auto *page = new Surface(Color::Rail);
        auto *column = new QVBoxLayout(page);
        page->setPadding(2, 3.5, 2, 1);
        page->setSpacing(1);
        page->setFixedWidth(Metric::RailWidth);
        column->addWidget(new RailLogo, 0, Qt::AlignHCenter);
        const std::pair<Icon, QString> entries[] = {{Icon::Intake, u"受理"_s}, {Icon::Cases, u"办件"_s}, {Icon::Handover, u"出件"_s}, {Icon::Review, u"审批"_s},
                                                    {Icon::Licence, u"证照"_s}, {Icon::Device, u"设备"_s}, {Icon::Training, u"培训"_s}, {Icon::Settings, u"设置"_s}};
        for (const auto &[icon, text] : entries) {
            auto *button = new RailButton(icon, text);
            button->setChecked(icon == Icon::Intake);
            column->addWidget(button);
        }
        return page;
    }
    static QWidget *panel()
    {
        auto *page = new Surface(Color::Surface, Qt::LeftEdge);
        auto *column = new QVBoxLayout(page);
        page->setPadding(4.5, 4.5, 4.5, 4.5);
        page->setSpacing(3.5);
        page->setFixedWidth(Metric::SideWidth);
        column->addWidget(new Label(u"一次性告知"_s, Type::Section));
        auto *tiles = new QHBoxLayout;
        const std::tuple<QString, QString, Tone> numbers[] = {{u"2"_s, u"需交"_s, Tone::Neutral}, {u"1"_s, u"免交"_s, Tone::Ok}, {u"1"_s, u"可容缺"_s, Tone::Warn}};
        for (const auto &[value, caption, tone] : numbers) {
            auto *tile = new SummaryTile(caption, tone);
            tile->setValue(value);
            tiles->addWidget(tile);
        }
        column->addLayout(tiles);
        auto *known = new KeyValueList;
        known->setRows({{u"申请人"_s, u"测试甲"_s, u"身份证"_s}, {u"证件号"_s, u"430104********1234"_s, {}}, {u"有营业执照"_s, u"是"_s, u"电子证照"_s},
                        {u"住所"_s, u"某市某区某某街道某某路 8 号样例大厦一层 102 室"_s, u"电子证照"_s}, {u"主体业态"_s, u"餐饮服务"_s, {}}});
        column->addWidget(known);
        auto *materials = new KeyValueList;
        materials->setSelectable(true);
        materials->setRows({{u"营业执照"_s, {}, u"免交"_s}, {u"场所使用证明"_s, {}, u"2 个问题"_s, Tone::Bad}, {u"布局流程图"_s, {}, u"符合"_s},
                            {u"食品安全制度"_s, {}, u"未看"_s, Tone::Neutral}});
        materials->setSelected(1);
        materials->setAccessibleName(u"材料"_s);
        column->addWidget(materials);
        auto *card = new Card;
        card->setTone(Tone::Warn);
        auto *inside = new QVBoxLayout(card);
        inside->setSpacing(0);
        inside->addWidget(new Label(u"待补正：1 项，今天到期"_s, Type::BodyMedium));
        auto *why = new Label(u"布局流程图缺少“备餐间”标注（依据：材料要求 M02）"_s, Type::Caption, Color::TextMuted);
        why->setWordWrap(true);
        inside->addWidget(why);
        column->addWidget(card);
        auto *totals = new KeyValueList(KeyValueList::Layout::Totals);
        totals->setRows({{u"费用"_s, u"0 元"_s, {}}, {u"承诺时限"_s, u"8 个工作日"_s, {}}, {u"最迟办结"_s, u"12月3日（周四）"_s, {}, Tone::Ok, true}});
        column->addWidget(totals);
        return page;
    }
    static QWidget *bars()
    {
        auto *page = new Surface(Color::SurfaceSunken);
        auto *column = new QVBoxLayout(page);
        page->setPadding(4, 4, 4, 4);
        page->setSpacing(4);
        auto *top = new QHBoxLayout;
        auto *search = new SearchBox(u"搜事项、办件、证照、命令"_s);
        search->setKeyCap(u"Ctrl+K"_s);
        top->addWidget(search, 1);
        auto *filled = new SearchBox(u"搜事项"_s);
        filled->setKeyCap(u"Ctrl+K"_s);
        filled->setText(u"spjy"_s);
        top->addWidget(filled, 1);
        top->addWidget(new DemoRibbon);
        column->addLayout(top);
        auto *progress = new ProgressSegments;
        progress->setProgress(3, 5);
        column->addWidget(progress);
        auto *why = new WhyBox;
        why->setReason(u"为什么问这个："_s, u"只影响“场所使用证明”一份材料。依据《食品经营许可和备案管理办法》相关条款（样例，待法制审核）。"_s);
        why->setKey(u"F1"_s, u"看规则"_s);
        column->addWidget(why);
        auto *strip = new QHBoxLayout;
        using Health = StatusCell::Health;
        const std::pair<QString, Health> cells[] = {{u"省平台 在线 42 ms"_s, Health::Good}, {u"待同步 0"_s, Health::Plain}, {u"读卡器 正在连接"_s, Health::Waiting},
                                                    {u"打印机 缺纸，请加 A4 纸"_s, Health::Fault}, {u"高拍仪 未接"_s, Health::Off}};
        for (const auto &[text, health] : cells)
            strip->addWidget(new StatusCell(text, health));
        strip->addStretch();
        column->addLayout(strip);
        return page;
    }
    static QWidget *table()
    {
        auto *page = new Surface(Color::Surface);
        auto *row = new QHBoxLayout(page);
        page->setPadding(0, 0, 0, 0);
        page->setSpacing(0);
        auto *filters = new Surface(Color::Surface, Qt::RightEdge);
        auto *column = new QVBoxLayout(filters);
        filters->setPadding(4, 4.5, 4, 4.5);
        filters->setFixedWidth(Metric::StepsWidth);
        auto *list = new FilterList;
        list->setSections({{{}, {{u"mine"_s, u"我的办件"_s, 134}, {u"window"_s, u"本窗口"_s, 212}, {u"hall"_s, u"本大厅"_s, 1846}}},
                           {u"状态"_s, {{u"received"_s, u"已收件"_s, 9}, {u"correction"_s, u"待补正"_s, 6}}}});
        list->choose(u"mine"_s);
        column->addWidget(list);
        column->addStretch();
        row->addWidget(filters);
        auto *view = new GroupedTable;
        view->setAccessibleName(u"办件"_s);
        view->setModel(new CaseRows(view));
        view->setCurrentRow(1);
        view->setMinimumSize(themeOf(page).space(203), themeOf(page).space(110));
        row->addWidget(view, 1);
        return page;
    }
    static QWidget *review()
    {
        auto *page = new Surface(Color::SurfaceSunken);
        auto *row = new QHBoxLayout(page);
        page->setPadding(4, 4, 0, 4);
        page->setSpacing(4);
        auto *left = new QVBoxLayout;
        auto *preview = new PagePreview;
        QImage paper(460, 590, QImage::Format_RGB32);
        paper.fill(Qt::white);
        preview->setPage(paper);
        preview->setBoxes({{QRectF(0.08, 0.15, 0.33, 0.034), Tone::Bad, u"1 姓名不一致"_s}, {QRectF(0.17, 0.3, 0.65, 0.034), Tone::Bad, u"2 租期已满"_s},
                           {QRectF(0.48, 0.58, 0.41, 0.044), Tone::Warn, u"3 未见签名"_s}});
        preview->setCurrentBox(0);
        left->addWidget(preview, 1);
        auto *strip = new ThumbStrip;
        strip->setPages({{paper, Tone::Bad, u"2 个问题"_s}, {paper, Tone::Ok, u"符合"_s}, {{}, Tone::Neutral, {}}});
        strip->setCurrent(0);
        left->addWidget(strip);
        row->addLayout(left, 1);
        auto *side = new Surface(Color::Surface, Qt::LeftEdge);
        auto *column = new QVBoxLayout(side);
        side->setPadding(4.5, 4.5, 4.5, 4.5);
        side->setSpacing(2);
        side->setFixedWidth(Metric::SideWidth);
        column->addWidget(new Label(u"这份材料的问题"_s, Type::Section));
        auto *first = new FindingCard(1, Tone::Bad, u"承租人与申请人不一致"_s, u"读到 <b>测试<em>申</em></b>，应为 <b>测试<em>甲</em></b>（身份证）。请核对原件；读错可按空格改正。"_s);
        first->setChecked(true);
        column->addWidget(first);
        column->addWidget(new FindingCard(2, Tone::Bad, u"租赁期限已于 10月31日 届满"_s, u"应覆盖受理之日（11月20日）。可提交续租合同，或列入补正。"_s));
        column->addWidget(new FindingCard(3, Tone::Warn, u"未见乙方签名"_s, u"没有在签名处看到笔迹。可以请申请人当场补签后重扫。"_s));
        auto *upload = new ProgressRow(u"正在上传 场所使用证明"_s);
        upload->setProgress(3, 12);
        upload->setRemainingMs(20000);
        column->addWidget(upload);
        auto *unknown = new ProgressRow(u"正在核验电子证照"_s);
        column->addWidget(unknown);
        column->addWidget(new MaskedText(u"430104********1234"_s));
        column->addStretch();
        row->addWidget(side);
        return page;
    }
    static QWidget *messages()
    {
        auto *page = new Surface(Color::SurfaceSunken);
        auto *column = new QVBoxLayout(page);
        page->setPadding(4, 4, 4, 4);
        page->setSpacing(3);
        for (const Tone tone : {Tone::Neutral, Tone::Ink, Tone::Ok, Tone::Warn, Tone::Bad}) {
            auto *banner = new Banner(tone, u"省平台暂时连不上，办件先存在本机，恢复后自动提交。"_s);
            banner->setAction(u"再试一次"_s, u"F5"_s);
            banner->setDismissable(tone != Tone::Bad);
            column->addWidget(banner);
        }
        auto *empty = new EmptyState(Icon::Cases, u"没有要您看的办件"_s, u"有冲突或退回时会出现在这里。"_s);
        empty->setAction(u"受理一件"_s, u"Ctrl+N"_s);
        column->addWidget(empty);
        auto *panel = new FloatingPanel(page);
        auto *inside = new QVBoxLayout(panel);
        inside->addWidget(new Label(u"浮起的一层：命令面板、理由"_s));
        column->addWidget(panel);
        auto *card = new QWidget;
        card->setMinimumHeight(themeOf(page).space(40));
        column->addWidget(card);
        auto *toasts = new ToastStack(page);
        toasts->show(Tone::Ok, u"收件凭证已打印"_s);
        toasts->show(Tone::Bad, u"打印机缺纸，请加 A4 纸"_s, 0, u"看看怎么办"_s, u"printer"_s);
        return page;
    }
    // The widgets of Qt that pages may use as they are.
    static QWidget *standard()
    {
        auto *page = new Surface(Color::Surface);
        auto *grid = new QGridLayout(page);
        page->setPadding(5, 5, 5, 5);
        page->setSpacing(4);
        auto *tabs = new QTabBar;
        tabs->setAccessibleName(u"页签"_s);
        for (const QString &tab : {u"材料"_s, u"表单"_s, u"意见"_s})
            tabs->addTab(tab);
        tabs->setTabEnabled(2, false);
        grid->addWidget(tabs, 0, 0, 1, 3);
        auto *bar = new QProgressBar;
        bar->setValue(40);
        grid->addWidget(bar, 1, 0);
        auto *across = new QScrollBar(Qt::Horizontal);
        across->setRange(0, 300);
        across->setPageStep(100);
        across->setValue(60);
        grid->addWidget(across, 1, 1);
        auto *list = new QListWidget;
        list->setAccessibleName(u"列表"_s);
        for (int i = 1; i < 40; ++i)
            list->addItem(u"样例第 %1 行"_s.arg(i));
        list->setCurrentRow(1);
        grid->addWidget(list, 2, 0);
        auto *tree = new QTreeWidget;
        tree->setAccessibleName(u"树"_s);
        tree->setHeaderLabels({u"名称"_s, u"数量"_s});
        auto *top = new QTreeWidgetItem(tree, {u"市场监管"_s, u"82"_s});
        new QTreeWidgetItem(top, {u"食品经营许可"_s, u"12"_s});
        tree->expandAll();
        grid->addWidget(tree, 2, 1);
        auto *column = new QVBoxLayout;
        auto *plain = new QPlainTextEdit(u"写明理由"_s);
        plain->setAccessibleName(u"理由"_s);
        plain->setMaximumHeight(themeOf(page).space(20));
        column->addWidget(plain);
        auto *several = new TextEdit;
        several->setAccessibleName(u"地址"_s);
        several->setPlainText(u"某市某区某路 8 号\n一层 102 室"_s);
        column->addWidget(several);
        auto *spin = new QSpinBox;
        spin->setAccessibleName(u"份数"_s);
        spin->setSuffix(u" 份"_s);
        column->addWidget(spin);
        auto *editable = new QComboBox;
        editable->setAccessibleName(u"可输入"_s);
        editable->setEditable(true);
        editable->addItem(u"样例街道"_s);
        column->addWidget(editable);
        column->addWidget(new QPushButton(u"普通按钮"_s));
        auto *tool = new QToolButton;
        tool->setText(u"工具"_s);
        tool->setAutoRaise(true);
        tool->setFocusPolicy(Qt::TabFocus);
        column->addWidget(tool);
        column->addStretch();
        grid->addLayout(column, 2, 2);
        return page;
    }

private Q_SLOTS:
    void menuAndTip()
    {
        QMenu menu;
        menu.addAction(themedIcon(Icon::Printer, &menu), u"打印文书"_s)->setShortcut(QKeySequence(u"Ctrl+P"_s));
        QAction *checked = menu.addAction(u"高对比"_s);
        checked->setCheckable(true);
        checked->setChecked(true);
        menu.addSeparator();
        menu.addAction(u"合并办件"_s)->setEnabled(false);
        menu.addMenu(u"更多"_s)->addAction(u"样例"_s);
        TextAudit audit;
        style()->setTextAudit(&audit);
        menu.resize(menu.sizeHint());
        menu.setActiveAction(checked);
        QVERIFY(QDir().mkpath(QStringLiteral(ZC_BINARY_DIR "/gallery/light-100")));
        QVERIFY(menu.grab().save(QStringLiteral(ZC_BINARY_DIR "/gallery/light-100/menu.png")));
        style()->setTextAudit(nullptr);
        QVERIFY2(audit.clipped().isEmpty(), qPrintable(audit.clipped().join(u'\n')));
    }
    void focus()
    {
        const std::unique_ptr<QWidget> page(options());
        page->resize(800, 460);
        page->show();
        QApplication::setActiveWindow(page.get());
        page->findChild<OptionCard *>()->setFocus();
        QTest::keyClick(page.get(), Qt::Key_F13);
        QVERIFY(page->findChild<QWidget *>(u"focusRing"_s)->isVisible());
        QVERIFY(page->grab().save(QStringLiteral(ZC_BINARY_DIR "/gallery/light-100/focus.png")));
    }
    void draws_data()
    {
        QTest::addColumn<int>("scheme");
        QTest::addColumn<int>("zoom");
        QTest::addColumn<bool>("largeType");
        for (int scheme = 0; scheme < 3; ++scheme)
            for (const int zoom : {100, 200})
                QTest::addRow("%s-%d", qPrintable(QStringList({u"light"_s, u"dark"_s, u"contrast"_s})[scheme]), zoom) << scheme << zoom << false;
        QTest::addRow("light-large") << 0 << 100 << true;
    }
    void draws()
    {
        QFETCH(int, scheme);
        QFETCH(int, zoom);
        QFETCH(bool, largeType);
        QVERIFY(style()->setAppearance({.scheme = Scheme(scheme), .zoomPercent = zoom, .largeType = largeType}).ok());
        const QString folder = QStringLiteral(ZC_BINARY_DIR "/gallery/") + QString::fromLatin1(QTest::currentDataTag());
        QVERIFY(QDir().mkpath(folder));
        const std::pair<const char *, QWidget *(*)()> pages[] = {{"buttons", buttons}, {"options", options}, {"steps", steps},
                                                                 {"notices", notices}, {"fields", fields}, {"words", words}, {"choices", choices}, {"rail", rail}, {"panel", panel}, {"bars", bars},
                                                                 {"table", table}, {"review", review}, {"messages", messages}, {"standard", standard}};
        QStringList clipped;
        for (const auto &[name, make] : pages) {
            const std::unique_ptr<QWidget> page(make());
            page->ensurePolished();
            const int width = std::max({page->sizeHint().width(), page->minimumWidth(), QByteArray("options bars messages").contains(name) ? style()->theme().space(200) : 0});
            page->resize(width, page->layout()->hasHeightForWidth() ? page->layout()->totalHeightForWidth(width) : page->sizeHint().height());
            page->grab();           // settles the layouts inside
            TextAudit audit;
            style()->setTextAudit(&audit);
            QVERIFY(page->grab().save(folder + u'/' + QString::fromLatin1(name) + u".png"_s));
            style()->setTextAudit(nullptr);
            for (const QString &line : audit.clipped())
                clipped << QString::fromLatin1(name) + u": "_s + line;
            QVERIFY(audit.seen() > 0 || QByteArray(name) == "fields");
            const QList<QLabel *> labels = page->findChildren<QLabel *>();
            for (const QLabel *label : labels)
                if (!label->isHidden() && (label->width() < label->minimumSizeHint().width() || label->height() < label->minimumSizeHint().height()))
                    clipped << QString::fromLatin1(name) + u": label "_s + label->text();
            for (const QWidget *child : page->findChildren<QWidget *>())
                if (!child->isHidden() && child->parentWidget() && !child->parentWidget()->rect().contains(child->geometry()) && child->objectName() != u"focusRing" && !child->isWindow() && !child->inherits("QComboBoxListView"))
                    clipped << QString::fromLatin1(name) + u": outside "_s + QString::fromLatin1(child->metaObject()->className());
        }
        QVERIFY2(clipped.isEmpty(), qPrintable(clipped.join(u'\n')));
    }
    void everyFocusableControlHasANameAndARole()
    {
        for (auto *make : {buttons, options, steps, notices, fields, choices, rail, panel, bars, table, review, messages, standard}) {
            const std::unique_ptr<QWidget> page(make());
            const QList<QWidget *> children = page->findChildren<QWidget *>();
            for (QWidget *child : children) {
                if (child->focusPolicy() == Qt::NoFocus || child->focusProxy() || child->isHidden() || child->parentWidget()->window() != page.get())
                    continue;
                QAccessibleInterface *face = QAccessible::queryAccessibleInterface(child);
                QVERIFY2(face, child->metaObject()->className());
                QVERIFY2(!face->text(QAccessible::Name).isEmpty(), child->metaObject()->className());
                QVERIFY2(face->role() != QAccessible::Client && face->role() != QAccessible::NoRole, child->metaObject()->className());
            }
        }
    }
};

ZC_TEST(zc::testing::StyledApplication, TestGallery)
#include "tst_gallery.moc"
