// Signing in where the network may fail: every line is kept on this device first and handed in as soon as
// somebody answers. Each line has a key of its own, so that handing it in twice counts once.
"use strict";

(() => {
  const form = document.querySelector("form[data-lines]");
  if (!form) return;
  const { lines: address, worker, meeting } = form.dataset;
  const store = `mutirao-door-${meeting}`;
  const part = (name) => document.querySelector(`[data-said="${name}"]`);
  const MOST = 100;
  let sending = false;

  const waiting = () => JSON.parse(localStorage.getItem(store) || "[]");

  function keep(lines) {
    localStorage.setItem(store, JSON.stringify(lines));
    const many = waiting().length;
    part("waiting").hidden = many === 0;
    part("number").textContent = String(many);
  }

  function freshKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function say(name, words) {
    for (const one of ["thanks", "refused"]) part(one).hidden = one !== name;
    if (words) part("why").textContent = words;
  }

  async function handIn() {
    const lines = waiting().slice(0, MOST);
    if (!lines.length || sending) return;
    sending = true;
    try {
      const response = await fetch(address, {
        method: "POST",
        credentials: "omit",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ lines }),
      });
      if (response.status >= 500) return;
      const { done = [], refused = {} } = await response.json();
      const over = new Set([...done, ...Object.keys(refused)]);
      keep(waiting().filter((line) => !over.has(line.key)));
      const reasons = Object.values(refused);
      if (reasons.length) say("refused", reasons[0]);
      if (over.size && waiting().length) setTimeout(handIn, 0);
    } catch {
      // No network, or nobody who answers: the lines stay here until there is.
    } finally {
      sending = false;
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const value = (name) => form.elements.namedItem(name)?.value || "";
    const line = {
      key: freshKey(),
      area: value("area"),
      group: value("group"),
      initials: value("initials"),
      written: new Date().toISOString(),
    };
    keep([...waiting(), line]);
    say("thanks");
    form.reset();
    form.querySelector("select, input:not([type=hidden])")?.focus();
    handIn();
  });

  window.addEventListener("online", handIn);
  setInterval(handIn, 10_000);
  keep(waiting());
  handIn();

  async function keepThisPage() {
    await navigator.serviceWorker.register(worker);
    await navigator.serviceWorker.ready;
    const parts = [...document.querySelectorAll("script[src], link[href]:not([rel=alternate])")];
    const needed = [location.href, ...parts.map((one) => one.src || one.href)];
    const kept = await caches.open("mutirao-door");
    await kept.addAll([...new Set(needed)]);
    document.documentElement.dataset.keeps = "yes";
  }

  if (worker && "serviceWorker" in navigator) keepThisPage().catch(() => {});
})();
