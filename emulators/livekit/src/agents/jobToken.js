import { signJwt } from "../auth/jwt.js";

const TTL_SECONDS = 3600;

/** The token with which an agent joins its job's room. */
export function jobToken(job, worker, answer, keys) {
  const { canSubscribe, canPublish, canPublishData, hidden, canUpdateMetadata } = worker.permissions;
  const claims = {
    sub: job.state.participantIdentity,
    name: answer.participantName,
    metadata: answer.participantMetadata,
    attributes: { ...answer.participantAttributes, "lk.agent_name": job.dispatch.agentName },
    kind: "agent",
    video: { room: job.room.name, roomJoin: true, agent: true, canSubscribe, canPublish, canPublishData, hidden, canUpdateOwnMetadata: canUpdateMetadata },
  };
  return signJwt(claims, worker.apiKey, keys.get(worker.apiKey), TTL_SECONDS);
}
