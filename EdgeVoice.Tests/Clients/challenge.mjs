// Asks a gateway for a call and answers its challenge, as the call page does.
import { createHash } from "node:crypto";

const mostChallenges = 3;

export async function askForCall(gateway, request) {
  const post = (body) => fetch(`${gateway}/api/calls`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const asked = await fetch(`${gateway}/api/challenge`);
  let challenge = asked.status === 200 ? await asked.json() : undefined;
  for (let answers = 0; ; answers++) {
    const answer = await post({ ...request, proof: challenge && solve(challenge) });
    if (answer.status !== 403 || answers === mostChallenges) {
      return answer;
    }
    ({ challenge } = await answer.json());
  }
}

function solve({ algorithm, challenge, salt, maxnumber, signature }) {
  for (let number = 0; number <= maxnumber; number++) {
    if (createHash("sha256").update(salt + number).digest("hex") === challenge) {
      return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
    }
  }
  throw new Error("The challenge has no answer.");
}
