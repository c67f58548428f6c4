import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/call.css";
import "./styles/panels.css";
import "./styles/controls.css";
import "./styles/captions.css";
import { LogLevel, setLogLevel } from "livekit-client";
import { GatewayClient } from "./api/GatewayClient";
import { AudioLevels } from "./audio/AudioLevels";
import { CallController } from "./call/CallController";
import { CallMachine } from "./call/CallMachine";
import { isOver } from "./call/CallState";
import { LiveKitRoom } from "./call/LiveKitRoom";
import { callLocale } from "./call/locale";
import { openMicrophone } from "./call/microphone";
import { CaptionStore } from "./captions/CaptionStore";
import { CallView } from "./ui/CallView";
import { offerPlaces } from "./ui/PlaceChooser";
import { part } from "./ui/part";
import { listenForShortcuts } from "./ui/shortcuts";

// The client's own log may quote addresses that carry the token.
setLogLevel(LogLevel.silent);

const query = new URLSearchParams(location.search);
const gateway = new GatewayClient();
const captions = new CaptionStore();
const machine = new CallMachine();
const sound = part<HTMLAudioElement>(document, "agent-audio");
let levels: AudioLevels | undefined;

const controller = new CallController(machine, {
  openMicrophone,
  requestCall: (request, signal) => gateway.createCall(request, signal),
  resumeCall: (request, signal) => gateway.resumeCall(request, signal),
  callStanding: (grant, signal) => gateway.callStanding(grant, signal),
  openLevels: () => (levels = new AudioLevels()),
  openRoom: (report, measured) =>
    new LiveKitRoom({ report, levels: measured, captions, sound, dualPeerConnection: query.get("dual") === "1" }),
});

const actions = {
  call: () => {
    captions.clear();
    controller.start({ persona: view.personas.selected, locale: callLocale(navigator.language) });
  },
  toggleMute: () => controller.toggleMute(),
  hangUp: () => controller.hangUp(),
  startSound: () => controller.startSound(),
  replaceMicrophone: () => controller.replaceMicrophone(),
};

const view = new CallView(document, {
  actions,
  captions,
  readLevel: (speaker) => levels?.read(speaker) ?? 0,
  persona: query.get("persona") ?? undefined,
});

machine.subscribe((state) => view.render(state));
void offerPlaces(document);
listenForShortcuts(document, () => !isOver(machine.state.phase), actions);
window.addEventListener("pagehide", () => controller.hangUp());
view.render(machine.state);
void gateway.personas(new AbortController().signal).then((personas) => view.personas.offer(personas));
