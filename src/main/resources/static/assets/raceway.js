"use strict";
(function () {
  function each(root, selector, act) {
    if (root.matches && root.matches(selector)) act(root);
    root.querySelectorAll(selector).forEach(act);
  }

  function cookie(name, value) {
    document.cookie = name + "=" + value + ";path=/;max-age=31536000;samesite=lax" + (location.protocol === "https:" ? ";secure" : "");
  }

  // Theme
  document.addEventListener("click", function (event) {
    if (!event.target.closest("[data-theme-switch]")) return;
    const root = document.documentElement;
    root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    cookie("raceway-theme", root.dataset.theme);
    each(document, "[data-chart]", drawChart);
  });

  // The rail: which sections are closed is remembered, for the server to leave them so
  each(document, ".rail details.section", function (section) {
    section.addEventListener("toggle", function () {
      cookie("raceway-folded", Array.from(document.querySelectorAll(".rail details.section:not([open])"))
        .map(function (closed) { return closed.dataset.section; }).join("."));
    });
  });

  // Menus close on a click elsewhere and on Escape
  document.addEventListener("click", function (event) {
    each(document, "details.menu[open]", function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    each(document, "details.menu[open]", function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // Charts: the option is JSON in the page, colours come from the theme
  function drawChart(box) {
    if (!window.echarts) {
      // The library's script stands after this one, and both wait for the page.
      document.addEventListener("DOMContentLoaded", function () { drawChart(box); }, {once: true});
      return;
    }
    const style = getComputedStyle(document.documentElement);
    const option = JSON.parse(box.querySelector("script").textContent);
    const ink = style.getPropertyValue("--ink-soft").trim();
    const line = style.getPropertyValue("--line").trim();
    option.color = [1, 2, 3, 4].map(function (i) { return style.getPropertyValue("--series-" + i).trim(); });
    option.textStyle = {color: ink, fontFamily: style.getPropertyValue("--font").trim()};
    [].concat(option.xAxis || [], option.yAxis || []).forEach(function (axis) {
      axis.axisLabel = Object.assign({color: ink}, axis.axisLabel);
      axis.nameTextStyle = Object.assign({color: ink}, axis.nameTextStyle);
      axis.splitLine = {lineStyle: {color: line}};
    });
    option.animation = false;
    // A tooltip of HTML brings inline styles, which the content security policy refuses.
    if (option.tooltip) option.tooltip.renderMode = "richText";
    const canvas = box.querySelector(".chart-canvas");
    const old = echarts.getInstanceByDom(canvas);
    if (old) old.dispose();
    echarts.init(canvas, null, {renderer: "svg"}).setOption(option);
  }
  window.addEventListener("resize", function () {
    each(document, "[data-chart] .chart-canvas", function (canvas) {
      const chart = window.echarts && echarts.getInstanceByDom(canvas);
      if (chart) chart.resize();
    });
  });

  // Tables: which columns show is remembered in this browser
  function chooseColumns(table) {
    const key = "raceway-columns:" + table.dataset.table;
    let hidden;
    try { hidden = JSON.parse(localStorage.getItem(key)); } catch (e) { hidden = null; }
    const boxes = Array.from(table.querySelectorAll("[data-column-choice]"));
    if (!Array.isArray(hidden)) {
      hidden = boxes.filter(function (box) { return !box.checked; }).map(function (box) { return box.value; });
    }
    boxes.forEach(function (box) {
      box.checked = !hidden.includes(box.value);
      show(table, box.value, box.checked);
      box.addEventListener("change", function () {
        show(table, box.value, box.checked);
        const now = boxes.filter(function (b) { return !b.checked; }).map(function (b) { return b.value; });
        try { localStorage.setItem(key, JSON.stringify(now)); } catch (e) { /* private window */ }
      });
    });
  }
  function show(table, column, shown) {
    table.querySelectorAll('[data-column="' + CSS.escape(column) + '"]').forEach(function (cell) {
      cell.hidden = !shown;
    });
  }

  // Forms: a draft survives a failed send and a closed tab
  function keepDraft(form) {
    const key = "raceway-draft:" + form.dataset.draft;
    const fields = Array.from(form.querySelectorAll("textarea, input[type=text], select"));
    let draft;
    try { draft = JSON.parse(sessionStorage.getItem(key)) || {}; } catch (e) { draft = {}; }
    fields.forEach(function (field) {
      if (!field.value && draft[field.name]) field.value = draft[field.name];
    });
    form.addEventListener("input", function () {
      const now = {};
      fields.forEach(function (field) { if (field.value.length < 200000) now[field.name] = field.value; });
      try { sessionStorage.setItem(key, JSON.stringify(now)); } catch (e) { /* full or private */ }
    });
  }
  // Who leaves leaves no drafts behind
  document.addEventListener("submit", function (event) {
    if (event.target.getAttribute("action") !== "/logout") return;
    try { sessionStorage.clear(); } catch (e) { /* private window */ }
  });
  each(document, "[data-draft-done]", function (mark) {
    try { sessionStorage.removeItem("raceway-draft:" + mark.dataset.draftDone); } catch (e) { /* private window */ }
  });

  // Uploads: progress and cancel; the answer is a whole page
  function upload(form) {
    form.addEventListener("submit", function (event) {
      if (!window.FormData || !form.reportValidity()) return;
      event.preventDefault();
      const progress = form.querySelector("[data-progress]");
      const bar = progress.querySelector("progress");
      const words = progress.querySelector("[data-progress-words]");
      const cancel = progress.querySelector("[data-progress-cancel]");
      const buttons = form.querySelectorAll("button[type=submit]");
      const request = new XMLHttpRequest();
      progress.hidden = false;
      words.textContent = progress.dataset.sending;
      bar.value = 0;
      buttons.forEach(function (button) { button.disabled = true; });
      function restore(message) {
        words.textContent = message;
        cancel.hidden = true;
        buttons.forEach(function (button) { button.disabled = false; });
      }
      cancel.hidden = false;
      cancel.onclick = function () { request.abort(); };
      request.upload.onprogress = function (sent) {
        if (!sent.lengthComputable) return;
        const share = Math.round(sent.loaded / sent.total * 100);
        bar.value = share;
        words.textContent = share < 100 ? progress.dataset.sending + " " + share + " %" : progress.dataset.checking;
        if (share >= 100) { bar.removeAttribute("value"); cancel.hidden = true; }
      };
      request.onabort = function () { restore(progress.dataset.cancelled); bar.value = 0; };
      request.onerror = function () { restore(progress.dataset.failed); bar.value = 0; };
      request.onload = function () {
        if (request.responseURL && request.status === 200 && !request.responseURL.endsWith(form.getAttribute("action"))) {
          window.location.assign(request.responseURL);
          return;
        }
        if (request.status >= 500 || !(request.getResponseHeader("Content-Type") || "").startsWith("text/html")) {
          restore(progress.dataset.failed + " (" + request.status + ")");
          bar.value = 0;
          return;
        }
        const answer = new DOMParser().parseFromString(request.responseText, "text/html");
        document.querySelector("main").replaceWith(answer.querySelector("main"));
        start(document.querySelector("main"));
        const first = document.querySelector("main .note.bad, main [aria-invalid]");
        if (first) { first.setAttribute("tabindex", "-1"); first.focus(); }
      };
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "text/html");
      request.send(new FormData(form));
    });
  }

  // Exports: how much has come, and cancel; the file is saved when it is whole
  function exporting(link) {
    link.addEventListener("click", function (event) {
      const progress = link.closest("[data-table]").querySelector("[data-export-progress]");
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (progress.dataset.running) return;
      const bar = progress.querySelector("progress");
      const words = progress.querySelector("[data-progress-words]");
      const cancel = progress.querySelector("[data-progress-cancel]");
      const stop = new AbortController();
      const size = function (bytes) {
        return bytes < 1e6 ? Math.ceil(bytes / 1e3) + " kB" : (bytes / 1e6).toFixed(1) + " MB";
      };
      function end(message) {
        delete progress.dataset.running;
        words.textContent = message;
        bar.hidden = cancel.hidden = true;
      }
      progress.dataset.running = "true";
      progress.hidden = bar.hidden = cancel.hidden = false;
      words.textContent = progress.dataset.receiving.replace("{0}", size(0));
      cancel.onclick = function () { stop.abort(); };
      (async function () {
        const answer = await fetch(link.href, {signal: stop.signal});
        if (!answer.ok) throw new Error(String(answer.status));
        const parts = [];
        let bytes = 0;
        for (const reader = answer.body.getReader(); ;) {
          const part = await reader.read();
          if (part.done) break;
          parts.push(part.value);
          bytes += part.value.length;
          words.textContent = progress.dataset.receiving.replace("{0}", size(bytes));
        }
        const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") || "");
        const save = document.createElement("a");
        save.href = URL.createObjectURL(new Blob(parts, {type: answer.headers.get("Content-Type")}));
        save.download = name ? name[1] : "export";
        save.click();
        setTimeout(function () { URL.revokeObjectURL(save.href); }, 60000);
        end(progress.dataset.done.replace("{0}", save.download));
      })().catch(function (failure) {
        end(failure.name === "AbortError" ? progress.dataset.cancelled : progress.dataset.failed);
      });
    });
  }

  function start(root) {
    each(root, "[data-chart]", drawChart);
    each(root, "[data-table]", chooseColumns);
    each(root, "form[data-draft]", keepDraft);
    each(root, "form[data-upload]", upload);
    each(root, "[data-export]", exporting);
    each(root, "[data-copy]", function (button) {
      button.hidden = !navigator.clipboard;
      button.addEventListener("click", function () {
        navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent);
      });
    });
  }
  start(document);
  document.addEventListener("htmx:afterSwap", function (event) { start(event.target); });
})();
