-- The form of a register file, version 1. Every entry is bound to the one before by its hash; what
-- is hashed stands in crates/suffrage/src/register/log.rs.
CREATE TABLE entry (
    number    INTEGER PRIMARY KEY CHECK (number > 0),
    recorded  TEXT NOT NULL,
    "by"      TEXT NOT NULL,
    previous  BLOB NOT NULL CHECK (length(previous) = 32),
    hash      BLOB NOT NULL CHECK (length(hash) = 32),
    statement TEXT NOT NULL,
    -- A statement begins with {"fact":{"KIND":{"id":"ID"
    kind      TEXT NOT NULL AS (substr(statement, 11, instr(substr(statement, 11), '"') - 1)) VIRTUAL,
    id        TEXT NOT NULL AS (json_extract(statement, '$.fact.' || kind || '.id')) VIRTUAL
) STRICT;
CREATE INDEX stated ON entry (kind, id);
CREATE TRIGGER never_edited BEFORE UPDATE ON entry BEGIN
    SELECT raise(ABORT, 'an entry is never edited: a later one replaces it');
END;
CREATE TRIGGER never_removed BEFORE DELETE ON entry BEGIN
    SELECT raise(ABORT, 'an entry is never removed: a later one withdraws it');
END;
CREATE TRIGGER follows BEFORE INSERT ON entry
WHEN NEW.number <> 1 + coalesce((SELECT max(number) FROM entry), 0)
    OR NEW.previous <> coalesce((SELECT hash FROM entry ORDER BY number DESC LIMIT 1), zeroblob(32))
BEGIN
    SELECT raise(ABORT, 'an entry follows the last one');
END;
