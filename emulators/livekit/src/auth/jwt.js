import { createHmac, timingSafeEqual } from "node:crypto";

/** A token that is refused. The message may be shown to the client: it holds no part of the token or of a secret. */
export class TokenError extends Error {}

const MAX_TOKEN_LENGTH = 64 * 1024;
const encode = (value) => Buffer.from(value).toString("base64url");
const sign = (input, secret) => createHmac("sha256", secret).update(input).digest();

function decodePart(part) {
  try {
    const value = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    if (value !== null && typeof value === "object" && !Array.isArray(value)) return value;
  } catch {
    // falls through to the one message for every malformed token
  }
  throw new TokenError("invalid authorization token");
}

/**
 * Checks algorithm (HS256 only), API key, signature, exp and nbf.
 * @param {string | undefined} token
 * @param {Map<string, string>} keys
 * @param {number} nowSeconds
 * @returns {object} the claims @throws {TokenError}
 */
export function verifyJwt(token, keys, nowSeconds = Date.now() / 1000) {
  if (!token) throw new TokenError("permissions denied: no access token");
  const parts = token.length <= MAX_TOKEN_LENGTH ? token.split(".") : [];
  if (parts.length !== 3) throw new TokenError("invalid authorization token");
  const [header, payload, signature] = parts;
  if (decodePart(header).alg !== "HS256") throw new TokenError("invalid authorization token: the algorithm must be HS256");
  const claims = decodePart(payload);
  const secret = typeof claims.iss === "string" ? keys.get(claims.iss) : undefined;
  if (secret === undefined) throw new TokenError("invalid API key");
  const given = Buffer.from(signature, "base64url");
  const expected = sign(`${header}.${payload}`, secret);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new TokenError("invalid token: the signature does not match the API key");
  if (typeof claims.exp !== "number" || claims.exp <= nowSeconds) throw new TokenError("invalid token: token is expired (exp)");
  // One second of tolerance: some issuers round nbf up.
  if (claims.nbf !== undefined && !(claims.nbf <= nowSeconds + 1)) throw new TokenError("invalid token: token is not valid yet (nbf)");
  return claims;
}

/** Signs claims for a key; `exp`, `nbf` and `iss` are set here. */
export function signJwt(claims, key, secret, ttlSeconds, nowSeconds = Math.floor(Date.now() / 1000)) {
  const input = `${encode('{"alg":"HS256","typ":"JWT"}')}.${encode(JSON.stringify({ ...claims, iss: key, nbf: nowSeconds, exp: nowSeconds + ttlSeconds }))}`;
  return `${input}.${sign(input, secret).toString("base64url")}`;
}
