import { randomBytes } from "node:crypto";

const ALPHABET = "23456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";

/**
 * A LiveKit style identifier: prefix and 12 random characters.
 * @param {"RM_"|"PA_"|"TR_"|"ND_"|"AW_"|"AJ_"|"AD_"} prefix
 */
export function newId(prefix) {
  let id = prefix;
  for (const byte of randomBytes(12)) id += ALPHABET[byte % ALPHABET.length];
  return id;
}
