import { TokenError, verifyJwt } from "../auth/jwt.js";
import { HttpError, respond, tokenOf } from "../http/respond.js";
import { agentDispatchService } from "./agentDispatchService.js";
import { TwirpError } from "./error.js";
import { roomService } from "./roomService.js";

const MAX_BODY_BYTES = 1024 * 1024;

/** @typedef {{ Request: import("@bufbuild/protobuf").MessageType, handle: (request: any, claims: object) => import("@bufbuild/protobuf").Message }} Method */

/** The server API: POST /twirp/livekit.<Service>/<Method> with JSON or protobuf bodies. */
export class TwirpRouter {
  #services;

  /** @param {import("../server.js").LiveKitServer} server */
  constructor(server) {
    this.server = server;
    this.#services = { RoomService: roomService(server), AgentDispatchService: agentDispatchService(server) };
  }

  /** @param {import("node:http").IncomingMessage} request @param {import("node:http").ServerResponse} response */
  async handle(request, response, path) {
    const began = performance.now();
    const { metrics, config, log } = this.server;
    const [, service, name] = /^\/twirp\/livekit\.(\w+)\/(\w+)$/.exec(path) ?? [];
    const known = this.#find(service, name);
    const labels = known ? { service, method: name } : { service: "unknown", method: "unknown" };
    try {
      const claims = verifyJwt(tokenOf(request), config.keys);
      if (!known || request.method !== "POST") throw new TwirpError("bad_route", `no handler for ${request.method} ${path.slice(0, 128)}`);
      const type = (request.headers["content-type"] ?? "").split(";")[0].trim();
      const isJson = type === "application/json";
      if (!isJson && type !== "application/protobuf") throw new TwirpError("bad_route", "the Content-Type must be application/json or application/protobuf");
      const result = known.handle(decode(known.Request, await readBody(request), isJson), claims);
      metrics.twirpStatus.inc({ ...labels, status: "success", code: 200 });
      if (isJson) respond(response, 200, JSON.stringify(result.toJson({ emitDefaultValues: true, useProtoFieldName: true })), "application/json");
      else respond(response, 200, Buffer.from(result.toBinary()), "application/protobuf");
    } catch (error) {
      this.#refuse(response, error, labels, log);
    } finally {
      metrics.twirpLatency.observe(performance.now() - began);
    }
  }

  #find(service, name) {
    const methods = Object.hasOwn(this.#services, service ?? "") ? this.#services[service] : {};
    return Object.hasOwn(methods, name ?? "") ? methods[name] : undefined;
  }

  #refuse(response, error, labels, log) {
    if (error instanceof TokenError) {
      this.server.metrics.twirpStatus.inc({ ...labels, status: "failure", code: 401 });
      return respond(response, 401, error.message);
    }
    const known = error instanceof TwirpError ? error : error instanceof HttpError ? new TwirpError("invalid_argument", error.message) : new TwirpError("internal", "internal error");
    if (known.code === "internal") log.error("a server API call failed", { error, ...labels });
    this.server.metrics.twirpStatus.inc({ ...labels, status: "failure", code: known.status });
    respond(response, known.status, JSON.stringify(known), "application/json");
  }
}

function decode(Request, body, isJson) {
  try {
    return isJson ? Request.fromJsonString(body.toString("utf8") || "{}", { ignoreUnknownFields: true }) : Request.fromBinary(body);
  } catch {
    throw new TwirpError("malformed", `the body is not a ${Request.typeName}`);
  }
}

async function readBody(request) {
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > MAX_BODY_BYTES) throw new TwirpError("resource_exhausted", `the body is larger than ${MAX_BODY_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
