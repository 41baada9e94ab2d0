/* Before a form is sent: is its user still signed in? A login in another window made its tokens old ones; this takes
   the new one. On the forms of the desk that have no keeper of their own (entry-sending.js is fast entry's, layout/
   saving.js the layout's), a form of who is signed out stays where it is and says so. */

const bar = document.querySelector("[data-token-address]");

/** `in`, `out`, `other` where somebody else is signed in by now, `away` where no answer came. */
export async function signedIn() {
  const response = await fetch(bar.dataset.tokenAddress, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!response) return "away";
  if (response.redirected) return "out";
  if (!response.ok || !response.headers.get("Content-Type")?.includes("json")) return "away";
  const { user, token } = await response.json();
  if (String(user) !== bar.dataset.user) return "other";
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  return "in";
}

/** Say why nothing was sent, with a way to log in that leaves this page alone; ``kept``: this browser keeps the text. */
export function tellSignedOut(line, state, kept = false) {
  const link = Object.assign(document.createElement("a"), {
    href: bar.dataset.login,
    textContent: bar.dataset.loginText,
    target: "_blank",
    rel: "noopener",
  });
  const said = bar.dataset[kept || state === "other" ? state : `${state}Unkept`];
  line.replaceChildren(said, " ", ...(state === "away" ? [] : [link]));
  line.hidden = false;
}

/** Send the form when `ready` says so: asked once for each press of a button, whose name goes along. */
export function sendWhen(form, ready) {
  let asking = false;
  let cleared = false;
  form.addEventListener(
    "submit",
    async (event) => {
      if (cleared) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (asking) return;
      asking = true;
      cleared = await ready();
      asking = false;
      if (cleared) form.requestSubmit(event.submitter);
    },
    true,
  );
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) cleared = false; // the way back
  });
  return () => {
    cleared = false;
  };
}

const changeForm = document.querySelector("#content-main form[id$=_form]");
if (bar && changeForm) {
  sendWhen(changeForm, async () => {
    const state = await signedIn();
    if (state === "in") return true;
    const line = bar.querySelector(".desk-company-out");
    tellSignedOut(line, state);
    line.scrollIntoView({ block: "center" });
    return false;
  });
}
