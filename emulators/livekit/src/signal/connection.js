import { SignalRequest } from "@livekit/protocol";

const MAX_BUFFERED_BYTES = 8 * 1024 * 1024; // towards a client that does not read
const PROBE_MS = 10_000;

/** One signalling WebSocket: SignalRequest in, SignalResponse out, as protobuf or as JSON, whichever the client speaks. */
export class SignalConnection {
  /** @type {(request: SignalRequest) => void} */
  onRequest = () => {};
  onClosed = () => {};
  #json = false;
  #alive = true;
  #waiting = []; // what was sent during a partition

  /** @param {import("ws").WebSocket} socket @param {import("../log.js").Logger} log @param {object} metrics @param {import("../network/partition.js").Partition} [partition] that the client is behind */
  constructor(socket, log, metrics, partition) {
    Object.assign(this, { socket, log, metrics, partition });
    socket.on("message", (data, isBinary) => this.#receive(data, isBinary));
    socket.on("pong", () => (this.#alive = true));
    socket.on("error", (error) => log.debug("signalling socket error", { error }));
    const endWatch = partition?.watch((on) => this.#cut(on));
    const probe = setInterval(() => this.#probe(), PROBE_MS);
    socket.once("close", () => {
      clearInterval(probe);
      endWatch?.();
      this.onClosed();
    });
  }

  #cut(on) {
    if (on) return this.socket.pause();
    this.#alive = true;
    this.socket.resume();
    for (const response of this.#waiting.splice(0)) this.send(response);
  }

  #probe() {
    if (this.partition?.isOn) return;
    if (!this.#alive) return this.socket.terminate();
    this.#alive = false;
    this.socket.ping();
  }

  #receive(data, isBinary) {
    this.#alive = true;
    if (this.socket.readyState !== this.socket.OPEN) return;
    let request;
    try {
      request = isBinary ? SignalRequest.fromBinary(data) : SignalRequest.fromJsonString(data.toString("utf8"), { ignoreUnknownFields: true });
    } catch {
      this.metrics.messages.inc({ type: "signal", status: "failure" });
      return this.close(isBinary ? 1007 : 1003, "the frame is not a SignalRequest");
    }
    this.#json = !isBinary;
    this.metrics.messages.inc({ type: "signal", status: "success" });
    // A frame of a newer protocol: nothing this server knows how to do.
    if (request.message.case === undefined) return;
    try {
      this.onRequest(request);
    } catch (error) {
      this.log.warn("a signalling request was refused", { request: request.message.case, error });
      this.close(1008, `${request.message.case}: ${String(error?.message).slice(0, 90)}`);
    }
  }

  /** @param {import("@livekit/protocol").SignalResponse} response */
  send(response) {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.partition?.isOn) return void this.#waiting.push(response);
    if (this.socket.bufferedAmount > MAX_BUFFERED_BYTES) return this.socket.terminate();
    this.socket.send(this.#json ? response.toJsonString() : response.toBinary());
  }

  close(code, reason) {
    this.socket.close(code, reason);
    // A client that does not answer the close frame keeps its socket no longer than this.
    setTimeout(() => this.socket.terminate(), 1000).unref();
  }
}
