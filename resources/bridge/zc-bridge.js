// The door of 综窗助手 for web pages: one WebSocket on this computer, messages in the shape of XFS4IoT.
// No dependency, one file, an ES module:
//
//   import { ZcBridge } from "./zc-bridge.js";
//   const bridge = new ZcBridge({ client: "办事窗口" });
//   await bridge.connect();
//   await bridge.withClaim("idr-1", async (claim) => {
//     const card = await bridge.readCard(claim, ["name", "number"]);
//   });
//
// Every failure is a BridgeError; its `code` is one of those at the end of this file or a completion code of the bridge
// (canceled timeOut deviceNotReady hardwareError unsupportedCommand invalidData authorisationRequired sequenceError userError
// internalError), and `device` is the error code of the device where there is one (DEV-IDCARD-NOMEDIA …).

const SUBPROTOCOL = "zc-bridge.v1";
const VERSION = "1.0";
const PATIENCE_MS = 5000;           // for connection and greeting; commands have their own time

export class BridgeError extends Error {
  constructor(code, device = "") {
    super(device ? `${code} (${device})` : code);
    this.name = "BridgeError";
    this.code = code;
    this.device = device;
  }
}

export class ZcBridge extends EventTarget {
  #socket = null;
  #lastId = 0;
  #waiting = new Map();             // requestId → {resolve, reject, onEvent}
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
    const socket = new WebSocket(`ws://127.0.0.1:${this.#options.port}/v1/ws`, SUBPROTOCOL);
    this.#socket = socket;
    this.#lastId = 0;
    socket.addEventListener("message", (event) => this.#take(socket, event.data));
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
    this.dispatchEvent(new CustomEvent("close", { detail: { code } }));
  }
}

// Codes of this file: notReachable (see look()), notConnected, alreadyConnected, closed (1001: locked, signed out or ended; 1008: a rule
// was broken or this page may no longer come), invalidMessage, invalidRequestID, tooManyRequests.
