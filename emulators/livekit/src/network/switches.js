import { json } from "node:stream/consumers";
import { respond } from "../http/respond.js";

export const PARTITION_PATH = "/emulator/partition";

/** GET, POST `{ "on": true }` and DELETE of the partition; for this machine only. */
export async function switchPartition(req, res, partition) {
  if (!["127.0.0.1", "::1", "::ffff:127.0.0.1"].includes(req.socket.remoteAddress)) return respond(res, 404, "not found");
  if (req.method === "POST") {
    const hasBody = Number(req.headers["content-length"] ?? 0) > 0 || req.headers["transfer-encoding"];
    const wanted = hasBody ? await json(req).catch(() => undefined) : { on: true };
    if (typeof wanted?.on !== "boolean") return respond(res, 400, 'give { "on": true } or { "on": false }');
    partition.set(wanted.on);
  } else if (req.method === "DELETE") partition.set(false);
  else if (req.method !== "GET") return respond(res, 405, "GET, POST or DELETE");
  respond(res, 200, JSON.stringify({ on: partition.isOn }), "application/json");
}
