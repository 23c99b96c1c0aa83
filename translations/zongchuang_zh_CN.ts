<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_US">
<context>
    <name>BridgeDesk</name>
    <message>
        <source>notice an ID card</source>
        <translation>感应身份证</translation>
    </message>
    <message>
        <source>read ID cards</source>
        <translation>读取身份证</translation>
    </message>
    <message>
        <source>read social-security cards</source>
        <translation>读取社保卡</translation>
    </message>
    <message>
        <source>scan pages</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>take pictures</source>
        <translation>拍照</translation>
    </message>
    <message>
        <source>take a signature</source>
        <translation>采集签名</translation>
    </message>
    <message>
        <source>print papers</source>
        <translation>打印文书</translation>
    </message>
    <message>
        <source>print slips</source>
        <translation>打印凭条</translation>
    </message>
    <message>
        <source>ask the applicant for a rating</source>
        <translation>请申请人评价</translation>
    </message>
    <message>
        <source>call numbers of the queue</source>
        <translation>呼叫排队号</translation>
    </message>
    <message>
        <source>see the certificates on a UKey</source>
        <translation>查看 UKey 中的证书</translation>
    </message>
    <message>
        <source>have something signed with a UKey, asked each time</source>
        <translation>用 UKey 签名（每次询问）</translation>
    </message>
</context>
<context>
    <name>CaseFilter</name>
    <message>
        <source>My cases</source>
        <translation>我的办件</translation>
    </message>
    <message>
        <source>This window</source>
        <translation>本窗口</translation>
    </message>
    <message>
        <source>This hall</source>
        <translation>本大厅</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>部门</translation>
    </message>
    <message>
        <source>Synchronisation</source>
        <translation>同步</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>Everywhere</source>
        <translation>随处可用</translation>
    </message>
    <message>
        <source>Search items, cases and commands</source>
        <translation>搜事项、办件和命令</translation>
    </message>
    <message>
        <source>Why is this asked</source>
        <translation>为什么问这个</translation>
    </message>
    <message>
        <source>Back, without losing anything</source>
        <translation>返回（不丢任何内容）</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>下一栏</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>上一栏</translation>
    </message>
    <message>
        <source>Lock the desk</source>
        <translation>锁定工作台</translation>
    </message>
    <message>
        <source>Print the key card</source>
        <translation>打印快捷键卡</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Go to the desk</source>
        <translation>到受理</translation>
    </message>
    <message>
        <source>Go to the cases</source>
        <translation>到办件</translation>
    </message>
    <message>
        <source>Go to the settings</source>
        <translation>到设置</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>Call next</source>
        <translation>叫下一位</translation>
    </message>
    <message>
        <source>Find an item and start a case</source>
        <translation>找事项，开始受理</translation>
    </message>
    <message>
        <source>Read the ID card</source>
        <translation>读身份证</translation>
    </message>
    <message>
        <source>Keep this case, take another</source>
        <translation>先存着，换一件</translation>
    </message>
    <message>
        <source>Undo in the whole case</source>
        <translation>撤销（整件）</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Confirm or submit</source>
        <translation>确认或提交</translation>
    </message>
    <message>
        <source>Next problem</source>
        <translation>下一个问题</translation>
    </message>
    <message>
        <source>Step 1: applicant</source>
        <translation>第 1 步：申请人</translation>
    </message>
    <message>
        <source>Step 2: questions</source>
        <translation>第 2 步：情形导办</translation>
    </message>
    <message>
        <source>Step 3: materials</source>
        <translation>第 3 步：材料</translation>
    </message>
    <message>
        <source>Step 4: form</source>
        <translation>第 4 步：表单</translation>
    </message>
    <message>
        <source>Step 5: check and sign</source>
        <translation>第 5 步：核对签名</translation>
    </message>
    <message>
        <source>Step 6: submit</source>
        <translation>第 6 步：提交</translation>
    </message>
    <message>
        <source>Next field, question or step</source>
        <translation>下一栏、下一问或下一步</translation>
    </message>
    <message>
        <source>Choose an option</source>
        <translation>选第几项</translation>
    </message>
    <message>
        <source>Previous question</source>
        <translation>上一问</translation>
    </message>
    <message>
        <source>Materials</source>
        <translation>材料</translation>
    </message>
    <message>
        <source>Take pages from the scan folder</source>
        <translation>取扫描文件夹的新页</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>Seen, conforms</source>
        <translation>看过，符合</translation>
    </message>
    <message>
        <source>Seen, does not conform</source>
        <translation>看过，不符</translation>
    </message>
    <message>
        <source>Seen, missing</source>
        <translation>看过，缺</translation>
    </message>
    <message>
        <source>Original looked at</source>
        <translation>原件已核验</translation>
    </message>
    <message>
        <source>Defer within the time allowed</source>
        <translation>容缺，限期补齐</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Remove the page</source>
        <translation>移除这一页</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>办件</translation>
    </message>
    <message>
        <source>Find a case</source>
        <translation>找办件</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>打开办件</translation>
    </message>
    <message>
        <source>Print the papers</source>
        <translation>打印文书</translation>
    </message>
    <message>
        <source>View</source>
        <translation>显示与自检</translation>
    </message>
    <message>
        <source>Larger print</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Smaller print</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Normal print</source>
        <translation>恢复原大</translation>
    </message>
    <message>
        <source>Light appearance</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark appearance</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比</translation>
    </message>
    <message>
        <source>Run the self-check</source>
        <translation>开始自检</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>退格</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Use what the machine read</source>
        <translation>采用机器读到的值</translation>
    </message>
    <message>
        <source>Rotate the page right</source>
        <translation>页面右转</translation>
    </message>
    <message>
        <source>Rotate the page left</source>
        <translation>页面左转</translation>
    </message>
    <message>
        <source>Move the page forward</source>
        <translation>页面前移</translation>
    </message>
    <message>
        <source>Move the page back</source>
        <translation>页面后移</translation>
    </message>
    <message>
        <source>A new document begins here, or no longer</source>
        <translation>从这一页起另成一份 / 并回上一份</translation>
    </message>
    <message>
        <source>Show a masked value in full (recorded)</source>
        <translation>查看被遮盖的内容（会留下记录）</translation>
    </message>
    <message>
        <source>Begin the practice anew</source>
        <translation>重新开始演练</translation>
    </message>
    <message>
        <source>Sign off: the next clerk</source>
        <translation>签退，换人登录</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>Stop the scan</source>
        <translation>停止扫描</translation>
    </message>
    <message>
        <source>Go to the item packs</source>
        <translation>到事项包</translation>
    </message>
    <message>
        <source>Item packs</source>
        <translation>事项包</translation>
    </message>
    <message>
        <source>New pack</source>
        <translation>新建事项包</translation>
    </message>
    <message>
        <source>Open a pack&apos;s folder</source>
        <translation>打开事项包文件夹</translation>
    </message>
    <message>
        <source>Import a workbook</source>
        <translation>导入工作簿</translation>
    </message>
    <message>
        <source>Export as a workbook</source>
        <translation>导出为工作簿</translation>
    </message>
    <message>
        <source>Build the release</source>
        <translation>构建发布包</translation>
    </message>
    <message>
        <source>Read the folder again</source>
        <translation>重新读取文件夹</translation>
    </message>
    <message>
        <source>Play the pack through, and back</source>
        <translation>试走这个包，再按回到表格</translation>
    </message>
    <message>
        <source>Try the situation of the finding</source>
        <translation>试走这一条的情形</translation>
    </message>
    <message>
        <source>Undo in the pack</source>
        <translation>撤销（事项包）</translation>
    </message>
    <message>
        <source>Redo in the pack</source>
        <translation>重做（事项包）</translation>
    </message>
    <message>
        <source>New row below</source>
        <translation>在下面加一行</translation>
    </message>
    <message>
        <source>Remove the chosen rows</source>
        <translation>删去选中的行</translation>
    </message>
    <message>
        <source>Row up</source>
        <translation>行上移</translation>
    </message>
    <message>
        <source>Row down</source>
        <translation>行下移</translation>
    </message>
    <message>
        <source>New column in a rule table</source>
        <translation>规则表加一列</translation>
    </message>
    <message>
        <source>Change what a column asks</source>
        <translation>改这一列问什么</translation>
    </message>
    <message>
        <source>Remove the column</source>
        <translation>删去这一列</translation>
    </message>
    <message>
        <source>Next sheet</source>
        <translation>下一张表</translation>
    </message>
    <message>
        <source>Previous sheet</source>
        <translation>上一张表</translation>
    </message>
    <message>
        <source>Next finding</source>
        <translation>下一条检查结果</translation>
    </message>
    <message>
        <source>Previous finding</source>
        <translation>上一条检查结果</translation>
    </message>
    <message>
        <source>Answer for a warning</source>
        <translation>为提醒署名负责</translation>
    </message>
    <message>
        <source>Stop checking</source>
        <translation>停止检查</translation>
    </message>
    <message>
        <source>Go to the devices</source>
        <translation>打开设备页</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Check the device now</source>
        <translation>立即检查设备</translation>
    </message>
    <message>
        <source>Self-test of the device</source>
        <translation>设备自检</translation>
    </message>
    <message>
        <source>Stop the self-test</source>
        <translation>停止自检</translation>
    </message>
    <message>
        <source>Print the report of the self-test</source>
        <translation>打印自检报告</translation>
    </message>
    <message>
        <source>Answer the question of a web page</source>
        <translation>回答网页的使用请求</translation>
    </message>
    <message>
        <source>Take the devices back from web pages</source>
        <translation>从网页收回设备</translation>
    </message>
    <message>
        <source>Practice: take the province away</source>
        <translation>练习：断开省平台</translation>
    </message>
    <message>
        <source>Practice: bring the province back</source>
        <translation>练习：接通省平台</translation>
    </message>
    <message>
        <source>Photograph with the camera</source>
        <translation>用高拍仪拍照</translation>
    </message>
    <message>
        <source>Answer what became of a paper</source>
        <translation>回答上次打印的问题</translation>
    </message>
    <message>
        <source>Go to the web pages</source>
        <translation>转到网页</translation>
    </message>
    <message>
        <source>Call the number again</source>
        <translation>重呼这个号</translation>
    </message>
    <message>
        <source>The number did not come: skip it</source>
        <translation>没有人来：过号</translation>
    </message>
    <message>
        <source>Ask the applicant for a rating</source>
        <translation>请申请人评价</translation>
    </message>
    <message>
        <source>Ask for the rating on the applicant&apos;s screen</source>
        <translation>在申请人屏上请申请人评价</translation>
    </message>
    <message>
        <source>Take the question for a rating back</source>
        <translation>收回评价邀请</translation>
    </message>
    <message>
        <source>The applicant signs</source>
        <translation>申请人签名</translation>
    </message>
    <message>
        <source>Stop the printing</source>
        <translation>停止打印</translation>
    </message>
    <message>
        <source>Try a signature with the UKey</source>
        <translation>用 UKey 试签一次</translation>
    </message>
    <message>
        <source>Numbers that wait at this window</source>
        <translation>本窗口等候的号</translation>
    </message>
    <message>
        <source>Compare a finger with an ID card</source>
        <translation>与身份证比对指纹</translation>
    </message>
</context>
<context>
    <name>Conformance</name>
    <message>
        <source>Can do everything it claims to do</source>
        <translation>声明的功能都能做到</translation>
    </message>
    <message>
        <source>Refuses what it does not claim, without asking the device</source>
        <translation>没有声明的功能一律拒绝，不去打扰设备</translation>
    </message>
    <message>
        <source>Its list of abilities is sound</source>
        <translation>能力清单没有毛病</translation>
    </message>
    <message>
        <source>Its list of abilities can be written and read back</source>
        <translation>能力清单写出后能原样读回</translation>
    </message>
    <message>
        <source>Takes the lowest value of each range and none below</source>
        <translation>取值范围的下限可用，低于下限被拒绝</translation>
    </message>
    <message>
        <source>Takes the highest value of each range and none above</source>
        <translation>取值范围的上限可用，高于上限被拒绝</translation>
    </message>
    <message>
        <source>Takes every listed choice and no other</source>
        <translation>列出的选项都可用，其他选项被拒绝</translation>
    </message>
    <message>
        <source>Refuses a setting that it does not know</source>
        <translation>不认识的设置被拒绝</translation>
    </message>
    <message>
        <source>One user at a time, and the second is told who</source>
        <translation>同时只有一个使用者，后来者知道是谁在用</translation>
    </message>
    <message>
        <source>A shared right may look, not work</source>
        <translation>共享的使用权只能查看，不能操作</translation>
    </message>
    <message>
        <source>No work without a right</source>
        <translation>没有使用权不能操作</translation>
    </message>
    <message>
        <source>A right ends with its time</source>
        <translation>使用权到时即止</translation>
    </message>
    <message>
        <source>A right ends with its owner</source>
        <translation>使用者退出，使用权随之结束</translation>
    </message>
    <message>
        <source>A right that was taken over ends for the loser</source>
        <translation>使用权被接管后，原使用者的任务结束</translation>
    </message>
    <message>
        <source>Giving back twice does no harm</source>
        <translation>重复归还使用权无妨</translation>
    </message>
    <message>
        <source>Locking the screen ends every right</source>
        <translation>锁屏后所有使用权结束</translation>
    </message>
    <message>
        <source>Of a hundred at once exactly one wins</source>
        <translation>一百个同时申请，恰有一个成功</translation>
    </message>
    <message>
        <source>Nothing there: said, with advice</source>
        <translation>没有设备：说明并给出办法</translation>
    </message>
    <message>
        <source>Nothing laid in: said, with advice</source>
        <translation>没有放证件或纸张：说明并给出办法</translation>
    </message>
    <message>
        <source>A person must act: said, with advice</source>
        <translation>需要人处理：说明并给出办法</translation>
    </message>
    <message>
        <source>Not accepted by the device: said, with advice</source>
        <translation>设备不接受：说明并给出办法</translation>
    </message>
    <message>
        <source>Damaged transmission: said, with advice</source>
        <translation>传输受损：说明并给出办法</translation>
    </message>
    <message>
        <source>Nonsense from the device: said, with advice</source>
        <translation>设备应答错乱：说明并给出办法</translation>
    </message>
    <message>
        <source>A defect of the device: said, with advice</source>
        <translation>设备自身故障：说明并给出办法</translation>
    </message>
    <message>
        <source>In use elsewhere: said, with advice</source>
        <translation>别处正在使用：说明并给出办法</translation>
    </message>
    <message>
        <source>No permission: said, with advice</source>
        <translation>没有权限：说明并给出办法</translation>
    </message>
    <message>
        <source>Not possible with this device: said, with advice</source>
        <translation>设备做不到：说明并给出办法</translation>
    </message>
    <message>
        <source>No answer in time: said, with advice</source>
        <translation>没有按时应答：说明并给出办法</translation>
    </message>
    <message>
        <source>Cancelled by a person: silent, and ready again</source>
        <translation>人为取消：不报错，随即可再用</translation>
    </message>
    <message>
        <source>A damaged answer is asked for again twice at most</source>
        <translation>受损的应答最多重要两次</translation>
    </message>
    <message>
        <source>What the device rejected is never tried again by itself</source>
        <translation>设备拒绝的内容绝不自行重试</translation>
    </message>
    <message>
        <source>Every job ends exactly once</source>
        <translation>每个任务恰好结束一次</translation>
    </message>
    <message>
        <source>Jobs end at their deadline</source>
        <translation>任务到截止时间即结束</translation>
    </message>
    <message>
        <source>A job without time is refused</source>
        <translation>没有时间的任务被拒绝</translation>
    </message>
    <message>
        <source>A waiting job can be cancelled</source>
        <translation>排队中的任务可以取消</translation>
    </message>
    <message>
        <source>A running job can be cancelled, at once</source>
        <translation>进行中的任务可以立即取消</translation>
    </message>
    <message>
        <source>Cancelling a finished job changes nothing</source>
        <translation>取消已完成的任务，结果不变</translation>
    </message>
    <message>
        <source>Cancelling twice is the same as once</source>
        <translation>取消两次等于一次</translation>
    </message>
    <message>
        <source>An answer that comes too late reaches nobody</source>
        <translation>迟到的应答不会交给任何人</translation>
    </message>
    <message>
        <source>Cancelled at any moment: whole or not at all</source>
        <translation>任何时刻取消：要么完整，要么没有</translation>
    </message>
    <message>
        <source>Jobs run in their order</source>
        <translation>任务按提交次序进行</translation>
    </message>
    <message>
        <source>Handing in a job takes no time</source>
        <translation>提交任务不占时间</translation>
    </message>
    <message>
        <source>Nothing of one person in the result of another</source>
        <translation>一个人的内容绝不出现在另一个人的结果里</translation>
    </message>
    <message>
        <source>Keeps its name over unplugging and plugging in</source>
        <translation>拔下再插上，名称不变</translation>
    </message>
    <message>
        <source>Changes its state only in the allowed steps</source>
        <translation>状态只按规定的次序变化</translation>
    </message>
    <message>
        <source>Numbers its changes upwards</source>
        <translation>每次变化的序号只增不减</translation>
    </message>
    <message>
        <source>Says why it cannot be opened, and recovers</source>
        <translation>打不开时说明原因，恢复后能再用</translation>
    </message>
    <message>
        <source>Does nothing while nobody asks</source>
        <translation>没有任务时不动作</translation>
    </message>
    <message>
        <source>Two entries never share one device</source>
        <translation>两个登记不会共用同一台设备</translation>
    </message>
    <message>
        <source>Closing frees the device</source>
        <translation>关闭后释放设备</translation>
    </message>
    <message>
        <source>Survives a restart of its service</source>
        <translation>后台服务重启后能继续使用</translation>
    </message>
    <message>
        <source>Tells how it is</source>
        <translation>能说明自身状况</translation>
    </message>
    <message>
        <source>Telling how it is has no effect</source>
        <translation>询问状况没有副作用</translation>
    </message>
    <message>
        <source>Tells how it is while another uses it</source>
        <translation>别人使用时也能询问状况</translation>
    </message>
    <message>
        <source>Refuses tests that it does not list</source>
        <translation>没有声明的检测方式被拒绝</translation>
    </message>
    <message>
        <source>Nothing personal in the log</source>
        <translation>日志里没有个人信息</translation>
    </message>
    <message>
        <source>Nothing personal in state changes</source>
        <translation>状态变化里没有个人信息</translation>
    </message>
    <message>
        <source>Nothing personal in faults and figures</source>
        <translation>故障和统计里没有个人信息</translation>
    </message>
    <message>
        <source>Nothing personal in the record of the line</source>
        <translation>线路记录里没有个人信息</translation>
    </message>
    <message>
        <source>Leaves no open files behind</source>
        <translation>不遗留打开的文件</translation>
    </message>
    <message>
        <source>Uses no more memory the longer it works</source>
        <translation>用得再久，内存不增长</translation>
    </message>
    <message>
        <source>Leaves no threads behind</source>
        <translation>不遗留线程</translation>
    </message>
    <message>
        <source>needs the device for itself; the desk is using it</source>
        <translation>需要独占设备，而窗口正在使用</translation>
    </message>
    <message>
        <source>would use paper or need a person; done with the simulator</source>
        <translation>会用掉纸张或需要人操作，已由模拟器完成</translation>
    </message>
    <message>
        <source>this fault cannot be provoked here</source>
        <translation>这里造不出这种故障</translation>
    </message>
    <message>
        <source>the device cannot be put into this situation here</source>
        <translation>这里无法让设备处于这种情况</translation>
    </message>
    <message>
        <source>does not occur with this kind of device</source>
        <translation>这类设备没有这种情况</translation>
    </message>
    <message>
        <source>no log is kept in this run</source>
        <translation>本次运行没有保留日志</translation>
    </message>
    <message>
        <source>the system does not give these figures</source>
        <translation>系统没有提供这些数字</translation>
    </message>
    <message>
        <source>Unplugged while idle: noticed within half a second</source>
        <translation>空闲时拔下：半秒内发现</translation>
    </message>
    <message>
        <source>Unplugged while being opened</source>
        <translation>打开过程中拔下</translation>
    </message>
    <message>
        <source>Unplugged at the first byte of an answer</source>
        <translation>应答第一个字节时拔下</translation>
    </message>
    <message>
        <source>Unplugged in the middle of an answer</source>
        <translation>应答中途拔下</translation>
    </message>
    <message>
        <source>Unplugged at the last byte of an answer</source>
        <translation>应答最后一个字节时拔下</translation>
    </message>
    <message>
        <source>Unplugged while a job is being cancelled</source>
        <translation>取消任务的同时拔下</translation>
    </message>
    <message>
        <source>self-test</source>
        <translation>自检</translation>
    </message>
    <message>
        <source>done: %1</source>
        <translation>已执行：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) tried</source>
        <translation>
            <numerusform>试了 %n 个设置值</numerusform>
        </translation>
    </message>
    <message>
        <source>reported as %1</source>
        <translation>报告为 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>共尝试 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>at most %1 ms off</source>
        <translation>最多相差 %1 毫秒</translation>
    </message>
    <message>
        <source>ended after %1 ms, free after %2 ms</source>
        <translation>%1 毫秒后结束，%2 毫秒后空闲</translation>
    </message>
    <message>
        <source>jobs: %1 whole, %2 cancelled</source>
        <translation>作业：%1 项完整，%2 项已取消</translation>
    </message>
    <message>
        <source>handed over in %1 µs</source>
        <translation>交付用时 %1 微秒</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s), each with its own contents</source>
        <translation>
            <numerusform>共 %n 项作业，各得各的内容</numerusform>
        </translation>
    </message>
    <message>
        <source>serial number %1</source>
        <translation>序列号 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) looked through</source>
        <translation>
            <numerusform>查看了 %n 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) done</source>
        <translation>
            <numerusform>做了 %n 项作业</numerusform>
        </translation>
    </message>
    <message>
        <source>noticed after %1 ms</source>
        <translation>%1 毫秒后察觉</translation>
    </message>
    <message>
        <source>the job ended after %1 ms</source>
        <translation>作业在 %1 毫秒后结束</translation>
    </message>
</context>
<context>
    <name>DeskDevices</name>
    <message>
        <source>Card reader</source>
        <translation>读卡器</translation>
    </message>
    <message>
        <source>Social-security card reader</source>
        <translation>社保卡读卡器</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>扫描仪</translation>
    </message>
    <message>
        <source>Document camera</source>
        <translation>高拍仪</translation>
    </message>
    <message>
        <source>Signature pad</source>
        <translation>手写板</translation>
    </message>
    <message>
        <source>Code scanner</source>
        <translation>扫码枪</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Receipt printer</source>
        <translation>凭条打印机</translation>
    </message>
    <message>
        <source>Evaluation terminal</source>
        <translation>评价器</translation>
    </message>
    <message>
        <source>Queue caller</source>
        <translation>叫号器</translation>
    </message>
    <message>
        <source>The applicant&apos;s screen</source>
        <translation>申请人屏</translation>
    </message>
    <message>
        <source>UKey</source>
        <translation>UKey</translation>
    </message>
    <message>
        <source>Fingerprint reader</source>
        <translation>指纹仪</translation>
    </message>
    <message>
        <source>ID photo decoder</source>
        <translation>证件照片解码组件</translation>
    </message>
</context>
<context>
    <name>DeskWords</name>
    <message>
        <source>window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>shared data</source>
        <translation>数据共享</translation>
    </message>
    <message>
        <source>e-licence</source>
        <translation>电子证照</translation>
    </message>
    <message>
        <source>ID card</source>
        <translation>身份证</translation>
    </message>
    <message>
        <source>not seen</source>
        <translation>未看</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>已看缺</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>已看不符</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>符合</translation>
    </message>
    <message>
        <source>bring</source>
        <translation>需交</translation>
    </message>
    <message>
        <source>exempt</source>
        <translation>免交</translation>
    </message>
    <message>
        <source>deferrable</source>
        <translation>容缺</translation>
    </message>
    <message>
        <source>commitment</source>
        <translation>承诺</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>情形导办</translation>
    </message>
    <message>
        <source>Materials</source>
        <translation>材料</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>Check and sign</source>
        <translation>核对签名</translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>周一</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>周二</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>周三</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>周四</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>周五</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>周六</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>周日</translation>
    </message>
    <message>
        <source>%1/%2 (%3)</source>
        <translation>%1月%2日（%3）</translation>
    </message>
    <message>
        <source>step 1</source>
        <translation>第 1 步</translation>
    </message>
    <message>
        <source>Paper from</source>
        <translation>纸张来源</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>the glass</source>
        <translation>玻璃板</translation>
    </message>
    <message>
        <source>the feeder</source>
        <translation>进纸器</translation>
    </message>
    <message>
        <source>the feeder, both sides</source>
        <translation>进纸器双面</translation>
    </message>
    <message>
        <source>in colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>black and white</source>
        <translation>黑白</translation>
    </message>
    <message>
        <source>Photograph</source>
        <translation>拍照</translation>
    </message>
    <message>
        <source>Moment</source>
        <translation>时机</translation>
    </message>
    <message>
        <source>one side</source>
        <translation>单面</translation>
    </message>
    <message>
        <source>both sides</source>
        <translation>正反两面</translation>
    </message>
    <message>
        <source>when it lies still</source>
        <translation>放稳后自动拍</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>立即拍</translation>
    </message>
    <message>
        <source>social-security card</source>
        <translation>社保卡</translation>
    </message>
    <message>
        <source>with a finger</source>
        <translation>手指书写</translation>
    </message>
    <message>
        <source>with a mouse</source>
        <translation>鼠标书写</translation>
    </message>
    <message>
        <source>with a pen</source>
        <translation>手写笔</translation>
    </message>
</context>
<context>
    <name>DeviceWords</name>
    <message>
        <source>notice a card</source>
        <translation>感应证件</translation>
    </message>
    <message>
        <source>read a card</source>
        <translation>读身份证</translation>
    </message>
    <message>
        <source>scan pages</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>print papers</source>
        <translation>打印文书</translation>
    </message>
    <message>
        <source>print slips</source>
        <translation>打印凭条</translation>
    </message>
    <message>
        <source>check itself</source>
        <translation>自我检查</translation>
    </message>
    <message>
        <source>Resolution, dpi</source>
        <translation>分辨率（dpi）</translation>
    </message>
    <message>
        <source>Pages in one go, at most</source>
        <translation>一次最多页数</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>份数</translation>
    </message>
    <message>
        <source>Sides</source>
        <translation>单双面</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>The feeder is empty</source>
        <translation>进纸器没有纸</translation>
    </message>
    <message>
        <source>Jam on page 2</source>
        <translation>第 2 页卡纸</translation>
    </message>
    <message>
        <source>The cover is open</source>
        <translation>盖子没有盖好</translation>
    </message>
    <message>
        <source>A defect</source>
        <translation>设备报故障</translation>
    </message>
    <message>
        <source>Slow: 5 s a page</source>
        <translation>变慢：每页 5 秒</translation>
    </message>
    <message>
        <source>Pulled out while it scans</source>
        <translation>扫描中拔掉</translation>
    </message>
    <message>
        <source>Pulled out now</source>
        <translation>现在拔掉</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>重新接上</translation>
    </message>
    <message>
        <source>All well again</source>
        <translation>全部恢复正常</translation>
    </message>
    <message>
        <source>The card is not genuine</source>
        <translation>证件校验不通过</translation>
    </message>
    <message>
        <source>The card must be laid anew</source>
        <translation>需要重新放卡</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>没有应答</translation>
    </message>
    <message>
        <source>Pulled out, back after 8 s</source>
        <translation>拔掉，8 秒后接回</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>at work</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>works with limits</source>
        <translation>可用但受限</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>pulled out</source>
        <translation>已断开</translation>
    </message>
    <message>
        <source>fault</source>
        <translation>有故障</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>功能</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Connected anew</source>
        <translation>重新连接</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>Last fault</source>
        <translation>最近一次故障</translation>
    </message>
    <message>
        <source>read codes</source>
        <translation>读条码和二维码</translation>
    </message>
    <message>
        <source>A code that no case has</source>
        <translation>扫一个不属于任何办件的码</translation>
    </message>
    <message>
        <source>A code that cannot be read</source>
        <translation>扫一个读不出来的码</translation>
    </message>
    <message>
        <source>take pictures of papers</source>
        <translation>拍摄材料</translation>
    </message>
    <message>
        <source>Size of the picture, dots</source>
        <translation>画面大小（像素）</translation>
    </message>
    <message>
        <source>Nothing lies below it</source>
        <translation>镜头下没有材料</translation>
    </message>
    <message>
        <source>The sheet does not lie still</source>
        <translation>材料没有放稳</translation>
    </message>
    <message>
        <source>The picture freezes</source>
        <translation>画面停住</translation>
    </message>
    <message>
        <source>Pulled out while it takes the picture</source>
        <translation>拍照中被拔下</translation>
    </message>
    <message>
        <source>read a social-security card</source>
        <translation>读社保卡</translation>
    </message>
    <message>
        <source>A sample card is put in</source>
        <translation>插入一张样例卡</translation>
    </message>
    <message>
        <source>The card is taken out</source>
        <translation>拔出卡</translation>
    </message>
    <message>
        <source>The next card is a bank card</source>
        <translation>下一张是银行卡</translation>
    </message>
    <message>
        <source>The card is taken out while it is read</source>
        <translation>读卡时拔出</translation>
    </message>
    <message>
        <source>ask the applicant for a rating</source>
        <translation>请申请人评价</translation>
    </message>
    <message>
        <source>call the next number</source>
        <translation>叫下一个号</translation>
    </message>
    <message>
        <source>call a number again</source>
        <translation>重呼号码</translation>
    </message>
    <message>
        <source>skip a number</source>
        <translation>过号</translation>
    </message>
    <message>
        <source>The applicant will not answer</source>
        <translation>申请人将不作答</translation>
    </message>
    <message>
        <source>The terminal will send a value nobody knows</source>
        <translation>评价器将送来没人认识的值</translation>
    </message>
    <message>
        <source>Nobody waits</source>
        <translation>没有人等候</translation>
    </message>
    <message>
        <source>Many wait</source>
        <translation>很多人等候</translation>
    </message>
    <message>
        <source>The applicant will be very satisfied</source>
        <translation>申请人将按“非常满意”</translation>
    </message>
    <message>
        <source>The applicant will be dissatisfied</source>
        <translation>申请人将按“不满意”</translation>
    </message>
    <message>
        <source>No paper</source>
        <translation>没有纸</translation>
    </message>
    <message>
        <source>The roll is nearly at its end</source>
        <translation>纸卷快用完</translation>
    </message>
    <message>
        <source>The paper ends after 8 lines</source>
        <translation>打 8 行后纸用完</translation>
    </message>
    <message>
        <source>Slow: 0.3 s a line</source>
        <translation>慢速：每行 0.3 秒</translation>
    </message>
    <message>
        <source>No way back: it says nothing</source>
        <translation>没有回传：什么也不说</translation>
    </message>
    <message>
        <source>take signatures</source>
        <translation>采集签名</translation>
    </message>
    <message>
        <source>Somebody signs by himself</source>
        <translation>有人自动签名</translation>
    </message>
    <message>
        <source>Nobody signs by himself</source>
        <translation>不自动签名</translation>
    </message>
    <message>
        <source>He stops after a dot</source>
        <translation>只点了一下就停笔</translation>
    </message>
    <message>
        <source>The pad sends nonsense</source>
        <translation>签字板数据错乱</translation>
    </message>
    <message>
        <source>Pulled out while somebody signs</source>
        <translation>签名时被拔出</translation>
    </message>
    <message>
        <source>show its certificates</source>
        <translation>查看其中的证书</translation>
    </message>
    <message>
        <source>sign after the PIN was typed</source>
        <translation>输入口令后签名</translation>
    </message>
    <message>
        <source>Digests that it signs</source>
        <translation>可签名的摘要算法</translation>
    </message>
    <message>
        <source>The PIN is locked</source>
        <translation>口令已锁定</translation>
    </message>
    <message>
        <source>One try is left</source>
        <translation>口令只剩一次机会</translation>
    </message>
    <message>
        <source>The private key is gone</source>
        <translation>私钥已不在</translation>
    </message>
    <message>
        <source>Nobody presses its button</source>
        <translation>没有人按确认键</translation>
    </message>
    <message>
        <source>The next signature does not verify</source>
        <translation>下一次签名验不过</translation>
    </message>
    <message>
        <source>Slow: 5 s a signature</source>
        <translation>慢：每次签名 5 秒</translation>
    </message>
    <message>
        <source>Pulled out while it signs</source>
        <translation>签名时被拔出</translation>
    </message>
    <message>
        <source>compare a finger with an ID card</source>
        <translation>与身份证比对指纹</translation>
    </message>
    <message>
        <source>How often a finger may be put on</source>
        <translation>最多按压次数</translation>
    </message>
    <message>
        <source>A card with fingerprints is laid</source>
        <translation>放上有指纹的身份证</translation>
    </message>
    <message>
        <source>A card without fingerprints is laid</source>
        <translation>放上没有指纹的身份证</translation>
    </message>
    <message>
        <source>The card is taken away</source>
        <translation>拿走证件</translation>
    </message>
    <message>
        <source>A finger of the card&apos;s holder</source>
        <translation>持证人本人的手指</translation>
    </message>
    <message>
        <source>The holder&apos;s second finger</source>
        <translation>持证人登记的第二枚手指</translation>
    </message>
    <message>
        <source>Somebody else&apos;s finger</source>
        <translation>其他人的手指</translation>
    </message>
    <message>
        <source>Nobody puts a finger on it</source>
        <translation>没有人按手指</translation>
    </message>
    <message>
        <source>Pressed too lightly for 4 s</source>
        <translation>先轻按 4 秒</translation>
    </message>
    <message>
        <source>Somebody else&apos;s finger, and not lifted</source>
        <translation>其他人的手指，按住不抬</translation>
    </message>
    <message>
        <source>The glass is dirty</source>
        <translation>采集面有污渍</translation>
    </message>
    <message>
        <source>The card&apos;s features are not understood</source>
        <translation>证件指纹特征无法识别</translation>
    </message>
    <message>
        <source>Pulled out while it compares</source>
        <translation>比对中被拔出</translation>
    </message>
    <message>
        <source>unpack the photo of an ID card</source>
        <translation>解码身份证照片</translation>
    </message>
    <message>
        <source>It does not know the next photo</source>
        <translation>下一张照片无法解码</translation>
    </message>
    <message>
        <source>The next picture has the wrong size</source>
        <translation>下一张图像尺寸不对</translation>
    </message>
    <message>
        <source>Slow: 5 s a photo</source>
        <translation>解码缓慢（每张 5 秒）</translation>
    </message>
    <message>
        <source>A jam</source>
        <translation>卡纸</translation>
    </message>
    <message>
        <source>The toner is nearly at its end</source>
        <translation>墨粉将尽</translation>
    </message>
    <message>
        <source>Slow: 10 s a paper</source>
        <translation>打印缓慢（每份 10 秒）</translation>
    </message>
    <message>
        <source>The line breaks at the next paper</source>
        <translation>下一份打印时通信中断</translation>
    </message>
    <message>
        <source>Pulled out while it prints</source>
        <translation>打印时被拔掉</translation>
    </message>
</context>
<context>
    <name>KeyCard</name>
    <message>
        <source>Key card</source>
        <translation>快捷键卡</translation>
    </message>
    <message>
        <source>Keys of the desk</source>
        <translation>工作台快捷键</translation>
    </message>
    <message>
        <source>While an input method composes, Enter, Esc, digits and Backspace belong to it. Everything else is found with Ctrl+K.</source>
        <translation>输入法正在拼字时，回车、Esc、数字和退格归输入法。其他操作按 Ctrl+K 都能找到。</translation>
    </message>
</context>
<context>
    <name>Probes</name>
    <message>
        <source>The data folder cannot be written. Please ask IT for the right to it.</source>
        <translation>数据文件夹不能写入，请联系信息人员开通权限。</translation>
    </message>
    <message>
        <source>%1 GB free</source>
        <translation>可用空间 %1 GB</translation>
    </message>
    <message>
        <source>None of the usual Chinese fonts is installed; please install Noto Sans CJK SC.</source>
        <translation>没有找到常用的中文字体，请安装 Noto Sans CJK SC。</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>Chinese fonts</source>
        <translation>中文字体</translation>
    </message>
    <message>
        <source>Colours and sizes</source>
        <translation>配色和尺寸</translation>
    </message>
    <message>
        <source>light, dark, high contrast</source>
        <translation>浅色、深色、高对比</translation>
    </message>
    <message>
        <source>Chinese words</source>
        <translation>中文文字</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>The program was built without its words.</source>
        <translation>程序里没有中文文字，请重新安装。</translation>
    </message>
    <message>
        <source>Departments and item packs</source>
        <translation>部门和事项包</translation>
    </message>
    <message>
        <source>No item is installed. Please install a department package.</source>
        <translation>没有安装任何事项，请安装部门事项包。</translation>
    </message>
    <message>
        <source>%1 items</source>
        <translation>%1 个事项</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>数据存储</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>open, %1 changes kept</source>
        <translation>正常，已存 %1 次改动</translation>
    </message>
    <message>
        <source>Card reader</source>
        <translation>读卡器</translation>
    </message>
    <message>
        <source>none set up; names can be typed</source>
        <translation>没有设置，可以直接录入</translation>
    </message>
    <message>
        <source>set up</source>
        <translation>已设置</translation>
    </message>
    <message>
        <source>Policy of this machine</source>
        <translation>本机策略</translation>
    </message>
    <message>
        <source>none; built-in values</source>
        <translation>没有策略，用程序自带的值</translation>
    </message>
    <message>
        <source>%1 files in effect</source>
        <translation>%1 个文件生效</translation>
    </message>
    <message>
        <source>No platform is set up in the policy of this machine.</source>
        <translation>这台机器的策略里没有设置省平台。</translation>
    </message>
    <message>
        <source>The clock of this machine is %1 s ahead of the platform&apos;s.</source>
        <translation>这台机器的时间比省平台快 %1 秒。</translation>
    </message>
    <message>
        <source>hall %1, window %2; the platform answers</source>
        <translation>大厅 %1，窗口 %2；省平台有应答</translation>
    </message>
    <message>
        <source>Window and platform</source>
        <translation>窗口与省平台</translation>
    </message>
</context>
<context>
    <name>RecoverySheet</name>
    <message>
        <source>Recovery passphrase</source>
        <translation>恢复口令</translation>
    </message>
    <message>
        <source>Hall %1 · window %2 · %3</source>
        <translation>大厅 %1 · 窗口 %2 · %3</translation>
    </message>
    <message>
        <source>It opens the data of one clerk at this machine when the password is forgotten or was changed. Put the sheet into an envelope, seal it, write the clerk&apos;s number on it and give it to the lead. Who opens the envelope notes when and why; afterwards a new one is made at the next sign-on.</source>
        <translation>忘记密码或密码换过时，用它打开一位工作人员在这台机器上的数据。请装入信封封好，写上工号，交负责人保管。拆封的人请记下时间和原因；拆封后下次登录会换一份新的。</translation>
    </message>
</context>
<context>
    <name>ScanAct</name>
    <message>
        <source>Scan</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>Photograph</source>
        <translation>拍照</translation>
    </message>
</context>
<context>
    <name>SelfCheckVerb</name>
    <message>
        <source>%1 item packs of %2 departments load</source>
        <translation>%2 个委办局的 %1 个事项包都能加载</translation>
    </message>
    <message>
        <source>working days of %1 and %2 are published</source>
        <translation>%1 年和 %2 年的工作日历都已装上</translation>
    </message>
    <message>
        <source>%1 sentences</source>
        <translation>%1 条提示</translation>
    </message>
    <message>
        <source>Chinese words are loaded</source>
        <translation>中文界面文字已装上</translation>
    </message>
    <message>
        <source>sealed, opened, signed and verified</source>
        <translation>加密、解密、签名、验签正常</translation>
    </message>
    <message>
        <source>written, closed and read back</source>
        <translation>写入、关闭、读回正常</translation>
    </message>
    <message>
        <source>a simulated card was read over the driver</source>
        <translation>通过驱动读出了一张模拟卡</translation>
    </message>
    <message>
        <source>Departments and item packs</source>
        <translation>委办局和事项包</translation>
    </message>
    <message>
        <source>Working days</source>
        <translation>工作日历</translation>
    </message>
    <message>
        <source>Error list</source>
        <translation>错误提示清单</translation>
    </message>
    <message>
        <source>Words of the program</source>
        <translation>界面文字</translation>
    </message>
    <message>
        <source>Chinese fonts</source>
        <translation>中文字体</translation>
    </message>
    <message>
        <source>Sealing and signing</source>
        <translation>加密和签名</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>Card reader driver</source>
        <translation>读卡驱动</translation>
    </message>
</context>
<context>
    <name>SelfTestSheet</name>
    <message>
        <source>page %1</source>
        <translation>第 %1 页</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation>不通过</translation>
    </message>
    <message>
        <source>not here</source>
        <translation>未做</translation>
    </message>
    <message>
        <source>Self-test of a device</source>
        <translation>设备自检报告</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>It took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Device and driver</source>
        <translation>设备和驱动</translation>
    </message>
    <message>
        <source>Stopped before the last check: this is no result</source>
        <translation>中途停止：不算结果</translation>
    </message>
    <message>
        <source>The device does not keep what it promises</source>
        <translation>设备没有达到要求</translation>
    </message>
    <message>
        <source>Nothing wrong was found</source>
        <translation>没有发现问题</translation>
    </message>
    <message>
        <source>%1 of %2 checks passed, %3 failed, %4 could not be made at this window (the reason stands in the line)</source>
        <translation>共 %2 项，通过 %1 项，不通过 %3 项，%4 项在这个窗口不能做（原因写在该行）</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
</context>
<context>
    <name>SettingWords</name>
    <message>
        <source>%1 seconds</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 minutes</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Locking and privacy</source>
        <translation>锁定与隐私</translation>
    </message>
    <message>
        <source>Set by IT</source>
        <translation>由信息部门设定</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Masked</source>
        <translation>遮盖</translation>
    </message>
    <message>
        <source>In full</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比</translation>
    </message>
    <message>
        <source>Size of everything</source>
        <translation>整体大小</translation>
    </message>
    <message>
        <source>Ctrl++ and Ctrl+- change it anywhere; Ctrl+0 brings 100 % back.</source>
        <translation>在任何地方按 Ctrl++ 或 Ctrl+- 都能改；Ctrl+0 回到 100 %。</translation>
    </message>
    <message>
        <source>Height of rows</source>
        <translation>行高</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>紧凑</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Relaxed</source>
        <translation>宽松</translation>
    </message>
    <message>
        <source>Large print</source>
        <translation>大字</translation>
    </message>
    <message>
        <source>No motion</source>
        <translation>减少动画</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>界面语言</translation>
    </message>
    <message>
        <source>From the next start on. Items and papers stay Chinese.</source>
        <translation>下次启动生效。事项和文书仍为中文。</translation>
    </message>
    <message>
        <source>Folder of the scanner</source>
        <translation>扫描文件夹</translation>
    </message>
    <message>
        <source>F8 takes the pages that the scanner puts there; the files stay where they are.</source>
        <translation>按 F8 取扫描仪放进来的页面；原文件不动。</translation>
    </message>
    <message>
        <source>Printer of the papers</source>
        <translation>打印文书的打印机</translation>
    </message>
    <message>
        <source>The system&apos;s printer</source>
        <translation>系统默认打印机</translation>
    </message>
    <message>
        <source>Port of the ID card reader</source>
        <translation>身份证读卡器端口</translation>
    </message>
    <message>
        <source>From the next start on. Empty: no reader is set up.</source>
        <translation>下次启动生效。留空表示没有读卡器。</translation>
    </message>
    <message>
        <source>Lock when nobody types for</source>
        <translation>无操作自动锁定</translation>
    </message>
    <message>
        <source>Ctrl+L locks at once.</source>
        <translation>按 Ctrl+L 立即锁定。</translation>
    </message>
    <message>
        <source>Show a hidden number for</source>
        <translation>遮盖号码每次显示</translation>
    </message>
    <message>
        <source>Numbers in lists</source>
        <translation>列表中的号码</translation>
    </message>
    <message>
        <source>Strict</source>
        <translation>从严</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>运行环境</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>正式</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Practice on this machine</source>
        <translation>本机演练</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>不允许</translation>
    </message>
    <message>
        <source>Practice only</source>
        <translation>只能演练</translation>
    </message>
    <message>
        <source>Provincial platform</source>
        <translation>省平台</translation>
    </message>
    <message>
        <source>Keys of the province&apos;s receipts</source>
        <translation>省平台回执密钥</translation>
    </message>
    <message>
        <source>Hall</source>
        <translation>大厅</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Sign on again after (hours)</source>
        <translation>重新登录间隔（小时）</translation>
    </message>
    <message>
        <source>Tries of the PIN</source>
        <translation>PIN 可试次数</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Lists to files</source>
        <translation>列表导出</translation>
    </message>
    <message>
        <source>Watermark on the screen</source>
        <translation>屏幕水印</translation>
    </message>
    <message>
        <source>Days that program logs are kept</source>
        <translation>程序日志保留天数</translation>
    </message>
    <message>
        <source>Days that the audit log is kept</source>
        <translation>操作记录保留天数</translation>
    </message>
    <message>
        <source>Encryption of new data</source>
        <translation>新数据的加密算法</translation>
    </message>
    <message>
        <source>Department plugins</source>
        <translation>部门插件</translation>
    </message>
    <message>
        <source>Signers of plugins</source>
        <translation>插件签名人</translation>
    </message>
    <message>
        <source>Drivers</source>
        <translation>驱动</translation>
    </message>
    <message>
        <source>Door for web pages</source>
        <translation>网页设备接口</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>policy %1</source>
        <translation>策略 %1</translation>
    </message>
    <message>
        <source>advised by %1</source>
        <translation>单位建议 %1</translation>
    </message>
    <message>
        <source>chosen here</source>
        <translation>在这里选的</translation>
    </message>
    <message>
        <source>strictest value</source>
        <translation>最严的值</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>程序自带</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>Perhaps %1 was meant.</source>
        <translation>是不是 %1？</translation>
    </message>
    <message>
        <source>Paper of the receipt of materials</source>
        <translation>收件凭证用纸</translation>
    </message>
    <message>
        <source>For receipts made from now on; what was handed out stays as it is.</source>
        <translation>从下一张起生效；已经交出的凭证不变。</translation>
    </message>
    <message>
        <source>A4 sheet</source>
        <translation>A4 纸</translation>
    </message>
    <message>
        <source>Slip from a roll, 80 mm</source>
        <translation>80 毫米小票</translation>
    </message>
    <message>
        <source>Issuing authority</source>
        <translation>出具文书的机关</translation>
    </message>
    <message>
        <source>Telephone for questions</source>
        <translation>咨询电话</translation>
    </message>
    <message>
        <source>Telephone for complaints</source>
        <translation>监督电话</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>扫描仪</translation>
    </message>
    <message>
        <source>From the next start on. sane:* is the first scanner the system finds. Empty: none.</source>
        <translation>下次启动起生效。sane:* 表示系统找到的第一台扫描仪；留空表示没有。</translation>
    </message>
    <message>
        <source>Who sits here</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Clerk</source>
        <translation>窗口人员</translation>
    </message>
    <message>
        <source>Trainer</source>
        <translation>培训人员</translation>
    </message>
    <message>
        <source>IT</source>
        <translation>信息技术人员</translation>
    </message>
    <message>
        <source>Port of the door</source>
        <translation>网页通道的端口</translation>
    </message>
    <message>
        <source>Web pages that may use devices</source>
        <translation>可直接使用设备的网页</translation>
    </message>
    <message>
        <source>Web pages that may after a click</source>
        <translation>点击同意后可用设备的网页</translation>
    </message>
    <message>
        <source>Web pages without encryption</source>
        <translation>允许不加密的网页</translation>
    </message>
    <message>
        <source>Web pages in this window</source>
        <translation>本窗口内的网页</translation>
    </message>
    <message>
        <source>Sites that may be opened</source>
        <translation>可以打开的网站</translation>
    </message>
    <message>
        <source>Leaks of web pages closed by</source>
        <translation>网页外联的封闭方式</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>the build</source>
        <translation>专用构建</translation>
    </message>
    <message>
        <source>the firewall</source>
        <translation>防火墙</translation>
    </message>
    <message>
        <source>Lock when the UKey is pulled out</source>
        <translation>拔出 UKey 时锁定</translation>
    </message>
</context>
<context>
    <name>SheetGrid</name>
    <message>
        <source>Pack</source>
        <translation>包编号</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Item code</source>
        <translation>事项编码</translation>
    </message>
    <message>
        <source>Item name</source>
        <translation>事项名称</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区划</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>生效日期</translation>
    </message>
    <message>
        <source>Valid to</source>
        <translation>失效日期</translation>
    </message>
    <message>
        <source>Version it replaces</source>
        <translation>取代的版本</translation>
    </message>
    <message>
        <source>Last day of that version</source>
        <translation>那一版的最后一天</translation>
    </message>
    <message>
        <source>Authors</source>
        <translation>编写人</translation>
    </message>
    <message>
        <source>Reviewers</source>
        <translation>校核人</translation>
    </message>
    <message>
        <source>For practice only</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>What</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Text of the notice, one line a row</source>
        <translation>告知书正文，一行一格</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>Accepted warning</source>
        <translation>留下的提醒</translation>
    </message>
    <message>
        <source>new_fact_%1</source>
        <translation>新事实_%1</translation>
    </message>
    <message>
        <source>new_formula_%1</source>
        <translation>新公式_%1</translation>
    </message>
</context>
<context>
    <name>SignAct</name>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Strokes of the signature</source>
        <translation>签名笔迹</translation>
    </message>
</context>
<context>
    <name>StoreNews</name>
    <message>
        <source>The data of this desk were damaged and no copy of them could be used; the desk begins anew with what could be read.</source>
        <translation>本机的数据文件损坏，也没有可用的备份，工作台从能读出的内容重新开始。</translation>
    </message>
    <message>
        <source>The data of this desk were damaged; they were brought back from a copy on this computer.</source>
        <translation>本机的数据文件损坏，已经从本机的备份恢复。</translation>
    </message>
    <message numerus="yes">
        <source>%n newer record(s) could be taken over.</source>
        <translation>
            <numerusform>备份之后的 %n 条记录也接回来了。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) could not be read.</source>
        <translation>
            <numerusform>有 %n 条记录读不出来。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The last changes of %n case(s) may be missing: please look through the cases of today.</source>
        <translation>
            <numerusform>%n 件办件最后的改动可能缺失：请到办件页核对今天的办件。</numerusform>
        </translation>
    </message>
    <message>
        <source>The damaged files are kept in %1; please tell the IT staff.</source>
        <translation>损坏的文件原样留在 %1，请联系运维。</translation>
    </message>
</context>
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
        <source>The applicant&apos;s identity is not established.</source>
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
        <source>The applicant&apos;s time for correction has not passed.</source>
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
    <name>zc::client::ApplicantScreen</name>
    <message>
        <source>The applicant&apos;s screen (practice)</source>
        <translation>申请人屏（演示）</translation>
    </message>
</context>
<context>
    <name>zc::client::ApplicantStep</name>
    <message>
        <source>Somebody else acts for the applicant</source>
        <translation>由他人代办</translation>
    </message>
    <message>
        <source>Who applies?</source>
        <translation>谁来办？</translation>
    </message>
    <message>
        <source>Lay the card on the reader, or type; Enter goes to the next field</source>
        <translation>放卡即读，也可以直接录入；回车到下一栏</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>代办人</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>ID number</source>
        <translation>证件号码</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手机号码</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>住址</translation>
    </message>
    <message>
        <source>Name of the agent</source>
        <translation>代办人姓名</translation>
    </message>
    <message>
        <source>ID number of the agent</source>
        <translation>代办人证件号码</translation>
    </message>
    <message>
        <source>Phone of the agent</source>
        <translation>代办人手机号码</translation>
    </message>
    <message>
        <source>Keep it, take another</source>
        <translation>先存着，换一件</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Reading the card</source>
        <translation>正在读卡</translation>
    </message>
    <message>
        <source>Please leave it on the reader; this takes about a second.</source>
        <translation>请先不要拿开身份证，大约一秒钟。</translation>
    </message>
    <message>
        <source>Filled from the ID card</source>
        <translation>已由身份证填好</translation>
    </message>
    <message>
        <source>Please compare the person with the card, then press Enter. F5 reads again.</source>
        <translation>请核对本人与证件，然后按回车。重读请按 F5。</translation>
    </message>
    <message>
        <source>Lay the ID card on the reader</source>
        <translation>请把身份证放在读卡器上</translation>
    </message>
    <message>
        <source>Name, number and address fill themselves. Without a card, type below.</source>
        <translation>姓名、证件号码、住址自动填入。没有带证件，请在下面录入。</translation>
    </message>
    <message>
        <source>Name and number are checked by their check digit and go on every paper. The phone is for the messages about this case. Nothing else about the person is asked here.</source>
        <translation>姓名和证件号码按校验位核对，会印在每张文书上。手机号码用来发送这件事的进度。除此之外，这里不问任何个人信息。</translation>
    </message>
    <message>
        <source>Person and card are compared. F5 reads again.</source>
        <translation>本人与证件已核对。重读请按 F5。</translation>
    </message>
    <message>
        <source>Filled from the social-security card</source>
        <translation>已用社保卡填好</translation>
    </message>
</context>
<context>
    <name>zc::client::BridgeDesk</name>
    <message>
        <source>Door for web pages: shut</source>
        <translation>网页使用设备的通道没有打开</translation>
    </message>
    <message numerus="yes">
        <source>%n web pages</source>
        <translation>
            <numerusform>%n 个网页</numerusform>
        </translation>
    </message>
    <message>
        <source>a program</source>
        <translation>本机程序</translation>
    </message>
    <message>
        <source>%1 in use by %2 · click takes it back</source>
        <translation>%1 正由 %2 使用 · 点这里收回</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
</context>
<context>
    <name>zc::client::CallListPanel</name>
    <message>
        <source>Number (empty: the next running one)</source>
        <translation>号（不填：按顺序给下一个）</translation>
    </message>
    <message>
        <source>Numbers that wait at this window</source>
        <translation>本窗口等候的号</translation>
    </message>
    <message>
        <source>put on the list</source>
        <translation>加到单上</translation>
    </message>
    <message>
        <source>close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>%1 calls the first of them</source>
        <translation>%1 叫最前面的号</translation>
    </message>
    <message>
        <source>Take off</source>
        <translation>去掉</translation>
    </message>
    <message>
        <source>Take %1 off the list</source>
        <translation>把 %1 从单上去掉</translation>
    </message>
    <message>
        <source>nobody waits</source>
        <translation>没有人等候</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>还有 %n 个号</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 stands on the list</source>
        <translation>%1 已在单上</translation>
    </message>
</context>
<context>
    <name>zc::client::CallSheet</name>
    <message>
        <source>Please come to window %1</source>
        <translation>请到 %1 号窗口</translation>
    </message>
    <message>
        <source>Next: %1</source>
        <translation>接下来：%1</translation>
    </message>
</context>
<context>
    <name>zc::client::CardInvitation</name>
    <message>
        <source>Unpacking the photo</source>
        <translation>正在解码照片</translation>
    </message>
    <message>
        <source>Photo on the agent&apos;s card: for comparing only, it goes with this step and is kept nowhere.</source>
        <translation>代办人证件照片：仅供核对人证，离开本步骤即清除，不保存。</translation>
    </message>
    <message>
        <source>Photo on the applicant&apos;s card: for comparing only, it goes with this step and is kept nowhere.</source>
        <translation>申请人证件照片：仅供核对人证，离开本步骤即清除，不保存。</translation>
    </message>
    <message>
        <source>The photo needs the vendor&apos;s decoder. Compare the person with the card itself.</source>
        <translation>照片需厂商解码组件，请直接与证件原件核对。</translation>
    </message>
</context>
<context>
    <name>zc::client::CaseDetail</name>
    <message>
        <source>What happened</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Print the papers</source>
        <translation>打印文书</translation>
    </message>
    <message>
        <source>The chosen case</source>
        <translation>选中的办件</translation>
    </message>
    <message>
        <source>provisional %1</source>
        <translation>临时编号 %1</translation>
    </message>
    <message>
        <source>Applicant, masked</source>
        <translation>申请人（已遮盖）</translation>
    </message>
    <message>
        <source>in full</source>
        <translation>完整</translation>
    </message>
</context>
<context>
    <name>zc::client::CaseHeader</name>
    <message>
        <source>item version %1</source>
        <translation>事项版本 %1</translation>
    </message>
    <message>
        <source>receipt no. %1</source>
        <translation>收件编号 %1</translation>
    </message>
    <message>
        <source>case no. %1</source>
        <translation>办件编号 %1</translation>
    </message>
    <message>
        <source>draft saved %1</source>
        <translation>草稿已存 %1</translation>
    </message>
</context>
<context>
    <name>zc::client::CaseModel</name>
    <message>
        <source>Case no.</source>
        <translation>办件编号</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>当前期限</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>还剩</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>已超期</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>今天到期</translation>
    </message>
    <message>
        <source>Within three days</source>
        <translation>三日内</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>%1/%2</source>
        <translation>%1月%2日</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>已暂停</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) over</source>
        <translation>
            <numerusform>超 %n 日</numerusform>
        </translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message numerus="yes">
        <source>%n working day(s)</source>
        <translation>
            <numerusform>%n 个工作日</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>zc::client::CasesPage</name>
    <message>
        <source>Find a case</source>
        <translation>找办件</translation>
    </message>
    <message>
        <source>Name, number  Ctrl+F</source>
        <translation>姓名、编号  Ctrl+F</translation>
    </message>
    <message>
        <source>Name, first letters of the pinyin, end of the ID number, case number</source>
        <translation>姓名、拼音首字母、证件号码后几位、办件编号</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Cases by urgency</source>
        <translation>按紧急程度排列的办件</translation>
    </message>
    <message>
        <source>The cases cannot be shown</source>
        <translation>办件暂时不能显示</translation>
    </message>
    <message>
        <source>No case yet</source>
        <translation>还没有办件</translation>
    </message>
    <message>
        <source>The first one begins at the desk with F3.</source>
        <translation>按 F3 开始第一件。</translation>
    </message>
    <message>
        <source>No case in this list</source>
        <translation>这一类里没有办件</translation>
    </message>
    <message>
        <source>No case fits “%1”</source>
        <translation>没有找到“%1”</translation>
    </message>
    <message>
        <source>Name, first letters, end of the ID number and both numbers can be searched.</source>
        <translation>可以搜姓名、首字母、证件号码后几位、正式编号和临时编号。</translation>
    </message>
    <message>
        <source>The search did not work</source>
        <translation>搜索没有成功</translation>
    </message>
    <message>
        <source>This case has no paper yet.</source>
        <translation>这一件还没有文书。</translation>
    </message>
    <message>
        <source>No masked value is in sight.</source>
        <translation>这里没有被遮盖的内容。</translation>
    </message>
    <message>
        <source>Reading the cases</source>
        <translation>正在读取办件</translation>
    </message>
    <message>
        <source>%1 cases fit; the nearest %2 are shown. Type more to narrow it down.</source>
        <translation>共有 %1 件符合，已显示最接近的 %2 件。请再输入几个字缩小范围。</translation>
    </message>
    <message>
        <source>The search is still getting ready; more cases may fit.</source>
        <translation>索引建立中，可能还有符合的办件。</translation>
    </message>
</context>
<context>
    <name>zc::client::CheckRow</name>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>will happen</source>
        <translation>将要进行</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>还缺</translation>
    </message>
    <message>
        <source>advice</source>
        <translation>提醒</translation>
    </message>
</context>
<context>
    <name>zc::client::CodeListener</name>
    <message>
        <source>Scanning codes</source>
        <translation>扫码</translation>
    </message>
</context>
<context>
    <name>zc::client::ConfirmStep</name>
    <message>
        <source>Please read this together with the applicant</source>
        <translation>请与申请人一起核对</translation>
    </message>
    <message>
        <source>The applicant has read it and agrees</source>
        <translation>申请人已核对，内容属实</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>ID number</source>
        <translation>证件号码</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手机号码</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>代办人</translation>
    </message>
    <message>
        <source>Situation</source>
        <translation>办理情形</translation>
    </message>
    <message>
        <source>%1 (until %2)</source>
        <translation>%1（%2前补齐）</translation>
    </message>
    <message>
        <source>Brought today</source>
        <translation>今天已交</translation>
    </message>
    <message>
        <source>To follow</source>
        <translation>限期补齐</translation>
    </message>
    <message>
        <source>By commitment</source>
        <translation>告知承诺</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Promised within</source>
        <translation>承诺时限</translation>
    </message>
    <message>
        <source>Due at the latest</source>
        <translation>最迟办结</translation>
    </message>
    <message>
        <source>A later change of anything above asks for the confirmation anew.</source>
        <translation>上面任何内容再有改动，都要重新核对。</translation>
    </message>
    <message>
        <source>To the submission</source>
        <translation>去提交</translation>
    </message>
    <message>
        <source>What the applicant agrees to here is what is filed. Whoever finds a mistake goes back with Ctrl+1 to Ctrl+4; nothing is lost.</source>
        <translation>申请人在这里核对的，就是将要提交的内容。发现有误，按 Ctrl+1 到 Ctrl+4 回去改，已录内容都在。</translation>
    </message>
    <message>
        <source>Handled together</source>
        <translation>一并办理</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Sign anew</source>
        <translation>重新签名</translation>
    </message>
</context>
<context>
    <name>zc::client::DemoDesk</name>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Demo: the PIN is %1</source>
        <translation>演示：PIN 是 %1</translation>
    </message>
</context>
<context>
    <name>zc::client::DeskApplication</name>
    <message>
        <source>Intake</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>办件</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>nobody called yet</source>
        <translation>还没有叫号</translation>
    </message>
    <message>
        <source>%1 was sent to the printer</source>
        <translation>%1已送打印机</translation>
    </message>
    <message>
        <source>Key card</source>
        <translation>快捷键卡</translation>
    </message>
    <message>
        <source>Preparing the demo</source>
        <translation>正在准备演示环境</translation>
    </message>
    <message>
        <source>Policy: %1%2 (%3, %4)</source>
        <translation>策略：%1%2（%3，%4）</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) still wait to be sent and go out only while you are signed on. Press the same keys again to sign off all the same.</source>
        <translation>
            <numerusform>还有 %n 项待上报，只在您登录期间发送。再按一次同样的键，仍然签退。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is printed</source>
        <translation>%1已打印</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>事项包</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>%1 lies in %2</source>
        <translation>%1已放在 %2</translation>
    </message>
    <message>
        <source>%1 could not be written to %2</source>
        <translation>%1没能写到 %2</translation>
    </message>
    <message>
        <source>Web pages</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>Stop printing %1</source>
        <translation>停止打印：%1</translation>
    </message>
</context>
<context>
    <name>zc::client::DeskPage</name>
    <message>
        <source>%1 is ready; Ctrl+P prints it</source>
        <translation>%1已生成，按 Ctrl+P 打印</translation>
    </message>
    <message>
        <source>Why this material</source>
        <translation>为什么要这份材料</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>ID number</source>
        <translation>证件号</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>代办人</translation>
    </message>
    <message>
        <source>please confirm</source>
        <translation>请确认</translation>
    </message>
    <message>
        <source>Materials</source>
        <translation>材料</translation>
    </message>
    <message>
        <source>What is known</source>
        <translation>已知情况</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>为什么</translation>
    </message>
    <message>
        <source>Nothing is missing. Ctrl+6 leads to the submission.</source>
        <translation>没有缺项。按 Ctrl+6 去提交。</translation>
    </message>
    <message>
        <source>There is no case on the desk, so there is no paper to print.</source>
        <translation>现在没有打开办件，没有可打印的文书。</translation>
    </message>
    <message>
        <source>No machine filled this field with anything else.</source>
        <translation>这一栏没有别的机器读值。</translation>
    </message>
    <message>
        <source>in full</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>ID number of the agent</source>
        <translation>代办人证件号码</translation>
    </message>
    <message>
        <source>No masked value is in sight.</source>
        <translation>这里没有被遮盖的内容。</translation>
    </message>
    <message>
        <source>No signature pad is set up here; the applicant signs on the paper.</source>
        <translation>这里没有配置签字板，请申请人在纸上签名。</translation>
    </message>
</context>
<context>
    <name>zc::client::DeskSettings</name>
    <message>
        <source>There is no such folder. Please choose one that exists.</source>
        <translation>没有这个文件夹，请选择已有的文件夹。</translation>
    </message>
    <message>
        <source>the strictest setting, because a policy file has a fault</source>
        <translation>最严设置（策略文件有误）</translation>
    </message>
    <message>
        <source>Faulty policy: strictest settings</source>
        <translation>策略有误，已按最严设置运行</translation>
    </message>
    <message>
        <source>New policy is faulty and not in effect</source>
        <translation>新策略有误，未生效</translation>
    </message>
    <message numerus="yes">
        <source>Policy: %n remark(s)</source>
        <translation>
            <numerusform>策略有 %n 条提醒</numerusform>
        </translation>
    </message>
    <message>
        <source>Policy changed: in effect from the next start</source>
        <translation>策略有更新，下次启动生效</translation>
    </message>
</context>
<context>
    <name>zc::client::DeviceDesk</name>
    <message>
        <source>Slot</source>
        <translation>设备位</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>型号</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>驱动</translation>
    </message>
    <message>
        <source>Found at</source>
        <translation>位置</translation>
    </message>
    <message>
        <source> Its own number: %1.</source>
        <translation>设备编号：%1。</translation>
    </message>
    <message>
        <source>The device answers and finds nothing wrong.</source>
        <translation>设备应答正常，没有发现问题。</translation>
    </message>
    <message>
        <source>The device answers, but says that something is wrong.</source>
        <translation>设备有应答，但报告有问题。</translation>
    </message>
    <message>
        <source>waits for a code</source>
        <translation>等待扫码</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>模拟设备</translation>
    </message>
    <message>
        <source>in this program</source>
        <translation>本程序内</translation>
    </message>
    <message>
        <source>a try of the UKey</source>
        <translation>UKey 试签</translation>
    </message>
    <message>
        <source>“Sample: a try of the UKey, %1”. It means nothing and is kept nowhere.</source>
        <translation>“样例：UKey 试签，%1”。没有任何效力，也不留存。</translation>
    </message>
    <message>
        <source>Signed, and the signature verifies: %1, %2 bytes.</source>
        <translation>已签名，并验证通过：%1，%2 字节。</translation>
    </message>
    <message>
        <source>PIN for practice</source>
        <translation>演练口令</translation>
    </message>
    <message>
        <source>a comparison of a finger</source>
        <translation>指纹比对</translation>
    </message>
    <message>
        <source>Please lay the applicant&apos;s ID card on the reader.</source>
        <translation>请将申请人的身份证放在读卡器上。</translation>
    </message>
    <message>
        <source>This card holds no fingerprints: there is nothing to compare with. Nothing is wrong with the card; check the identity in another way.</source>
        <translation>此证件没有登记指纹，无法比对。证件本身没有问题，请用其他方式核实身份。</translation>
    </message>
    <message>
        <source>The card was read. Please have a finger put on the fingerprint reader: one of those that were taken for the card.</source>
        <translation>证件已读取。请申请人将办证时登记的手指按在指纹仪上。</translation>
    </message>
    <message>
        <source>Same: the finger is the card&apos;s finger no. %1 (alike by %2 of 100). Shown here only, kept nowhere.</source>
        <translation>一致：与证件登记的第 %1 枚指纹相符（相似度 %2/100）。结果只在此显示，不保存。</translation>
    </message>
    <message>
        <source>Not the same (alike by %1 of 100). Try the other finger that was taken for the card, or check the identity in another way. Shown here only, kept nowhere.</source>
        <translation>不一致（相似度 %1/100）。请换登记的另一枚手指再试，或用其他方式核实身份。结果只在此显示，不保存。</translation>
    </message>
</context>
<context>
    <name>zc::client::DevicePrinters</name>
    <message>
        <source>printer ready</source>
        <translation>打印机 就绪</translation>
    </message>
    <message>
        <source>printing</source>
        <translation>打印机 正在打印</translation>
    </message>
    <message>
        <source>printer starting</source>
        <translation>打印机 正在启动</translation>
    </message>
    <message>
        <source>printer not found</source>
        <translation>没有找到打印机</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>receipt printer ready</source>
        <translation>凭条打印机 就绪</translation>
    </message>
    <message>
        <source>printing the slip</source>
        <translation>正在打印凭条</translation>
    </message>
    <message>
        <source>receipt printer starting</source>
        <translation>凭条打印机 正在启动</translation>
    </message>
    <message>
        <source>receipt printer not found</source>
        <translation>没有找到凭条打印机</translation>
    </message>
</context>
<context>
    <name>zc::client::DevicesPage</name>
    <message>
        <source>No device is set up at this window</source>
        <translation>这个窗口没有设置设备</translation>
    </message>
    <message>
        <source>Scanner and card reader are named in the settings (Ctrl+,).</source>
        <translation>扫描仪和读卡器在设置里填写（Ctrl+,）。</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>立即检查</translation>
    </message>
    <message>
        <source>Self-test</source>
        <translation>自检</translation>
    </message>
    <message>
        <source>Print the report</source>
        <translation>打印报告</translation>
    </message>
    <message>
        <source>Devices of this window</source>
        <translation>本窗口的设备</translation>
    </message>
    <message>
        <source>The device</source>
        <translation>设备情况</translation>
    </message>
    <message>
        <source>What it can do</source>
        <translation>能做什么</translation>
    </message>
    <message>
        <source>Since the program started</source>
        <translation>本次启动以来</translation>
    </message>
    <message>
        <source>In use by</source>
        <translation>正在使用</translation>
    </message>
    <message>
        <source>Practice: this device is made up</source>
        <translation>演练：这是模拟的设备</translation>
    </message>
    <message>
        <source>What is chosen here happens at the next use, as it would with a real one.</source>
        <translation>选中的情况在下一次使用时出现，和真的设备一样。</translation>
    </message>
    <message>
        <source>Practice: %1</source>
        <translation>演练：%1</translation>
    </message>
    <message>
        <source>There is no self-test to report on yet.</source>
        <translation>还没有可以打印的自检。</translation>
    </message>
    <message>
        <source>Self-test of %1</source>
        <translation>%1自检</translation>
    </message>
    <message>
        <source>Try a signature</source>
        <translation>试签一次</translation>
    </message>
    <message>
        <source>Compare a finger</source>
        <translation>比对指纹</translation>
    </message>
    <message>
        <source>Stop comparing</source>
        <translation>停止比对</translation>
    </message>
</context>
<context>
    <name>zc::client::FindingsModel</name>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Answered for</source>
        <translation>有人负责</translation>
    </message>
</context>
<context>
    <name>zc::client::FindingsPane</name>
    <message>
        <source>Stop checking</source>
        <translation>停止检查</translation>
    </message>
    <message>
        <source>Try this situation</source>
        <translation>试走这种情形</translation>
    </message>
    <message>
        <source>Answer for it</source>
        <translation>署名负责</translation>
    </message>
    <message>
        <source>Result of the check</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>检查结果各条</translation>
    </message>
    <message>
        <source>Why this warning may stay</source>
        <translation>这条提醒为什么可以留下</translation>
    </message>
    <message>
        <source>Who answers for it</source>
        <translation>谁负责</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Check stopped; the next change checks again</source>
        <translation>检查已停，下次改动再查</translation>
    </message>
    <message>
        <source>%1 errors</source>
        <translation>%1 个错误</translation>
    </message>
    <message>
        <source>%1 warnings</source>
        <translation>%1 个提醒</translation>
    </message>
    <message>
        <source>Nothing to object</source>
        <translation>没有问题</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>the first %1 are shown</source>
        <translation>只列前 %1 条</translation>
    </message>
    <message>
        <source>No gap, no contradiction, no dead end; every golden case comes out as it should. The pack can be built.</source>
        <translation>没有漏洞，没有矛盾，没有死路；用例全部符合。可以构建发布包。</translation>
    </message>
</context>
<context>
    <name>zc::client::FormStep</name>
    <message>
        <source>This matter has no form of its own: what was said so far is enough.</source>
        <translation>这个事项没有单独的表单，已有内容就够了。</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>其他信息</translation>
    </message>
    <message>
        <source>%1 of %2 filled; Enter confirms a field and goes to the next</source>
        <translation>已填 %1/%2；回车确认这一栏，到下一栏</translation>
    </message>
    <message>
        <source>“%1” belongs to the form of this matter.</source>
        <translation>“%1”是这个事项申请表里的内容。</translation>
    </message>
    <message>
        <source>The form asks only what no paper, licence or answer has said already.</source>
        <translation>材料、证照和前面的回答里已有的，这里都不再问。</translation>
    </message>
</context>
<context>
    <name>zc::client::HallStart</name>
    <message>
        <source>Hall %1 · window %2 · %3</source>
        <translation>大厅 %1 · 窗口 %2 · %3</translation>
    </message>
    <message>
        <source>For the IT department:
1. Put a policy file that belongs to root into %1. It names environment, server.urls, site.code, site.window and site.authority.
2. Look what the machine makes of it: zcctl policy dump
3. Start this program again and type the enrolment code that the platform gave for this window.</source>
        <translation>请信息部门：
1. 在 %1 放一个属于 root 的策略文件，写明 environment、server.urls、site.code、site.window、site.authority。
2. 查看这台机器读到的结果：zcctl policy dump
3. 重新启动本程序，输入平台为这个窗口发的启用码。</translation>
    </message>
    <message>
        <source>no platform</source>
        <translation>未接平台</translation>
    </message>
    <message>
        <source>No platform is set up, so only who signed on here before can go on, offline.</source>
        <translation>没有设置省平台：只有在这台机器上登录过的人可以离线继续。</translation>
    </message>
    <message>
        <source>The policy names no issuing authority yet: cases can be filled in, papers cannot be made.</source>
        <translation>策略里还没有写出具文书的机关：可以录入办件，不能出文书。</translation>
    </message>
    <message>
        <source>Enrolling at the province.</source>
        <translation>正在向省平台登记这个窗口。</translation>
    </message>
    <message>
        <source>Signing on.</source>
        <translation>正在登录。</translation>
    </message>
    <message>
        <source>The user name or the password is not right.</source>
        <translation>用户名或密码不对。</translation>
    </message>
    <message>
        <source>%1 Please wait %2 seconds.</source>
        <translation>%1请等 %2 秒再试。</translation>
    </message>
    <message>
        <source>Opening the desk</source>
        <translation>正在打开工作台</translation>
    </message>
    <message>
        <source>Signed on without the province. Cases can be taken; what you file waits here and goes out when the network is back.</source>
        <translation>已离线登录，没有连上省平台。可以照常收件，提交的内容先存本机，网络恢复后自动上报。</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>The province did not take this sign-on. Please sign off and on again; what you filed waits here.</source>
        <translation>省平台没有接受这次登录。请签退后重新登录；已提交的内容在本机等候。</translation>
    </message>
    <message>
        <source>Recovery passphrase</source>
        <translation>恢复口令</translation>
    </message>
    <message>
        <source>%1 · test environment: nothing filed here counts</source>
        <translation>%1 · 测试环境，办件不作数</translation>
    </message>
</context>
<context>
    <name>zc::client::ItemPicker</name>
    <message>
        <source>Which matter?</source>
        <translation>办什么事？</translation>
    </message>
    <message>
        <source>Name, first letters, code</source>
        <translation>事项名称、首字母或编码</translation>
    </message>
    <message>
        <source>Matters of this window</source>
        <translation>本窗口事项</translation>
    </message>
    <message>
        <source>Which matter is it today?</source>
        <translation>今天办什么事？</translation>
    </message>
    <message>
        <source>Type a few letters and press Enter; or lay the card on the reader first</source>
        <translation>输入几个字或首字母，按回车；也可以先放身份证</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>找到 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>No matter is installed. The settings (Ctrl+,) say which packs are missing.</source>
        <translation>还没有安装事项包。请按 Ctrl+, 在设置里查看缺哪些。</translation>
    </message>
    <message>
        <source>Nothing is called “%1”. Try fewer letters, or the first letters of the pinyin.</source>
        <translation>没有找到“%1”。请少输几个字，或用拼音首字母试试。</translation>
    </message>
</context>
<context>
    <name>zc::client::KeyQuestion</name>
    <message>
        <source>Sign</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Do not sign</source>
        <translation>暂不签名</translation>
    </message>
    <message>
        <source>Sign with a UKey</source>
        <translation>用 UKey 签名</translation>
    </message>
    <message>
        <source>PIN of the UKey</source>
        <translation>UKey 口令</translation>
    </message>
    <message>
        <source>A try at this window</source>
        <translation>本窗口试签</translation>
    </message>
    <message>
        <source>A program on this computer</source>
        <translation>本机上的一个程序</translation>
    </message>
    <message>
        <source>The page says: “%1”</source>
        <translation>网页的说明：“%1”</translation>
    </message>
    <message>
        <source>What is signed (%1): %2</source>
        <translation>签名内容的摘要（%1）：%2</translation>
    </message>
    <message>
        <source>%1: %2, issued by %3</source>
        <translation>%1：%2，由 %3 签发</translation>
    </message>
    <message>
        <source>This certificate has expired on %1</source>
        <translation>证书已于 %1 过期</translation>
    </message>
    <message>
        <source>This certificate is not valid yet</source>
        <translation>证书还没有生效</translation>
    </message>
    <message>
        <source>PIN: only one try is left, another wrong one locks the UKey</source>
        <translation>口令：只剩一次机会，再输错 UKey 就会锁定</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>PIN, tries left: %1</source>
        <translation>口令，还可以试 %1 次</translation>
    </message>
</context>
<context>
    <name>zc::client::LockScreen</name>
    <message>
        <source>The desk is locked</source>
        <translation>工作台已锁定</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>%1 is away. The case stays as it is; nothing is sent while the desk is locked.</source>
        <translation>%1暂时离开。办件保持原样，锁定期间不会提交任何内容。</translation>
    </message>
    <message>
        <source>Another clerk</source>
        <translation>换人登录</translation>
    </message>
    <message>
        <source>Signs off whose desk this is. What was typed is kept and opens with her password.</source>
        <translation>让原来的工作人员签退。已录入的内容都保存着，用她的密码打开。</translation>
    </message>
</context>
<context>
    <name>zc::client::MainWindow</name>
    <message>
        <source>Zongchuang</source>
        <translation>综窗助手</translation>
    </message>
</context>
<context>
    <name>zc::client::MaterialPanel</name>
    <message>
        <source>What to do</source>
        <translation>怎么处理</translation>
    </message>
    <message>
        <source>This material</source>
        <translation>这份材料</translation>
    </message>
    <message>
        <source>Seen, it fits</source>
        <translation>我看过，符合</translation>
    </message>
    <message>
        <source>Original looked at</source>
        <translation>原件已核验</translation>
    </message>
    <message>
        <source>Does not fit, into the correction notice</source>
        <translation>不符，列入补正告知</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺这一份</translation>
    </message>
    <message>
        <source>Defer</source>
        <translation>容缺</translation>
    </message>
    <message>
        <source>Looked at</source>
        <translation>已看</translation>
    </message>
    <message>
        <source>Still open</source>
        <translation>还差</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2 份</translation>
    </message>
    <message numerus="yes">
        <source>%n material(s)</source>
        <translation>
            <numerusform>%n 份材料</numerusform>
        </translation>
    </message>
    <message>
        <source>Materials</source>
        <translation>材料</translation>
    </message>
    <message>
        <source>Need not be brought</source>
        <translation>不用交</translation>
    </message>
    <message>
        <source>May follow until %1</source>
        <translation>可在 %1 前补齐</translation>
    </message>
    <message>
        <source>The date stands on the receipt and on the one-time notice.</source>
        <translation>补齐日期会印在收件凭证和一次性告知书上。</translation>
    </message>
    <message>
        <source>Replaced by a written commitment</source>
        <translation>以告知承诺代替</translation>
    </message>
    <message>
        <source>Nobody looked at this material yet.</source>
        <translation>这份材料还没有看。</translation>
    </message>
    <message numerus="yes">
        <source>%n page file(s) taken in; please look and decide.</source>
        <translation>
            <numerusform>已收 %n 个文件，请看过后选择处理方式。</numerusform>
        </translation>
    </message>
    <message>
        <source>It goes on the list of the correction notice.</source>
        <translation>会列入补正告知。</translation>
    </message>
    <message>
        <source>original looked at</source>
        <translation>原件已核验</translation>
    </message>
    <message>
        <source>Replace by a commitment</source>
        <translation>以告知承诺代替</translation>
    </message>
    <message>
        <source>Defer, until %1</source>
        <translation>容缺，%1前补齐</translation>
    </message>
    <message>
        <source>Original not looked at after all</source>
        <translation>取消原件核验</translation>
    </message>
    <message>
        <source>From %1, %2</source>
        <translation>来自%1，%2</translation>
    </message>
</context>
<context>
    <name>zc::client::MaterialStep</name>
    <message>
        <source>Pages of the material</source>
        <translation>材料的页面</translation>
    </message>
    <message>
        <source>Take the scan</source>
        <translation>取扫描</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>A page cannot be shown</source>
        <translation>有一页无法显示</translation>
    </message>
    <message>
        <source>No material is needed</source>
        <translation>不需要材料</translation>
    </message>
    <message>
        <source>With these answers the applicant brings nothing. Go on with Ctrl+4.</source>
        <translation>按目前的情形不用交任何材料。按 Ctrl+4 继续。</translation>
    </message>
    <message>
        <source>page %1 of %2</source>
        <translation>第 %1 页，共 %2 页</translation>
    </message>
    <message numerus="yes">
        <source>Reading %n page(s)</source>
        <translation>
            <numerusform>正在读取 %n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>The pages are being read.</source>
        <translation>正在读取页面。</translation>
    </message>
    <message>
        <source>%1 need not be brought</source>
        <translation>%1不用交</translation>
    </message>
    <message>
        <source>F8 takes new pages from the scan folder; Ctrl+O adds files; or drop them here. A paper that is only looked at: press K.</source>
        <translation>按 F8 取扫描文件夹里的新页，按 Ctrl+O 添加文件，也可以拖到这里。只看原件的，按 K。</translation>
    </message>
    <message>
        <source>Ctrl+O adds files, or drop them here. A paper that is only looked at: press K.</source>
        <translation>按 Ctrl+O 添加文件，也可以拖到这里。只看原件的，按 K。</translation>
    </message>
    <message>
        <source>There is no scan folder</source>
        <translation>还没有设置扫描文件夹</translation>
    </message>
    <message>
        <source>Choose the folder of the scanner in the settings (Ctrl+,), or add files with Ctrl+O.</source>
        <translation>请按 Ctrl+, 在设置里选择扫描仪存放页面的文件夹，或按 Ctrl+O 添加文件。</translation>
    </message>
    <message>
        <source>No new page in the scan folder</source>
        <translation>扫描文件夹里没有新页</translation>
    </message>
    <message>
        <source>Scan the paper first; then press F8 again. Pages already taken are not taken twice.</source>
        <translation>请先扫描，再按 F8。取过的页不会再取一次。</translation>
    </message>
    <message>
        <source>Add files to “%1”</source>
        <translation>为“%1”添加文件</translation>
    </message>
    <message>
        <source>Pages (*.jpg *.jpeg *.png *.pdf *.tif *.tiff *.bmp)</source>
        <translation>页面 (*.jpg *.jpeg *.png *.pdf *.tif *.tiff *.bmp)</translation>
    </message>
    <message>
        <source>Add a folder of pages</source>
        <translation>添加整个文件夹</translation>
    </message>
    <message>
        <source>The folder holds no page</source>
        <translation>这个文件夹里没有页面</translation>
    </message>
    <message>
        <source>Pages are pictures (JPG, PNG, TIFF, BMP) and PDF files.</source>
        <translation>页面可以是图片（JPG、PNG、TIFF、BMP）或 PDF 文件。</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>还不能确定</translation>
    </message>
    <message>
        <source>What must be brought follows from the answers. Go back with Ctrl+2.</source>
        <translation>要带哪些材料，由情形的回答决定。按 Ctrl+2 回去接着问。</translation>
    </message>
    <message>
        <source>document %1 of %2</source>
        <translation>第 %1 份，共 %2 份</translation>
    </message>
    <message>
        <source>This page cannot be shown</source>
        <translation>这一页显示不出来</translation>
    </message>
    <message>
        <source>It is kept as it was taken in. Delete takes it out, Ctrl+Z brings it back.</source>
        <translation>收进来的原件照样保存。按 Delete 取出，Ctrl+Z 放回。</translation>
    </message>
    <message>
        <source>The pages are still being read</source>
        <translation>页面还在读取</translation>
    </message>
    <message>
        <source>Please try again in a moment; nothing was changed.</source>
        <translation>请稍等再试，没有改动。</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>F8 scans; Ctrl+O adds files; or drop them here. A paper that is only looked at: press K.</source>
        <translation>F8 扫描，Ctrl+O 添加文件，也可以直接拖进来。只核验原件的，按 K。</translation>
    </message>
    <message>
        <source>Photograph</source>
        <translation>拍照</translation>
    </message>
    <message>
        <source>F9 photographs.</source>
        <translation>按 F9 拍照。</translation>
    </message>
    <message>
        <source>“%1” need not be handed in</source>
        <translation>“%1”不用交</translation>
    </message>
    <message>
        <source>Nothing was added. F1 says why it is exempt.</source>
        <translation>没有收下任何东西。按 F1 看为什么免交。</translation>
    </message>
</context>
<context>
    <name>zc::client::NoticePanel</name>
    <message>
        <source>to bring</source>
        <translation>需交</translation>
    </message>
    <message>
        <source>exempt</source>
        <translation>免交</translation>
    </message>
    <message>
        <source>may follow</source>
        <translation>可容缺</translation>
    </message>
    <message>
        <source>One-time notice</source>
        <translation>一次性告知</translation>
    </message>
    <message>
        <source>The matter ends here</source>
        <translation>到此为止</translation>
    </message>
    <message>
        <source>open</source>
        <translation>待定</translation>
    </message>
    <message>
        <source>%1, provisional</source>
        <translation>%1，暂定</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Promised within</source>
        <translation>承诺时限</translation>
    </message>
    <message>
        <source>Due at the latest</source>
        <translation>最迟办结</translation>
    </message>
    <message>
        <source>Nothing has to be brought.</source>
        <translation>不需要带材料。</translation>
    </message>
    <message>
        <source>What has to be brought appears here with the answers.</source>
        <translation>随着回答，这里列出要带的材料。</translation>
    </message>
</context>
<context>
    <name>zc::client::PackDocument</name>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>New row</source>
        <translation>加行</translation>
    </message>
    <message>
        <source>Remove rows</source>
        <translation>删行</translation>
    </message>
    <message>
        <source>Move the row</source>
        <translation>移动行</translation>
    </message>
    <message>
        <source>New column</source>
        <translation>加列</translation>
    </message>
    <message>
        <source>Change the column</source>
        <translation>修改列</translation>
    </message>
    <message>
        <source>Remove the column</source>
        <translation>删列</translation>
    </message>
    <message>
        <source>Accept a warning</source>
        <translation>为提醒署名负责</translation>
    </message>
</context>
<context>
    <name>zc::client::PackWorkshop</name>
    <message>
        <source>%1 was read</source>
        <translation>已读入 %1</translation>
    </message>
    <message>
        <source>%1 was read; %2 cells were brought into form</source>
        <translation>已读入 %1，整理了 %2 格的写法</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>已写到 %1</translation>
    </message>
    <message>
        <source>Built and verified: %1</source>
        <translation>已构建，已验证：%1</translation>
    </message>
    <message>
        <source>Built, not verified in full: %1</source>
        <translation>已构建，未能全部验证：%1</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Read again from the folder; undo brings your version back</source>
        <translation>已从文件夹重新读取；撤销可以回到您的版本</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
</context>
<context>
    <name>zc::client::PacksPage</name>
    <message>
        <source>No pack is open</source>
        <translation>没有打开的事项包</translation>
    </message>
    <message>
        <source>Choose one at the left, or begin a new one.</source>
        <translation>在左边选一个，或者新建一个。</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>事项包</translation>
    </message>
    <message>
        <source>New pack</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Sheets</source>
        <translation>各张表</translation>
    </message>
    <message>
        <source>What the column asks</source>
        <translation>这一列问什么</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>构建</translation>
    </message>
    <message>
        <source>Cases wait</source>
        <translation>用例待检查</translation>
    </message>
    <message>
        <source>Cases %1 of %2</source>
        <translation>用例 %1/%2 通过</translation>
    </message>
    <message>
        <source>My packs</source>
        <translation>我的事项包</translation>
    </message>
    <message>
        <source>Of the departments (opened as a copy)</source>
        <translation>各部门的（打开的是副本）</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>版本 %1</translation>
    </message>
    <message>
        <source>Not kept (%1)</source>
        <translation>没有存下（%1）</translation>
    </message>
    <message>
        <source>Your copy begins with the first change</source>
        <translation>改动后另存副本</translation>
    </message>
    <message>
        <source>Draft kept %1</source>
        <translation>草稿已存 %1</translation>
    </message>
    <message>
        <source>What the new column asks: the name of a fact, or a condition</source>
        <translation>新的一列问什么：事实的名称，或一个条件</translation>
    </message>
    <message>
        <source>What this column asks</source>
        <translation>这一列问什么</translation>
    </message>
    <message>
        <source>Open a pack</source>
        <translation>打开事项包</translation>
    </message>
    <message>
        <source>Import a workbook</source>
        <translation>导入工作簿</translation>
    </message>
    <message>
        <source>Workbooks (*.xlsx)</source>
        <translation>工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>Export as a workbook or for other tools</source>
        <translation>导出为工作簿，或给别的工具</translation>
    </message>
    <message>
        <source>Workbook (*.xlsx)</source>
        <translation>工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>DMN with a diagram (*.dmn)</source>
        <translation>带图的 DMN (*.dmn)</translation>
    </message>
    <message>
        <source>Build the release</source>
        <translation>构建发布包</translation>
    </message>
    <message>
        <source>Item packs (*.zcpack)</source>
        <translation>事项包 (*.zcpack)</translation>
    </message>
</context>
<context>
    <name>zc::client::PairQuestion</name>
    <message>
        <source>A web page wants to use a device</source>
        <translation>有网页想使用设备</translation>
    </message>
    <message>
        <source>Allow until sign-off</source>
        <translation>允许，到退出登录为止</translation>
    </message>
    <message>
        <source>Do not allow</source>
        <translation>不允许</translation>
    </message>
    <message>
        <source>A program on this computer</source>
        <translation>本机上的一个程序</translation>
    </message>
    <message>
        <source>wants: %1
at: %2</source>
        <translation>要做：%1
设备：%2</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>The page says: “%1”</source>
        <translation>网页的说明：“%1”</translation>
    </message>
</context>
<context>
    <name>zc::client::Palette</name>
    <message>
        <source>Search items, cases and commands</source>
        <translation>搜事项、办件和命令</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>搜索结果</translation>
    </message>
    <message>
        <source>Item: name, first letters, code</source>
        <translation>事项：名称、首字母或编码</translation>
    </message>
    <message>
        <source>Item, case or command</source>
        <translation>事项、办件或命令</translation>
    </message>
    <message>
        <source>Nothing is called “%1”. Try fewer letters, the first letters of the pinyin, or the number of the case.</source>
        <translation>没有找到“%1”。请少输几个字，或用拼音首字母、办件编号试试。</translation>
    </message>
</context>
<context>
    <name>zc::client::Player</name>
    <message>
        <source># A case from card to receipt, played by keys</source>
        <translation># 从身份证到受理回执：全程用键盘演练</translation>
    </message>
    <message>
        <source>Result: finished.</source>
        <translation>结果：办完了。</translation>
    </message>
    <message>
        <source>Result: stopped. %1</source>
        <translation>结果：中途停下。%1</translation>
    </message>
    <message>
        <source>| Phase | Keys | Seconds |</source>
        <translation>| 阶段 | 按键 | 秒 |</translation>
    </message>
    <message>
        <source>all</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>From key to paint: 95 % within %1 ms, longest %2 ms, %3 measured.</source>
        <translation>从按键到画面：95 % 在 %1 毫秒内，最长 %2 毫秒，共测 %3 次。</translation>
    </message>
</context>
<context>
    <name>zc::client::PolicyView</name>
    <message>
        <source>A policy file has a fault. The desk works with its strictest values until IT has put it right.</source>
        <translation>策略文件有误。信息部门改正之前，工作台按最严的设置运行。</translation>
    </message>
    <message>
        <source>The desk works. IT should look at these lines.</source>
        <translation>工作台可以正常使用。请信息部门看一下这几条。</translation>
    </message>
    <message>
        <source>Changed by policy, from the next start on: %1</source>
        <translation>策略已改，下次启动生效：%1</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>zc::client::PrintQuestion</name>
    <message>
        <source>Print again</source>
        <translation>重打</translation>
    </message>
    <message>
        <source>Do not print again</source>
        <translation>不重打</translation>
    </message>
</context>
<context>
    <name>zc::client::Printing</name>
    <message>
        <source>printer: papers on the screen</source>
        <translation>打印机 未接，文书在屏幕上看</translation>
    </message>
    <message>
        <source>printer: none set up</source>
        <translation>打印机 还没有设置</translation>
    </message>
    <message>
        <source>printer ready</source>
        <translation>打印机 就绪</translation>
    </message>
    <message>
        <source>No printer here: %1 is shown on the screen as it would be printed.</source>
        <translation>这里没有接打印机：%1在屏幕上按打印的样子显示。</translation>
    </message>
    <message>
        <source>No printer is set up. %1 is stored with the case and can be printed later with Ctrl+P.</source>
        <translation>还没有设置打印机。%1已随办件保存，之后可以按 Ctrl+P 打印。</translation>
    </message>
    <message>
        <source>The printer did not take %1. Please look at its paper and cable, then press Ctrl+P again.</source>
        <translation>打印机没有收下%1。请看看纸张和连线，再按 Ctrl+P。</translation>
    </message>
    <message>
        <source>printer %1 not found</source>
        <translation>没有找到打印机 %1</translation>
    </message>
    <message>
        <source>Printing %1 was stopped. Press Ctrl+P to print it again.</source>
        <translation>%1的打印已停止。需要时按 Ctrl+P 重新打印。</translation>
    </message>
    <message>
        <source>%1 was not printed. %2</source>
        <translation>%1没有打印。%2</translation>
    </message>
    <message numerus="yes">
        <source>%n paper(s) of before are printed as soon as the printer is ready</source>
        <translation>
            <numerusform>上次还有 %n 份没打完，打印机就绪后接着打</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing of it came out</source>
        <translation>一张也没有打出来</translation>
    </message>
    <message numerus="yes">
        <source>%n sheet(s) of it came out</source>
        <translation>
            <numerusform>已打出 %n 张</numerusform>
        </translation>
    </message>
    <message>
        <source>A part of it may have come out</source>
        <translation>可能打出了一部分</translation>
    </message>
    <message>
        <source>It is not known whether it came out</source>
        <translation>不知道有没有打出来</translation>
    </message>
    <message>
        <source>The printing was broken off: %1</source>
        <translation>打印中断了：%1</translation>
    </message>
    <message>
        <source>This paper was not printed before the program ended</source>
        <translation>上次退出时，这份还没有打印</translation>
    </message>
    <message>
        <source>Look what lies in the printer; throw away what is not whole.</source>
        <translation>请看打印机里出来了什么；不完整的请作废。</translation>
    </message>
    <message>
        <source>%1, asked for at %2</source>
        <translation>%1，%2 要求打印</translation>
    </message>
    <message>
        <source>%1 was stopped: %2.</source>
        <translation>%1已停止打印：%2。</translation>
    </message>
</context>
<context>
    <name>zc::client::QuestionStep</name>
    <message>
        <source>see the rule</source>
        <translation>看规则</translation>
    </message>
    <message>
        <source>Previous question</source>
        <translation>上一问</translation>
    </message>
    <message>
        <source>Keep it, take another</source>
        <translation>先存着，换一件</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Every question that still matters is answered.</source>
        <translation>有影响的问题都已问完</translation>
    </message>
    <message>
        <source>Type the value and press Enter; Backspace in the empty field goes back</source>
        <translation>输入后按回车；空栏里按退格键返回上一问</translation>
    </message>
    <message>
        <source>Press the number; Backspace returns to the question before</source>
        <translation>按数字键选择，退格键返回上一问</translation>
    </message>
    <message>
        <source>The matter ends here</source>
        <translation>到此为止</translation>
    </message>
    <message>
        <source>Why this is asked: </source>
        <translation>为什么问这个：</translation>
    </message>
    <message>
        <source>In %1</source>
        <translation>单位：%1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>This matter cannot be taken here</source>
        <translation>这件事在这里办不了</translation>
    </message>
    <message>
        <source>No more questions</source>
        <translation>情形问完了</translation>
    </message>
    <message>
        <source>What now: </source>
        <translation>接下来：</translation>
    </message>
    <message>
        <source>Print the one-time notice with Ctrl+P: it names the reason, the basis and where to go.</source>
        <translation>按 Ctrl+P 打印一次性告知书，上面写明原因、依据和该去哪里办。</translation>
    </message>
    <message>
        <source>The notice at the right is complete. Enter goes on to the materials.</source>
        <translation>右边的一次性告知已经完整。按回车去收材料。</translation>
    </message>
    <message>
        <source>To the materials</source>
        <translation>去收材料</translation>
    </message>
    <message>
        <source>Please type the value first.</source>
        <translation>请先输入。</translation>
    </message>
</context>
<context>
    <name>zc::client::Rail</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>zc::client::RatingSheet</name>
    <message>
        <source>How satisfied are you with this service?</source>
        <translation>请您对本次服务作出评价</translation>
    </message>
    <message>
        <source>You choose by yourself. The clerk cannot see what you choose, and you need not choose.</source>
        <translation>请您本人选择，工作人员看不到您选了什么；不评价也可以。</translation>
    </message>
    <message>
        <source>Thank you. You may go now.</source>
        <translation>谢谢您，祝您生活愉快！</translation>
    </message>
    <message>
        <source>Rather not say</source>
        <translation>暂不评价</translation>
    </message>
    <message>
        <source>Very satisfied</source>
        <translation>非常满意</translation>
    </message>
    <message>
        <source>Satisfied</source>
        <translation>满意</translation>
    </message>
    <message>
        <source>Fairly satisfied</source>
        <translation>基本满意</translation>
    </message>
    <message>
        <source>Dissatisfied</source>
        <translation>不满意</translation>
    </message>
    <message>
        <source>Very dissatisfied</source>
        <translation>非常不满意</translation>
    </message>
    <message>
        <source>%1
Case no. %2 · window %3 · clerk %4</source>
        <translation>%1
办件编号 %2 · %3 号窗口 · 工号 %4</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s) left; without an answer this closes and nothing is rated</source>
        <translation>
            <numerusform>还有 %n 秒；没有选择会自动关闭，不计入任何评价</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>zc::client::ReasonSheet</name>
    <message>
        <source>close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>zc::client::RevealReason</name>
    <message>
        <source>Why must it be seen in full?</source>
        <translation>为什么要看完整内容？</translation>
    </message>
    <message>
        <source>Several were shown in a short time. The reason is recorded with your number; the value is not.</source>
        <translation>短时间内已经看了几条。原因和您的工号会记入日志，内容本身不会。</translation>
    </message>
    <message>
        <source>To compare it with the paper</source>
        <translation>与证件、材料核对</translation>
    </message>
    <message>
        <source>To call the applicant</source>
        <translation>联系申请人</translation>
    </message>
    <message>
        <source>To answer an enquiry</source>
        <translation>答复查询</translation>
    </message>
    <message>
        <source>To correct the record</source>
        <translation>更正登记信息</translation>
    </message>
    <message>
        <source>show nothing</source>
        <translation>不看了</translation>
    </message>
</context>
<context>
    <name>zc::client::ScanBar</name>
    <message>
        <source>Scanning “%1”</source>
        <translation>正在扫描“%1”</translation>
    </message>
    <message numerus="yes">
        <source>Scanning “%1”: %n page(s) done</source>
        <translation>
            <numerusform>正在扫描“%1”：已完成 %n 页</numerusform>
        </translation>
    </message>
    <message>
        <source>The scan was stopped</source>
        <translation>扫描已停止</translation>
    </message>
    <message>
        <source>“%1” is as it was before: nothing of this scan was taken.</source>
        <translation>“%1”和扫描前一样：这次扫描的内容没有收下。</translation>
    </message>
    <message>
        <source>In use by: %1.</source>
        <translation>正在使用：%1。</translation>
    </message>
    <message>
        <source>Page %1 was not taken; the %2 before it are kept</source>
        <translation>第 %1 页没有收下，前面 %2已收下</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n 页</numerusform>
        </translation>
    </message>
    <message>
        <source>Photographing “%1”: lay it flat, hands off</source>
        <translation>正在拍摄“%1”：请放平，手离开画面</translation>
    </message>
    <message>
        <source>First side of “%1” taken: turn the sheet over</source>
        <translation>“%1”正面已拍好：请翻面</translation>
    </message>
    <message>
        <source>No photograph was taken</source>
        <translation>没有拍照</translation>
    </message>
    <message>
        <source>“%1” is as it was before.</source>
        <translation>“%1”保持原样。</translation>
    </message>
</context>
<context>
    <name>zc::client::SelfCheckView</name>
    <message>
        <source>Not run yet in this session.</source>
        <translation>这次启动后还没有自检。</translation>
    </message>
    <message>
        <source>Run the self-check</source>
        <translation>开始自检</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) checked</source>
        <translation>
            <numerusform>已检查 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the checks found a fault; the line says what to do.</source>
        <translation>
            <numerusform>%n 项有问题，对应的一行写明了怎么办。</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything that this desk needs works.</source>
        <translation>这个窗口需要的都正常。</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>正在检查</translation>
    </message>
</context>
<context>
    <name>zc::client::SelfTestPanel</name>
    <message>
        <source>Self-test</source>
        <translation>自检</translation>
    </message>
    <message>
        <source>Self-test of %1</source>
        <translation>%1自检</translation>
    </message>
    <message>
        <source>Not run yet in this session. It takes about a minute; nothing is printed and no card is read.</source>
        <translation>本次启动还没有做过。大约一分钟；不打印，也不读证件。</translation>
    </message>
    <message>
        <source>%1 passed, %2 failed, %3 could not be checked here</source>
        <translation>通过 %1 项，不通过 %2 项，%3 项在这里不能检查</translation>
    </message>
    <message>
        <source>Stopped: %1</source>
        <translation>已停止：%1</translation>
    </message>
    <message>
        <source>The device does not keep what it promises: %1</source>
        <translation>设备没有达到要求：%1</translation>
    </message>
    <message>
        <source>Nothing wrong was found: %1</source>
        <translation>没有发现问题：%1</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
</context>
<context>
    <name>zc::client::SessionGuard</name>
    <message numerus="yes">
        <source>That was wrong %n time(s). Please wait %1 seconds.</source>
        <translation>
            <numerusform>已经错了 %n 次，请等 %1 秒再试。</numerusform>
        </translation>
    </message>
    <message>
        <source>That was not right. Please type it again.</source>
        <translation>不对，请再输一次。</translation>
    </message>
</context>
<context>
    <name>zc::client::SettingRow</name>
    <message>
        <source>Take back my choice</source>
        <translation>撤回我的选择</translation>
    </message>
    <message>
        <source>Take back my choice: %1</source>
        <translation>撤回我的选择：%1</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Now: %1.</source>
        <translation>现在：%1。</translation>
    </message>
    <message>
        <source>Locked by %1</source>
        <translation>已锁定：%1</translation>
    </message>
</context>
<context>
    <name>zc::client::SettingsPage</name>
    <message>
        <source>Self-check</source>
        <translation>自检</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>找设置</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Every action of the desk, with its key. What has no key is found with Ctrl+K.</source>
        <translation>工作台的每个操作和它的键。没有键的，按 Ctrl+K 能找到。</translation>
    </message>
    <message>
        <source>Print the key card</source>
        <translation>打印快捷键卡</translation>
    </message>
    <message>
        <source>No setting is called “%1”.</source>
        <translation>没有叫“%1”的设置。</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Set by IT</source>
        <translation>由信息部门设定</translation>
    </message>
    <message>
        <source>IT decides these by policy files; they are shown here so that you can tell whom to ask.</source>
        <translation>这些由信息部门用策略文件决定；列在这里，方便您知道该问谁。</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>未设定</translation>
    </message>
</context>
<context>
    <name>zc::client::SignOnSheet</name>
    <message>
        <source>Enrolment code</source>
        <translation>启用码</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Former password or recovery passphrase</source>
        <translation>旧密码或恢复口令</translation>
    </message>
    <message>
        <source>Type the last group of the passphrase</source>
        <translation>请输入口令的最后一组</translation>
    </message>
    <message>
        <source>Print it</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Nobody can sign on here yet</source>
        <translation>这台机器还不能登录</translation>
    </message>
    <message>
        <source>Enrol this window</source>
        <translation>启用这个窗口</translation>
    </message>
    <message>
        <source>Sign on</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Your password was changed</source>
        <translation>您的密码换过了</translation>
    </message>
    <message>
        <source>Keep this recovery passphrase</source>
        <translation>请保管好这份恢复口令</translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Practise with sample data</source>
        <translation>用样例数据演练</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>It opens your data if you forget your password or it was changed. Write or print it, put it into an envelope and give it to your lead. It is shown this once.</source>
        <translation>您忘记密码或密码换过时，用它打开您的数据。请抄下或打印，装入信封交负责人保管。只显示这一次。</translation>
    </message>
    <message>
        <source>Recovery passphrase</source>
        <translation>恢复口令</translation>
    </message>
    <message>
        <source>%1 Esc gives up.</source>
        <translation>%1按 Esc 放弃。</translation>
    </message>
    <message>
        <source>This is not the last group. Please compare it with what you wrote down.</source>
        <translation>这不是最后一组，请和抄下的核对。</translation>
    </message>
</context>
<context>
    <name>zc::client::SignSheet</name>
    <message>
        <source>I have read this and agree. Please sign below.</source>
        <translation>以上内容我已核对，没有异议。请在下面签名：</translation>
    </message>
    <message>
        <source>Do not sign</source>
        <translation>暂不签名</translation>
    </message>
    <message>
        <source>Last stroke back</source>
        <translation>退一笔</translation>
    </message>
    <message>
        <source>Write anew</source>
        <translation>重写</translation>
    </message>
    <message>
        <source>Take the signature</source>
        <translation>签好了</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>退格</translation>
    </message>
</context>
<context>
    <name>zc::client::SubmitStep</name>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Next applicant</source>
        <translation>下一位</translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Everything this matter needs is here</source>
        <translation>该有的都有了</translation>
    </message>
    <message>
        <source>The receipt of materials is printed</source>
        <translation>打印收件凭证</translation>
    </message>
    <message>
        <source>One sheet with number, materials and QR code</source>
        <translation>一张纸，有编号、材料清单和二维码</translation>
    </message>
    <message>
        <source>The legal clock starts</source>
        <translation>开始计算办理时限</translation>
    </message>
    <message>
        <source>Due at the latest: %1</source>
        <translation>最迟办结：%1</translation>
    </message>
    <message>
        <source>The case is filed with the provincial platform</source>
        <translation>报送省平台</translation>
    </message>
    <message>
        <source>If it cannot be reached, the case waits here as “to be synchronised” and is filed once, by itself, later.</source>
        <translation>省平台暂时连不上时，这一件会待同步，恢复后自动报送，只报一次。</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) still missing</source>
        <translation>
            <numerusform>还差 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Ready to submit</source>
        <translation>可以提交了</translation>
    </message>
    <message>
        <source>Enter on a line goes to the place; F4 goes to the next one</source>
        <translation>在一行上按回车就到那里；F4 到下一个问题</translation>
    </message>
    <message>
        <source>Ctrl+Enter files the case and prints the receipt</source>
        <translation>按 Ctrl+Enter 提交并打印收件凭证</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>已提交</translation>
    </message>
    <message>
        <source>The province has confirmed the case; its receipt is stored here.</source>
        <translation>省平台已确认收到，回执已存。</translation>
    </message>
    <message>
        <source>Case no. %1</source>
        <translation>办件编号 %1</translation>
    </message>
    <message>
        <source>Both numbers find the case: provisional %1</source>
        <translation>两个编号都能查到这一件：临时编号 %1</translation>
    </message>
    <message>
        <source>Materials received, to be synchronised</source>
        <translation>已收件，待同步</translation>
    </message>
    <message>
        <source>The applicant can go: the receipt is valid, and the date counts from today. The case files itself as soon as the platform answers.</source>
        <translation>申请人可以走了：收件凭证有效，时限从今天算起。省平台恢复后自动报送。</translation>
    </message>
    <message>
        <source>Receipt no. %1</source>
        <translation>收件编号 %1</translation>
    </message>
    <message>
        <source>The paper cannot be shown</source>
        <translation>文书暂时不能显示</translation>
    </message>
    <message>
        <source>It is stored and can be printed with Ctrl+P.</source>
        <translation>文书已存，可以按 Ctrl+P 打印。</translation>
    </message>
    <message>
        <source>open</source>
        <translation>待定</translation>
    </message>
    <message numerus="yes">
        <source>%n items are filed with the provincial platform, each as a case of its own</source>
        <translation>
            <numerusform>%n 个事项报送省平台，各成一件</numerusform>
        </translation>
    </message>
    <message>
        <source>Materials received, not filed yet</source>
        <translation>材料已收，还没有报送</translation>
    </message>
    <message>
        <source>Every item goes on as a case of its own. Enter on a line opens it.</source>
        <translation>每个事项各成一件，分别办理。在一行上按 Enter 打开那一件。</translation>
    </message>
    <message>
        <source>The province has confirmed %1 of %2 items</source>
        <translation>省平台已确认 %2 个事项中的 %1 个</translation>
    </message>
    <message>
        <source>One item of several handed in together</source>
        <translation>这是一件事里的一个事项</translation>
    </message>
    <message>
        <source>Enter opens the whole</source>
        <translation>按 Enter 打开整件</translation>
    </message>
    <message>
        <source>%1 (provisional %2)</source>
        <translation>%1（临时编号 %2）</translation>
    </message>
    <message>
        <source>Ask for a rating</source>
        <translation>请申请人评价</translation>
    </message>
    <message>
        <source>The applicant is being asked for a rating. Ctrl+F11 takes the question back.</source>
        <translation>正在请申请人评价。按 Ctrl+F11 收回。</translation>
    </message>
    <message>
        <source>The applicant has rated this visit. What she chose is not shown here.</source>
        <translation>申请人已经评价。评价内容不在窗口显示。</translation>
    </message>
    <message>
        <source>The applicant would rather not rate. Nothing was rated.</source>
        <translation>申请人选择暂不评价，不计入任何评价。</translation>
    </message>
    <message>
        <source>The applicant did not answer in time. Nothing was rated.</source>
        <translation>申请人没有在规定时间内选择，不计入任何评价。</translation>
    </message>
    <message>
        <source>The terminal sent a value that nobody knows: “%1”. It is kept as it came and is no rating; tell the IT department.</source>
        <translation>评价器送来一个不认识的值“%1”，已原样保存，不算评价；请告诉运维。</translation>
    </message>
    <message>
        <source>Take the question back</source>
        <translation>收回评价邀请</translation>
    </message>
</context>
<context>
    <name>zc::client::TopBar</name>
    <message>
        <source>Search items, cases, licences, commands</source>
        <translation>搜事项、办件、证照、命令</translation>
    </message>
    <message>
        <source>Call next</source>
        <translation>叫下一位</translation>
    </message>
</context>
<context>
    <name>zc::client::TryoutPane</name>
    <message>
        <source>Try it out</source>
        <translation>试走</translation>
    </message>
    <message>
        <source>Take this</source>
        <translation>就是这个</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>退回一题</translation>
    </message>
    <message>
        <source>From the start</source>
        <translation>从头再来</translation>
    </message>
    <message>
        <source>Interview over the pack as it stands</source>
        <translation>按现在的包问答</translation>
    </message>
    <message>
        <source>Answers so far</source>
        <translation>已经回答的</translation>
    </message>
    <message>
        <source>What comes of it</source>
        <translation>得到的结果</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>退格</translation>
    </message>
    <message>
        <source>no effect now</source>
        <translation>现在不起作用</translation>
    </message>
    <message>
        <source>Mend the names and types first; then the questions stand here.</source>
        <translation>请先改好名称和类型，问题就会出现在这里。</translation>
    </message>
    <message>
        <source>Nothing more to ask.</source>
        <translation>没有要问的了。</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>exit</source>
        <translation>出口</translation>
    </message>
    <message>
        <source>handled</source>
        <translation>办理</translation>
    </message>
    <message>
        <source>open</source>
        <translation>未定</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>%1 of %2 days</source>
        <translation>承诺 %1／法定 %2 工作日</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>%1 yuan</source>
        <translation>%1 元</translation>
    </message>
    <message>
        <source>Still open</source>
        <translation>还没定</translation>
    </message>
    <message>
        <source>%1 materials</source>
        <translation>%1 份材料</translation>
    </message>
</context>
<context>
    <name>zc::client::VisitDesk</name>
    <message>
        <source>nobody called yet</source>
        <translation>还没有叫号</translation>
    </message>
    <message>
        <source>calling</source>
        <translation>正在叫号</translation>
    </message>
    <message>
        <source>skipping</source>
        <translation>正在过号</translation>
    </message>
    <message>
        <source>nobody waits</source>
        <translation>没有人等候</translation>
    </message>
    <message>
        <source>%1 was skipped</source>
        <translation>%1 已过号</translation>
    </message>
    <message numerus="yes">
        <source>at the window · %n waiting</source>
        <translation>
            <numerusform>已到窗口 · 还有 %n 人等候</numerusform>
        </translation>
    </message>
    <message>
        <source>at the window</source>
        <translation>已到窗口</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n 人等候</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>zc::client::WebPage</name>
    <message>
        <source>Leave the page</source>
        <translation>离开网页</translation>
    </message>
    <message>
        <source>Web pages of departments</source>
        <translation>部门网页</translation>
    </message>
    <message>
        <source>Only these sites can be opened here. What a page wants to do with a device of this desk is asked of you first, or set up by IT.</source>
        <translation>这里只能打开下列网站。网页要使用本窗口的设备时会先征求您同意，或由运维事先设定。</translation>
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
        <source>a date ± duration(&quot;P1Y&quot;)</source>
        <translation>日期 ± duration(&quot;P1Y&quot;)</translation>
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
        <source>a number, &quot;text&quot;, true, false or date(&quot;…&quot;)</source>
        <translation>数、&quot;文字&quot;、true、false 或 date(&quot;…&quot;)</translation>
    </message>
    <message>
        <source>a date or duration in quotes</source>
        <translation>引号里的日期或时长</translation>
    </message>
    <message>
        <source>an existing date, for example &quot;2026-01-31&quot;</source>
        <translation>存在的日期，例如 &quot;2026-01-31&quot;</translation>
    </message>
    <message>
        <source>a duration, for example &quot;P1Y&quot;, &quot;P6M&quot;, &quot;P30D&quot;</source>
        <translation>时长，例如 &quot;P1Y&quot;、&quot;P6M&quot;、&quot;P30D&quot;</translation>
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
        <source>date (date(&quot;2026-01-01&quot;))</source>
        <translation>日期（date(&quot;2026-01-01&quot;)）</translation>
    </message>
    <message>
        <source>duration (duration(&quot;P1Y&quot;))</source>
        <translation>时长（duration(&quot;P1Y&quot;)）</translation>
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
    <message>
        <source>an expression</source>
        <translation>一个表达式</translation>
    </message>
    <message>
        <source>a date, time or duration in quotes</source>
        <translation>引号里的日期、时间或时长</translation>
    </message>
    <message>
        <source>a key and a colon</source>
        <translation>键名和冒号</translation>
    </message>
    <message>
        <source>a parameter&apos;s name</source>
        <translation>参数名</translation>
    </message>
    <message>
        <source>a type</source>
        <translation>类型名</translation>
    </message>
    <message>
        <source>a name</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>a parameter&apos;s name and a colon</source>
        <translation>参数名和冒号</translation>
    </message>
    <message>
        <source>time (time(&quot;08:30:00&quot;))</source>
        <translation>时间（time(&quot;08:30:00&quot;)）</translation>
    </message>
    <message>
        <source>date and time (date and time(&quot;2026-01-01T08:30:00&quot;))</source>
        <translation>日期时间（date and time(&quot;2026-01-01T08:30:00&quot;)）</translation>
    </message>
    <message>
        <source>context ({…})</source>
        <translation>上下文（{…}）</translation>
    </message>
    <message>
        <source>range ([1..10])</source>
        <translation>区间（[1..10]）</translation>
    </message>
    <message>
        <source>function</source>
        <translation>函数</translation>
    </message>
</context>
<context>
    <name>zc::forms::FieldModel</name>
    <message>
        <source>The two entries differ. Please type it once more.</source>
        <translation>两遍输入不一致，请再输一遍。</translation>
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
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>check digit fits</source>
        <translation>校验码正确</translation>
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
    <message>
        <source>%1 is %2</source>
        <translation>%1为“%2”</translation>
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
    <message>
        <source>a letter, then letters and digits</source>
        <translation>字母开头的字母和数字</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <translation>%1 到 %2 的整数</translation>
    </message>
    <message>
        <source>a date like 2026-01-31</source>
        <translation>日期，例如 2026-01-31</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>文字</translation>
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
    <message>
        <source>this file in the pack</source>
        <translation>包里要有这个文件</translation>
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
    <message>
        <source>a fact&apos;s name</source>
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
        <source>%1 changes nothing any more.</source>
        <translation>“%1”不再影响结果。</translation>
    </message>
    <message>
        <source>a sheet of a pack; it was left out</source>
        <translation>事项包的工作表；这张表没有导入</translation>
    </message>
    <message>
        <source>a sheet of this name</source>
        <translation>有这个名字的工作表</translation>
    </message>
    <message>
        <source>a text without control characters</source>
        <translation>不含控制字符的文字</translation>
    </message>
    <message>
        <source>each column once</source>
        <translation>每一列只出现一次</translation>
    </message>
    <message>
        <source>a column of this name</source>
        <translation>有这一列</translation>
    </message>
    <message>
        <source>a row of this name</source>
        <translation>有这一行</translation>
    </message>
    <message>
        <source>a row of the pack&apos;s information</source>
        <translation>包信息里的项目</translation>
    </message>
    <message>
        <source>one line of the notice in the first column</source>
        <translation>告知书每行写在第一列</translation>
    </message>
    <message>
        <source>an expression or the name of an output</source>
        <translation>一个表达式，或输出的名称</translation>
    </message>
    <message>
        <source>an id of its own, or nothing for a new one</source>
        <translation>不重复的编号，新行留空即可</translation>
    </message>
    <message>
        <source>a workbook saved as .xlsx, without a password</source>
        <translation>另存为 .xlsx 且不设密码的工作簿</translation>
    </message>
    <message>
        <source>at most %1 sheets</source>
        <translation>不超过 %1 张工作表</translation>
    </message>
    <message>
        <source>cells that are not merged</source>
        <translation>不合并的单元格</translation>
    </message>
    <message>
        <source>fewer rows, fewer columns and shorter cells</source>
        <translation>更少的行和列、更短的单元格</translation>
    </message>
    <message>
        <source>a text, no formula</source>
        <translation>文字，不要公式</translation>
    </message>
    <message>
        <source>at most 15 digits, or a cell formatted as text</source>
        <translation>不超过 15 位，或把单元格设为文本</translation>
    </message>
    <message>
        <source>one item waives it, another defers it</source>
        <translation>一个事项免交，另一个事项容缺</translation>
    </message>
    <message>
        <source>%1 working days</source>
        <translation>%1 个工作日</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>Confirmation of the rules</source>
        <translation>业务确认表</translation>
    </message>
    <message>
        <source>open</source>
        <translation>长期</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>Authors</source>
        <translation>编写人</translation>
    </message>
    <message>
        <source>Reviewers</source>
        <translation>校核人</translation>
    </message>
    <message>
        <source>Different outcomes</source>
        <translation>不同结果</translation>
    </message>
    <message>
        <source>Scenarios</source>
        <translation>情形数</translation>
    </message>
    <message>
        <source>When</source>
        <translation>情形</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>办理结果</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>promised %1, statutory %2</source>
        <translation>承诺 %1，法定 %2</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>%1 yuan</source>
        <translation>%1 元</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>填报字段</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Material</source>
        <translation>材料</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>份数</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Time to bring it</source>
        <translation>补正期限</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>For the business, and date</source>
        <translation>业务部门（签名、日期）</translation>
    </message>
    <message>
        <source>For the legal office, and date</source>
        <translation>法制审核（签名、日期）</translation>
    </message>
    <message>
        <source>Author, and date</source>
        <translation>编写人（签名、日期）</translation>
    </message>
    <message>
        <source>Outcomes</source>
        <translation>结果清单</translation>
    </message>
    <message>
        <source>Right or wrong</source>
        <translation>是否无误</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>不需要</translation>
    </message>
    <message>
        <source>to be filled in</source>
        <translation>要填写</translation>
    </message>
    <message>
        <source>Promised days of %1</source>
        <translation>%1的承诺工作日</translation>
    </message>
    <message>
        <source>Statutory days of %1</source>
        <translation>%1的法定工作日</translation>
    </message>
    <message>
        <source>Fee of %1</source>
        <translation>%1的费用</translation>
    </message>
    <message>
        <source>Material %1</source>
        <translation>材料 %1</translation>
    </message>
    <message>
        <source>Field %1</source>
        <translation>字段 %1</translation>
    </message>
    <message>
        <source>no such file in a bundle: it stands in the items</source>
        <translation>一件事的包里没有这个文件，它在各个事项包里</translation>
    </message>
    <message>
        <source>each item once</source>
        <translation>每个事项只写一次</translation>
    </message>
    <message>
        <source>a pack of this id and version beside the bundle</source>
        <translation>旁边有这个编号和版本的事项包</translation>
    </message>
    <message>
        <source>a pack of one item</source>
        <translation>单个事项的包</translation>
    </message>
    <message>
        <source>a pack without errors</source>
        <translation>没有错误的包</translation>
    </message>
    <message>
        <source>Conflict: “%2” of %1 is different in “%3” and “%4”</source>
        <translation>合并冲突：%1 的“%2”在“%3”和“%4”里不同</translation>
    </message>
    <message>
        <source>one fact of a data element in each item</source>
        <translation>每个事项里一个数据元只有一个事实</translation>
    </message>
    <message>
        <source>one material of a catalogue id in each item</source>
        <translation>每个事项里一个材料目录编号只有一份材料</translation>
    </message>
    <message>
        <source>one field of a data element in each item</source>
        <translation>每个事项里一个数据元只有一个字段</translation>
    </message>
    <message>
        <source>a condition within the authoring profile</source>
        <translation>作者档以内的条件</translation>
    </message>
    <message>
        <source>stage %1, takes part: %2</source>
        <translation>第 %1 阶段，参加条件：%2</translation>
    </message>
    <message>
        <source>Papers asked for once</source>
        <translation>只交一次的材料</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>the strictest</source>
        <translation>取最严的一种</translation>
    </message>
    <message>
        <source>the shortest</source>
        <translation>取最短的一种</translation>
    </message>
    <message>
        <source>%1 and more, %2 in all</source>
        <translation>%1 等 %2 项</translation>
    </message>
    <message>
        <source>%1 decides about %2.</source>
        <translation>“%1”决定：%2。</translation>
    </message>
</context>
<context>
    <name>zc::intake::CaseList</name>
    <message>
        <source>Applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>ID number</source>
        <translation>证件号码</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手机号码</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>代办人</translation>
    </message>
    <message>
        <source>ID number of the agent</source>
        <translation>代办人证件号码</translation>
    </message>
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
        <source>Waits for the applicant&apos;s correction</source>
        <translation>等申请人补正</translation>
    </message>
    <message>
        <source>by item</source>
        <translation>按事项报送</translation>
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
    <message numerus="yes">
        <source>%n papers</source>
        <translation>
            <numerusform>%n 份材料</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sub-items</source>
        <translation>
            <numerusform>%n 个子事项</numerusform>
        </translation>
    </message>
    <message>
        <source>It can change %1.</source>
        <translation>会影响 %1。</translation>
    </message>
    <message>
        <source> and </source>
        <translation>和 </translation>
    </message>
    <message>
        <source>%1: filled from %2, not looked at yet</source>
        <translation>%1：由%2填入，还没有核对</translation>
    </message>
    <message>
        <source>%1: please type it a second time</source>
        <translation>%1：请再输一遍</translation>
    </message>
    <message>
        <source>ID number</source>
        <translation>证件号码</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手机号码</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>住址</translation>
    </message>
    <message>
        <source>ID number of the agent</source>
        <translation>代办人证件号码</translation>
    </message>
    <message>
        <source>Phone of the agent</source>
        <translation>代办人手机号码</translation>
    </message>
    <message>
        <source>A written commitment stands for: %1 (signed when the case is accepted)</source>
        <translation>以告知承诺代替：%1（受理时签署承诺书）</translation>
    </message>
    <message>
        <source>social-security card</source>
        <translation>社保卡</translation>
    </message>
    <message>
        <source>Not needed or not possible here. %1</source>
        <translation>这一项在这里不需要办或不能办。%1</translation>
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
    <message>
        <source>Scanner ready</source>
        <translation>扫描仪 就绪</translation>
    </message>
    <message>
        <source>Scanner at work</source>
        <translation>扫描仪 正在扫描</translation>
    </message>
    <message>
        <source>Scanner starting</source>
        <translation>扫描仪 正在连接</translation>
    </message>
    <message>
        <source>Scanner works with limits</source>
        <translation>扫描仪 可用但受限</translation>
    </message>
    <message>
        <source>Scanner not found, check the cable</source>
        <translation>扫描仪 没有找到，请检查连接线</translation>
    </message>
    <message>
        <source>Scanner fault</source>
        <translation>扫描仪 有故障</translation>
    </message>
    <message>
        <source>Card reader works with limits</source>
        <translation>读卡器可用，有限制</translation>
    </message>
    <message>
        <source>Camera ready</source>
        <translation>高拍仪 就绪</translation>
    </message>
    <message>
        <source>Camera at work</source>
        <translation>高拍仪 正在拍</translation>
    </message>
    <message>
        <source>Camera starting</source>
        <translation>高拍仪 启动中</translation>
    </message>
    <message>
        <source>Camera works with limits</source>
        <translation>高拍仪 可用，有限制</translation>
    </message>
    <message>
        <source>Camera not found, check the cable</source>
        <translation>高拍仪 没有找到，请检查连接线</translation>
    </message>
    <message>
        <source>Camera fault</source>
        <translation>高拍仪 故障</translation>
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
        <source>What happens when the period passes follows the item&apos;s rules (to be confirmed by the legal office)</source>
        <translation>逾期后果按事项规则执行（待法制机构确认）</translation>
    </message>
    <message numerus="yes">
        <source>the papers are looked at again within %n working days</source>
        <translation>
            <numerusform>在 %n 个工作日内复核</numerusform>
        </translation>
    </message>
    <message>
        <source>the people&apos;s government at the same level (to be confirmed by the legal office)</source>
        <translation>本级人民政府（待法制机构确认）</translation>
    </message>
    <message>
        <source>60 days</source>
        <translation>60日</translation>
    </message>
    <message>
        <source>the people&apos;s court with jurisdiction (to be confirmed by the legal office)</source>
        <translation>有管辖权的人民法院（待法制机构确认）</translation>
    </message>
    <message>
        <source>6 months</source>
        <translation>6个月</translation>
    </message>
    <message>
        <source>original looked at</source>
        <translation>原件已核验</translation>
    </message>
    <message>
        <source>written with a finger</source>
        <translation>手指书写</translation>
    </message>
    <message>
        <source>written with a mouse</source>
        <translation>鼠标书写</translation>
    </message>
</context>
<context>
    <name>zc::intake::RatingDesk</name>
    <message>
        <source>rating</source>
        <translation>评价</translation>
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
    <message>
        <source>Scanner</source>
        <translation>扫描仪</translation>
    </message>
    <message>
        <source>Code scanner</source>
        <translation>扫码枪</translation>
    </message>
    <message>
        <source>Document camera</source>
        <translation>高拍仪</translation>
    </message>
    <message>
        <source>Social-security card reader</source>
        <translation>社保卡读卡器</translation>
    </message>
    <message>
        <source>Evaluation terminal</source>
        <translation>评价器</translation>
    </message>
    <message>
        <source>Queue caller</source>
        <translation>叫号器</translation>
    </message>
    <message>
        <source>Receipt printer</source>
        <translation>凭条打印机</translation>
    </message>
    <message>
        <source>The applicant&apos;s screen</source>
        <translation>申请人屏</translation>
    </message>
    <message>
        <source>Signature pad</source>
        <translation>签字板</translation>
    </message>
    <message>
        <source>UKey</source>
        <translation>UKey</translation>
    </message>
    <message>
        <source>Fingerprint reader</source>
        <translation>指纹仪</translation>
    </message>
    <message>
        <source>ID photo decoder</source>
        <translation>证件照片解码组件</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
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
    <message>
        <source>a new document begins</source>
        <translation>另起一份</translation>
    </message>
</context>
</TS>
