// The page of demo.html: connect, ask for the grants, use the devices. `?port=` for another port than the usual one,
// `?use=IdCard.Read,Scan.Start` to ask for these alone.
import { ZcBridge } from "./zc-bridge.js";

const FIELDS = [["name", "姓名"], ["sex", "性别"], ["birth", "出生日期"], ["number", "公民身份号码"], ["validTo", "有效期至"]];
const SOCIAL_FIELDS = [["name", "姓名"], ["cardNumber", "社保卡号"], ["number", "社会保障号码"]];
const WORDS = {
  notReachable: "没有连上综窗助手", closed: "连接已断开", authorisationRequired: "没有授权", deviceNotReady: "设备不可用或正被使用",
  userError: "请把证件或纸张放好", timeOut: "超时，请重试", canceled: "已取消", hardwareError: "设备故障，请联系运维", insecurePage: "本页没有加密，不能打印",
};
const WHY = { blocked: "浏览器不允许本页访问本机程序，请联系运维", absent: "综窗助手没有运行或没有启用网页设备接口" };

// Button → the command it needs, the class of its device, what is said meanwhile and afterwards, what is done.
const WORK = {
  read: ["IdCard.Read", "idCardReader", "请放身份证", "已读取", async (held, options) => fill(FIELDS, (await bridge.readCard(held, FIELDS.map(([id]) => id), options)).fields)],
  social: ["ScCard.Read", "socialCardReader", "请插社保卡", "已读取", async (held, options) => fill(SOCIAL_FIELDS, (await bridge.readSocialCard(held, SOCIAL_FIELDS.map(([id]) => id), options)).fields)],
  scan: ["Scan.Start", "scanner", "正在扫描", "已扫描", (held, options) => bridge.scan(held, { source: "feeder", resolution: "100" }, { ...options, onPage: showPage })],
  capture: ["Camera.Capture", "camera", "请放平材料", "已拍照", (held, options) => bridge.capture(held, {}, { ...options, onPage: showPage })],
  print: ["Print.Job", "printer", "正在打印", "已打印", (held, options) => bridge.print(held, new Blob([SAMPLE_PDF]), options)],
  receipt: ["Receipt.Print", "receiptPrinter", "正在打印小票", "已打印小票", (held, options) => bridge.printReceipt(held, [
    { text: "样例小票", bold: true, centred: true }, { kind: "rule" }, { text: "仅供演示" }, { kind: "cut" }], options)],
};
const SAMPLE_PDF = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
  + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

const given = new URLSearchParams(location.search);
const port = Number(given.get("port")) || 18610;
const wanted = given.get("use")?.split(",") ?? Object.values(WORK).map(([command]) => command);
const bridge = new ZcBridge({ port, client: "样例页面" });
const element = (id) => document.getElementById(id);
let working = null;

function say(words) {
  element("state").textContent = words;
}

function show() {
  element("connect").disabled = bridge.connected;
  element("pair").disabled = !bridge.connected || wanted.every((command) => bridge.grants.includes(command));
  for (const [id, [command]] of Object.entries(WORK))
    element(id).disabled = !bridge.connected || !bridge.grants.includes(command) || working !== null;
  element("stop").disabled = working === null;
}

function fill(fields, values) {
  element("fields").replaceChildren(...fields.map(([id, title]) => {
    const row = document.createElement("tr");
    for (const text of [title, values[id] ?? ""])
      row.appendChild(document.createElement("td")).textContent = text;
    return row;
  }));
}

function showPage({ file }) {
  const picture = element("pages").appendChild(new Image());
  picture.src = URL.createObjectURL(file);
}

// What stood there belongs to the person before.
function clear() {
  fill([], {});
  for (const picture of element("pages").querySelectorAll("img"))
    URL.revokeObjectURL(picture.src);
  element("pages").replaceChildren();
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
  await bridge.pair(wanted, "样例：填写申请人信息，收取材料，打印回执");
  say("已授权");
});
for (const [id, [, deviceClass, before, after, work]] of Object.entries(WORK))
  act(id, async () => {
    clear();
    say(before);
    working = new AbortController();
    show();
    try {
      const found = (await bridge.devices()).find((device) => device.class === deviceClass);
      if (!found)
        return say("没有这种设备");
      await bridge.withClaim(found.device, (held) => work(held, { timeout: 60000, signal: working.signal }));
      say(after);
    } finally {
      working = null;
    }
  });
act("stop", async () => working?.abort());

bridge.addEventListener("close", () => {
  clear();
  say("连接已断开");
  show();
});
show();
