-- The truth: every fact about every call, in the order in which its agent wrote it.
CREATE TABLE journal (
    call_id   text        NOT NULL,
    sequence  bigint      NOT NULL,
    kind      text        NOT NULL,
    at        timestamptz NOT NULL,
    -- The spool file it came from: the same entry sent twice has the same writer, two agents with one number do not.
    writer    uuid        NOT NULL,
    body      jsonb       NOT NULL,
    PRIMARY KEY (call_id, sequence)
);

-- The tables below follow from the journal and are kept in the same transaction.
CREATE TABLE calls (
    call_id         text PRIMARY KEY,
    region          text,
    room            text,
    persona         text,
    caller_identity text,
    provider        text,
    model           text,
    started_at      timestamptz,
    ended_at        timestamptz,
    outcome         text,
    reason          text,
    turns           integer NOT NULL DEFAULT 0,
    last_sequence   bigint  NOT NULL DEFAULT 0
);
CREATE INDEX calls_started_at ON calls (started_at);
CREATE INDEX calls_open ON calls (region) WHERE outcome IS NULL;

CREATE TABLE turns (
    call_id          text        NOT NULL,
    turn             integer     NOT NULL,
    initiator        text        NOT NULL,
    outcome          text        NOT NULL,
    user_text        text,
    agent_text       text        NOT NULL,
    heard_text       text        NOT NULL,
    generated_ms     integer     NOT NULL,
    heard_ms         integer     NOT NULL,
    heard_silence_ms integer,
    endpointing_ms   integer,
    first_audio_ms   integer,
    barge_in_stop_ms integer,
    started_at       timestamptz NOT NULL,
    ended_at         timestamptz NOT NULL,
    PRIMARY KEY (call_id, turn)
);
CREATE INDEX turns_outcome ON turns (outcome, started_at);

-- Columns are empty as long as only one of the two entries of a tool call has arrived.
CREATE TABLE tool_calls (
    call_id         text NOT NULL,
    tool_call_id    text NOT NULL,
    turn            integer,
    name            text,
    arguments       text,
    idempotency_key text,
    started_at      timestamptz,
    status          text,
    result          text,
    completed_at    timestamptz,
    PRIMARY KEY (call_id, tool_call_id)
);
CREATE INDEX tool_calls_idempotency_key ON tool_calls (idempotency_key);
