// Keeps the phone's page and its files, so that it opens without a signal. Entries wait in the page's own database.
"use strict";
const NAME = "raceway-record";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", event => {
  const address = new URL(event.request.url);
  const page = event.request.mode === "navigate" && address.pathname === "/record";
  if (event.request.method !== "GET" || address.origin !== self.location.origin || !(page || address.pathname.startsWith("/assets/"))) {
    return;
  }
  event.respondWith(page ? newest(event.request) : kept(event.request));
});

async function newest(request) {
  const cache = await caches.open(NAME);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) {
      await cache.put("/record", answer.clone());
    }
    return answer;
  } catch (failure) {
    const before = await cache.match("/record");
    if (before) {
      return before;
    }
    throw failure;
  }
}

// A file's address changes with what is in it: what is kept is never old.
async function kept(request) {
  const cache = await caches.open(NAME);
  const before = await cache.match(request);
  if (before) {
    return before;
  }
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.put(request, answer.clone());
  }
  return answer;
}
