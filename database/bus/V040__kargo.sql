-- What was last observed of the cluster, one row per object, as the bus's own JSON (a tenth of what Kubernetes sends).
-- A deleted object keeps its row without body for a while: a uid never comes back, so late news cannot revive it.
CREATE TABLE kargo_object (
    kind             text        NOT NULL,
    namespace        text        NOT NULL, -- '' for a Project
    name             text        NOT NULL,
    uid              text        NOT NULL,
    resource_version bigint      NOT NULL,
    format           integer     NOT NULL, -- of body; other than the code's own = stored again when next seen
    created_at       timestamptz NOT NULL, -- the object's creationTimestamp
    observed_at      timestamptz NOT NULL, -- wall time
    project          text        NOT NULL, -- differs from namespace for an Application
    stage            text,                 -- of a Promotion or an Application
    active           boolean     NOT NULL, -- a Promotion that has not ended
    body             json,                 -- json, not jsonb: never searched, always read whole
    PRIMARY KEY (kind, namespace, name)
);

-- Bodies change with every event; the row stays in its page.
ALTER TABLE kargo_object SET (fillfactor = 70);

CREATE INDEX kargo_object_by_stage ON kargo_object (kind, project, stage, created_at DESC)
    WHERE stage IS NOT NULL AND body IS NOT NULL;
CREATE INDEX kargo_object_freight ON kargo_object (name) WHERE kind = 'Freight';
CREATE INDEX kargo_object_active ON kargo_object (created_at) WHERE kind = 'Promotion' AND active;
CREATE INDEX kargo_object_removed ON kargo_object (observed_at) WHERE body IS NULL;

-- How each stage is doing; since is business time. Without status while the first assessment is under way.
CREATE TABLE kargo_stage_health (
    project text NOT NULL,
    stage   text NOT NULL,
    status  text,
    since   timestamptz,
    source  text,
    message text,
    PRIMARY KEY (project, stage),
    CHECK ((status IS NULL) = (since IS NULL) AND (status IS NULL) = (source IS NULL) AND (status IS NULL) = (message IS NULL))
);
