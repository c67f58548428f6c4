import { SpeakerInfo, SpeakersChanged } from "@livekit/protocol";

const WINDOW_MS = 400; // as the real server

/** Watches the audio levels of a room and announces who begins and who stops speaking. */
export class Speakers {
  #active = new Map();

  /** @param {import("./room.js").Room} room */
  constructor(room) {
    this.room = room;
    this.timer = setInterval(() => this.#measure(), WINDOW_MS);
  }

  #measure() {
    const changed = [];
    for (const { sid, publications } of this.room.participants.values()) {
      let level = 0;
      for (const track of publications.live.values()) level = Math.max(level, track.level.take());
      const before = this.#active.get(sid) ?? 0;
      if (level === 0 && before === 0) continue;
      if (level > 0) this.#active.set(sid, level);
      else this.#active.delete(sid);
      // A speaker whose level hardly moves is not announced again.
      if (level === 0 || before === 0 || Math.abs(level - before) > 0.1) changed.push(new SpeakerInfo({ sid, level, active: level > 0 }));
    }
    this.announce(changed);
  }

  announce(speakers) {
    if (speakers.length > 0) this.room.broadcast("speakersChanged", new SpeakersChanged({ speakers }));
  }

  forget(sid) {
    this.#active.delete(sid);
  }

  close() {
    clearInterval(this.timer);
  }
}
