// What a page can do beyond reading: copy buttons and the print button. Everything else works without script.
"use strict";
(() => {
  const words = document.documentElement.lang === "nl"
      ? { done: "Gekopieerd", failed: "Kopiëren lukte niet: selecteer de tekst" }
      : { done: "Copied", failed: "Could not copy: select the text" };

  const reveal = (root) => {
    root.querySelectorAll("[data-copy][hidden], [data-print][hidden]").forEach((button) => {
      button.hidden = false;
    });
  };

  const textOf = (button) =>
    button.dataset.copy || button.closest(".code-block")?.querySelector("pre")?.textContent || "";

  // Said to who does not see the button change.
  const heard = document.createElement("p");
  heard.className = "visually-hidden";
  heard.setAttribute("role", "status");
  // Again each time: a page that comes in the place of another takes it away.
  const tell = (text) => {
    if (!heard.isConnected) {
      heard.textContent = "";
      document.body.append(heard);
    }
    setTimeout(() => (heard.textContent = text), 100);
  };

  const say = (button, text) => {
    button.dataset.label ??= button.textContent;
    button.textContent = text;
    tell(text);
    clearTimeout(button.spoken);
    button.spoken = setTimeout(() => {
      button.textContent = button.dataset.label;
    }, 2000);
  };

  // Browsers give pages the clipboard over https alone; the older way works everywhere.
  const copy = async (text) => {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return;
    }
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "visually-hidden";
    const before = document.activeElement;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    before?.focus();
    if (!done) {
      throw new Error("The browser does not let the page copy.");
    }
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy], [data-print]");
    if (!button) {
      return;
    }
    if (button.hasAttribute("data-print")) {
      window.print();
      return;
    }
    try {
      await copy(textOf(button));
      say(button, words.done);
    } catch {
      say(button, words.failed);
    }
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

  // The title of a page that goes on changing follows its headline, for who has it open in another tab.
  const entitle = () => {
    const title = document.querySelector("[data-title]")?.dataset.title;
    if (title && title !== document.title) {
      document.title = title;
      tell(title);
    }
  };

  // A verdict comes in the place of its progress without a reload.
  const heading = () => document.querySelector("h1")?.textContent.trim();
  let read = heading();
  window.Blazor?.addEventListener("enhancedload", () => {
    const now = heading();
    if (now && now !== read) {
      read = now;
      tell(now);
    }
  });

  // A page that was to follow a test, and for which the server has no place, loads itself again. What follows it may be on its way
  // over a slow line: it gets more time once that was in vain.
  const again = performance.getEntriesByType("navigation")[0]?.type === "reload";
  setTimeout(() => {
    if (document.querySelector("[data-not-followed]")) {
      location.reload();
    }
  }, again ? 60000 : 20000);

  reveal(document);
  // Parts that come in later, from the live runtime, have buttons too.
  new MutationObserver(() => {
    reveal(document);
    entitle();
  }).observe(document.body, { childList: true, subtree: true, attributeFilter: ["data-title"] });
})();
