-- The inbox: one row per accepted webhook request. Times called *_at are business time where they say what happened
-- (received_at, finished_at) and wall time where they drive the queue (next_attempt_at, claimed_until, recheck_at).
CREATE TABLE intake_delivery (
    id              uuid        PRIMARY KEY,
    source          text        NOT NULL CHECK (source IN ('github', 'dockerhub', 'repair')),
    source_name     text        NOT NULL,
    delivery_id     text,
    event           text        NOT NULL,
    dedupe_key      text        NOT NULL,
    received_at     timestamptz NOT NULL,
    correlation     text        NOT NULL,
    headers         jsonb       NOT NULL,
    body            bytea,
    body_bytes      integer     NOT NULL,
    body_sha256     bytea       NOT NULL,
    duplicates      integer     NOT NULL DEFAULT 0,
    status          text        NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'running', 'retry', 'done', 'dead')),
    attempts        integer     NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    claimed_by      text,
    claimed_until   timestamptz,
    recheck_at      timestamptz,
    rechecks        integer     NOT NULL DEFAULT 0,
    finished_at     timestamptz,
    verdict_kind    text,
    verdict_reason  text,
    verdict_facts   jsonb,
    artifacts       jsonb       NOT NULL DEFAULT '[]',
    freights        jsonb       NOT NULL DEFAULT '[]',
    repositories    text[]      NOT NULL DEFAULT '{}',
    error_slug      text,
    error_detail    text,
    error_path      text
) WITH (fillfactor = 85);

COMMENT ON COLUMN intake_delivery.dedupe_key IS 'GitHub: source and delivery id. Docker Hub: source and SHA-256 of the body; the row gives the key back when its ten minutes are over.';
COMMENT ON COLUMN intake_delivery.body IS 'The exact bytes; null once the retention time is over.';

-- Inserts pay for every index, so there are few: the key, the two queues, the dead, and the searched repositories (which
-- are empty at insert).
CREATE UNIQUE INDEX intake_delivery_dedupe ON intake_delivery (dedupe_key);
CREATE INDEX intake_delivery_due ON intake_delivery (next_attempt_at, id) WHERE status IN ('new', 'retry');
CREATE INDEX intake_delivery_running ON intake_delivery (claimed_until) WHERE status = 'running';
CREATE INDEX intake_delivery_recheck ON intake_delivery (recheck_at) WHERE recheck_at IS NOT NULL;
CREATE INDEX intake_delivery_dead ON intake_delivery (id) WHERE status = 'dead';
CREATE INDEX intake_delivery_repository ON intake_delivery USING gin (repositories) WHERE repositories <> '{}';
CREATE INDEX intake_delivery_received ON intake_delivery USING brin (received_at);

-- When each source was last heard, to notice a silent one. Written every few seconds, not per delivery.
CREATE TABLE intake_source (
    source           text        NOT NULL,
    source_name      text        NOT NULL,
    last_received_at timestamptz NOT NULL,
    PRIMARY KEY (source, source_name)
);
