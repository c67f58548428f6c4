import type { CallState } from "../call/CallState";
import { endWords } from "./endWords";

export interface StateWords {
  title: string;
  detail: string;
}

/** The state of the call in words: the headline and one line below it. */
export function stateWords(state: CallState): StateWords {
  if (state.ending && state.phase !== "ended" && state.phase !== "failed" && state.phase !== "reconnecting") {
    return { title: "Saying goodbye", detail: "The agent is about to hang up." };
  }
  switch (state.phase) {
    case "idle":
      return { title: "Talk to the agent", detail: "Press Call and start talking. Your browser will ask for the microphone." };
    case "requesting-mic":
      return { title: "Microphone", detail: "Allow the microphone in the question your browser shows." };
    case "connecting":
      return { title: "Connecting", detail: "Opening a line." };
    case "waiting-agent":
      return { title: "Agent is joining", detail: "The line is open." };
    case "listening":
      return state.muted ? { title: "Muted", detail: "The agent cannot hear you." } : { title: "Listening", detail: "Go ahead, the agent hears you." };
    case "thinking":
      return { title: "Thinking", detail: "The answer is on its way." };
    case "speaking":
      return { title: "Speaking", detail: state.muted ? "You are muted." : "Talk over the agent at any time." };
    case "reconnecting":
      return { title: "Reconnecting you", detail: "The connection broke. Stay here, the call goes on in a moment." };
    case "ended":
      return { title: "Call ended", detail: endWords(state.end, state.answeredAt !== undefined) };
    case "failed":
      return { title: state.answeredAt === undefined ? "The call did not start" : "Call ended", detail: "" };
  }
}

/** Minutes and seconds of a call, such as 1:05. */
export function elapsedWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
