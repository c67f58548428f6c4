const isString = (value) => typeof value === "string";
const isPort = (value) => Number.isInteger(value) && value >= 0 && value <= 65535;
const isSeconds = (value) => Number.isInteger(value) && value >= 0;

/** A check and the sentence that tells how to fix a value that fails it. */
const rule = (check, fix) => ({ check, fix });
const port = rule(isPort, "give a whole number from 0 to 65535");
const seconds = rule(isSeconds, "give a whole number of seconds, 0 or more");
const text = rule(isString, "give a text, in quotes if it looks like a number");
const flag = rule((value) => typeof value === "boolean", "give true or false");
const isKeyMap = (value) =>
  value !== null && typeof value === "object" && !Array.isArray(value) && Object.values(value).every((secret) => isString(secret) && secret.length > 0);

/** Keys of the real server's file that have a meaning here. */
export const KNOWN = {
  port,
  bind_addresses: rule((value) => Array.isArray(value) && value.length > 0 && value.every(isString), 'give a list of addresses, such as ["127.0.0.1"]'),
  keys: rule(isKeyMap, "give a map of key to secret, both texts in quotes"),
  prometheus_port: port,
  region: text,
  node_ip: text,
  "rtc.port_range_start": port,
  "rtc.port_range_end": port,
  "rtc.use_external_ip": flag,
  "rtc.node_ip": text,
  "room.auto_create": flag,
  "room.empty_timeout": seconds,
  "room.departure_timeout": seconds,
  "room.max_participants": rule(isSeconds, "give a whole number, 0 for no limit"),
  "logging.level": rule((value) => ["debug", "info", "warn", "error"].includes(value), "give one of debug, info, warn, error"),
};

export const SECTIONS = ["rtc", "room", "logging"];

/** Keys the real server knows and a single-machine emulator has no use for. */
export const MEANINGLESS = new Set([
  "redis", "turn", "webhook", "ingress", "sip", "whip", "signal_relay", "psrpc", "node_selector", "key_file", "audio", "video", "limit", "api",
  "agents", "trace", "metric", "prometheus", "development", "log_level", "node_stats", "nodestats", "debug_handler_port", "storage", "enable_data_tracks",
  "rtc.udp_port", "rtc.tcp_port", "rtc.stun_servers", "rtc.turn_servers", "rtc.use_ice_lite", "rtc.interfaces", "rtc.ips", "rtc.enable_loopback_candidate",
  "rtc.use_mdns", "rtc.packet_buffer_size", "rtc.packet_buffer_size_audio", "rtc.packet_buffer_size_video", "rtc.pli_throttle", "rtc.congestion_control",
  "rtc.allow_tcp_fallback", "rtc.force_tcp", "rtc.strict_acks", "rtc.batch_io", "rtc.external_ip_only", "rtc.allow_pause", "rtc.reconnect_on_publication_error",
  "rtc.reconnect_on_subscription_error", "rtc.reconnect_on_data_channel_error", "rtc.data_channel_max_buffered_amount", "rtc.datachannel_slow_threshold",
  "rtc.forward_stats", "rtc.enable_rtp_stream_restart_detection",
  "room.enabled_codecs", "room.enable_remote_unmute", "room.playout_delay", "room.sync_streams", "room.create_room_enabled", "room.create_room_timeout",
  "room.create_room_attempts", "room.update_room_metadata_timeout", "room.update_participant_metadata_timeout", "room.max_metadata_size", "room.max_room_name_length",
  "room.user_data_validity", "room.room_configurations", "room.max_participant_identity_length",
  "logging.json", "logging.sample", "logging.pion_level", "logging.component_levels",
]);
