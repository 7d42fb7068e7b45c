-- Merged pull requests as webhooks told of them: what is to be reported on.
CREATE TABLE feed_change (
    repository text        NOT NULL,
    number     integer     NOT NULL,
    commit_sha text        NOT NULL,
    -- Business time.
    noted_at   timestamptz NOT NULL,
    PRIMARY KEY (repository, number)
);
CREATE INDEX feed_change_commit ON feed_change (commit_sha);
CREATE INDEX feed_change_noted ON feed_change (noted_at);

-- What each pull request is to say and what it says: one comment, and one commit status per stage. Wall time.
CREATE TABLE notification_report (
    repository    text        NOT NULL,
    number        integer     NOT NULL,
    commit_sha    text        NOT NULL,
    -- Written into the comment before it exists, so that it is found after a crash. Nobody can have written it earlier.
    marker        uuid        NOT NULL UNIQUE,
    version       integer     NOT NULL,
    wanted        jsonb       NOT NULL,
    comment_id    bigint,
    -- Somebody deleted the comment: it does not come back.
    comment_gone  boolean     NOT NULL DEFAULT false,
    comment_told  text,
    statuses_told jsonb       NOT NULL DEFAULT '{}',
    claimed_by    text,
    claimed_until timestamptz,
    PRIMARY KEY (repository, number)
);
COMMENT ON COLUMN notification_report.comment_told IS 'SHA-256 of the text the comment has.';
COMMENT ON COLUMN notification_report.statuses_told IS 'Per context, SHA-256 of the status the commit has.';
