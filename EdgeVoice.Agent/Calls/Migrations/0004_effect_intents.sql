-- What the model asked for, written with the effect itself: the journal's entry of it goes by way of a disk that may be lost with its agent.
ALTER TABLE effects
    ADD COLUMN generation   integer,
    ADD COLUMN turn         integer,
    ADD COLUMN tool_call_id text,
    -- The arguments as the model wrote them; those of the effect are what the tool made of them.
    ADD COLUMN request      text;
