// Puts the site's question to the person's device, and sends the answer with the form. Without script, or without passkeys, the
// form stays hidden and the page offers its other way.
for (const form of document.querySelectorAll("form[data-passkey]")) {
    const create = form.dataset.passkey === "create";
    const read = create ? "parseCreationOptionsFromJSON" : "parseRequestOptionsFromJSON";
    if (!window.PublicKeyCredential?.[read]) {
        continue;
    }
    form.hidden = false;
    document.querySelectorAll("[data-passkey-unsupported]").forEach((text) => (text.hidden = true));
    const problem = form.querySelector("[role=alert]");
    form.addEventListener("submit", async (event) => {
        event.preventDefault();
        problem.hidden = true;
        try {
            const answer = await fetch(form.dataset.options, {
                method: "POST",
                headers: { RequestVerificationToken: form.elements.__RequestVerificationToken.value },
            });
            if (!answer.ok) {
                throw new Error(String(answer.status));
            }
            const publicKey = PublicKeyCredential[read](await answer.json());
            const credential = await (create
                ? navigator.credentials.create({ publicKey })
                : navigator.credentials.get({ publicKey }));
            form.elements.credential.value = JSON.stringify(credential);
            form.submit();
        } catch {
            problem.hidden = false;
        }
    });
}
