-- Digests that may not move, wherever they turn up and under whatever tag.
CREATE TABLE quarantine (
    id              uuid PRIMARY KEY,
    digest          text NOT NULL,
    repository      text,                              -- where it was seen when it was set, for display
    reason          text NOT NULL,
    group_id        uuid,                              -- those that one rollback set together
    set_by_issuer   text,                              -- absent when a rollback set it
    set_by_subject  text,
    set_by_name     text NOT NULL,
    set_at          timestamptz NOT NULL,              -- business time
    lifted_by_name  text,
    lifted_at       timestamptz
);
CREATE UNIQUE INDEX quarantine_in_force ON quarantine (digest) WHERE lifted_at IS NULL;
