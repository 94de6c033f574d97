"use strict";
(function () {
  if (!window.PublicKeyCredential) return;

  function bytes(text) {
    const base64 = text.replace(/-/g, "+").replace(/_/g, "/");
    return Uint8Array.from(atob(base64), function (c) { return c.charCodeAt(0); });
  }

  function text(buffer) {
    let binary = "";
    new Uint8Array(buffer).forEach(function (b) { binary += String.fromCharCode(b); });
    return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  async function post(form, path, body) {
    const answer = await fetch(path, {
      method: "POST",
      headers: {"Content-Type": "application/json", "X-CSRF-TOKEN": form.querySelector("input[type=hidden]").value},
      body: body === undefined ? undefined : JSON.stringify(body)
    });
    if (!answer.ok) throw new Error(path + " " + answer.status);
    return answer.json();
  }

  function described(credentials) {
    return (credentials || []).map(function (one) { return Object.assign({}, one, {id: bytes(one.id)}); });
  }

  async function add(form) {
    const options = await post(form, "/webauthn/register/options");
    options.challenge = bytes(options.challenge);
    options.user.id = bytes(options.user.id);
    options.excludeCredentials = described(options.excludeCredentials);
    const made = await navigator.credentials.create({publicKey: options});
    await post(form, "/webauthn/register", {publicKey: {
      label: form.querySelector("[name=label]").value,
      credential: {
        id: made.id,
        rawId: text(made.rawId),
        type: made.type,
        response: {
          attestationObject: text(made.response.attestationObject),
          clientDataJSON: text(made.response.clientDataJSON),
          transports: made.response.getTransports ? made.response.getTransports() : []
        },
        clientExtensionResults: made.getClientExtensionResults(),
        authenticatorAttachment: made.authenticatorAttachment
      }
    }});
    location.assign("/me/security");
  }

  async function logIn(form) {
    const options = await post(form, "/webauthn/authenticate/options");
    options.challenge = bytes(options.challenge);
    options.allowCredentials = described(options.allowCredentials);
    const shown = await navigator.credentials.get({publicKey: options});
    const answer = await post(form, "/login/webauthn", {
      id: shown.id,
      rawId: text(shown.rawId),
      type: shown.type,
      response: {
        authenticatorData: text(shown.response.authenticatorData),
        clientDataJSON: text(shown.response.clientDataJSON),
        signature: text(shown.response.signature),
        userHandle: shown.response.userHandle ? text(shown.response.userHandle) : undefined
      },
      clientExtensionResults: shown.getClientExtensionResults(),
      authenticatorAttachment: shown.authenticatorAttachment
    });
    location.assign(answer.redirectUrl);
  }

  function wire(selector, act) {
    document.querySelectorAll(selector).forEach(function (form) {
      form.hidden = false;
      form.addEventListener("submit", function (event) {
        event.preventDefault();
        const error = form.querySelector("[data-passkey-error]");
        error.hidden = true;
        act(form).catch(function () {
          error.textContent = form.dataset.failed;
          error.hidden = false;
        });
      });
    });
  }

  wire("form[data-passkey-add]", add);
  wire("form[data-passkey-login]", logIn);
})();
