-- One row per stage. Whoever decides about the stage, or changes what a decision depends on, locks it.
CREATE TABLE lane (
    project    text NOT NULL,
    stage      text NOT NULL,
    -- Shape of the stage, to know which lanes a changed object concerns.
    origins    text[] NOT NULL DEFAULT '{}',
    direct     text[] NOT NULL DEFAULT '{}',
    upstream   text[] NOT NULL DEFAULT '{}',
    due_at     timestamptz,                            -- business time: the next edge at which time alone changes something
    failures   int NOT NULL DEFAULT 0,
    not_before timestamptz,                            -- wall time: a lane that failed waits, so that it blocks no other
    -- What the last evaluation found, for display.
    view       text,
    PRIMARY KEY (project, stage)
);
CREATE INDEX lane_due ON lane (due_at) WHERE due_at IS NOT NULL;

-- Reasons to look at a lane. Rows are added and taken away, never updated: whoever observes something must not wait for
-- whoever decides.
CREATE TABLE lane_mark (
    project text NOT NULL,
    stage   text NOT NULL
);
CREATE INDEX lane_mark_lane ON lane_mark (project, stage);

-- Every Promotion the bus ordered or saw, for ever: Kargo forgets them after two weeks.
CREATE TABLE promotion_attempt (
    id            uuid PRIMARY KEY,                    -- also the label promotionbus.io/attempt
    project       text NOT NULL,
    stage         text NOT NULL,
    stage_uid     text NOT NULL,                       -- empty when the stage was not known yet
    freight       text NOT NULL,
    kind          text NOT NULL CHECK (kind IN ('automatic', 'approval', 'manual', 'rollback', 'break-glass', 'external')),
    number        int NOT NULL DEFAULT 1,              -- 1, then 2 to 4 for its retries
    retry_of      uuid REFERENCES promotion_attempt (id),
    request       uuid,
    actor         jsonb NOT NULL,
    actors        text[] NOT NULL DEFAULT '{}',        -- user names, for display
    reason        text,
    base          text NOT NULL,                       -- what the decision stood on
    delivery      uuid,
    correlation   text NOT NULL,
    status        text NOT NULL CHECK (status IN ('queued', 'creating', 'created', 'ended')),
    outcome       text,
    kargo_name    text,
    phase         text,
    message       text,
    created_at    timestamptz NOT NULL,                -- business time of the decision
    started_at    timestamptz,                         -- Kargo's times
    finished_at   timestamptz,
    ended_at      timestamptz,                         -- business time at which the bus saw the end
    -- Creating it in Kargo; all wall time.
    tries         int NOT NULL DEFAULT 0,
    fence         bigint NOT NULL DEFAULT 0,
    claimed_by    text,
    claimed_until timestamptz,
    next_try_at   timestamptz,
    problem       text,
    CHECK ((status = 'ended') = (outcome IS NOT NULL)),
    CHECK (status <> 'ended' OR ended_at IS NOT NULL),
    CHECK (status <> 'created' OR kargo_name IS NOT NULL)
);
CREATE UNIQUE INDEX promotion_attempt_kargo ON promotion_attempt (project, kargo_name) WHERE kargo_name IS NOT NULL;
-- The rule of the lane, where no code can forget it: one Promotion of the bus at a time per stage.
CREATE UNIQUE INDEX promotion_attempt_one_at_a_time ON promotion_attempt (project, stage)
    WHERE status IN ('creating', 'created') AND kind <> 'external';
CREATE INDEX promotion_attempt_unfinished ON promotion_attempt (project, stage) WHERE status <> 'ended';
CREATE INDEX promotion_attempt_freight ON promotion_attempt (project, stage, freight, ended_at DESC);
CREATE INDEX promotion_attempt_last ON promotion_attempt (project, stage, ended_at DESC) WHERE kargo_name IS NOT NULL;
CREATE INDEX promotion_attempt_request ON promotion_attempt (request) WHERE request IS NOT NULL;
CREATE INDEX promotion_attempt_to_create ON promotion_attempt (next_try_at) WHERE status = 'creating';

-- A second Promotion of one attempt (its POST was answered twice): deleted while Pending, otherwise left to run.
CREATE TABLE promotion_duplicate (
    project     text NOT NULL,
    kargo_name  text NOT NULL,
    attempt     uuid NOT NULL REFERENCES promotion_attempt (id),
    pending     boolean NOT NULL,                      -- to be deleted
    next_try_at timestamptz NOT NULL,                  -- wall time
    PRIMARY KEY (project, kargo_name)
);
CREATE INDEX promotion_duplicate_pending ON promotion_duplicate (next_try_at) WHERE pending;

-- Freight that stayed healthy in a stage long enough for its verification to count.
CREATE TABLE promotion_evidence (
    project    text NOT NULL,
    stage      text NOT NULL,
    stage_uid  text NOT NULL,
    freight    text NOT NULL,
    settled_at timestamptz NOT NULL,                   -- business time
    PRIMARY KEY (project, freight, stage, stage_uid)
);
