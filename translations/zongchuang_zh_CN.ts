<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_US">
    <context>
        <name>casework</name>
        <message>
            <source>This item is suspended or withdrawn; no new case can be begun.</source>
            <translation>这个事项已暂停或停用，不能新开办件。</translation>
        </message>
        <message>
            <source>A paper of this case has been given out; the draft must stay.</source>
            <translation>这个办件已出具文书，草稿不能丢弃。</translation>
        </message>
        <message>
            <source>Originals are still held; return them first.</source>
            <translation>还收存着原件，请先退还。</translation>
        </message>
        <message>
            <source>Questions are still open; answer them, then the list is complete.</source>
            <translation>还有问题没有回答，答完清单才完整。</translation>
        </message>
        <message>
            <source>The applicant has not confirmed yet.</source>
            <translation>申请人还没有确认。</translation>
        </message>
        <message>
            <source>The applicant's identity is not established.</source>
            <translation>申请人身份还没有核实。</translation>
        </message>
        <message>
            <source>The agent has no valid authorisation for this.</source>
            <translation>代理人没有办理这一步的有效授权。</translation>
        </message>
        <message>
            <source>Some materials have not been looked at yet.</source>
            <translation>还有材料没有查看。</translation>
        </message>
        <message>
            <source>The last day for this decision has passed; by law the case counts as accepted.</source>
            <translation>受理决定的期限已过，依法视为受理。</translation>
        </message>
        <message>
            <source>The last day for the decision has not passed yet.</source>
            <translation>受理决定的期限还没有过。</translation>
        </message>
        <message>
            <source>The ground of refusal is not one that the law knows, or its conditions are not met.</source>
            <translation>不予受理的理由不是法定情形，或条件不具备。</translation>
        </message>
        <message>
            <source>The reason is not written down.</source>
            <translation>还没有写明理由。</translation>
        </message>
        <message>
            <source>The legal basis is not named.</source>
            <translation>还没有写明依据。</translation>
        </message>
        <message>
            <source>The ways of review and suit are not named.</source>
            <translation>还没有写明复议和诉讼途径。</translation>
        </message>
        <message>
            <source>An entry names nothing that this version of the item asks for.</source>
            <translation>有一条补正内容不在本事项版本的要求之内。</translation>
        </message>
        <message>
            <source>Open findings are missing from the list; everything must be told at once.</source>
            <translation>还有问题没有列入，补正内容必须一次告知。</translation>
        </message>
        <message>
            <source>Correction was requested before; an old defect may not be asked for again.</source>
            <translation>已经告知过补正，不能再就原有问题要求补正。</translation>
        </message>
        <message>
            <source>The paper is not complete yet.</source>
            <translation>文书还不完整。</translation>
        </message>
        <message>
            <source>The applicant's time for correction has not passed.</source>
            <translation>申请人的补正期限还没有过。</translation>
        </message>
        <message>
            <source>The item names no legal basis for ending the case here.</source>
            <translation>事项没有规定逾期终止的依据。</translation>
        </message>
        <message>
            <source>The window lead has not approved.</source>
            <translation>窗口负责人还没有批准。</translation>
        </message>
        <message>
            <source>Required materials are still missing.</source>
            <translation>必交材料还没有齐。</translation>
        </message>
        <message>
            <source>Findings that block acceptance are still open.</source>
            <translation>还有不能受理的问题没有处理。</translation>
        </message>
        <message>
            <source>The item is not on the published list for deferred materials.</source>
            <translation>事项不在公布的容缺清单内。</translation>
        </message>
        <message>
            <source>A missing material may not be deferred.</source>
            <translation>缺少的材料中有不能容缺的。</translation>
        </message>
        <message>
            <source>A case decided on the spot cannot wait for deferred materials.</source>
            <translation>即办件不能容缺受理。</translation>
        </message>
        <message>
            <source>The credit record excludes this way.</source>
            <translation>信用记录不允许采用这种方式。</translation>
        </message>
        <message>
            <source>The limit is too short for deferred materials.</source>
            <translation>办理期限太短，不能容缺。</translation>
        </message>
        <message>
            <source>The promise is not signed yet.</source>
            <translation>承诺书还没有签名。</translation>
        </message>
        <message>
            <source>The item is not on the published list for commitments.</source>
            <translation>事项不在公布的告知承诺清单内。</translation>
        </message>
        <message>
            <source>The applicant has not chosen the way of commitment.</source>
            <translation>申请人没有选择告知承诺方式。</translation>
        </message>
        <message>
            <source>The item does not list this special procedure.</source>
            <translation>事项没有列明这种特别程序。</translation>
        </message>
        <message>
            <source>The limit has already passed.</source>
            <translation>办理期限已过。</translation>
        </message>
        <message>
            <source>The time that the procedure needs is not written down.</source>
            <translation>还没有写明特别程序所需时间。</translation>
        </message>
        <message>
            <source>The end lies before the start.</source>
            <translation>结束时间早于开始时间。</translation>
        </message>
        <message>
            <source>The limit was extended once already.</source>
            <translation>办理期限已经延长过一次。</translation>
        </message>
        <message>
            <source>The extension is longer than the item allows.</source>
            <translation>延长的天数超过事项规定。</translation>
        </message>
        <message>
            <source>The head of the body has not approved.</source>
            <translation>机关负责人还没有批准。</translation>
        </message>
        <message>
            <source>This material is not among those promised.</source>
            <translation>这份材料不在容缺承诺之内。</translation>
        </message>
        <message>
            <source>The time for the deferred materials has not passed.</source>
            <translation>容缺补齐的期限还没有过。</translation>
        </message>
        <message>
            <source>Deferred materials have not all come.</source>
            <translation>容缺材料还没有补齐。</translation>
        </message>
        <message>
            <source>Steps of the review are still open.</source>
            <translation>还有审查环节没有完成。</translation>
        </message>
        <message>
            <source>The fee is not paid yet.</source>
            <translation>费用还没有缴清。</translation>
        </message>
        <message>
            <source>The applicant was not told of the right to a hearing.</source>
            <translation>还没有告知申请人听证权利。</translation>
        </message>
        <message>
            <source>The request to withdraw is not signed.</source>
            <translation>撤回申请还没有签名。</translation>
        </message>
        <message>
            <source>Only a granted case has a result to issue.</source>
            <translation>只有准予的办件才有结果可签发。</translation>
        </message>
        <message>
            <source>The result has not been issued yet.</source>
            <translation>结果还没有签发。</translation>
        </message>
        <message>
            <source>There is no signature, waybill or electronic receipt.</source>
            <translation>没有签名、运单或电子回执。</translation>
        </message>
        <message>
            <source>There is no paper to serve.</source>
            <translation>没有可送达的文书。</translation>
        </message>
        <message>
            <source>This stage has been rated already.</source>
            <translation>这个环节已经评价过。</translation>
        </message>
        <message>
            <source>The case was not accepted on commitment.</source>
            <translation>这个办件不是告知承诺受理的。</translation>
        </message>
        <message>
            <source>Only a clerical error can be corrected this way.</source>
            <translation>只有笔误可以这样更正。</translation>
        </message>
        <message>
            <source>Papers are still to be served.</source>
            <translation>还有文书没有送达。</translation>
        </message>
        <message>
            <source>The archive package is not complete.</source>
            <translation>归档材料还不完整。</translation>
        </message>
        <message>
            <source>The province has not confirmed everything yet.</source>
            <translation>省平台还没有全部确认。</translation>
        </message>
        <message>
            <source>A formal number is bound already.</source>
            <translation>已经绑定正式编号。</translation>
        </message>
        <message>
            <source>A case in the state “%1” does not allow “%2”.</source>
            <translation>“%1”的办件不能做“%2”。</translation>
        </message>
        <message>
            <source>The case and this session belong to different environments.</source>
            <translation>办件和当前会话不属于同一环境（演示与正式不能混用）。</translation>
        </message>
        <message>
            <source>Your role may not do “%1”.</source>
            <translation>您的岗位不能做“%1”。</translation>
        </message>
        <message>
            <source>Settle what the province sent back (%1) first.</source>
            <translation>请先处理省平台返回的内容（%1）。</translation>
        </message>
        <message>
            <source>“%1” needs the province; there is no connection now.</source>
            <translation>“%1”要连接省平台，现在没有网络。</translation>
        </message>
        <message>
            <source>Not begun</source>
            <translation>未开始</translation>
        </message>
        <message>
            <source>Draft</source>
            <translation>草稿</translation>
        </message>
        <message>
            <source>Received</source>
            <translation>已收件</translation>
        </message>
        <message>
            <source>Awaiting correction</source>
            <translation>待补正</translation>
        </message>
        <message>
            <source>Not accepted</source>
            <translation>不予受理</translation>
        </message>
        <message>
            <source>Accepted</source>
            <translation>已受理</translation>
        </message>
        <message>
            <source>In review</source>
            <translation>办理中</translation>
        </message>
        <message>
            <source>Special procedure</source>
            <translation>特别程序</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>已办结</translation>
        </message>
        <message>
            <source>Delivered</source>
            <translation>已送达</translation>
        </message>
        <message>
            <source>Archived</source>
            <translation>已归档</translation>
        </message>
        <message>
            <source>Discarded</source>
            <translation>已丢弃</translation>
        </message>
        <message>
            <source>Begin a case</source>
            <translation>新开办件</translation>
        </message>
        <message>
            <source>Save the draft</source>
            <translation>保存草稿</translation>
        </message>
        <message>
            <source>Discard the draft</source>
            <translation>丢弃草稿</translation>
        </message>
        <message>
            <source>Give the one-time notice</source>
            <translation>一次性告知</translation>
        </message>
        <message>
            <source>Correct on the spot</source>
            <translation>当场更正</translation>
        </message>
        <message>
            <source>Receive the materials</source>
            <translation>收件</translation>
        </message>
        <message>
            <source>Refuse acceptance</source>
            <translation>不予受理</translation>
        </message>
        <message>
            <source>Add a material</source>
            <translation>补充材料</translation>
        </message>
        <message>
            <source>Request correction</source>
            <translation>补正告知</translation>
        </message>
        <message>
            <source>Take in corrections</source>
            <translation>接收补正</translation>
        </message>
        <message>
            <source>End: correction not made in time</source>
            <translation>补正逾期终止</translation>
        </message>
        <message>
            <source>Accept</source>
            <translation>受理</translation>
        </message>
        <message>
            <source>Accept with deferred materials</source>
            <translation>容缺受理</translation>
        </message>
        <message>
            <source>Accept on commitment</source>
            <translation>告知承诺受理</translation>
        </message>
        <message>
            <source>Deemed accepted</source>
            <translation>视为受理</translation>
        </message>
        <message>
            <source>Route</source>
            <translation>分发</translation>
        </message>
        <message>
            <source>Start the review</source>
            <translation>开始审查</translation>
        </message>
        <message>
            <source>Give an opinion</source>
            <translation>填写意见</translation>
        </message>
        <message>
            <source>Start a special procedure</source>
            <translation>启动特别程序</translation>
        </message>
        <message>
            <source>End the special procedure</source>
            <translation>结束特别程序</translation>
        </message>
        <message>
            <source>Extend the limit</source>
            <translation>延长期限</translation>
        </message>
        <message>
            <source>Take in deferred materials</source>
            <translation>接收容缺补齐材料</translation>
        </message>
        <message>
            <source>End: deferred material not brought in time</source>
            <translation>容缺逾期终止</translation>
        </message>
        <message>
            <source>Finish: granted</source>
            <translation>办结：准予</translation>
        </message>
        <message>
            <source>Finish: denied</source>
            <translation>办结：不予</translation>
        </message>
        <message>
            <source>Finish: returned</source>
            <translation>办结：退件</translation>
        </message>
        <message>
            <source>Finish: voided</source>
            <translation>办结：作废</translation>
        </message>
        <message>
            <source>Withdraw</source>
            <translation>撤回申请</translation>
        </message>
        <message>
            <source>Issue the result</source>
            <translation>制证签发</translation>
        </message>
        <message>
            <source>Hand over the result</source>
            <translation>送达领取</translation>
        </message>
        <message>
            <source>Serve a paper</source>
            <translation>送达文书</translation>
        </message>
        <message>
            <source>Rate</source>
            <translation>评价</translation>
        </message>
        <message>
            <source>Check the commitment</source>
            <translation>承诺核查</translation>
        </message>
        <message>
            <source>Correct a paper</source>
            <translation>更正文书</translation>
        </message>
        <message>
            <source>Archive</source>
            <translation>归档</translation>
        </message>
        <message>
            <source>Raise feedback</source>
            <translation>反馈异议</translation>
        </message>
        <message>
            <source>Bind the formal number</source>
            <translation>绑定正式编号</translation>
        </message>
        <message>
            <source>Not synchronised</source>
            <translation>未同步</translation>
        </message>
        <message>
            <source>Waiting to be sent</source>
            <translation>待发</translation>
        </message>
        <message>
            <source>To be verified</source>
            <translation>待核实</translation>
        </message>
        <message>
            <source>Confirmed</source>
            <translation>已确认</translation>
        </message>
        <message>
            <source>Returned by quality check</source>
            <translation>质检退回</translation>
        </message>
        <message>
            <source>Conflict</source>
            <translation>冲突</translation>
        </message>
        <message>
            <source>Receipt of materials</source>
            <translation>收件凭证</translation>
        </message>
        <message>
            <source>One-time notice</source>
            <translation>一次性告知书</translation>
        </message>
        <message>
            <source>Notice of correction</source>
            <translation>补正告知书</translation>
        </message>
        <message>
            <source>Notice of acceptance</source>
            <translation>受理通知书</translation>
        </message>
        <message>
            <source>Promise of deferred materials</source>
            <translation>容缺受理告知承诺书</translation>
        </message>
        <message>
            <source>Letter of commitment</source>
            <translation>告知承诺书</translation>
        </message>
        <message>
            <source>Notice of non-acceptance</source>
            <translation>不予受理通知书</translation>
        </message>
        <message>
            <source>Notice of special procedure</source>
            <translation>特别程序告知书</translation>
        </message>
        <message>
            <source>Notice of extension</source>
            <translation>延长办理期限告知书</translation>
        </message>
        <message>
            <source>Decision to grant</source>
            <translation>准予决定书</translation>
        </message>
        <message>
            <source>Decision to deny</source>
            <translation>不予许可决定书</translation>
        </message>
        <message>
            <source>Notice of termination</source>
            <translation>终止办理通知书</translation>
        </message>
        <message>
            <source>Confirmation of withdrawal</source>
            <translation>撤回申请确认书</translation>
        </message>
        <message>
            <source>Record of service</source>
            <translation>送达回证</translation>
        </message>
        <message>
            <source>Power of attorney</source>
            <translation>授权委托书</translation>
        </message>
        <message>
            <source>Correction of a paper</source>
            <translation>文书更正通知</translation>
        </message>
    </context>
    <context>
        <name>zc::feel</name>
        <message>
            <source>the authoring profile has no * and /</source>
            <translation>作者档没有乘除</translation>
        </message>
        <message>
            <source>the name of a multiple choice</source>
            <translation>多选的名称</translation>
        </message>
        <message>
            <source>a name that may be used here (%1)</source>
            <translation>这里能用的名称（%1）</translation>
        </message>
        <message>
            <source>a variable name not used yet</source>
            <translation>没有用过的变量名</translation>
        </message>
        <message>
            <source>a text in quotes</source>
            <translation>引号里的文字</translation>
        </message>
        <message>
            <source>after ±</source>
            <translation>± 之后</translation>
        </message>
        <message>
            <source>a duration of whole days</source>
            <translation>整天的时长</translation>
        </message>
        <message>
            <source>no constant on either side</source>
            <translation>两边都不是定值</translation>
        </message>
        <message>
            <source>a comparison with a constant on one side</source>
            <translation>比较的一边是定值</translation>
        </message>
        <message>
            <source>an interval from small to large</source>
            <translation>从小到大的区间</translation>
        </message>
        <message>
            <source>= or != (only numbers and dates have an order)</source>
            <translation>= 或 !=（只有数和日期能比大小）</translation>
        </message>
        <message>
            <source>at most %1 characters</source>
            <translation>不超过 %1 个字符</translation>
        </message>
        <message>
            <source>a closing quote</source>
            <translation>成对的引号</translation>
        </message>
        <message>
            <source>an authoring expression (half-width symbols)</source>
            <translation>作者档表达式（半角符号）</translation>
        </message>
        <message>
            <source>(end)</source>
            <translation>（结尾）</translation>
        </message>
        <message>
            <source>the end of the expression</source>
            <translation>表达式到此结束</translation>
        </message>
        <message>
            <source>at most %1 levels</source>
            <translation>不超过 %1 层</translation>
        </message>
        <message>
            <source>a variable name</source>
            <translation>变量名</translation>
        </message>
        <message>
            <source>and or or (comparisons do not chain)</source>
            <translation>and 或 or（比较不能连写）</translation>
        </message>
        <message>
            <source>a date ± duration("P1Y")</source>
            <translation>日期 ± duration("P1Y")</translation>
        </message>
        <message>
            <source>not(…), count(…), list contains(…, …), date(…) or duration(…)</source>
            <translation>not(…)、count(…)、list contains(…, …)、date(…) 或 duration(…)</translation>
        </message>
        <message>
            <source>%1 with %2 arguments</source>
            <translation>%1 要 %2 个参数</translation>
        </message>
        <message>
            <source>] or )</source>
            <translation>] 或 )</translation>
        </message>
        <message>
            <source>a number, "text", true, false or date("…")</source>
            <translation>数、"文字"、true、false 或 date("…")</translation>
        </message>
        <message>
            <source>a date or duration in quotes</source>
            <translation>引号里的日期或时长</translation>
        </message>
        <message>
            <source>an existing date, for example "2026-01-31"</source>
            <translation>存在的日期，例如 "2026-01-31"</translation>
        </message>
        <message>
            <source>a duration, for example "P1Y", "P6M", "P30D"</source>
            <translation>时长，例如 "P1Y"、"P6M"、"P30D"</translation>
        </message>
        <message>
            <source>any value</source>
            <translation>任意值</translation>
        </message>
        <message>
            <source>yes or no (true, false)</source>
            <translation>是/否（true、false）</translation>
        </message>
        <message>
            <source>number</source>
            <translation>数</translation>
        </message>
        <message>
            <source>text</source>
            <translation>文字</translation>
        </message>
        <message>
            <source>date (date("2026-01-01"))</source>
            <translation>日期（date("2026-01-01")）</translation>
        </message>
        <message>
            <source>duration (duration("P1Y"))</source>
            <translation>时长（duration("P1Y")）</translation>
        </message>
        <message>
            <source>multiple choice</source>
            <translation>多选</translation>
        </message>
        <message>
            <source>%1 and more, %2 in all</source>
            <translation>%1 等 %2 个</translation>
        </message>
        <message>
            <source>%3 from %1 to %2</source>
            <translation>%1 到 %2 的%3</translation>
        </message>
        <message>
            <source>date</source>
            <translation>日期</translation>
        </message>
    </context>
    <context>
        <name>zc::forms::FieldModel</name>
        <message>
            <source>The two entries differ. Please type it again, twice.</source>
            <translation>两遍输入不一致，请重新输入两遍。</translation>
        </message>
    </context>
    <context>
        <name>zc::forms::FieldRow</name>
        <message>
            <source>Yes</source>
            <translation>是</translation>
        </message>
        <message>
            <source>Please type it a second time, without looking at the first.</source>
            <translation>请再输一遍，两遍一致才会采用。</translation>
        </message>
        <message>
            <source>The check digit fits.</source>
            <translation>校验码正确。</translation>
        </message>
    </context>
    <context>
        <name>zc::forms::FormModel</name>
        <message>
            <source>Please type it a second time.</source>
            <translation>请再输一遍。</translation>
        </message>
        <message>
            <source>Filled from %1; please look and press Enter.</source>
            <translation>由%1填入，请看过后按 Enter 确认。</translation>
        </message>
    </context>
    <context>
        <name>zc::forms::ProblemBar</name>
        <message>
            <source>%1 left to look at</source>
            <translation>还有 %1 处要看</translation>
        </message>
    </context>
    <context>
        <name>zc::forms::Validate</name>
        <message>
            <source>The number has %1 characters; that is not the right length. Please look at the original.</source>
            <translation>现在是 %1 位，位数不对，请看一下原件。</translation>
        </message>
        <message>
            <source>This is an old 15-digit number. Please enter the 18-digit one from the present card.</source>
            <translation>这是旧的 15 位号码，请输入现在证件上的 18 位号码。</translation>
        </message>
        <message>
            <source>The date of birth in the number lies in the future. Please look at the original.</source>
            <translation>号码里的出生日期晚于今天，请看一下原件。</translation>
        </message>
        <message>
            <source>The date of birth in the number cannot be right. Please look at the original.</source>
            <translation>号码里的出生日期不成立，请看一下原件。</translation>
        </message>
        <message>
            <source>The check digit does not fit; one character is probably mistyped. Please compare with the original.</source>
            <translation>校验码不符，可能有一位输错，请与原件核对。</translation>
        </message>
        <message>
            <source>The number holds characters that do not belong there. Please look at the original.</source>
            <translation>号码里有不该出现的字符，请看一下原件。</translation>
        </message>
        <message>
            <source>Please choose here.</source>
            <translation>请选择。</translation>
        </message>
        <message>
            <source>Please fill this in.</source>
            <translation>请填写。</translation>
        </message>
        <message>
            <source>At most %1 characters fit here; %2 are entered.</source>
            <translation>最多 %1 个字，现在是 %2 个。</translation>
        </message>
        <message>
            <source>Please enter a date that exists, for example 20261121.</source>
            <translation>请输入真实存在的日期，例如 20261121。</translation>
        </message>
        <message>
            <source>Please enter a number in digits.</source>
            <translation>请输入数字。</translation>
        </message>
        <message>
            <source>Please choose one of the entries.</source>
            <translation>请从列出的选项里选择。</translation>
        </message>
        <message>
            <source>This does not have the expected form. Please compare with the original.</source>
            <translation>格式不符，请与原件核对。</translation>
        </message>
    </context>
    <context>
        <name>zc::guidance</name>
        <message>
            <source>promise %1 instead of %2 working days</source>
            <translation>承诺时限由 %2 变为 %1 个工作日</translation>
        </message>
        <message>
            <source>nothing changes</source>
            <translation>没有变化</translation>
        </message>
        <message>
            <source>, </source>
            <translation>，</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>是</translation>
        </message>
        <message>
            <source>no</source>
            <translation>否</translation>
        </message>
        <message>
            <source>%1-%2-%3</source>
            <translation>%1年%2月%3日</translation>
        </message>
        <message>
            <source>none chosen</source>
            <translation>一个也没选</translation>
        </message>
        <message>
            <source>%1 is no answer to %2</source>
            <translation>%1 不能作为“%2”的答案</translation>
        </message>
        <message>
            <source>an id of its own</source>
            <translation>不重复的编号</translation>
        </message>
        <message>
            <source>an id of fields.csv</source>
            <translation>fields.csv 里的编号</translation>
        </message>
        <message>
            <source>at most 16 MiB</source>
            <translation>不超过 16 MiB</translation>
        </message>
        <message>
            <source>UTF-8 without a byte order mark</source>
            <translation>不带 BOM 的 UTF-8</translation>
        </message>
        <message>
            <source>UTF-8</source>
            <translation>UTF-8 编码</translation>
        </message>
        <message>
            <source>lines that end with LF alone</source>
            <translation>只以 LF 换行</translation>
        </message>
        <message>
            <source>a header line</source>
            <translation>表头</translation>
        </message>
        <message>
            <source>is not known</source>
            <translation>不认识</translation>
        </message>
        <message>
            <source>has the wrong type</source>
            <translation>类型不符</translation>
        </message>
        <message>
            <source>is not among the values</source>
            <translation>不在取值里</translation>
        </message>
        <message>
            <source>stands twice</source>
            <translation>重复</translation>
        </message>
        <message>
            <source>is missing</source>
            <translation>找不到</translation>
        </message>
        <message>
            <source>is not written as it should be</source>
            <translation>写法不对</translation>
        </message>
        <message>
            <source>wording</source>
            <translation>文字</translation>
        </message>
        <message>
            <source>legal basis</source>
            <translation>依据</translation>
        </message>
        <message>
            <source>sample</source>
            <translation>样例</translation>
        </message>
        <message>
            <source>undecided</source>
            <translation>未定</translation>
        </message>
        <message>
            <source>not applicable</source>
            <translation>不适用</translation>
        </message>
        <message>
            <source>always</source>
            <translation>任何情形</translation>
        </message>
    </context>
    <context>
        <name>zc::guidance::CsvReader</name>
        <message>
            <source>as many cells as the header: %1</source>
            <translation>与表头一样是 %1 格</translation>
        </message>
        <message>
            <source>fewer rows</source>
            <translation>少一些行</translation>
        </message>
        <message>
            <source>a shorter cell</source>
            <translation>短一些的单元格</translation>
        </message>
        <message>
            <source>a line feed at the end of the file</source>
            <translation>文件以换行结尾</translation>
        </message>
        <message>
            <source>quotes around the whole cell, inner quotes doubled</source>
            <translation>整格加引号，里面的引号写两遍</translation>
        </message>
        <message>
            <source>a closing quote</source>
            <translation>成对的引号</translation>
        </message>
        <message>
            <source>a comma or the end of the line after the closing quote</source>
            <translation>引号之后是逗号或换行</translation>
        </message>
    </context>
    <context>
        <name>zc::guidance::Delta</name>
        <message>
            <source>%1 materials more</source>
            <translation>新增 %1 份材料</translation>
        </message>
        <message>
            <source>%1 materials fewer</source>
            <translation>减少 %1 份材料</translation>
        </message>
        <message>
            <source>%1 materials handed in otherwise</source>
            <translation>%1 份材料的提交方式有变</translation>
        </message>
        <message>
            <source>%1 more to answer</source>
            <translation>需补答 %1 题</translation>
        </message>
        <message>
            <source>%1 no longer needed</source>
            <translation>不再需要 %1</translation>
        </message>
        <message>
            <source>%1 to confirm</source>
            <translation>%1 个答案请确认</translation>
        </message>
    </context>
    <context>
        <name>zc::guidance::Explainer</name>
        <message>
            <source>%1 is %2</source>
            <translation>%1是%2</translation>
        </message>
        <message>
            <source>%1: always (%2)</source>
            <translation>%1：都需要（%2）</translation>
        </message>
        <message>
            <source>%1: because %2 (%3)</source>
            <translation>%1：因为%2（%3）</translation>
        </message>
        <message>
            <source>No possible answers lead to %1.</source>
            <translation>怎样回答都不需要%1。</translation>
        </message>
        <message>
            <source>%1 were %2</source>
            <translation>%1改为%2</translation>
        </message>
        <message>
            <source>%1 may still be required.</source>
            <translation>%1还可能需要。</translation>
        </message>
        <message>
            <source>%1 would be required if %2.</source>
            <translation>如果%2，就要%1。</translation>
        </message>
    </context>
    <context>
        <name>zc::guidance::Findings</name>
        <message>
            <source>%1: “%2” %3, expected %4</source>
            <translation>%1：“%2”%3，应为 %4</translation>
        </message>
        <message>
            <source>“%2” of %1 goes beyond the authoring profile; it runs but is not verified</source>
            <translation>%1 的“%2”超出作者档，能运行但未经验证</translation>
        </message>
        <message>
            <source>%1 (column %2 of %3)</source>
            <translation>%1（“%3”第 %2 列）</translation>
        </message>
        <message>
            <source>%1 lacks its %2</source>
            <translation>%1 缺少%2</translation>
        </message>
    </context>
    <context>
        <name>zc::guidance::Interview</name>
        <message>
            <source>%1 is not possible: %2</source>
            <translation>不能选%1：%2</translation>
        </message>
        <message>
            <source>leads to %1</source>
            <translation>办理结果是 %1</translation>
        </message>
        <message>
            <source>%1 needed as well</source>
            <translation>多交 %1</translation>
        </message>
        <message>
            <source>%1 no longer needed</source>
            <translation>不再需要 %1</translation>
        </message>
        <message>
            <source>%1 not needed</source>
            <translation>不需要 %1</translation>
        </message>
        <message>
            <source>%1 becomes %2</source>
            <translation>%1改为%2</translation>
        </message>
        <message>
            <source>if %1: %2</source>
            <translation>选%1：%2</translation>
        </message>
        <message>
            <source>%1 decides about %2. %3</source>
            <translation>“%1”决定：%2。%3</translation>
        </message>
        <message>
            <source>%1 changes nothing any more.</source>
            <translation>“%1”不再影响结果。</translation>
        </message>
    </context>
    <context>
        <name>zc::guidance::PackBuilder</name>
        <message>
            <source>a text</source>
            <translation>文字</translation>
        </message>
        <message>
            <source>a date like 2026-01-31</source>
            <translation>日期，例如 2026-01-31</translation>
        </message>
        <message>
            <source>letters, digits and _ without blanks</source>
            <translation>不含空格的文字、数字和 _</translation>
        </message>
        <message>
            <source>a name of its own</source>
            <translation>不重复的名称</translation>
        </message>
        <message>
            <source>different options, joined by |</source>
            <translation>互不相同的选项，用 | 连接</translation>
        </message>
        <message>
            <source>nothing, for a bool</source>
            <translation>空（bool 没有取值）</translation>
        </message>
        <message>
            <source>a number above 0, for a number</source>
            <translation>大于 0 的数（只用于数）</translation>
        </message>
        <message>
            <source>at least one row</source>
            <translation>至少一行</translation>
        </message>
        <message>
            <source>a file of the pack</source>
            <translation>包里的文件</translation>
        </message>
        <message>
            <source>a regular expression</source>
            <translation>正则表达式</translation>
        </message>
    </context>
    <context>
        <name>zc::guidance::RowReader</name>
        <message>
            <source>a letter, then letters and digits</source>
            <translation>字母开头的字母和数字</translation>
        </message>
        <message>
            <source>an id of its own</source>
            <translation>不重复的编号</translation>
        </message>
        <message>
            <source>a whole number from %1 to %2</source>
            <translation>%1 到 %2 的整数</translation>
        </message>
        <message>
            <source>a date like 2026-01-31</source>
            <translation>日期，例如 2026-01-31</translation>
        </message>
    </context>
    <context>
        <name>zc::guidance::RuleBuilder</name>
        <message>
            <source>a name of its own</source>
            <translation>不重复的名称</translation>
        </message>
        <message>
            <source>a fact's name</source>
            <translation>facts.csv 里的名称</translation>
        </message>
        <message>
            <source>%1 depend on each other in a ring</source>
            <translation>%1 互相依赖，成了环</translation>
        </message>
        <message>
            <source>a helper table with one output</source>
            <translation>只有一个输出列的辅助表</translation>
        </message>
        <message>
            <source>an id of its own</source>
            <translation>不重复的编号</translation>
        </message>
        <message>
            <source>a decision table of this name</source>
            <translation>这个名称的决策表</translation>
        </message>
        <message>
            <source>a decision table</source>
            <translation>决策表</translation>
        </message>
        <message>
            <source>outputs: %1</source>
            <translation>输出列 %1</translation>
        </message>
        <message>
            <source>an annotation column of this name</source>
            <translation>这个名称的注释列</translation>
        </message>
        <message>
            <source>a number of working days, or null</source>
            <translation>工作日数或 null</translation>
        </message>
        <message>
            <source>a number of working days</source>
            <translation>工作日数</translation>
        </message>
        <message>
            <source>an amount in yuan</source>
            <translation>金额（元）</translation>
        </message>
    </context>
    <context>
        <name>zc::guidance::SourceReader</name>
        <message>
            <source>this file in the pack</source>
            <translation>包里要有这个文件</translation>
        </message>
        <message>
            <source>at most 16 MiB</source>
            <translation>不超过 16 MiB</translation>
        </message>
        <message>
            <source>a JSON object</source>
            <translation>JSON 对象</translation>
        </message>
        <message>
            <source>no further column</source>
            <translation>没有更多的列</translation>
        </message>
        <message>
            <source>column %1 at position %2</source>
            <translation>第 %2 列是 %1</translation>
        </message>
        <message>
            <source>a rule file</source>
            <translation>规则文件</translation>
        </message>
        <message>
            <source>a DMN model this program reads (%1)</source>
            <translation>本程序能读的 DMN 文件（%1）</translation>
        </message>
    </context>
    <context>
        <name>zc::guidance::StaticChecks</name>
        <message>
            <source>an id of basis.csv</source>
            <translation>basis.csv 里的编号</translation>
        </message>
        <message>
            <source>The validity has a gap: %1</source>
            <translation>有效期有空档：%1</translation>
        </message>
        <message>
            <source>The validity overlaps: %1</source>
            <translation>有效期有重叠：%1</translation>
        </message>
    </context>
    <context>
        <name>zc::guidance::Verifier</name>
        <message>
            <source>The rules exceed the budget of decision diagrams; they run but are not verified</source>
            <translation>规则超出判定图的预算，能运行但未经验证</translation>
        </message>
        <message>
            <source> (%1=%2)</source>
            <translation>（%1=%2）</translation>
        </message>
        <message>
            <source>The constraints contradict each other: no situation satisfies %1</source>
            <translation>约束互相矛盾：没有情形能同时满足 %1</translation>
        </message>
        <message>
            <source>The constraints contradict each other: option “%1” of “%2” is ruled out altogether</source>
            <translation>约束互相矛盾：“%2”的选项“%1”被完全排除</translation>
        </message>
        <message>
            <source>A dead end, neither a sub-item nor a refusal or transfer: %1</source>
            <translation>走到死路，没有子事项也没有不予受理或转办：%1</translation>
        </message>
        <message>
            <source>%1 uses “%2”, which does not apply then: %3</source>
            <translation>%1 用到“%2”，但此时它不适用：%3</translation>
        </message>
        <message>
            <source>Assertion %1 “%2” does not hold: %3</source>
            <translation>断言 %1“%2”不成立：%3</translation>
        </message>
        <message>
            <source>Question “%1” never changes the result and can be left out</source>
            <translation>问题“%1”从不影响结果，可以删去</translation>
        </message>
        <message>
            <source>“%2” and “%3” of “%1” always have the same result and can be merged</source>
            <translation>“%1”的“%2”和“%3”结果总是相同，可以合并</translation>
        </message>
        <message>
            <source>Case %1 does not agree: expected %2, found %3</source>
            <translation>用例 %1 结果不符：应为 %2，算出 %3</translation>
        </message>
        <message>
            <source>not applicable</source>
            <translation>不适用</translation>
        </message>
        <message>
            <source>a possible situation</source>
            <translation>可能出现的情形</translation>
        </message>
        <message>
            <source>a contradiction to the constraints</source>
            <translation>与约束矛盾</translation>
        </message>
        <message>
            <source>applicable</source>
            <translation>适用</translation>
        </message>
        <message>
            <source>%1 has no case</source>
            <translation>%1 没有用例</translation>
        </message>
        <message>
            <source>Table “%1” has no row to use in this situation: %2</source>
            <translation>表“%1”在这种情形没有行可用：%2</translation>
        </message>
        <message>
            <source>%2 of table “%1” has no effect: %3</source>
            <translation>表“%1”的 %2 不起作用：%3</translation>
        </message>
        <message>
            <source>it never matches</source>
            <translation>永远不会命中</translation>
        </message>
        <message>
            <source>earlier rows always come before it</source>
            <translation>被前面的行遮住</translation>
        </message>
        <message>
            <source>it lies within %1</source>
            <translation>已被 %1 包含</translation>
        </message>
        <message>
            <source>%2 and %3 of table “%1” match together: %4</source>
            <translation>表“%1”的 %2 和 %3 同时命中：%4</translation>
        </message>
        <message>
            <source>%1 has no value in this situation: %2</source>
            <translation>%1在这种情形没有值：%2</translation>
        </message>
        <message>
            <source>The way to hand in “%1” contradicts itself: %2: %3</source>
            <translation>材料“%1”的提交方式有矛盾：%2：%3</translation>
        </message>
        <message>
            <source>waived, but with correction days</source>
            <translation>免交却有补正期限</translation>
        </message>
        <message>
            <source>deferred without correction days</source>
            <translation>容缺却没有补正期限</translation>
        </message>
        <message>
            <source>deferred, but it is not deferrable</source>
            <translation>容缺，但它不在容缺清单</translation>
        </message>
        <message>
            <source>deferred or promised without a promise form</source>
            <translation>容缺或承诺，却没有承诺书</translation>
        </message>
        <message>
            <source>waived without a licence type</source>
            <translation>免交却没有证照类型</translation>
        </message>
        <message>
            <source>%1 never comes up</source>
            <translation>%1从不出现</translation>
        </message>
        <message>
            <source>%1 has conditions but always comes up (%2)</source>
            <translation>%1写了条件却总是出现（%2）</translation>
        </message>
    </context>
    <context>
        <name>zc::intake::CaseList</name>
        <message>
            <source>submitted</source>
            <translation>已提交</translation>
        </message>
        <message>
            <source>The province refused it, please look</source>
            <translation>省平台退回，请处理</translation>
        </message>
        <message>
            <source>Two values differ, please choose one</source>
            <translation>有两个不同的值，请选定一个</translation>
        </message>
        <message>
            <source>Still a draft</source>
            <translation>还是草稿</translation>
        </message>
        <message>
            <source>Nothing has been received yet; open it to go on.</source>
            <translation>还没有收件；打开可以接着办。</translation>
        </message>
        <message>
            <source>Waits for the applicant's correction</source>
            <translation>等申请人补正</translation>
        </message>
    </context>
    <context>
        <name>zc::intake::CaseView</name>
        <message>
            <source>ID card</source>
            <translation>身份证</translation>
        </message>
        <message>
            <source>e-licence</source>
            <translation>电子证照</translation>
        </message>
        <message>
            <source>shared data</source>
            <translation>数据共享</translation>
        </message>
        <message>
            <source>step 1</source>
            <translation>第 1 步</translation>
        </message>
        <message>
            <source>ends here: %1</source>
            <translation>到此为止：%1</translation>
        </message>
        <message numerus="yes">
            <source>adds %n papers</source>
            <translation>
                <numerusform>增加 %n 份材料</numerusform>
            </translation>
        </message>
        <message>
            <source>adds %1</source>
            <translation>增加 %1</translation>
        </message>
        <message numerus="yes">
            <source>may follow within %n working days</source>
            <translation>
                <numerusform>可容缺 %n 个工作日</numerusform>
            </translation>
        </message>
        <message>
            <source>no need to bring %1</source>
            <translation>%1 免交</translation>
        </message>
        <message>
            <source>a signed promise replaces %1</source>
            <translation>%1 可用承诺替代</translation>
        </message>
        <message>
            <source>to be handed in now</source>
            <translation>当场提交</translation>
        </message>
        <message numerus="yes">
            <source>%n papers are not needed</source>
            <translation>
                <numerusform>%n 份材料不需要</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 is not needed</source>
            <translation>不需要 %1</translation>
        </message>
        <message numerus="yes">
            <source>done within %n working days</source>
            <translation>
                <numerusform>%n 个工作日办结</numerusform>
            </translation>
        </message>
        <message>
            <source>Yes</source>
            <translation>是</translation>
        </message>
        <message>
            <source>No</source>
            <translation>否</translation>
        </message>
        <message numerus="yes">
            <source>%1, %n copies</source>
            <translation>
                <numerusform>%1 %n 份</numerusform>
            </translation>
        </message>
        <message>
            <source>already held by government</source>
            <translation>政府部门已有，不用再交</translation>
        </message>
        <message>
            <source>e-licence, need not be brought</source>
            <translation>电子证照可核验，不用带</translation>
        </message>
        <message>
            <source>%1; until %2</source>
            <translation>%1 · %2前补齐</translation>
        </message>
        <message>
            <source>a signed promise is enough</source>
            <translation>可用告知承诺替代</translation>
        </message>
        <message>
            <source>%1; sample at hand</source>
            <translation>%1 · 有样例</translation>
        </message>
        <message>
            <source>%1 yuan</source>
            <translation>%1 元</translation>
        </message>
        <message numerus="yes">
            <source>%n working days</source>
            <translation>
                <numerusform>%n 个工作日</numerusform>
            </translation>
        </message>
        <message>
            <source>on the spot</source>
            <translation>当场办结</translation>
        </message>
        <message>
            <source>%1: the name is missing</source>
            <translation>%1：还没有姓名</translation>
        </message>
        <message>
            <source>%1: the document number is missing</source>
            <translation>%1：还没有证件号码</translation>
        </message>
        <message>
            <source>%1: the ID number does not check, please compare it with the card</source>
            <translation>%1：证件号码的校验位不对，请对照证件</translation>
        </message>
        <message>
            <source>Applicant</source>
            <translation>申请人</translation>
        </message>
        <message>
            <source>Agent</source>
            <translation>代办人</translation>
        </message>
        <message>
            <source>Question still open: %1</source>
            <translation>还没有问：%1</translation>
        </message>
        <message>
            <source>Please confirm again: %1</source>
            <translation>请再确认：%1</translation>
        </message>
        <message>
            <source>The matter ends here. %1</source>
            <translation>到此为止。%1</translation>
        </message>
        <message>
            <source>Not looked at yet: %1</source>
            <translation>还没看：%1</translation>
        </message>
        <message>
            <source>Missing: %1 (will be asked for once)</source>
            <translation>缺：%1（列入一次性补正）</translation>
        </message>
        <message>
            <source>Does not fit: %1. %2</source>
            <translation>不符：%1。%2</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>The applicant has not confirmed the summary yet</source>
            <translation>申请人还没有核对确认</translation>
        </message>
        <message numerus="yes">
            <source>at most %n left</source>
            <translation>
                <numerusform>最多还剩 %n 问</numerusform>
            </translation>
        </message>
        <message>
            <source>by an agent</source>
            <translation>代办</translation>
        </message>
        <message>
            <source>in person</source>
            <translation>本人</translation>
        </message>
    </context>
    <context>
        <name>zc::intake::DeskStatusMonitor</name>
        <message>
            <source>Platform not set up</source>
            <translation>省平台 未配置</translation>
        </message>
        <message>
            <source>Platform online %1 ms</source>
            <translation>省平台 在线 %1 ms</translation>
        </message>
        <message>
            <source>Platform online</source>
            <translation>省平台 在线</translation>
        </message>
        <message>
            <source>Platform being asked</source>
            <translation>省平台 正在连接</translation>
        </message>
        <message>
            <source>Platform offline, work goes on here</source>
            <translation>省平台 离线，可以照常办</translation>
        </message>
        <message numerus="yes">
            <source>%n to be looked at</source>
            <translation>
                <numerusform>待处理 %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n wait for sign-on</source>
            <translation>
                <numerusform>待登录 %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n to be synchronised</source>
            <translation>
                <numerusform>待同步 %n</numerusform>
            </translation>
        </message>
        <message>
            <source>No card reader</source>
            <translation>没有读卡器</translation>
        </message>
        <message>
            <source>Card reader ready</source>
            <translation>读卡器 就绪</translation>
        </message>
        <message>
            <source>Card reader reading</source>
            <translation>读卡器 正在读</translation>
        </message>
        <message>
            <source>Card reader starting</source>
            <translation>读卡器 正在连接</translation>
        </message>
        <message>
            <source>Card reader not found, check the cable</source>
            <translation>读卡器 没找到，请检查连接线</translation>
        </message>
        <message>
            <source>Card reader fault</source>
            <translation>读卡器 故障</translation>
        </message>
    </context>
    <context>
        <name>zc::intake::FormRules</name>
        <message>
            <source>required, not filled in yet</source>
            <translation>必填，还没有填</translation>
        </message>
        <message>
            <source>the form is not right, please compare it with the document</source>
            <translation>格式不对，请对照证件</translation>
        </message>
        <message>
            <source>the check digit does not fit, please compare it with the card</source>
            <translation>校验位不对，请对照身份证</translation>
        </message>
        <message>
            <source>the check character does not fit, please compare it with the licence</source>
            <translation>校验位不对，请对照营业执照</translation>
        </message>
        <message>
            <source>Applicant</source>
            <translation>申请人</translation>
        </message>
        <message>
            <source>Agent</source>
            <translation>代办人</translation>
        </message>
        <message>
            <source>The matter</source>
            <translation>办理内容</translation>
        </message>
    </context>
    <context>
        <name>zc::intake::NoticeEntries</name>
        <message>
            <source>resident ID card</source>
            <translation>居民身份证</translation>
        </message>
        <message>
            <source>identity document</source>
            <translation>身份证件</translation>
        </message>
        <message numerus="yes">
            <source>%n working days</source>
            <translation>
                <numerusform>%n个工作日</numerusform>
            </translation>
        </message>
        <message>
            <source>scan the code on this paper, or call %1 with the number above</source>
            <translation>扫描本凭证二维码，或凭上述编号拨打 %1</translation>
        </message>
        <message>
            <source>electronic (shared)</source>
            <translation>电子（共享）</translation>
        </message>
        <message>
            <source>electronic (scanned)</source>
            <translation>电子（扫描）</translation>
        </message>
        <message>
            <source>kept</source>
            <translation>留存</translation>
        </message>
        <message>
            <source>not kept</source>
            <translation>不留存</translation>
        </message>
        <message>
            <source>(no material handed in)</source>
            <translation>（未提交材料）</translation>
        </message>
        <message>
            <source>e-licence or shared data</source>
            <translation>电子证照或者数据共享</translation>
        </message>
        <message>
            <source>%1, or a signed promise</source>
            <translation>%1，或者签承诺书</translation>
        </message>
        <message>
            <source>when applying</source>
            <translation>申请时</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>at the window</source>
            <translation>窗口可取</translation>
        </message>
        <message>
            <source>(nothing has to be brought)</source>
            <translation>（不需要提交材料）</translation>
        </message>
        <message>
            <source>promised: %1; by law: %2</source>
            <translation>承诺 %1；法定 %2</translation>
        </message>
        <message>
            <source>does not apply</source>
            <translation>不适用</translation>
        </message>
        <message>
            <source>%1 yuan</source>
            <translation>%1 元</translation>
        </message>
        <message>
            <source>any comprehensive window; online on the provincial platform</source>
            <translation>任一综合窗口；省“一网通办”平台网上办理</translation>
        </message>
        <message>
            <source>not handed in</source>
            <translation>未提交</translation>
        </message>
        <message numerus="yes">
            <source>%1, %n copies</source>
            <translation>
                <numerusform>%1，%n 份</numerusform>
            </translation>
        </message>
        <message>
            <source>at any comprehensive window or online</source>
            <translation>到任一综合窗口或者网上提交</translation>
        </message>
        <message>
            <source>What happens when the period passes follows the item's rules (to be confirmed by the legal office)</source>
            <translation>逾期后果按事项规则执行（待法制机构确认）</translation>
        </message>
        <message numerus="yes">
            <source>the papers are looked at again within %n working days</source>
            <translation>
                <numerusform>在 %n 个工作日内复核</numerusform>
            </translation>
        </message>
        <message>
            <source>the people's government at the same level (to be confirmed by the legal office)</source>
            <translation>本级人民政府（待法制机构确认）</translation>
        </message>
        <message>
            <source>60 days</source>
            <translation>60日</translation>
        </message>
        <message>
            <source>the people's court with jurisdiction (to be confirmed by the legal office)</source>
            <translation>有管辖权的人民法院（待法制机构确认）</translation>
        </message>
        <message>
            <source>6 months</source>
            <translation>6个月</translation>
        </message>
    </context>
    <context>
        <name>zc::training::DemoWorld</name>
        <message>
            <source>Card reader</source>
            <translation>读卡器</translation>
        </message>
        <message>
            <source>Sample City Government Service Centre (sample)</source>
            <translation>样例市政务服务中心（样例）</translation>
        </message>
    </context>
    <context>
        <name>zc::uikit::Banner</name>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
    </context>
    <context>
        <name>zc::uikit::Button</name>
        <message>
            <source>Working</source>
            <translation>正在处理</translation>
        </message>
    </context>
    <context>
        <name>zc::uikit::DemoRibbon</name>
        <message>
            <source>Demo mode</source>
            <translation>演示模式</translation>
        </message>
    </context>
    <context>
        <name>zc::uikit::FieldFrame</name>
        <message>
            <source>Enter</source>
            <translation>Enter</translation>
        </message>
        <message>
            <source>Use %1</source>
            <translation>改用 %1</translation>
        </message>
        <message>
            <source>%1 · required</source>
            <translation>%1 · 必填</translation>
        </message>
        <message>
            <source>from %1</source>
            <translation>来自%1</translation>
        </message>
        <message>
            <source>from %1, press Enter to confirm</source>
            <translation>来自%1，按 Enter 确认</translation>
        </message>
    </context>
    <context>
        <name>zc::uikit::MaskedText</name>
        <message>
            <source>Hide</source>
            <translation>收起</translation>
        </message>
        <message>
            <source>Show in full (will be recorded)</source>
            <translation>显示全文（会留下记录）</translation>
        </message>
    </context>
    <context>
        <name>zc::uikit::PagePreview</name>
        <message>
            <source>Page</source>
            <translation>页面</translation>
        </message>
    </context>
    <context>
        <name>zc::uikit::ProgressRow</name>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>about %1 s left</source>
            <translation>约剩 %1 秒</translation>
        </message>
        <message>
            <source>about %1 min left</source>
            <translation>约剩 %1 分钟</translation>
        </message>
    </context>
    <context>
        <name>zc::uikit::ProgressSegments</name>
        <message>
            <source>%1 of %2</source>
            <translation>第 %1 问，共 %2 问</translation>
        </message>
    </context>
    <context>
        <name>zc::uikit::RailLogo</name>
        <message>
            <source>Counter Assistant</source>
            <translation>综窗助手</translation>
        </message>
        <message>
            <source>C</source>
            <comment>one character in the seal</comment>
            <translation>综</translation>
        </message>
    </context>
    <context>
        <name>zc::uikit::StepEntry</name>
        <message>
            <source>done</source>
            <translation>已完成</translation>
        </message>
        <message>
            <source>current step</source>
            <translation>当前步骤</translation>
        </message>
    </context>
    <context>
        <name>zc::uikit::ThumbStrip</name>
        <message>
            <source>Pages</source>
            <translation>页</translation>
        </message>
    </context>
</TS>
