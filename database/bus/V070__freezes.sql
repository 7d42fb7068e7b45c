-- An operator's stop. All times are business time. Who set it is kept as the audit log keeps persons; the name is display.
CREATE TABLE stage_freeze (
    id             uuid PRIMARY KEY,
    project        text,
    stage          text,
    reason         text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    until          timestamptz,
    set_by_issuer  text        NOT NULL,
    set_by_subject text        NOT NULL,
    set_by_name    text        NOT NULL,
    set_at         timestamptz NOT NULL,
    lifted_by_name text,
    lifted_at      timestamptz,
    CHECK (stage IS NULL OR project IS NOT NULL),
    CHECK (until IS NULL OR until > set_at),
    CHECK ((lifted_at IS NULL) = (lifted_by_name IS NULL))
);

-- What may be in force is what was not lifted; few rows, asked for by every decision.
CREATE INDEX stage_freeze_open ON stage_freeze (set_at) WHERE lifted_at IS NULL;
