-- Who holds a call. The highest generation does; whoever takes one inserts its row before it speaks.
CREATE TABLE call_generations (
    call_id    text        NOT NULL,
    generation integer     NOT NULL CHECK (generation > 0),
    region     text        NOT NULL,
    room       text        NOT NULL,
    -- Chosen by whoever takes it: the same attempt again is the same taking.
    attempt    uuid        NOT NULL,
    reason     text        NOT NULL,
    taken_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (call_id, generation)
);
CREATE UNIQUE INDEX call_generations_attempt ON call_generations (call_id, attempt);

-- An entry of an older generation that happened after a younger one was taken is kept and is no part of the history.
ALTER TABLE journal
    ADD COLUMN generation integer NOT NULL DEFAULT 1,
    ADD COLUMN superseded boolean NOT NULL DEFAULT false;
ALTER TABLE journal DROP CONSTRAINT journal_pkey;
ALTER TABLE journal ADD PRIMARY KEY (call_id, generation, sequence);

ALTER TABLE calls ADD COLUMN last_generation integer NOT NULL DEFAULT 1;

-- Turns are numbered on across generations; an entry that arrives late may have a number that the next agent has used as well.
ALTER TABLE turns ADD COLUMN generation integer NOT NULL DEFAULT 1;
ALTER TABLE turns DROP CONSTRAINT turns_pkey;
ALTER TABLE turns ADD PRIMARY KEY (call_id, generation, turn);

-- What tools did in the world, once per idempotency key. A further try of the same effect is counted, not repeated.
CREATE TABLE effects (
    idempotency_key text PRIMARY KEY,
    call_id         text        NOT NULL,
    tool            text        NOT NULL,
    arguments       jsonb       NOT NULL,
    result          text        NOT NULL,
    attempts        integer     NOT NULL DEFAULT 1,
    made_at         timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX effects_call ON effects (call_id);
