-- The StagePolicies of the managed projects as last observed; they are read and checked each time they are asked about.
CREATE TABLE stage_policy (
    project    text        NOT NULL,
    name       text        NOT NULL,
    uid        text        NOT NULL,
    generation bigint      NOT NULL,
    created_at timestamptz NOT NULL,
    changed_by text,
    spec       json        NOT NULL,
    status     json        NOT NULL,
    PRIMARY KEY (project, name)
);
