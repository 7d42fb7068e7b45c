-- Tags as a registry confirmed them. What was received first and when is kept for good: the newest rule falls back to it.
CREATE TABLE feed_artifact (
    repository        text        NOT NULL,
    tag               text        NOT NULL,
    digest            text        NOT NULL,
    commit_sha        text,
    first_received_at timestamptz NOT NULL,
    last_received_at  timestamptz NOT NULL,
    PRIMARY KEY (repository, tag, digest)
);
COMMENT ON COLUMN feed_artifact.repository IS 'Normalised: acme/users-api for Docker Hub, else with the host.';
COMMENT ON COLUMN feed_artifact.first_received_at IS 'Business time.';

-- What the configuration of an image says, read once per digest because reading counts as a pull.
CREATE TABLE feed_image (
    digest     text PRIMARY KEY,
    created_at timestamptz,
    revision   text
);

-- Commits as they entered their branch. previous is the commit that was the head before, so that walking back from a
-- commit of the default branch meets everything it contains.
CREATE TABLE feed_commit (
    repository     text    NOT NULL,
    sha            text    NOT NULL,
    previous       text,
    default_branch boolean NOT NULL,
    branch         text    NOT NULL,
    message        text    NOT NULL,
    author_name    text    NOT NULL,
    author_email   text,
    author_login   text,
    committed_at   text,
    PRIMARY KEY (repository, sha)
);
CREATE INDEX feed_commit_sha ON feed_commit (sha);

-- A push whose base nobody has seen: the commits between are asked for at the Git host.
CREATE TABLE feed_gap (
    repository      text        NOT NULL,
    sha             text        NOT NULL,
    branch          text        NOT NULL,
    attempts        integer     NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    PRIMARY KEY (repository, sha)
);

-- One row per artifact and Warehouse that wants it, until it is Freight or it is clear why not.
CREATE TABLE feed_task (
    id              uuid        PRIMARY KEY,
    project         text        NOT NULL,
    warehouse       text        NOT NULL,
    repository      text        NOT NULL,
    tag             text        NOT NULL,
    digest          text        NOT NULL,
    deliveries      uuid[]      NOT NULL,
    correlation     text        NOT NULL,
    received_at     timestamptz NOT NULL,
    created_at      timestamptz NOT NULL,
    status          text        NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'running', 'waiting', 'done', 'refused')),
    attempts        integer     NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    woken_at        timestamptz,
    claimed_by      text,
    claimed_until   timestamptz,
    claimed_at      timestamptz,
    token           text,
    token_at        timestamptz,
    freight         text,
    how             text,
    reason          text,
    UNIQUE (project, warehouse, repository, tag, digest)
);
COMMENT ON COLUMN feed_task.received_at IS 'Business time of the first delivery that announced it; the other times are wall time.';
CREATE INDEX feed_task_due ON feed_task (next_attempt_at) WHERE status IN ('new', 'waiting');
CREATE INDEX feed_task_running ON feed_task (claimed_until) WHERE status = 'running';
CREATE INDEX feed_task_open ON feed_task (project, warehouse) WHERE status IN ('new', 'running', 'waiting', 'refused');

-- One row per Warehouse: at most one refresh of ours is under way, and one after Freight was created directly at most
-- once a minute.
CREATE TABLE feed_refresh (
    project      text NOT NULL,
    warehouse    text NOT NULL,
    token        text,
    requested_at timestamptz,
    handled_at   timestamptz,
    trailing_at  timestamptz,
    PRIMARY KEY (project, warehouse)
);
CREATE INDEX feed_refresh_trailing ON feed_refresh (trailing_at) WHERE trailing_at IS NOT NULL;
