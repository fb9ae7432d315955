import { render } from "preact";
import { App } from "./app.js";
import { follow } from "./state.js";
import { applyTheme } from "./theme.js";

// The token has done its work; the cookie stands for it. It shall not stay in the history.
history.replaceState(undefined, "", location.pathname);
applyTheme();
const root = document.getElementById("page");
if (root !== null) render(<App />, root);
follow();
