-- Every rollback that was decided, for ever; the Promotion it led to is in promotion_attempt.
CREATE TABLE rollback (
    id           uuid PRIMARY KEY,                     -- also the group of the digests it quarantined
    project      text NOT NULL,
    stage        text NOT NULL,
    base_attempt uuid NOT NULL,                        -- the Promotion after which the stage fell ill
    attempt      uuid NOT NULL,                        -- the order that brings the target back
    bad          text NOT NULL,                        -- Freight that left
    target       text NOT NULL,                        -- Freight that came back
    cause        text NOT NULL CHECK (cause IN ('unhealthy', 'progressing', 'manual')),
    in_a_row     int  NOT NULL,                        -- rollbacks that followed directly upon each other, this one included
    reason       text NOT NULL,
    started_at   timestamptz NOT NULL,                 -- business time
    settled      boolean NOT NULL DEFAULT false        -- an operator has resumed the stage since: it counts no more
);
-- However many replicas see it, and however often the bus is restarted: one rollback by itself per bad Promotion.
CREATE UNIQUE INDEX rollback_once ON rollback (base_attempt) WHERE cause <> 'manual' AND NOT settled;
CREATE INDEX rollback_of_stage ON rollback (project, stage, started_at DESC);
CREATE INDEX rollback_recent ON rollback (started_at);

-- What the health watch remembers about a stage; written under the lane's lock. All times are business time.
CREATE TABLE rollback_watch (
    project      text NOT NULL,
    stage        text NOT NULL,
    unwell_since timestamptz,                          -- not Healthy without a break since then
    alarm        text,                                 -- health that nobody can judge by, told once
    alarm_since  timestamptz,
    alarm_text   text,
    stop_id      uuid,                                 -- rolling back has stopped until an operator resumes
    stop_cause   text,
    stop_since   timestamptz,
    stop_text    text,
    resumed_at   timestamptz,
    PRIMARY KEY (project, stage),
    CHECK ((alarm IS NULL) = (alarm_since IS NULL)),
    CHECK ((stop_id IS NULL) = (stop_cause IS NULL) AND (stop_id IS NULL) = (stop_since IS NULL))
);

-- What a rollback quarantines may still prove itself upstream of the stage that failed; what a person quarantines is kept
-- from everywhere, and has no stage.
ALTER TABLE quarantine ADD COLUMN project text, ADD COLUMN stage text;
DROP INDEX quarantine_in_force;
CREATE UNIQUE INDEX quarantine_in_force ON quarantine (digest, COALESCE(project, ''), COALESCE(stage, ''))
    WHERE lifted_at IS NULL;
