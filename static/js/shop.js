// What every page does beyond plain HTML: colours, focus after a part was replaced, notices, failures.
// Without this file everything still works, page by page.

const root = document.documentElement;
const notices = document.getElementById("notices");

// ---- colours -----------------------------------------------------------------------------------

const schemes = document.querySelector("[data-scheme-form]");

function showScheme() {
  schemes.elements.scheme.value = root.dataset.scheme || "auto";
}

if (schemes) {
  showScheme();
  addEventListener("pageshow", showScheme);
  schemes.addEventListener("change", () => {
    root.dataset.scheme = schemes.elements.scheme.value;
    schemes.requestSubmit();
  });
}

// ---- requests of htmx --------------------------------------------------------------------------

let focusedBefore = null;
let openFolds = new Map();

document.addEventListener("htmx:configRequest", (event) => {
  const { verb, formData } = event.detail;
  if (verb !== "get") return;
  for (const name of new Set(formData.keys())) {
    if (formData.getAll(name).every((value) => value === "")) formData.delete(name);
  }
});

document.addEventListener("htmx:beforeRequest", (event) => {
  focusedBefore = document.activeElement;
  event.detail.target.setAttribute("aria-busy", "true");
});

document.addEventListener("htmx:afterRequest", (event) => {
  event.detail.target.removeAttribute("aria-busy");
});

document.addEventListener("htmx:beforeSwap", (event) => {
  openFolds = new Map([...document.querySelectorAll("details[id]")].map((fold) => [fold.id, fold.open]));
  const { xhr } = event.detail;
  const text = xhr.responseText.trimStart();
  if (xhr.status < 400) {
    document.querySelectorAll("[data-told]").forEach((note) => note.remove());
    return;
  }
  // A refusal is an answer worth reading; a whole page in place of a part is not.
  if (text === "" || /^<!doctype/i.test(text)) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
  if (text.startsWith('<div class="card added-box')) {
    event.detail.target = notices;
    event.detail.swapOverride = "innerHTML";
  }
});

document.addEventListener("htmx:afterSwap", () => {
  for (const [id, open] of openFolds) {
    const fold = document.getElementById(id);
    if (fold && fold.open !== open) fold.open = open;
  }
});

document.addEventListener("htmx:afterSettle", (event) => {
  placeFocus(event.detail.target);
});

function placeFocus(target) {
  const pointer = document.querySelector("[data-focus-on]");
  const wanted = pointer ? document.querySelector(pointer.dataset.focusOn) : document.querySelector("[data-focus]");
  pointer?.remove();
  if (wanted) {
    wanted.removeAttribute("data-focus");
    wanted.focus();
  } else if (document.activeElement === document.body && focusedBefore !== document.body) {
    // What was pressed is gone: go on from the heading of the part that took its place.
    const part = document.getElementById(target?.id) ?? document;
    part.querySelector("[data-landing]")?.focus({ preventScroll: true });
  }
}

// ---- failures ------------------------------------------------------------------------------------

function tellFailure(event) {
  const { elt, target } = event.detail;
  const part = (elt.closest("[data-part]") ?? target.closest("[data-part]"))?.dataset.part ?? "The page";
  const what = document.createElement("b");
  what.textContent = `${part} could not be updated.`;
  const link = document.createElement("a");
  link.href = location.href;
  link.textContent = "Load the page again";
  const words = document.createElement("p");
  words.append(what, " What you chose is kept. ", link);
  const note = document.createElement("div");
  note.className = "note note-bad";
  note.dataset.told = "";
  note.setAttribute("role", "alert");
  note.append(words);
  document.querySelectorAll("[data-told]").forEach((old) => old.remove());
  target.prepend(note);
  if (document.activeElement === document.body) focusedBefore?.focus();
}

for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, tellFailure);
}

// ---- notices and filters ---------------------------------------------------------------------------

function closeNotice(notice) {
  const hadFocus = notice.contains(document.activeElement);
  notice.remove();
  if (hadFocus && focusedBefore?.isConnected) focusedBefore.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-close]");
  if (button) closeNotice(document.querySelector(button.dataset.close));
});

document.addEventListener("keydown", (event) => {
  const notice = event.key === "Escape" && notices?.querySelector(".added-box");
  if (notice) closeNotice(notice);
});

document.addEventListener("submit", (event) => {
  const drawer = document.getElementById("filters");
  if (event.target.id !== "facets-form" || !drawer?.matches(":popover-open")) return;
  drawer.hidePopover();
  document.getElementById("list")?.scrollIntoView();
});

document.getElementById("errors")?.focus();

