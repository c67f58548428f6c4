import { AddTrackRequest, AudioTrackFeature, TimedVersion, TrackInfo, TrackSource, TrackType } from "@livekit/protocol";
import { newId } from "../ids.js";
import { UpTrack } from "../rtc/upTrack.js";

const MAX_TRACKS = 32;
const MAX_TEXT = 1024;

/** What one participant publishes: tracks that were announced and tracks whose media section was answered. */
export class Publications {
  /** @type {Map<string, UpTrack>} by the client's own track id */
  #announced = new Map();
  /** @type {Map<string, UpTrack>} by sid */
  live = new Map();

  /** @param {import("./participant.js").Participant} participant */
  constructor(participant) {
    this.participant = participant;
  }

  /**
   * @param {AddTrackRequest} request
   * @returns {{ track?: TrackInfo, refused?: "NOT_ALLOWED"|"UNSUPPORTED_TYPE"|"LIMIT_EXCEEDED"|"INVALID_REQUEST" }}
   */
  announce(request) {
    const { permission } = this.participant;
    if (!permission.canPublish || !mayUse(permission, request.source)) return { refused: "NOT_ALLOWED" };
    if (request.type !== TrackType.AUDIO) return { refused: "UNSUPPORTED_TYPE" };
    if (request.cid === "" || request.cid.length > MAX_TEXT || request.name.length > MAX_TEXT) return { refused: "INVALID_REQUEST" };
    const known = this.#announced.get(request.cid);
    if (known) return { track: known.info };
    if (this.#announced.size + this.live.size >= MAX_TRACKS) return { refused: "LIMIT_EXCEEDED" };

    const audioFeatures = request.audioFeatures.slice(0, 16);
    if (request.stereo && !audioFeatures.includes(AudioTrackFeature.TF_STEREO)) audioFeatures.push(AudioTrackFeature.TF_STEREO);
    if (request.disableDtx && !audioFeatures.includes(AudioTrackFeature.TF_NO_DTX)) audioFeatures.push(AudioTrackFeature.TF_NO_DTX);
    const { name, muted, source, stream, stereo, disableDtx, encryption } = request;
    const info = new TrackInfo({
      sid: newId("TR_"), type: TrackType.AUDIO, name, muted, source, stream, stereo, disableDtx, encryption,
      disableRed: true, mimeType: "audio/opus", audioFeatures, version: new TimedVersion({ unixMicro: BigInt(Date.now()) * 1000n }),
    });
    this.#announced.set(request.cid, new UpTrack(info, this.participant));
    return { track: info };
  }

  /** The announced track that a media section carries. Clients that send no msid can have one track under way. */
  claim(cid) {
    const key = this.#announced.has(cid) ? cid : this.#announced.size === 1 ? this.#announced.keys().next().value : undefined;
    const track = key === undefined ? undefined : this.#announced.get(key);
    if (!track) return undefined;
    this.#announced.delete(key);
    this.live.set(track.info.sid, track);
    return track;
  }

  /** @returns {UpTrack | undefined} live or announced */
  find(sid) {
    return this.live.get(sid) ?? [...this.#announced.values()].find((track) => track.info.sid === sid);
  }

  remove(track) {
    this.live.delete(track.info.sid);
    track.close();
  }

  get infos() {
    return [...this.live.values()].map((track) => track.info);
  }

  close() {
    for (const track of [...this.live.values()]) this.remove(track);
    this.#announced.clear();
  }
}

const mayUse = (permission, source) => permission.canPublishSources.length === 0 || source === TrackSource.UNKNOWN || permission.canPublishSources.includes(source);
