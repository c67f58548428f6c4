import type { CallState } from "../call/CallState";
import { stateWords } from "./stateWords";

/**
 * What a screen reader says when the state changes. The steps of the conversation itself stay silent:
 * the caller hears them, and speech over speech helps nobody.
 */
export function announcement(state: CallState): string {
  switch (state.phase) {
    case "idle":
    case "failed":
      return "";
    case "listening":
    case "thinking":
    case "speaking":
      return state.muted ? "The agent is in the call. You are muted." : "The agent is in the call.";
    default: {
      const words = stateWords(state);
      return `${words.title}. ${words.detail}`;
    }
  }
}
