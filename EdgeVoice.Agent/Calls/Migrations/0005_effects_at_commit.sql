-- An effect is made by its commit, which may arrive long after its statement, when its agent is dead and another one has read that there is no
-- such effect. So the fence is asked once more then. Effects without a tool's call come out of the journal, where others decide what counts.
-- Whoever takes a call over waits for the commits that passed this before, by the lock on the call.
CREATE FUNCTION effect_under_fence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended(NEW.call_id, 0));
    IF EXISTS (SELECT FROM call_generations WHERE call_id = NEW.call_id AND generation > NEW.generation) THEN
        RAISE EXCEPTION 'another agent has call %', NEW.call_id USING ERRCODE = 'EV001';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER effect_under_fence AFTER INSERT ON effects
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.tool_call_id IS NOT NULL) EXECUTE FUNCTION effect_under_fence();
