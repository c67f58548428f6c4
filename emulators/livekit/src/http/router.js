import { WebSocketServer } from "ws";
import { PARTITION_PATH, switchPartition } from "../network/switches.js";
import { HttpError, refuseUpgrade, respond } from "./respond.js";

const MAX_FRAME_BYTES = 1024 * 1024;

/** Leads requests to their part of the server. @param {import("../server.js").LiveKitServer} server */
export function createRouter(server) {
  const { config, log } = server;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false });
  const signalPaths = config.signalV1 ? ["/rtc", "/rtc/v1"] : ["/rtc"];
  const endpointOf = (path) => (signalPaths.includes(path) ? server.signal : path === "/agent" ? server.workers : undefined);

  async function request(req, res) {
    const { pathname, searchParams } = parse(req);
    if (req.method === "OPTIONS") return respond(res, 204, "");
    if (pathname.startsWith("/twirp/")) return server.twirp.handle(req, res, pathname);
    if (pathname === PARTITION_PATH) return switchPartition(req, res, server.partition);
    if (pathname === "/") return respond(res, 200, "OK");
    if (signalPaths.some((path) => pathname === `${path}/validate`)) return validate(req, res, searchParams);
    if (endpointOf(pathname)) return respond(res, 400, "a WebSocket upgrade is expected here");
    respond(res, 404, "not found");
  }

  function validate(req, res, query) {
    try {
      server.signal.check(req, query);
      respond(res, 200, "success");
    } catch (error) {
      refuse(error, (status, body) => respond(res, status, body));
    }
  }

  async function upgrade(req, socket, head) {
    socket.on("error", () => {});
    const { pathname, searchParams } = parse(req);
    const endpoint = endpointOf(pathname);
    if (!endpoint) return refuseUpgrade(socket, 404, "not found");
    try {
      await endpoint.upgrade(req, searchParams, (use) => {
        try {
          sockets.handleUpgrade(req, socket, head, use);
        } catch (error) {
          log.debug("upgrade failed", { error });
          socket.destroy();
        }
      });
    } catch (error) {
      refuse(error, (status, body) => refuseUpgrade(socket, status, body));
    }
  }

  function refuse(error, answer) {
    if (error instanceof HttpError) {
      log.info("request refused", { status: error.status, reason: error.message });
      return answer(error.status, error.message);
    }
    log.error("request failed", { error });
    answer(500, "internal error");
  }

  function metrics(req, res) {
    if (parse(req).pathname !== "/metrics") return respond(res, 404, "not found");
    respond(res, 200, server.metrics.registry.render(), "text/plain; version=0.0.4; charset=utf-8");
  }

  return { request, upgrade, metrics };
}

function parse(req) {
  // The path alone, since a request target may be anything.
  const [path, query = ""] = (req.url ?? "/").split(/\?(.*)/s);
  return { pathname: path, searchParams: new URLSearchParams(query) };
}
