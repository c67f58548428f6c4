import "../styles/tokens.css";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/parts.css";
import "./styles/phases.css";
import "./styles/turns.css";
import "./styles/live.css";
import "./styles/session.css";
import "./styles/traces.css";
import "./styles/pages.css";
import { render } from "preact";
import { App } from "./app/App";
import { listenForKeys } from "./app/shortcuts";

listenForKeys(document);
render(<App />, document.getElementById("app")!);
