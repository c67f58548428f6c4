// Asks a gateway for a call, joins it with the native LiveKit client, and tries the same token once more.
// Prints one JSON line: { callId, identity, state, second }.
import { Room, dispose } from "@livekit/rtc-node";

const [origin] = process.argv.slice(2);
const call = await (await fetch(`${origin}/api/calls`, { method: "POST" })).json();

const room = new Room();
await room.connect(call.url, call.token, { autoSubscribe: true, dynacast: false });
const joined = { callId: call.callId, identity: room.localParticipant.identity, state: room.isConnected, room: room.name };

const twin = new Room();
const second = await twin.connect(call.url, call.token, { autoSubscribe: true, dynacast: false }).then(
  () => "joined",
  (error) => String(error.message ?? error),
);
await Promise.all([room.disconnect(), twin.disconnect()]);
console.log(JSON.stringify({ ...joined, second }));
await dispose();
process.exit(0);
