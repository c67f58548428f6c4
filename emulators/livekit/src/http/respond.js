import { STATUS_CODES } from "node:http";
import { CORS_HEADERS } from "./cors.js";

/** An answer to send instead of going on: status and a text that may be shown to the client. */
export class HttpError extends Error {
  /** @param {number} status @param {string} message */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** @param {import("node:http").ServerResponse} response */
export function respond(response, status, body, contentType = "text/plain; charset=utf-8") {
  response.writeHead(status, { ...CORS_HEADERS, "Content-Type": contentType, "Content-Length": Buffer.byteLength(body) });
  response.end(body);
}

/** Refuses a WebSocket upgrade with a plain HTTP answer. @param {import("node:stream").Duplex} socket */
export function refuseUpgrade(socket, status, body) {
  const headers = { ...CORS_HEADERS, "Content-Type": "text/plain; charset=utf-8", "Content-Length": Buffer.byteLength(body), Connection: "close" };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("\r\n")}\r\n\r\n${body}`);
}

/** The token of a request: Authorization header or, from browsers, the query. */
export function tokenOf(request, query) {
  const [scheme, token] = (request.headers.authorization ?? "").split(" ");
  if (/^bearer$/i.test(scheme) && token) return token;
  return query?.get("access_token") ?? undefined;
}
