// The product page: quantity without a request, pictures without a jump, the bar on browsers that need help.

const calm = matchMedia("(prefers-reduced-motion: reduce)");

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-stepper] button");
  if (!button) return;
  event.preventDefault();
  const field = button.closest("[data-stepper]").querySelector("input");
  const wanted = (Number.parseInt(field.value, 10) || 0) + Number(button.value);
  field.value = Math.min(99, Math.max(1, wanted));
  document.getElementById("status").textContent = `Quantity ${field.value}`;
});

document.addEventListener("click", (event) => {
  const link = event.target.closest(".thumbs a[href^='#p']");
  const figure = link && document.querySelector(link.getAttribute("href"));
  if (!figure) return;
  event.preventDefault();
  const rail = figure.parentElement;
  rail.scrollTo({ left: figure.offsetLeft - rail.offsetLeft, behavior: calm.matches ? "auto" : "smooth" });
});

document.addEventListener(
  "scroll",
  (event) => {
    const rail = event.target;
    if (!(rail instanceof Element) || !rail.matches(".gal-rail")) return;
    const shown = Math.round(rail.scrollLeft / rail.clientWidth);
    rail.parentElement.querySelectorAll(".thumbs a").forEach((link, index) => {
      if (index === shown) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  },
  { capture: true, passive: true },
);

if (!CSS.supports("timeline-scope", "--buy")) {
  const watcher = new IntersectionObserver(([row]) => {
    const isAbove = !row.isIntersecting && row.boundingClientRect.top < 0;
    document.querySelector(".stick")?.classList.toggle("is-up", isAbove);
  });
  const watch = () => {
    const row = document.querySelector(".buy-row");
    watcher.disconnect();
    if (row) watcher.observe(row);
  };
  document.addEventListener("htmx:afterSettle", watch);
  watch();
}
