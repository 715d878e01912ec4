// The page on which a card is entered: Stripe's fields, and what Stripe answers in the shop's own place for errors.
// Without this script, or without Stripe's, the button to Stripe's own page is there all the same.

const form = document.getElementById("card-form");
const problem = document.getElementById("card-problem");
const button = form.querySelector("button");
const words = button.textContent;

function say(text) {
  problem.textContent = text;
  problem.hidden = !text;
  if (text) problem.focus();
}

function setBusy(isBusy) {
  button.textContent = isBusy ? "One moment…" : words;
  button.classList.toggle("is-busy", isBusy);
  if (isBusy) button.setAttribute("aria-disabled", "true");
  else button.removeAttribute("aria-disabled");
}

function appearance() {
  const scheme = document.documentElement.dataset.scheme;
  const isDark = ["night", "red"].includes(scheme)
    || (scheme !== "day" && matchMedia("(prefers-color-scheme: dark)").matches);
  return { theme: isDark ? "night" : "stripe" };
}

async function confirm(stripe, elements) {
  try {
    // The browser leaves for the return address when all is well: an answer here is always an error.
    const { error } = await stripe.confirmPayment({ elements, confirmParams: { return_url: form.dataset.return } });
    if (error.code === "payment_intent_unexpected_state") return location.assign(form.dataset.return);
    return say(error.message ?? "The payment did not go through. Nothing was charged. Try another card.");
  } catch {
    // Nobody knows whether it arrived; the page of the payment does as soon as Stripe says so.
    return location.assign(form.dataset.return);
  }
}

if (window.Stripe) {
  const stripe = window.Stripe(form.dataset.key);
  const elements = stripe.elements({ clientSecret: form.dataset.secret, appearance: appearance() });
  elements.create("payment").mount("#card-fields");
  form.hidden = false;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled")) return;
    say("");
    setBusy(true);
    await confirm(stripe, elements);
    setBusy(false);
  });
}
