// The phone's page: scan or type a card, choose the step, confirm the quantity, done. Entries go through a queue in the phone's own
// database, so that none is lost without a signal or with an empty battery, and each is sent once, in order.
"use strict";
(() => {
  const root = document.querySelector("[data-record]");
  if (!root) {
    return;
  }
  const words = JSON.parse(root.dataset.words);
  const part = name => root.querySelector("[data-" + name + "]");
  const say = (key, ...values) => values.reduce((text, value, i) => text.replaceAll("{" + i + "}", value), words[key] ?? key);
  const now = () => new Date(Date.now()).toISOString();

  // ---- what is kept in the phone

  const database = new Promise((resolve, reject) => {
    const opening = indexedDB.open("raceway-record", 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore("queue", {keyPath: "place", autoIncrement: true});
      opening.result.createObjectStore("facts");
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });

  // Resolves when the change is on the disk, not when it is asked for.
  async function kept(store, mode, work) {
    const transaction = (await database).transaction(store, mode, {durability: "strict"});
    const request = work(transaction.objectStore(store));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  }
  const queue = () => kept("queue", "readonly", store => store.getAll());
  const put = entry => kept("queue", "readwrite", store => store.put(entry));
  const drop = place => kept("queue", "readwrite", store => store.delete(place));

  const device = (async () => {
    let id = await kept("facts", "readonly", store => store.get("device"));
    if (!id) {
      id = uuid();
      await kept("facts", "readwrite", store => store.put(id, "device"));
    }
    return id;
  })();

  // crypto.randomUUID is missing on plain HTTP, which a plant's own network often is.
  function uuid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = bytes[6] & 15 | 64;
    bytes[8] = bytes[8] & 63 | 128;
    const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
  }

  // ---- messages

  function tell(kind, text) {
    for (const each of ["good", "bad"]) {
      part(each).hidden = each !== kind;
    }
    if (kind) {
      part(kind + "-words").textContent = text;
      part(kind).scrollIntoView({block: "nearest"});
    }
  }

  // ---- the camera

  let looking = null;

  async function scan() {
    tell(null);
    if (looking) {
      stop();
      return;
    }
    const video = part("camera");
    try {
      looking = await navigator.mediaDevices.getUserMedia({video: {facingMode: "environment"}});
    } catch (failure) {
      tell("bad", say("camera"));
      return;
    }
    video.srcObject = looking;
    video.hidden = false;
    part("scan").querySelector("span").textContent = say("stop");
    await video.play();
    const read = await reader();
    const look = async () => {
      if (!looking) {
        return;
      }
      const text = video.readyState >= 2 ? await read(video).catch(() => null) : null;
      if (text && looking) {
        stop();
        open(text);
      } else {
        setTimeout(look, 150);
      }
    };
    look();
  }

  async function reader() {
    const formats = "BarcodeDetector" in window ? await BarcodeDetector.getSupportedFormats().catch(() => []) : [];
    if (formats.includes("qr_code")) {
      const detector = new BarcodeDetector({formats: formats.filter(each => each === "qr_code" || each === "data_matrix")});
      return async video => (await detector.detect(video))[0]?.rawValue;
    }
    const canvas = document.createElement("canvas");
    return async video => {
      const scale = Math.min(1, 800 / Math.max(video.videoWidth, video.videoHeight));
      canvas.width = video.videoWidth * scale;
      canvas.height = video.videoHeight * scale;
      const pen = canvas.getContext("2d", {willReadFrequently: true});
      pen.drawImage(video, 0, 0, canvas.width, canvas.height);
      const picture = pen.getImageData(0, 0, canvas.width, canvas.height);
      return jsQR(picture.data, picture.width, picture.height, {inversionAttempts: "dontInvert"})?.data;
    };
  }

  function stop() {
    looking?.getTracks().forEach(track => track.stop());
    looking = null;
    part("camera").hidden = true;
    part("scan").querySelector("span").textContent = say("scan");
  }

  // ---- one card

  let card = null;

  async function open(code) {
    tell(null);
    let found = null;
    try {
      const answer = await fetch("/api/v1/cards/lookup?code=" + encodeURIComponent(code), {headers: {Accept: "application/json"}});
      if (answer.ok && !answer.redirected) {
        found = await answer.json();
      } else if (answer.status === 401 || answer.redirected) {
        tell("bad", say("login"));
        return;
      } else if (answer.status < 500) {
        const problem = await answer.json();
        tell("bad", problem.title + (problem.detail ? ": " + problem.detail : ""));
        return;
      }
    } catch (failure) {
      // No signal: the code alone is enough to record.
    }
    const waiting = (await queue()).filter(entry => entry.order.code === code || entry.thing && entry.thing === found?.thing);
    card = {code: found ? found.thing : code, found, seen: found ? found.count : null};
    part("lot").textContent = found ? found.product.name : say("unknown");
    part("facts").textContent = found
      ? say("facts", found.lot, found.quantity + " " + say("unit." + found.unit), found.step ? say("step." + found.step) : say("none"))
      : say("unseen", code);
    part("unit").textContent = found ? say("unit." + found.unit) : "";
    const form = part("entry");
    form.reset();
    const at = waiting.length ? waiting[waiting.length - 1].order : null;
    if (at) {
      part("entry").elements.step.value = at.step;
      form.querySelector("#record-quantity").value = at.quantity;
    } else if (found?.next) {
      form.elements.step.value = found.next;
      form.querySelector("#record-quantity").value = found.expected || "";
    } else if (found) {
      form.elements.step.value = found.step || "";
    }
    part("find").hidden = true;
    part("card").hidden = false;
    part("card").scrollIntoView({block: "start"});
  }

  function close() {
    card = null;
    part("card").hidden = true;
    part("find").hidden = false;
    root.querySelector("#record-code").value = "";
  }

  async function done(event) {
    event.preventDefault();
    const form = part("entry");
    const quantity = Number(form.querySelector("#record-quantity").value.replace(/[,，\s]/g, ""));
    if (!(quantity > 0)) {
      tell("bad", say("quantity"));
      form.querySelector("#record-quantity").focus();
      return;
    }
    const file = form.querySelector("#record-photo").files[0];
    let photo = null;
    try {
      photo = file ? await smaller(file) : null;
    } catch (failure) {
      tell("bad", say("photo"));
      return;
    }
    await put({
      order: {
        id: uuid(),
        code: card.code,
        step: form.elements.step.value,
        quantity,
        machine: form.querySelector("#record-machine").value,
        takenAt: now(),
        device: await device,
        seen: card.seen,
        confirmed: [],
        reason: "",
        photo
      },
      name: card.found ? card.found.product.name + " " + card.found.lot : card.code,
      unit: card.found ? say("unit." + card.found.unit) : ""
    });
    close();
    tell("good", say("waits"));
    await send();
  }

  // Phones take pictures of many megabytes; one of 1,280 pixels shows all that is asked for.
  async function smaller(file) {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, 1280 / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    for (const quality of [.8, .6, .4]) {
      const data = canvas.toDataURL("image/jpeg", quality).split(",")[1];
      if (data.length * 3 / 4 < 1000000) {
        return data;
      }
    }
    throw new Error("too large");
  }

  // ---- the queue

  let sending = false;

  // One tab of the phone sends at a time, or the order would be lost.
  function send() {
    return navigator.locks ? navigator.locks.request("raceway-record", sendAll) : sendAll();
  }

  async function sendAll() {
    if (sending) {
      return;
    }
    sending = true;
    try {
      let token = null;
      const held = new Set();
      for (const entry of await queue()) {
        // What a person has to decide holds back only what comes after it on the same card.
        if (entry.problem || held.has(entry.order.code)) {
          held.add(entry.order.code);
          continue;
        }
        token ??= await freshToken();
        if (!token) {
          break;
        }
        const answer = await fetch("/api/v1/cards/entries", {
          method: "POST",
          headers: {"Content-Type": "application/json", Accept: "application/json", "X-CSRF-TOKEN": token},
          body: JSON.stringify({...entry.order, sentAt: now()})
        });
        if (answer.ok) {
          await drop(entry.place);
          tell("good", say("recorded", entry.name, say("step." + entry.order.step), entry.order.quantity + " " + entry.unit));
        } else if (answer.status === 401 || answer.status === 403 || answer.status === 408 || answer.status === 429 || answer.status >= 500) {
          break;
        } else {
          const problem = await answer.json();
          entry.problem = {code: problem.code, title: problem.title, detail: problem.detail || ""};
          await put(entry);
          held.add(entry.order.code);
          tell(null);
        }
      }
    } catch (failure) {
      // No signal: it is tried again.
    } finally {
      sending = false;
    }
    await show();
  }

  // The page may be days old and the login a new one: its token is asked for anew.
  async function freshToken() {
    const answer = await fetch("/record", {cache: "no-store", headers: {"X-Fresh": "1"}});
    if (!answer.ok || answer.redirected) {
      tell("bad", say("login"));
      return null;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return JSON.parse(page.body.getAttribute("hx-headers"))["X-CSRF-TOKEN"];
  }

  async function show() {
    const entries = await queue();
    const list = part("queue");
    list.replaceChildren();
    part("queue-part").hidden = !entries.length;
    part("queue-words").textContent = say("count", entries.length);
    part("offline").hidden = navigator.onLine;
    for (const entry of entries) {
      const line = document.createElement("li");
      const head = document.createElement("strong");
      head.textContent = entry.name + " · " + say("step." + entry.order.step) + " · " + entry.order.quantity + " " + entry.unit;
      line.append(head);
      if (entry.problem) {
        const why = document.createElement("span");
        why.textContent = entry.problem.title + (entry.problem.detail ? ": " + entry.problem.detail : "");
        line.append(why, decisions(entry));
      }
      list.append(line);
    }
  }

  const CONFIRMS = {
    "card-other-phone": "OTHER_PHONE",
    "card-more-than-came-in": "MORE_THAN_CAME_IN",
    "card-reason-missing": "MORE_THAN_CAME_IN",
    "card-clock-wrong": "CLOCK"
  };

  function decisions(entry) {
    const row = document.createElement("div");
    row.className = "stack";
    const confirms = CONFIRMS[entry.problem.code];
    let reason = null;
    if (confirms === "MORE_THAN_CAME_IN") {
      reason = document.createElement("input");
      reason.maxLength = 200;
      reason.setAttribute("aria-label", say("reason"));
      reason.placeholder = say("reason");
      row.append(reason);
    }
    if (confirms) {
      row.append(button(say("confirm." + confirms), async () => {
        if (reason && !reason.value.trim()) {
          reason.focus();
          return;
        }
        entry.order.confirmed = [...new Set([...entry.order.confirmed, confirms])];
        entry.order.reason = reason ? reason.value : entry.order.reason;
        delete entry.problem;
        await put(entry);
        await send();
      }));
    }
    row.append(button(say("drop"), async () => {
      await drop(entry.place);
      await show();
      await send();
    }));
    return row;
  }

  function button(text, work) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", work);
    return made;
  }

  // ---- begin

  part("scan").addEventListener("click", scan);
  part("type").addEventListener("submit", event => {
    event.preventDefault();
    open(root.querySelector("#record-code").value.trim());
  });
  part("entry").addEventListener("submit", done);
  part("entry").addEventListener("change", event => {
    if (event.target.name === "step" && card?.found && event.target.value === card.found.next) {
      root.querySelector("#record-quantity").value = card.found.expected || "";
    }
  });
  part("cancel").addEventListener("click", close);
  part("send").addEventListener("click", () => send());
  addEventListener("online", () => send());
  addEventListener("offline", () => show());
  setInterval(() => navigator.onLine && send(), 30000);
  navigator.storage?.persist?.();
  navigator.serviceWorker?.register("/record/worker.js", {scope: "/record"}).catch(() => {});
  const asked = new URLSearchParams(location.search).get("code");
  if (asked) {
    open(asked);
  }
  send();
})();
