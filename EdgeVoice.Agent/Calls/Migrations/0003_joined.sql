-- When the caller used the token of a generation. Until then nobody speaks in it, and it may be offered again, elsewhere too.
ALTER TABLE call_generations ADD COLUMN joined_at timestamptz;

-- Who may have a generation is told by the secret and by whether it was joined; an attempt is a note, and may stand in two of them.
DROP INDEX call_generations_attempt;
