-- Making up for webhooks of GitHub that failed or never came.
CREATE TABLE intake_hook (
    source_name   text        PRIMARY KEY,
    -- Business time. Whoever moves it on looks through the deliveries.
    next_check_at timestamptz NOT NULL,
    -- GitHub's time. Everything delivered before was seen to be here, or was asked for again.
    examined_at   timestamptz
);

-- What GitHub was asked to deliver again: once each, for ever.
CREATE TABLE intake_redelivery (
    dedupe_key  text        PRIMARY KEY,
    hook        text        NOT NULL,
    delivery    bigint      NOT NULL,
    -- Wall time.
    asked_at    timestamptz NOT NULL
);
COMMENT ON COLUMN intake_redelivery.dedupe_key IS 'As in intake_delivery: a redelivery has the identifier of the first delivery.';
