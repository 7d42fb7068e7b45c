-- Technical trace of routes: best effort, kept for days, joined with the audit by correlation id. Wall time.
CREATE TABLE route_trace (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    correlation text NOT NULL,
    route       text NOT NULL,
    step        text NOT NULL,
    started_at  timestamptz NOT NULL,
    duration_us bigint NOT NULL,
    outcome     text NOT NULL CHECK (outcome IN ('ok', 'failed', 'retried')),
    detail      text
);
CREATE INDEX route_trace_by_correlation ON route_trace (correlation, started_at, id);
CREATE INDEX route_trace_by_time ON route_trace (started_at, id);
CREATE INDEX route_trace_by_route ON route_trace (route, started_at, id);
