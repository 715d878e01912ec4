// Forms: one order per press, errors that go away as soon as they are mended, a hint about mistyped addresses.

// ---- one press ------------------------------------------------------------------------------------

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-once]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  const button = event.submitter;
  if (!button) return;
  button.dataset.words = button.textContent;
  button.textContent = form.dataset.once;
  button.setAttribute("aria-disabled", "true");
  button.classList.add("is-busy");
  const status = document.getElementById("status");
  if (status) status.textContent = form.dataset.once;
});

addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[data-words]")) {
    button.textContent = button.dataset.words;
    button.removeAttribute("aria-disabled");
    button.classList.remove("is-busy");
  }
});

// ---- errors of a failed submit ----------------------------------------------------------------------

const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

function hasShapeOf(example, text) {
  const pattern = [...example.replace(/[\s-]/g, "")].map((c) => (/\d/.test(c) ? "\\d" : "[A-Za-z]")).join("");
  return new RegExp(`^${pattern}$`).test(text.replace(/[\s-]/g, ""));
}

function isMended(control) {
  const text = control.value.trim();
  const before = control.tagName === "SELECT" ? null : control.defaultValue.trim();
  if (text === before || (control.required && text === "")) return false;
  if (control.type === "email") return EMAIL.test(text);
  return !control.dataset.like || hasShapeOf(control.dataset.like, text);
}

function clearError(field, control) {
  const error = document.getElementById(`${control.id}_error`);
  const described = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id !== error?.id);
  field.classList.remove("bad");
  error?.remove();
  control.removeAttribute("aria-invalid");
  control.setAttribute("aria-describedby", described.join(" "));
  document.querySelector(`#errors a[href="#${control.id}"]`)?.closest("li").remove();
  const summary = document.getElementById("errors");
  if (summary && !summary.querySelector("li")) {
    summary.remove();
    document.title = document.title.replace(/^Error: /, "");
  }
}

for (const happening of ["input", "change"]) {
  document.addEventListener(happening, (event) => {
    const field = event.target.closest("form[data-recheck] .field.bad");
    if (field && isMended(event.target)) clearError(field, event.target);
  });
}

// ---- mistyped mail addresses ----------------------------------------------------------------------------

const KNOWN = ["gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "icloud.com", "yahoo.com", "web.de",
  "gmx.de", "gmx.net", "t-online.de", "proton.me"];

function isOneSlipAway(a, b) {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return Math.max(left.length, right.length) <= 1 || (left.length === 2 && left === [...right].reverse().join(""));
}

document.addEventListener("focusout", (event) => {
  const control = event.target;
  if (!(control instanceof HTMLInputElement) || control.type !== "email") return;
  const field = control.closest(".field");
  field?.querySelector("[data-meant]")?.remove();
  const [name, domain] = control.value.trim().toLowerCase().split("@");
  const meant = domain && KNOWN.find((known) => isOneSlipAway(known, domain));
  if (!field || !meant) return;
  const hint = document.createElement("p");
  hint.className = "hint";
  hint.dataset.meant = "";
  hint.setAttribute("role", "status");
  hint.textContent = `Did you mean ${name}@${meant}?`;
  field.append(hint);
});
