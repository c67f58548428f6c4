const STATUS = { bad_route: 404, malformed: 400, invalid_argument: 400, unauthenticated: 401, permission_denied: 403, not_found: 404, resource_exhausted: 429, internal: 500 };

/** An error of the Twirp wire protocol. */
export class TwirpError extends Error {
  /** @param {keyof typeof STATUS} code @param {string} message */
  constructor(code, message) {
    super(message);
    this.code = code;
  }

  get status() {
    return STATUS[this.code];
  }

  toJSON() {
    return { code: this.code, msg: this.message };
  }
}
