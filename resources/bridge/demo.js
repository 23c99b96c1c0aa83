// The page of demo.html: connect, ask for the grant, read a card. `?port=` for another port than the usual one.
import { ZcBridge } from "./zc-bridge.js";

const FIELDS = [["name", "姓名"], ["sex", "性别"], ["birth", "出生日期"], ["number", "公民身份号码"], ["validTo", "有效期至"]];
const WORDS = {
  notReachable: "没有连上综窗助手", closed: "连接已断开", authorisationRequired: "没有授权", deviceNotReady: "阅读器不可用或正被使用",
  userError: "请把证件平放在阅读器上", timeOut: "超时，请重试", canceled: "已取消", hardwareError: "阅读器故障，请联系运维",
};
const WHY = { blocked: "浏览器不允许本页访问本机程序，请联系运维", absent: "综窗助手没有运行或没有启用网页设备接口" };

const port = Number(new URLSearchParams(location.search).get("port")) || 18610;
const bridge = new ZcBridge({ port, client: "样例页面" });
const element = (id) => document.getElementById(id);
let reading = null;

function say(words) {
  element("state").textContent = words;
}

function show() {
  const may = bridge.grants.includes("IdCard.Read");
  element("connect").disabled = bridge.connected;
  element("pair").disabled = !bridge.connected || may;
  element("read").disabled = !bridge.connected || !may || reading !== null;
  element("stop").disabled = reading === null;
}

// What stood there belongs to the person before.
function fill(values) {
  element("fields").replaceChildren(...(values ? FIELDS : []).map(([id, title]) => {
    const row = document.createElement("tr");
    for (const text of [title, values[id] ?? ""])
      row.appendChild(document.createElement("td")).textContent = text;
    return row;
  }));
}

function act(id, work) {
  element(id).addEventListener("click", async () => {
    try {
      await work();
    } catch (error) {
      say(WORDS[error.code] ?? `失败：${error.message}`);
      if (error.code === "notReachable")
        say(WHY[await bridge.look()] ?? WORDS.notReachable);
    }
    show();
  });
}

act("connect", async () => {
  await bridge.connect();
  say("已连接");
});
act("pair", async () => {
  say("请在综窗助手窗口中确认");
  await bridge.pair(["IdCard.Read"], "读取身份证，填写申请人信息");
  say("已授权");
});
act("read", async () => {
  fill(null);
  say("请放身份证");
  reading = new AbortController();
  show();
  try {
    const reader = (await bridge.devices()).find((device) => device.class === "idCardReader");
    if (!reader)
      return say("没有身份证阅读器");
    const card = await bridge.withClaim(reader.device, (held) => bridge.readCard(held, FIELDS.map(([id]) => id), { timeout: 30000, signal: reading.signal }));
    fill(card.fields);
    say("已读取");
  } finally {
    reading = null;
  }
});
act("stop", async () => reading?.abort());

bridge.addEventListener("close", () => {
  fill(null);
  say("连接已断开");
  show();
});
show();
