import { createServer } from "node:http";
import { isIPv4 } from "node:net";
import { networkInterfaces } from "node:os";
import { ServerInfo, ServerInfo_Edition } from "@livekit/protocol";
import { Agents } from "./agents/agents.js";
import { AgentEndpoint } from "./agents/endpoint.js";
import { createRouter } from "./http/router.js";
import { newId } from "./ids.js";
import { createMetrics } from "./metrics/metrics.js";
import { Distances } from "./network/distances.js";
import { Partition } from "./network/partition.js";
import { RoomStore } from "./rooms/roomStore.js";
import { localCertificate } from "./rtc/certificate.js";
import { PortPool } from "./rtc/portPool.js";
import { SignalEndpoint } from "./signal/endpoint.js";
import { TwirpRouter } from "./twirp/router.js";

const VERSION = "1.9.0"; // of livekit-server, whose behaviour clients are told to expect
const PROTOCOL = 16;
const MAX_HEADER_BYTES = 256 * 1024; // a v1 join carries an SDP offer in its query

/** A LiveKit server for one machine. */
export class LiveKitServer {
  #listeners = [];
  nodeId = newId("ND_");

  /** @param {import("./config/load.js").Config} config @param {import("./log.js").Logger} log */
  constructor(config, log) {
    Object.assign(this, { config, log });
    this.info = new ServerInfo({ edition: ServerInfo_Edition.Standard, version: VERSION, protocol: PROTOCOL, region: config.region, nodeId: this.nodeId, agentProtocol: 1 });
    this.metrics = createMetrics(this.nodeId);
    const mediaAddress = config.bindAddresses.find((address) => isIPv4(address)) ?? "127.0.0.1";
    this.ports = new PortPool(config.rtc.portRangeStart, config.rtc.portRangeEnd, mediaAddress);
    this.candidateAddress = config.nodeIp ?? (mediaAddress === "0.0.0.0" ? lanAddress() : mediaAddress);
    this.distances = new Distances(config.placesFile, config.region);
    this.partition = new Partition();
    this.rooms = new RoomStore(this);
    this.agents = new Agents(config.keys, log);
    this.rooms.observer = this.agents;
    this.signal = new SignalEndpoint(this);
    this.workers = new AgentEndpoint(this);
    this.twirp = new TwirpRouter(this);
    this.metrics.udpPorts(() => this.ports.taken);
    this.metrics.workers(() => this.agents.placement.workers.size);
  }

  /** @returns {Promise<{ port: number, prometheusPort: number | undefined }>} the ports that were taken */
  async start() {
    this.transportOptions = { candidateAddress: this.candidateAddress, certificate: await localCertificate(), traffic: this.metrics.traffic };
    const router = createRouter(this);
    let port = this.config.port;
    for (const address of this.config.bindAddresses) {
      const listener = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, router.request);
      listener.on("upgrade", router.upgrade);
      port = await this.#listen(listener, port, address);
    }
    if (this.config.prometheusPort === undefined) return { port, prometheusPort: undefined };
    const prometheusPort = await this.#listen(createServer(router.metrics), this.config.prometheusPort, this.config.bindAddresses[0]);
    return { port, prometheusPort };
  }

  #listen(listener, port, address) {
    this.#listeners.push(listener);
    return new Promise((resolve, reject) => {
      listener.once("error", reject);
      listener.listen(port, address || undefined, () => {
        listener.off("error", reject);
        listener.on("error", (error) => this.log.error("listener failed", { error }));
        resolve(listener.address().port);
      });
    });
  }

  /** Sends everyone away with SERVER_SHUTDOWN and frees sockets and timers. */
  async stop() {
    this.rooms.close();
    this.agents.close();
    // The leave messages are written before their sockets close.
    await new Promise((resolve) => setTimeout(resolve, 150));
    for (const listener of this.#listeners) {
      listener.close();
      listener.closeAllConnections();
    }
  }
}

function lanAddress() {
  const all = Object.values(networkInterfaces()).flat();
  return all.find((entry) => entry.family === "IPv4" && !entry.internal)?.address ?? "127.0.0.1";
}
