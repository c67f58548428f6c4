import { RequestResponse, RequestResponse_Reason } from "@livekit/protocol";

const MAX_METADATA_BYTES = 64_000; // metadata and attributes each, as the real server
const MAX_NAME_LENGTH = 256;

/** A client's wish to change its own name, metadata or attributes. */
export function changeOwnMetadata(participant, request) {
  const refusal = participant.permission.canUpdateMetadata ? applyMetadata(participant, request) : "NOT_ALLOWED";
  if (!refusal) participant.room.changed(participant);
  const reason = RequestResponse_Reason[refusal ?? "OK"];
  const message = refusal === "NOT_ALLOWED" ? "does not have permission to update own metadata" : (refusal ?? "");
  participant.send("requestResponse", new RequestResponse({ requestId: request.requestId, reason, message, request: { case: "updateMetadata", value: request } }));
}

/**
 * Sets what is given; an attribute with an empty value is taken away.
 * @returns {"LIMIT_EXCEEDED" | undefined}
 */
export function applyMetadata(participant, { name, metadata, attributes }) {
  const merged = { ...participant.attributes, ...attributes };
  for (const [key, value] of Object.entries(attributes)) if (value === "") delete merged[key];
  if (Buffer.byteLength(metadata) > MAX_METADATA_BYTES || Buffer.byteLength(JSON.stringify(merged)) > MAX_METADATA_BYTES || name.length > MAX_NAME_LENGTH) return "LIMIT_EXCEEDED";
  if (name !== "") participant.name = name;
  if (metadata !== "") participant.metadata = metadata;
  participant.attributes = merged;
  return undefined;
}
