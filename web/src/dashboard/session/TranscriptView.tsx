import type { TurnDetail } from "../api/types";
import { Badge } from "../ui/Badge";
import { duration } from "../ui/format";

/** What was said, and how much of it was heard. */
export function TranscriptView({ turn }: { turn: TurnDetail }) {
  return (
    <section class="panel-part" aria-label="Transcript" data-testid="transcript">
      <h3>Transcript</h3>
      {turn.transcript ? <Words turn={turn} /> : <p class="quiet">{absent[turn.content]}</p>}
      {turn.outcome === "interrupted" && (
        <p>
          <Badge tone="warn">barge-in</Badge>{" "}
          {turn.bargeInStopMs === null ? "How long the agent went on is unknown." : `The agent was silent ${duration(turn.bargeInStopMs)} after the caller had begun to speak.`}
          {turn.generatedMs !== null && turn.heardMs !== null && ` ${duration(turn.heardMs)} of ${duration(turn.generatedMs)} were heard.`}
        </p>
      )}
    </section>
  );
}

const absent = {
  shown: "Nobody said anything in this turn.",
  hidden: "What was said is hidden. Dashboard__ShowContent=true shows it.",
  not_captured: "What was said was not captured. OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true at the agent captures it.",
};

function Words({ turn }: { turn: TurnDetail }) {
  const { user, agent, heard, cutAt } = turn.transcript!;
  const said = agent ?? heard;
  return (
    <dl class="words">
      {user !== null && <div><dt>Caller</dt><dd>{user}</dd></div>}
      {said !== null && (
        <div>
          <dt>Agent</dt>
          <dd>
            {cutAt === null ? said : (
              <>
                <span data-testid="heard">{said.slice(0, cutAt)}</span>
                <span class="cut" data-testid="cut"><span aria-hidden="true">✂ </span>cut here</span>
                <del data-testid="unheard" title="Generated, never heard">{said.slice(cutAt)}</del>
              </>
            )}
          </dd>
        </div>
      )}
    </dl>
  );
}
