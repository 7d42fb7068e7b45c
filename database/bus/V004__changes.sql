-- What open pages may have to fetch again. A row is written in the transaction of its change without a number; numbers
-- are given after the commit, one numbering at a time, so that a reader that has seen n never misses one below n.
CREATE TABLE change_event (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    seq        bigint UNIQUE,
    kind       text NOT NULL,
    subject_id text NOT NULL,
    version    bigint NOT NULL,
    written_at timestamptz NOT NULL
);
CREATE INDEX change_event_unnumbered ON change_event (id) WHERE seq IS NULL;
CREATE INDEX change_event_by_age ON change_event (written_at);
CREATE SEQUENCE change_event_seq CACHE 1;
