// Runs in a world of its own in the top frame of a department's page, after qwebchannel.js. Carries messages between the page (zc-bridge.js,
// by window.postMessage) and the desk (QWebChannel); the page never sees the channel. What other frames post here is not heard.
(() => {
  if (window !== window.top)
    return;
  const name = crypto.getRandomValues(new Uint32Array(4)).join("-");      // of this document
  const tell = (kind, data) => window.postMessage({ zcBridge: "desk", kind, data }, location.origin);
  const text = (data) => typeof data === "string" ? data : "";
  const base64 = (buffer) => {
    const bytes = new Uint8Array(buffer);
    let characters = "";
    for (let at = 0; at < bytes.length; at += 8192)
      characters += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(characters);
  };
  const ready = new Promise((resolve) => new QWebChannel(qt.webChannelTransport, (channel) => resolve(channel.objects.desk)));
  ready.then((desk) => {
    desk.opened.connect((document, allowed) => { if (document === name) tell(allowed ? "opened" : "closed", 1008); });
    desk.say.connect((document, said) => { if (document === name) tell("text", said); });
    desk.sayBinary.connect((document, said) => { if (document === name) tell("binary", Uint8Array.from(atob(said), (c) => c.charCodeAt(0)).buffer); });
    desk.left.connect((document, code) => { if (document === name) tell("closed", code); });
  });
  window.addEventListener("message", (event) => {
    const said = event.data;
    if (event.source !== window || event.origin !== location.origin || said === null || typeof said !== "object" || said.zcBridge !== "page")
      return;
    const { kind, data } = said;
    ready.then((desk) => {
      const top = window === window.top, origin = location.origin;
      if (kind === "open")
        desk.open(name, origin, top);
      else if (kind === "text")
        desk.receive(name, origin, top, text(data));
      else if (kind === "binary" && data instanceof ArrayBuffer)
        desk.receiveBinary(name, origin, top, base64(data));
      else if (kind === "close")
        desk.close(name);
    });
  });
})();
