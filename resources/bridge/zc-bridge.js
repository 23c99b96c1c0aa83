// The door of 综窗助手 for web pages: one WebSocket on this computer, messages in the shape of XFS4IoT.
// No dependency, one file, an ES module:
//
//   import { ZcBridge } from "./zc-bridge.js";
//   const bridge = new ZcBridge({ client: "办事窗口" });
//   await bridge.connect();
//   await bridge.withClaim("idr-1", async (claim) => {
//     const card = await bridge.readCard(claim, ["name", "number"]);
//   });
//   const { pages } = await bridge.withClaim("scn-1", (held) => bridge.scan(held, { resolution: "300" }));     // Blobs
//   await bridge.withClaim("prn-1", (held) => bridge.print(held, pdfBlob));
//
// Every failure is a BridgeError; its `code` is one of those at the end of this file or a completion code of the bridge
// (canceled timeOut deviceNotReady hardwareError unsupportedCommand invalidData authorisationRequired sequenceError userError
// internalError), and `device` is the error code of the device where there is one (DEV-IDCARD-NOMEDIA …).

const SUBPROTOCOL = "zc-bridge.v1";
const VERSION = "1.0";
const PATIENCE_MS = 5000;           // for connection and greeting; commands have their own time

// A piece of a file: 16 bytes of the transfer's id, its number as u32BE, then the bytes. At most eight wait for an answer.
const PIECE_HEAD = 20;
const PIECE_BYTES = 32 * 1024;
const WINDOW = 8;
const ACK_EVERY = 4;

const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const idText = (bytes) => hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
const idBytes = (id) => Uint8Array.from(id.replaceAll("-", "").match(/../g), (digits) => parseInt(digits, 16));
// Only secure pages may compute; a page without https prints nothing, and takes what it scanned unchecked.
const sha256 = async (bytes) => hex(await crypto.subtle.digest("SHA-256", bytes));

export class BridgeError extends Error {
  constructor(code, device = "") {
    super(device ? `${code} (${device})` : code);
    this.name = "BridgeError";
    this.code = code;
    this.device = device;
  }
}

// The same door for a page that is shown inside 综窗助手: no port and no socket, messages through the window. Behaves as a WebSocket does.
class InnerSocket extends EventTarget {
  readyState = WebSocket.CONNECTING;
  #hear = (event) => {
    if (event.source !== window || event.origin !== location.origin || event.data?.zcBridge !== "desk")
      return;
    const { kind, data } = event.data;
    if (kind === "opened") {
      this.readyState = WebSocket.OPEN;
      this.dispatchEvent(new Event("open"));
    } else if (kind === "closed") {
      this.#ended(data);
    } else {
      this.dispatchEvent(new MessageEvent("message", { data }));
    }
  };

  constructor() {
    super();
    window.addEventListener("message", this.#hear);
    this.#tell("open");
  }

  send(data) {
    this.#tell(typeof data === "string" ? "text" : "binary", typeof data === "string" ? data : data.buffer);
  }

  close() {
    if (this.readyState === WebSocket.CLOSED)
      return;
    this.#tell("close");
    this.#ended(1000);
  }

  #tell(kind, data) {
    window.postMessage({ zcBridge: "page", kind, data }, location.origin);
  }

  #ended(code) {
    this.readyState = WebSocket.CLOSED;
    window.removeEventListener("message", this.#hear);
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }
}

export class ZcBridge extends EventTarget {
  #socket = null;
  #lastId = 0;
  #waiting = new Map();             // requestId → {resolve, reject, onEvent}
  #incoming = new Map();            // transfer → the file that comes in pieces
  #options;

  // `token`: what an earlier pair() gave, as long as it holds.
  constructor({ port = 18610, client = "page", token = null } = {}) {
    super();
    this.#options = { port, client, token };
    this.grants = [];
  }

  get connected() {
    return this.#socket !== null && this.#socket.readyState === WebSocket.OPEN;
  }

  // Why a connection does not come about, as far as a page may know: "running", "blocked" (the browser forbids this page to reach
  // programs on this computer: https and the policy LocalNetworkAccessAllowedForUrls help), "absent" (nothing listens), "unknown".
  async look() {
    try {
      await fetch(`http://127.0.0.1:${this.#options.port}/v1/hello`, { mode: "no-cors", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
      return "running";
    } catch {
      if (!window.isSecureContext)
        return "blocked";
    }
    for (const name of ["loopback-network", "local-network-access"]) {
      try {
        const answer = await navigator.permissions.query({ name });
        return answer.state === "denied" ? "blocked" : "absent";
      } catch {
        // This browser does not know the name.
      }
    }
    return "unknown";
  }

  // Connects and says Hello. Resolves with the grants of this page.
  async connect() {
    if (this.#socket)
      throw new BridgeError("alreadyConnected");
    const inner = / ZongChuang\//.test(navigator.userAgent);
    const socket = inner ? new InnerSocket() : new WebSocket(`ws://127.0.0.1:${this.#options.port}/v1/ws`, SUBPROTOCOL);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    this.#lastId = 0;
    socket.addEventListener("message", (event) => {
      if (typeof event.data === "string")
        this.#take(socket, event.data);
      else if (socket === this.#socket)
        this.#takePiece(event.data);
    });
    socket.addEventListener("close", (event) => this.#gone(socket, event.code));
    await new Promise((resolve, reject) => {
      const late = setTimeout(() => { socket.close(); reject(new BridgeError("notReachable")); }, PATIENCE_MS);
      socket.addEventListener("open", () => { clearTimeout(late); resolve(); }, { once: true });
      socket.addEventListener("close", () => { clearTimeout(late); reject(new BridgeError("notReachable")); }, { once: true });
    });
    const { client, token } = this.#options;
    const hello = await this.command("Common.Hello", token ? { client, token } : { client }, { timeout: PATIENCE_MS });
    this.grants = hello.grants;
    return this.grants;
  }

  close() {
    if (this.#socket)
      this.#socket.close(1000);
  }

  // Any command of the bridge. `timeout` in milliseconds is the bridge's own limit for it; `signal` cancels it there too.
  command(name, payload = {}, { timeout, signal, onEvent } = {}) {
    if (!this.connected)
      return Promise.reject(new BridgeError("notConnected"));
    if (signal?.aborted)
      return Promise.reject(new BridgeError("canceled"));
    const requestId = ++this.#lastId;
    const header = { type: "command", name, requestId, version: VERSION };
    if (timeout !== undefined)
      header.timeout = timeout;
    return new Promise((resolve, reject) => {
      const stop = () => this.command("Common.Cancel", { requestIds: [requestId] }).catch(() => {});
      const settled = (settle) => (value) => { signal?.removeEventListener("abort", stop); settle(value); };
      this.#waiting.set(requestId, { resolve: settled(resolve), reject: settled(reject), onEvent });
      signal?.addEventListener("abort", stop, { once: true });
      this.#socket.send(JSON.stringify({ header, payload }));
    });
  }

  // Asks the clerk, in the window of 综窗助手, to let this page use `operations`. Keep the token for the next connection.
  async pair(operations, reason) {
    const answer = await this.command("Bridge.Pair", { operations, reason }, { timeout: 60000 });
    this.grants = answer.grants;
    this.#options.token = answer.token;
    return answer;
  }

  async devices() {
    return (await this.command("Common.Devices")).devices;
  }

  capabilities(device) {
    return this.command("Common.Capabilities", { device });
  }

  status(device) {
    return this.command("Common.Status", { device });
  }

  async claim(device, { mode = "exclusive", ttlMs = 60000 } = {}) {
    const { claim } = await this.command("Device.Claim", { device, mode, ttlMs });
    return { device, claim };
  }

  release(held) {
    return this.command("Device.Release", { claim: held.claim });
  }

  // Claims, works, and gives back whatever happens in between.
  async withClaim(device, work, options) {
    const held = await this.claim(device, options);
    try {
      return await work(held);
    } finally {
      if (this.connected)
        await this.release(held).catch(() => {});
    }
  }

  async waitCard(held, options) {
    return (await this.command("IdCard.WaitCard", { ...held }, options)).media;
  }

  // Exactly the fields asked for: name sex ethnic birth address number issuer validFrom validTo …
  readCard(held, fields, { photo = false, ...options } = {}) {
    return this.command("IdCard.Read", { ...held, fields, photo }, options);
  }

  // Exactly the fields asked for: cardNumber number name sex nation birthPlace birth.
  readSocialCard(held, fields, options) {
    return this.command("ScCard.Read", { ...held, fields }, options);
  }

  // Settings as the capabilities of the device name them, all of them texts. Resolves with {pages: [{page, file, mediaType, dpi}],
  // notes}; `onPage` has each page as soon as it is there, also those before a fault.
  scan(held, settings = {}, options) {
    return this.#pages("Scan.Start", held, settings, options);
  }

  capture(held, settings = {}, options) {
    return this.#pages("Camera.Capture", held, settings, options);
  }

  // A handwritten signature: {pages: [{file}]}, the strokes as JSON.
  sign(held, { onPage, ...options } = {}) {
    return this.#pages("Sign.Capture", held, null, { onPage, ...options });
  }

  // Asks the applicant on the terminal in front of her: {outcome: given | declined | notGiven | unknown, level?: 1 … 5}.
  askEvaluation(held, item, { caseNumber, seconds, ...options } = {}) {
    return this.command("Evaluate.Ask", { ...held, item, ...(caseNumber && { caseNumber }), ...(seconds && { seconds }) }, options);
  }

  // act: next, or recall and skip with the number that was called.
  callQueue(held, act, { number, ...options } = {}) {
    return this.command("Queue.Call", { ...held, act, ...(number && { number }) }, options);
  }

  // [{certId, subject, issuer, serial, algorithm, digestAlg, signs, notBefore, notAfter, der}] of a UKey.
  async listCertificates(held, options) {
    return (await this.command("Key.ListCerts", { ...held }, options)).certificates;
  }

  // 32 bytes (ArrayBuffer, Uint8Array), signed after the clerk has seen `purpose` and digest and typed the PIN in the desk's own window:
  // {certId, signature} in base64. For SM2 the digest is SM3(Z ‖ M). The claim must last until then.
  signDigest(held, certificate, digest, purpose, options) {
    const base64 = btoa(String.fromCharCode(...new Uint8Array(digest)));
    return this.command("Key.Sign", { ...held, certId: certificate.certId, digestAlg: certificate.digestAlg, digest: base64, purpose }, options);
  }

  // A PDF (Blob, ArrayBuffer). Resolves with {certainty: "printed" | "sent"}.
  async print(held, pdf, { copies = 1, ...options } = {}) {
    const transfer = await this.#send(await new Response(pdf).arrayBuffer(), "application/pdf", options.signal);
    return this.command("Print.Job", { ...held, transfer, copies }, options);
  }

  // Lines {text, bold?, large?, centred?} and {kind: "rule" | "feed" | "cut"}.
  printReceipt(held, lines, options) {
    return this.command("Receipt.Print", { ...held, lines }, options);
  }

  async #pages(name, held, settings, { onPage, ...options } = {}) {
    const coming = [], transfers = [];
    const onEvent = (_, about) => {
      transfers.push(about.transfer);
      const page = new Promise((resolve, reject) => this.#incoming.set(about.transfer, { about, pieces: [], bytes: 0, resolve, reject }))
        .then((file) => ({ page: about.page, file, mediaType: about.mediaType, dpi: about.dpi }));
      page.then((whole) => onPage?.(whole), () => {});
      coming.push(page);
    };
    try {
      const { notes } = await this.command(name, settings ? { ...held, settings } : held, { ...options, onEvent });
      return { pages: await Promise.all(coming), notes };
    } finally {
      for (const transfer of transfers)
        this.#drop(transfer, "canceled");
    }
  }

  #drop(transfer, code) {
    const file = this.#incoming.get(transfer);
    this.#incoming.delete(transfer);
    file?.reject(new BridgeError(code));
  }

  #takePiece(data) {
    const transfer = idText(data.slice(0, 16));
    const file = this.#incoming.get(transfer);
    if (!file)
      return;
    if (new DataView(data).getUint32(16) !== file.pieces.length)
      return this.#drop(transfer, "brokenTransfer");
    file.pieces.push(data.slice(PIECE_HEAD));
    file.bytes += data.byteLength - PIECE_HEAD;
    const whole = file.bytes === file.about.bytes;
    if (whole || file.pieces.length % ACK_EVERY === 0)
      this.command("Transfer.Ack", { transfer, frames: file.pieces.length }).catch(() => {});
    if (whole)
      this.#finish(transfer, file);
  }

  async #finish(transfer, file) {
    this.#incoming.delete(transfer);
    const blob = new Blob(file.pieces, { type: file.about.mediaType });
    if (crypto.subtle && await sha256(await blob.arrayBuffer()) !== file.about.sha256)
      file.reject(new BridgeError("brokenTransfer"));
    else
      file.resolve(blob);
  }

  // Sends bytes ahead of the command that uses them; resolves with the id of the transfer.
  async #send(bytes, mediaType, signal) {
    if (!crypto.subtle)
      throw new BridgeError("insecurePage");
    const transfer = crypto.randomUUID();
    const socket = this.#socket;
    let number = 0, ended = false;
    const onEvent = (_, { frames }) => {
      for (; !ended && number - frames < WINDOW && number * PIECE_BYTES < bytes.byteLength; ++number) {
        const piece = new Uint8Array(bytes.slice(number * PIECE_BYTES, (number + 1) * PIECE_BYTES));
        const frame = new Uint8Array(PIECE_HEAD + piece.length);
        frame.set(idBytes(transfer));
        new DataView(frame.buffer).setUint32(16, number);
        frame.set(piece, PIECE_HEAD);
        socket.send(frame);
      }
    };
    try {
      await this.command("Transfer.Begin", { transfer, bytes: bytes.byteLength, sha256: await sha256(bytes), mediaType }, { signal, onEvent });
      return transfer;
    } finally {
      ended = true;
    }
  }

  #take(socket, text) {
    if (socket !== this.#socket)
      return;
    const { header, payload } = JSON.parse(text);
    if (header.type === "unsolicited") {
      const kind = header.name === "Common.MediaChanged" ? "media" : header.name === "Common.StatusChanged" ? "status" : "other";
      this.dispatchEvent(new CustomEvent(kind, { detail: payload }));
      return;
    }
    const waiting = this.#waiting.get(header.requestId);
    if (!waiting)
      return;
    if (header.type === "event") {
      waiting.onEvent?.(header.name, payload);
      return;
    }
    if (header.type === "acknowledge" && header.status === null)
      return;
    this.#waiting.delete(header.requestId);
    if (header.type === "completion" && header.completionCode === "success")
      waiting.resolve(payload);
    else
      waiting.reject(new BridgeError(header.completionCode ?? header.status, header.errorDescription));
  }

  #gone(socket, code) {
    if (socket !== this.#socket)
      return;
    this.#socket = null;
    this.grants = [];
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting)
      reject(new BridgeError("closed"));
    for (const transfer of [...this.#incoming.keys()])
      this.#drop(transfer, "closed");
    this.dispatchEvent(new CustomEvent("close", { detail: { code } }));
  }
}

// Codes of this file: notReachable (see look()), notConnected, alreadyConnected, closed (1001: locked, signed out or ended; 1008: a rule
// was broken or this page may no longer come), invalidMessage, invalidRequestID, tooManyRequests, brokenTransfer (a file did not arrive
// as it was announced), insecurePage (printing needs https).
