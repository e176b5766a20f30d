// What a page can do beyond reading: copy buttons and the print button. Everything else works without script.
"use strict";
(() => {
  const words = document.documentElement.lang === "nl" ? { done: "Gekopieerd" } : { done: "Copied" };

  const reveal = (root) => {
    root.querySelectorAll("[data-copy][hidden], [data-print][hidden]").forEach((button) => {
      button.hidden = false;
    });
  };

  const textOf = (button) =>
    button.dataset.copy || button.closest(".code-block")?.querySelector("pre")?.textContent || "";

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy], [data-print]");
    if (!button) {
      return;
    }
    if (button.hasAttribute("data-print")) {
      window.print();
      return;
    }
    const before = button.textContent;
    await navigator.clipboard.writeText(textOf(button));
    button.textContent = words.done;
    setTimeout(() => (button.textContent = before), 2000);
  });

  // A printed page shows what is folded on the screen.
  addEventListener("beforeprint", () => {
    document.querySelectorAll("details:not([open])").forEach((part) => {
      part.dataset.folded = "";
      part.open = true;
    });
  });
  addEventListener("afterprint", () => {
    document.querySelectorAll("details[data-folded]").forEach((part) => {
      delete part.dataset.folded;
      part.open = false;
    });
  });

  reveal(document);
  // Parts that come in later, from the live runtime, have buttons too.
  new MutationObserver(() => reveal(document)).observe(document.body, { childList: true, subtree: true });
})();
