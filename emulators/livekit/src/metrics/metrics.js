import { Registry } from "./registry.js";

const MILLISECONDS = [50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000];
const SESSION_MILLISECONDS = [1000, 10_000, 60_000, 300_000, 600_000, 1_800_000, 3_600_000];
const SECONDS = [5, 10, 60, 300, 600, 1800, 3600, 18_000];

/** The server's metrics under LiveKit's names: those that mean something on one machine. */
export function createMetrics(nodeId) {
  const registry = new Registry({ node_id: nodeId, node_type: "SERVER" });
  const packets = registry.counter("livekit_packet_total", "RTP packets");
  const bytes = registry.counter("livekit_packet_bytes", "RTP payload bytes");
  const [packetsIn, bytesIn, packetsOut, bytesOut] = ["incoming", "outgoing"].flatMap((direction) => [packets.of({ direction }), bytes.of({ direction })]);
  registry.gauge("process_resident_memory_bytes", "Resident memory size in bytes.", () => process.memoryUsage.rss());
  return {
    registry,
    rooms: registry.gauge("livekit_room_total", "Rooms that are open"),
    roomDuration: registry.histogram("livekit_room_duration_seconds", "Time from creation to end of a room", SECONDS),
    participants: registry.gauge("livekit_participant_total", "Participants that are connected"),
    participantJoins: registry.counter("livekit_participant_join_total", "Joins by state reached"),
    trackPublished: registry.gauge("livekit_track_published_total", "Tracks that are published"),
    publishCount: registry.counter("livekit_track_publish_counter", "Publications by outcome"),
    trackSubscribed: registry.gauge("livekit_track_subscribed_total", "Subscriptions that are active"),
    subscribeCount: registry.counter("livekit_track_subscribe_counter", "Subscriptions by outcome"),
    joinLatency: registry.histogram("livekit_session_start_time_ms", "Time from signalling to media", MILLISECONDS),
    sessionDuration: registry.histogram("livekit_session_duration_ms", "Time a participant stayed", SESSION_MILLISECONDS),
    messages: registry.counter("livekit_node_messages", "Signalling messages"),
    twirpStatus: registry.counter("livekit_node_twirp_request_status", "Server API requests by outcome"),
    twirpLatency: registry.histogram("livekit_node_twirp_request_latency_ms", "Server API request time", MILLISECONDS),
    udpPorts: (read) => registry.gauge("livekit_emulator_udp_ports_taken", "UDP ports of rtc.port_range in use", read),
    workers: (read) => registry.gauge("livekit_emulator_agent_workers", "Agent workers that are registered", read),
    traffic: {
      received(size) {
        packetsIn.value++;
        bytesIn.value += size;
      },
      sent(size) {
        packetsOut.value++;
        bytesOut.value += size;
      },
    },
  };
}
