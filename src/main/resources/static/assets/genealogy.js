// Draws the genealogy graph: left the steel, right the bearing. Layered layout, groups, side panel; no library.
(() => {
  "use strict";
  const root = document.querySelector("[data-genealogy]");
  if (!root) return;
  const words = JSON.parse(root.dataset.texts);
  const english = root.dataset.language === "en";
  const SHOWN = 60;
  const MEMBERS = 40;
  const WIDTH = 176, HEIGHT = 48, STEP_WIDTH = 118, STEP_HEIGHT = 28, GAP_X = 76, GAP_Y = 14, MARGIN = 20;
  const READABLE = 0.85;
  const LABELLED = 6;
  const COLOURS = {
    STEEL_MILL: "#4a5a8a", TRADER: "#8a6d3b", BAR_AND_TUBE: "#3f7f93", FORGE: "#b5502a", HEAT_TREATER: "#b3223f",
    RING_TURNER: "#5d7d2e", GRINDER: "#2f7d5b", BALL_MAKER: "#7a4fa0", CAGE_MAKER: "#a04f86", SEAL_MAKER: "#6b6b2a",
    ASSEMBLER: "#1f5f8b", WAREHOUSE: "#6f7780", DISTRIBUTOR: "#00818a", NONE: "#7b8996",
  };
  const state = { group: null, open: new Set(), at: root.dataset.at, scale: 1, picked: null, data: null, whole: null };

  const text = (key, ...values) => values.reduce((all, value, i) => all.replace("{" + i + "}", value), words[key] ?? key);
  const stepName = step => step ? (words["step." + step] ?? step.split("/").pop()) : "";
  const dispositionName = term => words["disposition." + term] ?? term.split("/").pop();
  const factValue = (name, value) => name.endsWith("result") ? words["result." + value] ?? value : value;
  const time = value => {
    if (!value) return "";
    const parts = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "short" });
    return parts.format(new Date(value));
  };
  const amount = (quantity, unit) => quantity == null ? ""
    : Number(quantity).toLocaleString(english ? "en" : "zh-CN", { maximumFractionDigits: 3 })
      + " " + (unit === "KGM" ? "kg" : unit ?? text("pieces"));
  const html = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
      else if (key === "style") element.style.cssText = value; // as an attribute the content security policy refuses it
      else if (value !== null && value !== undefined) element.setAttribute(key, value);
    }
    element.append(...children.filter(child => child !== null && child !== undefined));
    return element;
  };
  const svg = (name, attributes = {}, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === "style") element.style.cssText = value;
      else element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  };
  const ruler = document.createElement("canvas").getContext("2d");
  const fit = (string, font, width) => {
    ruler.font = font + " " + getComputedStyle(document.body).fontFamily;
    if (ruler.measureText(string).width <= width) return string;
    const letters = [...string];
    while (letters.length && ruler.measureText(letters.join("") + "…").width > width) letters.pop();
    return letters.join("") + "…";
  };

  const ownerOf = node => state.enterprises.get(node.owner);
  const ownerName = node => {
    const owner = ownerOf(node);
    return owner ? (english ? owner.englishName : owner.name) : "";
  };
  const kindOf = node => ownerOf(node)?.kind ?? "NONE";
  const product = node => {
    const match = /\/01\/(\d{14})/.exec(node.id);
    const found = match && state.products.get(match[1]);
    return found ? (found.designation ?? (english ? found.englishName : found.name) ?? "") : "";
  };
  const title = node => node.redacted && !node.label ? stepName(node.step) || text("redacted")
    : node.kind === "STEP" ? stepName(node.label) : node.label;

  // ---- groups ----

  function keyOf(node, mode) {
    if (mode === "enterprise") return node.owner ? "e|" + node.owner : "e|?" + (node.redacted ? "r" : "");
    if (mode === "step") return "s|" + node.kind + "|" + (node.step ?? "") + "|" + (node.redacted ? "r" : node.owner ?? "");
    if (mode === "kind") return "k|" + node.kind + "|" + (node.step ?? "");
    return node.id;
  }

  function boxes(data, mode) {
    const groups = new Map();
    for (const node of data.nodes) {
      const key = node.id === data.start ? node.id : keyOf(node, mode);
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(node);
    }
    const made = new Map();
    const of = new Map();
    const put = (id, members, group) => {
      made.set(id, { id, members, node: members[0], group });
      for (const member of members) of.set(member.id, id);
    };
    for (const [key, members] of groups) {
      if (members.length === 1) put(members[0].id, members, false);
      else if (state.open.has(key)) {
        members.slice(0, MEMBERS).forEach(member => put(member.id, [member], false));
        if (members.length > MEMBERS) put(key + "|rest", members.slice(MEMBERS), true);
      } else put(key, members, true);
    }
    const lines = new Map();
    for (const edge of data.edges) {
      const from = of.get(edge.from), to = of.get(edge.to);
      if (!from || !to || from === to) continue;
      const id = from + "\n" + to;
      if (!lines.has(id)) lines.set(id, { id, from, to, edges: [] });
      lines.get(id).edges.push(edge);
    }
    return { boxes: [...made.values()], lines: [...lines.values()] };
  }

  function grouped(data) {
    if (state.group) return boxes(data, state.group);
    if (data.nodes.length <= SHOWN) return boxes(data, "none");
    const bySteps = boxes(data, "step");
    return bySteps.boxes.length <= SHOWN || state.open.size ? bySteps : boxes(data, "kind");
  }

  // ---- layout ----

  function layout(graph) {
    const byId = new Map(graph.boxes.map(box => [box.id, box]));
    const out = new Map(graph.boxes.map(box => [box.id, []]));
    const into = new Map(graph.boxes.map(box => [box.id, []]));
    for (const line of graph.lines) out.get(line.from).push(line.to);
    const level = box => Math.min(...box.members.map(member => member.level));
    const sources = [...graph.boxes].sort((a, b) => level(a) - level(b));
    // Rework and subcontracting run in circles: a line back to where the search stands does not count.
    const state_ = new Map();
    for (const box of sources) {
      if (state_.get(box.id)) continue;
      const stack = [[box.id, 0]];
      state_.set(box.id, 1);
      while (stack.length) {
        const top = stack[stack.length - 1];
        const targets = out.get(top[0]);
        if (top[1] < targets.length) {
          const to = targets[top[1]++];
          if (state_.get(to) === 1) continue;
          into.get(to).push(top[0]);
          if (!state_.get(to)) { state_.set(to, 1); stack.push([to, 0]); }
        } else { state_.set(top[0], 2); stack.pop(); }
      }
    }
    const layers = new Map();
    const layer = id => {
      const pending = [id];
      while (pending.length) {
        const now = pending[pending.length - 1];
        const open = into.get(now).filter(before => !layers.has(before));
        if (open.length) pending.push(...open);
        else { layers.set(now, Math.max(-1, ...into.get(now).map(before => layers.get(before))) + 1); pending.pop(); }
      }
      return layers.get(id);
    };
    graph.boxes.forEach(box => layer(box.id));
    // What joins the stream late, such as balls and seals, stands right before its first use, not in the steel's column.
    const after = new Map(graph.boxes.map(box => [box.id, []]));
    for (const [id, before] of into) for (const from of before) after.get(from).push(id);
    for (const box of [...graph.boxes].sort((a, b) => layers.get(b.id) - layers.get(a.id))) {
      if (after.get(box.id).length) layers.set(box.id, Math.min(...after.get(box.id).map(to => layers.get(to))) - 1);
    }
    const columns = [];
    for (const box of graph.boxes) (columns[layers.get(box.id)] ??= []).push(box);
    columns.splice(0, columns.length, ...columns.filter(Boolean));
    const place = new Map();
    const order = () => columns.forEach(column => column.forEach((box, i) => place.set(box.id, i / Math.max(1, column.length - 1 || 1))));
    order();
    for (let sweep = 0; sweep < 6; sweep++) {
      const forward = sweep % 2 === 0;
      (forward ? columns : [...columns].reverse()).forEach(column => {
        const weight = new Map();
        column.forEach(box => {
          const near = forward ? into.get(box.id) : out.get(box.id);
          weight.set(box.id, near.length ? near.reduce((sum, id) => sum + place.get(id), 0) / near.length : place.get(box.id));
        });
        column.sort((a, b) => weight.get(a.id) - weight.get(b.id));
        column.forEach((box, i) => place.set(box.id, i / Math.max(1, column.length - 1 || 1)));
      });
    }
    const isStep = box => box.node.kind === "STEP" && state.group !== "enterprise";
    let x = MARGIN, tallest = 0;
    const heights = columns.map(column => column.reduce((sum, box) => sum + (isStep(box) ? STEP_HEIGHT : HEIGHT) + GAP_Y, -GAP_Y));
    tallest = Math.max(...heights);
    columns.forEach((column, c) => {
      const wide = Math.max(...column.map(box => isStep(box) ? STEP_WIDTH : WIDTH));
      let y = MARGIN + (tallest - heights[c]) / 2;
      for (const box of column) {
        box.step = isStep(box);
        box.width = box.step ? STEP_WIDTH : WIDTH;
        box.height = box.step ? STEP_HEIGHT : HEIGHT;
        box.x = x + (wide - box.width) / 2;
        box.y = y;
        y += box.height + GAP_Y;
      }
      x += wide + GAP_X;
    });
    return { byId, width: x - GAP_X + MARGIN, height: tallest + 2 * MARGIN };
  }

  // ---- drawing ----

  function draw() {
    const graph = grouped(state.data);
    const place = layout(graph);
    const gaps = new Map();
    for (const gap of state.data.gaps) gaps.set(gap.node, (gaps.get(gap.node) ?? 0) + 1);
    const picture = svg("svg", {
      viewBox: `0 0 ${place.width} ${place.height}`, width: place.width * state.scale, height: place.height * state.scale,
      role: "group", "aria-label": text("graph"),
    });
    // Where many lines meet, their amounts would stand on one another; they are in the tip and in the panel.
    const meeting = new Map();
    for (const line of graph.lines) {
      for (const end of [line.from + ">", ">" + line.to]) meeting.set(end, (meeting.get(end) ?? 0) + 1);
    }
    for (const line of graph.lines) {
      const a = place.byId.get(line.from), b = place.byId.get(line.to);
      const x1 = a.x + a.width, y1 = a.y + a.height / 2, x2 = b.x, y2 = b.y + b.height / 2;
      const bend = Math.max(24, Math.abs(x2 - x1) / 2);
      // A line that goes back runs below the boxes.
      const low = Math.max(y1, y2) + HEIGHT;
      const path = x2 > x1 ? `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`
        : `M${x1} ${y1}C${x1 + 60} ${low} ${x2 - 60} ${low} ${x2} ${y2}`;
      const first = line.edges[0];
      const contained = first.kind === "CONTAINED";
      const element = svg("g", { class: "g-edge" + (contained ? " contained" : "") + (first.until ? " ended" : "") },
        svg("path", { class: "wide", d: path }), svg("path", { class: "line", d: path }));
      const units = new Set(line.edges.map(edge => edge.unit));
      const known = line.edges.every(edge => edge.quantity != null);
      const sum = known && units.size === 1
        ? amount(line.edges.reduce((all, edge) => all + Number(edge.quantity), 0), first.unit) : "";
      if (sum && Math.max(meeting.get(line.from + ">"), meeting.get(">" + line.to)) <= LABELLED) {
        const label = svg("text", { x: (x1 + x2) / 2, y: (y1 + y2) / 2 - 4, "text-anchor": "middle" });
        label.textContent = sum;
        element.append(label);
      }
      const tip = svg("title");
      tip.textContent = text("edge." + first.kind) + (line.edges.length > 1 ? " × " + line.edges.length : "") + (sum && " · " + sum);
      element.append(tip);
      element.addEventListener("click", () => pick(element, edgePanel(line)));
      picture.append(element);
    }
    for (const box of graph.boxes) picture.append(drawBox(box, gaps));
    const start = state.nodes.get(state.data.start);
    const before = state.at && state.data.nodes.length === 1 && start && !start.redacted && !start.history.length;
    frame.replaceChildren(picture);
    if (before) frame.prepend(html("p", { class: "empty" }, text("nothingYet", time(state.at))));
    state.natural = place;
    const kinds = new Set(state.data.nodes.filter(node => !node.redacted).map(kindOf));
    legend.replaceChildren(html("li", {}, text("legend") + (english ? ": " : ":")), ...[...kinds].map(kind => html("li", {},
      html("i", { style: "--kind:" + COLOURS[kind] }), kind === "NONE" ? text("unknownOwner") : text("enterprise." + kind))));
    legend.hidden = !kinds.size;
    collapse.hidden = !state.open.size;
  }

  function drawBox(box, gaps) {
    const node = box.node;
    const mode = state.group === "enterprise" && box.group;
    const kinds = new Set(box.members.map(kindOf));
    const classes = ["g-node", box.step ? "step" : "", box.group ? "group" : "", box.members.every(m => m.redacted) ? "redacted" : "",
      node.id === state.data.start ? "start" : ""].filter(Boolean).join(" ");
    const element = svg("g", {
      class: classes, transform: `translate(${box.x} ${box.y})`, tabindex: 0, role: "button", "data-box": box.id,
      style: "--kind:" + COLOURS[kinds.size === 1 ? [...kinds][0] : "NONE"],
    });
    if (box.group) element.append(svg("rect", { class: "under", x: 4, y: 4, width: box.width, height: box.height, rx: box.step ? 13 : 6 }));
    element.append(svg("rect", { class: "face", width: box.width, height: box.height, rx: box.step ? 13 : 6 }));
    const count = box.group ? box.members.length : 0;
    let head, sub;
    if (box.group) {
      head = mode ? ownerName(node) || text("redacted")
        : node.kind === "STEP" ? stepName(node.step) + " × " + count
        : text("kind." + node.kind) + (node.step ? " · " + stepName(node.step) : "");
      const units = new Set(box.members.map(m => m.unit));
      const sum = box.members.every(m => m.quantity != null) && units.size === 1
        ? " · " + amount(box.members.reduce((all, m) => all + Number(m.quantity), 0), node.unit) : "";
      sub = text("count", count) + sum;
    } else {
      head = title(node);
      sub = node.redacted ? text("kind." + node.kind) + " · " + text("redacted")
        : [text("kind." + node.kind), product(node) || ownerName(node), amount(node.quantity, node.unit)].filter(Boolean).slice(0, 3).join(" · ");
    }
    const headText = svg("text", { class: "title", x: box.width / 2, y: box.step ? 17 : 19, "text-anchor": "middle" });
    headText.textContent = fit(head, "600 13.5px", box.width - 14);
    element.append(headText);
    if (!box.step) {
      const subText = svg("text", { class: "sub", x: box.width / 2, y: 36, "text-anchor": "middle" });
      subText.textContent = fit(sub, "12px", box.width - 14);
      element.append(subText);
    }
    const missing = box.members.reduce((sum, member) => sum + (gaps.get(member.id) ?? 0), 0);
    if (missing) {
      const mark = svg("text", { class: "warn-mark", x: box.width - 2, y: 4, "text-anchor": "middle" });
      mark.textContent = "!";
      element.append(svg("circle", { class: "warn", cx: box.width - 2, cy: 0, r: 8 }), mark);
    }
    const tip = svg("title");
    tip.textContent = [head, sub, ownerName(node)].filter(Boolean).join("\n");
    element.append(tip);
    element.setAttribute("aria-label", tip.textContent.replaceAll("\n", ", "));
    const act = () => {
      if (box.group && !box.id.endsWith("|rest")) openGroup(box);
      else pick(element, box.group ? groupPanel(box) : nodePanel(node));
    };
    element.addEventListener("click", act);
    element.addEventListener("keydown", event => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); act(); }
    });
    return element;
  }

  function openGroup(box) {
    state.open.add(box.id);
    closePanel();
    draw();
    const first = boxOf(box.members[0].id);
    if (first) {
      bringIntoView(first);
      first.focus({ preventScroll: true });
    }
  }

  const boxOf = id => [...frame.querySelectorAll(".g-node")].find(element => element.dataset.box === id);

  /** Scrolls the frame so that a node or line stands in its middle; nothing else moves. */
  function bringIntoView(element) {
    const there = element.getBoundingClientRect(), here = frame.getBoundingClientRect();
    frame.scrollLeft += there.left - here.left - (here.width - Math.min(there.width, here.width)) / 2;
    frame.scrollTop += there.top - here.top - (here.height - Math.min(there.height, here.height)) / 2;
  }

  // ---- panel ----

  function pick(element, content) {
    frame.querySelectorAll(".picked").forEach(other => other.classList.remove("picked"));
    element.classList.add("picked");
    panel.replaceChildren(html("button", { type: "button", class: "quiet close", "aria-label": text("close"), onclick: closePanel }, "×"), ...content);
    panel.hidden = false;
    panel.scrollTop = 0;
    stage.classList.add("with-panel");
    bringIntoView(element);
    // On a narrow screen the panel covers the lower half.
    const free = panel.getBoundingClientRect().top, low = element.getBoundingClientRect().bottom;
    if (getComputedStyle(panel).position === "fixed" && low > free - 8) window.scrollBy(0, low - free + 24);
    state.picked = element;
  }

  function closePanel() {
    if (panel.contains(document.activeElement) && state.picked?.isConnected) state.picked.focus({ preventScroll: true });
    state.picked = null;
    panel.hidden = true;
    stage.classList.remove("with-panel");
    frame.querySelectorAll(".picked").forEach(other => other.classList.remove("picked"));
  }

  const line = (term, value) => value ? [html("dt", {}, term), html("dd", {}, value)] : [];

  function factName(name) {
    if (words["fact." + name]) return words["fact." + name];
    if (name.startsWith("composition.")) return text("fact.composition") + " " + name.slice("composition.".length);
    return name;
  }

  function nodePanel(node) {
    if (node.redacted) {
      return [html("h2", {}, text("redacted")), html("p", {}, text("redactedHelp")),
        html("dl", { class: "facts" }, ...line(text("col.kind"), text("kind." + node.kind)), ...line(text("col.step"), stepName(node.step)),
          ...line(text("col.owner"), ownerName(node)), ...line(text("col.quantity"), amount(node.quantity, node.unit)),
          ...line(text("col.first"), time(node.firstTime)),
          ...Object.entries(node.facts).sort(([a], [b]) => a < b ? -1 : 1).flatMap(([name, value]) => line(factName(name), factValue(name, value))))];
    }
    const missing = state.data.gaps.filter(gap => gap.node === node.id);
    const facts = Object.entries(node.facts).sort(([a], [b]) => a < b ? -1 : 1);
    return [
      html("h2", {}, title(node)),
      ...missing.map(gap => html("p", { class: "note watch" }, gapText(gap))),
      html("dl", { class: "facts" },
        ...line(text("col.kind"), text("kind." + node.kind)), ...line(text("col.product"), product(node)),
        ...line(text("col.step"), stepName(node.step)), ...line(text("col.owner"), ownerName(node)),
        ...line(text("col.quantity"), amount(node.quantity, node.unit)),
        ...line(text("col.first"), time(node.firstTime)), ...line(text("col.last"), time(node.lastTime)),
        ...(node.kind === "STEP" ? [] : line("ID", node.id))),
      node.kind === "STEP" || node.id === state.data.start ? null
        : html("p", {}, html("a", { class: "button small", href: "/genealogy?id=" + encodeURIComponent(node.id) }, text("open"))),
      ...(facts.length ? [html("h3", {}, text("facts")), html("dl", { class: "facts" },
        ...facts.flatMap(([name, value]) => line(factName(name), factValue(name, value))))] : []),
      ...historyList(node),
    ].filter(Boolean);
  }

  /** What happened to it; in a large graph asked for when it is wanted. */
  function historyList(node) {
    const list = html("ul", {}, ...node.history.map(entry));
    if (!node.history.length && node.kind === "STEP") {
      const events = new Set(state.data.edges.filter(edge => edge.event && (edge.from === node.id || edge.to === node.id))
        .map(edge => edge.event));
      for (const event of events) {
        const holder = html("div");
        list.append(html("li", {}, eventButton(event, holder), holder));
      }
    } else if (!node.history.length && root.dataset.history !== "all") {
      list.append(html("li", { class: "muted" }, text("fetching")));
      const query = new URLSearchParams({ id: node.id, direction: "upstream" });
      if (state.at) query.set("at", state.at);
      fetch("/api/v1/genealogy?" + query, { headers: { Accept: "application/json" } })
        .then(answer => answer.ok ? answer.json() : Promise.reject(answer.status))
        .then(data => {
          node.history = data.nodes[0].history ?? [];
          list.replaceChildren(...node.history.map(entry));
        })
        .catch(() => list.replaceChildren(html("li", { class: "muted" }, text("failed"))));
    }
    return list.childElementCount ? [html("h3", {}, text("history")), list] : [];
  }

  function gapText(gap) {
    const values = gap.values.map(value => value.split(",").map(part => words["step." + part] ?? (part === "KGM" ? "kg" : part)).join(", "));
    return text("gap." + gap.kind, ...values);
  }

  function entry(item) {
    const holder = html("div");
    return html("li", {}, time(item.time) + " ", html("strong", {}, stepName(item.step) || (words["type." + item.type] ?? item.type)), " ",
      amount(item.quantity, item.unit), item.disposition ? " · " + dispositionName(item.disposition) : "", " ",
      eventButton(item.event, holder), holder);
  }

  function eventButton(event, holder) {
    return html("button", { type: "button", class: "quiet", onclick: async () => {
      if (holder.firstChild) { holder.replaceChildren(); return; }
      const answer = await fetch("/api/v1/genealogy/events/" + event);
      holder.replaceChildren(answer.ok
        ? html("pre", {}, JSON.stringify(await answer.json(), null, 2)) : html("p", { class: "muted" }, text("eventHidden")));
    } }, text("event"));
  }

  function groupPanel(box) {
    return [
      html("h2", {}, state.group === "enterprise" ? ownerName(box.node) || text("redacted")
        : text("kind." + box.node.kind) + (box.node.step ? " · " + stepName(box.node.step) : "")),
      html("p", {}, text("count", box.members.length)),
      html("h3", {}, text("members")),
      html("ul", {}, ...box.members.slice(0, 200).map(member => html("li", {},
        html("button", { type: "button", class: "quiet", onclick: () => panel.replaceChildren(
          html("button", { type: "button", class: "quiet close", "aria-label": text("close"), onclick: closePanel }, "×"),
          ...nodePanel(member)) }, title(member)), " ", amount(member.quantity, member.unit), " ", time(member.firstTime)))),
      box.members.length > 200 ? html("p", { class: "muted" }, text("moreMembers", box.members.length - 200)) : null,
    ].filter(Boolean);
  }

  function edgePanel(drawn) {
    const named = id => { const node = state.nodes.get(id); return node ? title(node) : id; };
    return [
      html("h2", {}, text("edge." + drawn.edges[0].kind)),
      html("ul", {}, ...drawn.edges.slice(0, 100).map(edge => {
        const holder = html("div");
        return html("li", {},
          html("dl", { class: "facts" }, ...line(text("from"), named(edge.from)), ...line(text("to"), named(edge.to)),
            ...line(text("col.step"), stepName(edge.step)), ...line(text("col.quantity"), amount(edge.quantity, edge.unit)),
            ...line(text("interval"), edge.since ? time(edge.since)
              + (edge.kind === "CONTAINED" ? " – " + (edge.until ? time(edge.until) : text("now")) : "") : "")),
          edge.event ? eventButton(edge.event, holder) : null, holder);
      })),
      drawn.edges.length > 100 ? html("p", { class: "muted" }, text("moreMembers", drawn.edges.length - 100)) : null,
    ].filter(Boolean);
  }

  // ---- tools ----

  const frame = html("div", { class: "genealogy-frame" });
  const panel = html("aside", { class: "genealogy-panel", hidden: "", "aria-live": "polite" });
  const stage = html("div", { class: "genealogy-stage" }, frame, panel);
  const legend = html("ul", { class: "genealogy-legend" });
  const choose = html("select", { id: "group", onchange: () => {
    state.group = choose.value === "auto" ? null : choose.value;
    state.open.clear();
    closePanel();
    draw();
    scaleTo(READABLE);
  } });
  const slider = html("input", { type: "range", id: "time", min: 0, max: 1000, value: 1000 });
  const clock = html("output", { for: "time" });
  const wholeTime = html("button", { type: "button", class: "small", onclick: () => travel(null) }, text("wholeTime"));
  const collapse = html("button", { type: "button", class: "small", hidden: "", onclick: () => { state.open.clear(); closePanel(); draw(); } }, text("collapse"));
  const zoom = factor => { state.scale = Math.min(2, Math.max(0.2, state.scale * factor)); draw(); };
  function scaleTo(least) {
    state.scale = Math.min(1, Math.max(least, (frame.clientWidth - 4) / state.natural.width));
    draw();
    // The thing that was asked for stands in view, with as much of what comes before and after as there is room for.
    const start = frame.querySelector(".start");
    if (start) {
      bringIntoView(start);
      const box = start.getBoundingClientRect(), picture = frame.lastElementChild.getBoundingClientRect();
      const share = (box.left - picture.left - MARGIN) / (picture.width - box.width - 2 * MARGIN);
      frame.scrollLeft = share * (picture.width - frame.clientWidth);
    }
  }
  const tools = html("div", { class: "genealogy-tools" },
    html("div", { class: "tool" }, html("label", { for: "group" }, text("group")), choose, collapse),
    html("div", { class: "tool time" }, html("label", { for: "time" }, text("time")), slider, clock, wholeTime),
    html("div", { class: "tool" },
      html("button", { type: "button", class: "small", "aria-label": text("zoomIn"), title: text("zoomIn"), onclick: () => zoom(1.25) }, "+"),
      html("button", { type: "button", class: "small", "aria-label": text("zoomOut"), title: text("zoomOut"), onclick: () => zoom(0.8) }, "−"),
      html("button", { type: "button", class: "small", onclick: () => scaleTo(0.2) }, text("fit"))));

  root.addEventListener("keydown", event => {
    if (event.key === "Escape" && !panel.hidden) closePanel();
  });

  let waiting = 0;
  slider.addEventListener("input", () => {
    const { first, last } = state.whole;
    const moment = new Date(first + (last - first) * slider.value / 1000);
    clock.textContent = time(moment);
    clearTimeout(waiting);
    waiting = setTimeout(() => travel(slider.value === "1000" ? null : moment), 250);
  });

  async function travel(moment) {
    state.at = moment ? moment.toISOString() : "";
    if (!moment) slider.value = 1000;
    await load();
    closePanel();
    draw();
    const address = new URL(location.href);
    if (state.at) address.searchParams.set("at", state.at); else address.searchParams.delete("at");
    history.replaceState(null, "", address);
  }

  let asked = 0;
  async function load() {
    const question = ++asked;
    const query = new URLSearchParams({
      id: root.dataset.id, direction: root.dataset.direction, history: root.dataset.history,
    });
    if (state.at) query.set("at", state.at);
    const answer = await fetch("/api/v1/genealogy?" + query, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const data = await answer.json();
    if (question !== asked) return;
    // What is empty is left out of the answer.
    for (const node of data.nodes) {
      node.facts ??= {};
      node.history ??= [];
    }
    for (const gap of data.gaps) gap.values ??= [];
    state.data = data;
    state.enterprises = new Map(data.enterprises.map(enterprise => [enterprise.id, enterprise]));
    state.products = new Map(data.products.map(item => [item.gtin, item]));
    state.nodes = new Map(data.nodes.map(node => [node.id, node]));
    const times = data.nodes.flatMap(node => [node.firstTime, node.lastTime]).filter(Boolean).map(value => Date.parse(value));
    if (times.length && (!state.whole || !state.at)) {
      state.whole = { first: Math.min(...times) - 60000, last: Math.max(...times) + 60000 };
    }
    clock.textContent = state.at ? time(state.at) : text("wholeTime");
    wholeTime.hidden = !state.at;
  }

  (async () => {
    try {
      await load();
    } catch (failure) {
      root.replaceChildren(html("p", { class: "note bad", role: "alert" }, text("failed")));
      return;
    }
    const large = state.data.nodes.length > SHOWN;
    choose.append(...(large ? [["auto", "step"], ["enterprise", "enterprise"]]
      : [["auto", "none"], ["step", "step"], ["enterprise", "enterprise"]])
      .map(([value, word]) => html("option", { value }, text("group." + word))));
    root.replaceChildren(tools, stage, legend, html("p", { class: "muted" }, text("panelHint")));
    slider.disabled = !state.whole;
    if (state.at && state.whole) slider.value = 1000;
    draw();
    scaleTo(READABLE);
  })();
})();
