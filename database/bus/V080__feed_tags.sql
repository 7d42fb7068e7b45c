-- Comparing what registries have with what was heard of, to make up for webhooks that never came.
CREATE TABLE feed_tag_check (
    repository    text        PRIMARY KEY,
    -- Business time. Whoever moves it on does the comparison.
    next_check_at timestamptz NOT NULL,
    -- Absent until the first comparison, which only learns what is there.
    compared_at   timestamptz
);

-- Every tag a comparison has seen. digest only where a Warehouse follows the tag as it moves.
CREATE TABLE feed_tag (
    repository text NOT NULL,
    tag        text NOT NULL,
    digest     text,
    PRIMARY KEY (repository, tag)
);
