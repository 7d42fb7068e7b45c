-- Requests to people and what they decided. Times are business time, but for commits_* (wall time).

-- How people are called, and how they are recognised among authors. Everything else names them by issuer and subject, so
-- a person can be erased here without touching a decision.
CREATE TABLE approval_person (
    issuer   text NOT NULL,
    subject  text NOT NULL,
    username text NOT NULL,
    name     text NOT NULL,
    github   text,
    email    text,
    PRIMARY KEY (issuer, subject)
);

CREATE TABLE approval_request (
    id               uuid PRIMARY KEY,
    -- Order of creation under the lane's lock; ids of two replicas need not be in order.
    seq              bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    project          text NOT NULL,
    stage            text NOT NULL,
    freight          text NOT NULL,
    state            text NOT NULL CHECK (state IN ('open', 'approved', 'rejected', 'superseded', 'expired', 'withdrawn')),
    created_at       timestamptz NOT NULL,
    expires_at       timestamptz NOT NULL,
    policy           text NOT NULL,
    require          jsonb NOT NULL,
    roles            text[] NOT NULL,
    missing          text[] NOT NULL,
    sight            jsonb NOT NULL,
    incoming         jsonb NOT NULL,
    current          jsonb,
    commits          jsonb NOT NULL,
    announced        boolean NOT NULL,
    asked_issuer     text,
    asked_subject    text,
    asked_username   text,
    asked_reason     text,
    reopens          uuid REFERENCES approval_request,
    reminders        integer NOT NULL DEFAULT 0,
    reminded_at      timestamptz,
    remind_at        timestamptz,
    -- when it left the state open, and what came of it
    ended_at         timestamptz,
    valid_until      timestamptz,
    approved_by      text[],
    used_by          uuid,
    rejected_by      text,
    rejected_comment text,
    superseded_by    uuid,
    expired_approved boolean,
    withdrawn_because text,
    -- reading of commits
    commits_next_at  timestamptz,
    commits_attempts integer NOT NULL DEFAULT 0,
    commits_claim    text,
    commits_until    timestamptz,
    correlation      text NOT NULL,
    version          bigint NOT NULL DEFAULT 1,
    CHECK (state = 'open' OR ended_at IS NOT NULL),
    CHECK (state <> 'approved' OR (valid_until IS NOT NULL AND approved_by IS NOT NULL)),
    CHECK (state <> 'superseded' OR superseded_by IS NOT NULL),
    CHECK (state = 'approved' OR used_by IS NULL)
);
-- One question about one Freight at one stage at a time, whatever goes wrong elsewhere.
CREATE UNIQUE INDEX approval_request_one ON approval_request (project, stage, freight)
    WHERE state = 'open' OR (state = 'approved' AND used_by IS NULL);
CREATE INDEX approval_request_newest ON approval_request (project, stage, freight, seq DESC);
CREATE INDEX approval_request_open ON approval_request (expires_at) WHERE state = 'open';
CREATE INDEX approval_request_remind ON approval_request (remind_at) WHERE state = 'open' AND remind_at IS NOT NULL;
CREATE INDEX approval_request_valid ON approval_request (valid_until) WHERE state = 'approved' AND used_by IS NULL;
CREATE INDEX approval_request_commits ON approval_request (commits_next_at) WHERE commits_next_at IS NOT NULL;
CREATE INDEX approval_request_state ON approval_request (state, seq DESC);

CREATE TABLE approval_decision (
    id           uuid PRIMARY KEY,
    request      uuid NOT NULL REFERENCES approval_request,
    issuer       text NOT NULL,
    subject      text NOT NULL,
    roles        text[] NOT NULL,
    decision     text NOT NULL CHECK (decision IN ('approve', 'reject')),
    comment      text,
    at           timestamptz NOT NULL,
    fingerprint  text NOT NULL,
    base         text NOT NULL,
    needs_second boolean NOT NULL,
    -- One person decides once about one base.
    UNIQUE (request, issuer, subject, base)
);
CREATE INDEX approval_decision_person ON approval_decision (subject, request);

-- What approvers could see, under its fingerprint: the evidence of each decision, and what a difference is told by.
CREATE TABLE approval_sight (
    request     uuid NOT NULL REFERENCES approval_request,
    fingerprint text NOT NULL,
    sight       jsonb NOT NULL,
    PRIMARY KEY (request, fingerprint)
);
