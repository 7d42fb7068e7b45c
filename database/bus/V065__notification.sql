-- The outbox. A row is either an audience, which becomes letters once it is known who belongs to it, or a letter to one
-- person. One letter per (recipient, template, subject, occasion), ever: dedupe_key says so. All times are wall time.
CREATE TABLE outbox (
    id              uuid PRIMARY KEY,
    kind            text NOT NULL CHECK (kind IN ('audience', 'letter')),
    dedupe_key      text NOT NULL UNIQUE,
    template        text NOT NULL,
    subject_id      uuid NOT NULL,
    occasion        text NOT NULL DEFAULT '',
    audience        jsonb,
    recipient       text,
    recipient_data  jsonb,
    model           jsonb NOT NULL,
    project         text NOT NULL,
    stage           text,
    freight         text,
    correlation     text NOT NULL,
    status          text NOT NULL DEFAULT 'new'
        CHECK (status IN ('new', 'running', 'retry', 'aside', 'done', 'dead', 'dropped')),
    attempts        integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    claimed_by      text,
    claimed_until   timestamptz,
    last_error      text,
    sent_as         text,
    created_at      timestamptz NOT NULL,
    finished_at     timestamptz,
    CHECK ((kind = 'audience') = (audience IS NOT NULL)),
    CHECK ((kind = 'letter') = (recipient IS NOT NULL AND recipient_data IS NOT NULL))
);
CREATE INDEX outbox_due ON outbox (next_attempt_at, id) WHERE status IN ('new', 'retry');
CREATE INDEX outbox_claimed ON outbox (claimed_until) WHERE status = 'running';
CREATE INDEX outbox_aside ON outbox (next_attempt_at) WHERE status = 'aside';
CREATE INDEX outbox_subject ON outbox (subject_id, template);
CREATE INDEX outbox_sent ON outbox (recipient, template, finished_at) WHERE status = 'done' AND kind = 'letter';
CREATE INDEX outbox_dead ON outbox (created_at) WHERE status = 'dead';
