-- Live replicas and the business-clock offset each has evaluated all due work at. Whoever moves the clock waits until
-- every replica whose heartbeat is younger than ten seconds has caught up.
CREATE TABLE replica (
    id                      text PRIMARY KEY,
    started_at              timestamptz NOT NULL,
    heartbeat_at            timestamptz NOT NULL,
    evaluated_offset_micros bigint NOT NULL DEFAULT 0
);
