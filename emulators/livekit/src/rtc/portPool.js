import { createSocket } from "node:dgram";

/** Every UDP port of rtc.port_range is taken. */
export class PortsExhaustedError extends Error {
  constructor(start, end) {
    super(`no free UDP port in rtc.port_range ${start}-${end}: widen the range or end other sessions`);
  }
}

/** Hands out bound UDP sockets, one per peer connection. */
export class PortPool {
  #taken = new Set();
  #next;

  /** @param {number} start @param {number} end inclusive @param {string} address local address to bind */
  constructor(start, end, address) {
    Object.assign(this, { start, end, address });
    this.#next = start;
  }

  get size() {
    return this.end - this.start + 1;
  }

  get taken() {
    return this.#taken.size;
  }

  /** @throws {PortsExhaustedError} when fewer than `count` ports are left */
  ensureFree(count) {
    if (this.size - this.taken < count) throw new PortsExhaustedError(this.start, this.end);
  }

  /** @returns {Promise<import("node:dgram").Socket>} @throws {PortsExhaustedError} */
  async bind() {
    for (let tries = 0; tries < this.size; tries++) {
      const port = this.#next;
      this.#next = port === this.end ? this.start : port + 1;
      if (this.#taken.has(port)) continue;
      this.#taken.add(port);
      const socket = createSocket("udp4");
      try {
        await new Promise((resolve, reject) => {
          socket.once("error", reject);
          socket.bind({ port, address: this.address, exclusive: true }, () => resolve(socket.off("error", reject)));
        });
      } catch {
        // Another process has it: try the next one.
        this.#taken.delete(port);
        socket.close();
        continue;
      }
      socket.once("close", () => this.#taken.delete(port));
      return socket;
    }
    throw new PortsExhaustedError(this.start, this.end);
  }
}
