-- Routes an operator suspended: on every replica, and across restarts, until somebody resumes them.
CREATE TABLE route_suspension (
    route_id     text        PRIMARY KEY,
    reason       text        NOT NULL,
    suspended_by text        NOT NULL,
    suspended_at timestamptz NOT NULL
);
