// Plays the part of Stripe's script on this machine: one field for a test card, and a confirmation over the API.
window.Stripe = (publishableKey) => {
  const home = "@@HOME@@";
  const api = async (path, values) => {
    const response = await fetch(home + path, {
      method: "POST",
      headers: { Authorization: `Bearer ${publishableKey}`, "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(values),
    });
    return response.json();
  };
  const cards = {
    "4242424242424242": "pm_card_visa",
    "4000002760003184": "pm_card_authenticationRequired",
    "000123456789": "pm_usBankAccount_success",
  };
  return {
    elements: ({ clientSecret }) => {
      let field;
      return {
        clientSecret,
        token: () => cards[field.value.replaceAll(" ", "")] ?? "pm_card_chargeDeclined",
        create: () => ({
          mount: (place) => {
            const label = document.createElement("label");
            label.textContent = "Card number";
            label.htmlFor = "stand-in-number";
            field = document.createElement("input");
            field.id = "stand-in-number";
            field.className = "in";
            field.autocomplete = "off";
            field.inputMode = "numeric";
            field.value = "4242 4242 4242 4242";
            document.querySelector(place).replaceChildren(label, field);
          },
          on: () => {},
        }),
      };
    },
    confirmPayment: async ({ elements, confirmParams }) => {
      const intent = elements.clientSecret.split("_secret_")[0];
      const answer = await api(`/v1/payment_intents/${intent}/confirm`, {
        client_secret: elements.clientSecret,
        payment_method: elements.token(),
        return_url: confirmParams.return_url,
      });
      if (answer.error) return { error: answer.error };
      const back = new URL(confirmParams.return_url);
      back.searchParams.set("payment_intent", answer.id);
      back.searchParams.set("payment_intent_client_secret", elements.clientSecret);
      back.searchParams.set("redirect_status", answer.status === "processing" ? "pending" : "succeeded");
      location.assign(answer.next_action?.redirect_to_url.url ?? back);
      return new Promise(() => {});
    },
  };
};
