// A caller on LiveKit's native Node client. It is told what to do by JSON lines on stdin and reports by JSON lines on stdout.
//   node caller.mjs '{"gateway":"http://127.0.0.1:5080","persona":"concierge"}'
//   in:  {"do":"say","wav":"/path.wav"} {"do":"silence"} {"do":"hangup"}
//   out: {"t":ms,"event":"joined|agent|left|levels|caption|turn|call|said|reconnecting|reconnected|ended|failed", ...}
import { createInterface } from "node:readline";
import { AudioFrame, AudioSource, AudioStream, dispose, LocalAudioTrack, Room, RoomEvent, TrackKind, TrackPublishOptions, TrackSource } from "@livekit/rtc-node";
import { askForCall } from "./challenge.mjs";
import { readWav } from "./wav.mjs";

const rate = 24_000;
const frame = rate / 50; // 20 ms
const start = performance.now();
const say = (event, fields = {}) => console.log(JSON.stringify({ t: Math.round(performance.now() - start), event, ...fields }));

const options = JSON.parse(process.argv[2]);
const answer = await askForCall(options.gateway, { persona: options.persona });
if (answer.status !== 201) {
  say("failed", { status: answer.status, retryAfter: answer.headers.get("retry-after"), problem: await answer.json() });
  process.exit(2);
}

const call = await answer.json();
const room = new Room();
// A second ahead: a busy moment of this process is no pause in what the caller says.
const source = new AudioSource(rate, 1, 1000);

room.on(RoomEvent.ParticipantConnected, (participant) => say("agent", { identity: participant.identity }));
room.on(RoomEvent.Reconnecting, () => say("reconnecting"));
room.on(RoomEvent.Reconnected, () => say("reconnected"));
room.on(RoomEvent.Disconnected, (reason) => say("ended", { reason }));
room.on(RoomEvent.ParticipantDisconnected, (participant) => say("left", { identity: participant.identity }));
room.on(RoomEvent.TrackSubscribed, (track) => {
  if (track.kind === TrackKind.KIND_AUDIO) {
    void listen(track);
  }
});
room.registerTextStreamHandler("lk.transcription", async (reader, { identity }) => {
  const { attributes } = reader.info;
  const text = await reader.readAll();
  say("caption", { identity, segment: attributes["lk.segment_id"], final: attributes["lk.transcription_final"] === "true", text });
});
for (const topic of ["turn", "call"]) {
  room.registerTextStreamHandler(`edgevoice.${topic}`, async (reader) => say(topic, JSON.parse(await reader.readAll())));
}

await room.connect(call.url, call.token, { autoSubscribe: true, dynacast: false }).catch((error) => {
  say("failed", { error: String(error) });
  process.exit(3);
});
const track = LocalAudioTrack.createAudioTrack("microphone", source);
const publish = new TrackPublishOptions();
publish.source = TrackSource.SOURCE_MICROPHONE;
const published = await room.localParticipant.publishTrack(track, publish);
say("joined", { callId: call.callId, room: call.room, identity: call.identity, region: call.region });
for (const participant of room.remoteParticipants.values()) {
  say("agent", { identity: participant.identity });
}

/** Reports the loudness of what is heard: one value (RMS of full scale 32768) for each 20 ms, five at a time. */
async function listen(remote) {
  for await (const heard of new AudioStream(remote, { sampleRate: rate, numChannels: 1, frameSizeMs: 100 })) {
    const levels = [];
    for (let offset = 0; offset < heard.data.length; offset += frame) {
      const part = heard.data.subarray(offset, offset + frame);
      levels.push(Math.round(Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length)));
    }
    say("levels", { ms: 20, rms: levels });
  }
}

let speaking = Promise.resolve();

async function speak(path) {
  const samples = readWav(path, rate);
  for (let offset = 0; offset < samples.length; offset += frame) {
    const pcm = new Int16Array(frame);
    pcm.set(samples.subarray(offset, offset + frame));
    await source.captureFrame(new AudioFrame(pcm, rate, 1, frame));
  }
  await source.waitForPlayout();
  say("said", { wav: path });
}

async function hangUp() {
  await room.disconnect();
  await dispose();
  process.exit(0);
}

process.on("SIGTERM", () => void hangUp());
const commands = createInterface({ input: process.stdin });
commands.on("close", () => void hangUp());
for await (const line of commands) {
  const command = JSON.parse(line);
  if (command.do === "say") {
    // One sentence after the other, as from one mouth.
    speaking = speaking.then(() => speak(command.wav));
  } else if (command.do === "unpublish") {
    await room.localParticipant.unpublishTrack(published.sid);
  } else if (command.do === "hangup") {
    await hangUp();
  }
}
