import { TokenError, verifyJwt } from "../auth/jwt.js";
import { HttpError, tokenOf } from "../http/respond.js";
import { AgentWorker } from "./worker.js";

const MAX_WORKERS = 256;

/** /agent: workers connect here. */
export class AgentEndpoint {
  #open = 0;

  /** @param {import("../server.js").LiveKitServer} server */
  constructor(server) {
    this.server = server;
  }

  /** @throws {HttpError} */
  async upgrade(request, query, accept) {
    const { config, agents, info, log } = this.server;
    let claims;
    try {
      claims = verifyJwt(tokenOf(request, query), config.keys);
    } catch (error) {
      throw error instanceof TokenError ? new HttpError(401, error.message) : error;
    }
    if (claims.video?.agent !== true) throw new HttpError(401, "permissions denied: the token lacks the agent grant");
    if (this.#open >= MAX_WORKERS) throw new HttpError(503, `no more than ${MAX_WORKERS} workers are served`);
    accept((socket) => {
      this.#open++;
      socket.once("close", () => this.#open--);
      new AgentWorker(socket, claims.iss, info, agents, log);
    });
  }
}
