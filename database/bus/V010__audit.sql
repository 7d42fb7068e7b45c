-- Business audit. Rows of audit_event, audit_sealed and audit_seal are written once: the application may insert and read,
-- and triggers refuse everything else, whoever asks.

CREATE TABLE audit_event (
    id           uuid NOT NULL,
    at           timestamptz NOT NULL,          -- business time
    actor_kind   text NOT NULL CHECK (actor_kind IN ('person', 'system', 'kargo', 'sender')),
    actor_issuer text,
    actor_id     text NOT NULL,
    action       text NOT NULL,
    subject_kind text NOT NULL,
    subject_id   text NOT NULL,
    project      text,
    stage        text,
    freight      text,
    delivery     uuid,
    correlation  text,
    reason       text,
    before       jsonb NOT NULL DEFAULT '{}',
    after        jsonb NOT NULL DEFAULT '{}',
    -- Without punctuation: the parser would take repositories for file names and ids for negative numbers, whole.
    search       tsvector GENERATED ALWAYS AS (to_tsvector('simple', translate(
        coalesce(reason, '') || ' ' || subject_id || ' ' || coalesce(freight, '') || ' ' || coalesce(stage, '') || ' '
        || coalesce(project, '') || ' ' || before::text || ' ' || after::text,
        E'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', repeat(' ', 32)))) STORED,
    PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);

CREATE INDEX audit_event_by_id ON audit_event (id);
CREATE INDEX audit_event_by_actor ON audit_event (actor_id, at, id);
CREATE INDEX audit_event_by_action ON audit_event (action text_pattern_ops, at, id);
CREATE INDEX audit_event_by_stage ON audit_event (project, stage, at, id);
CREATE INDEX audit_event_by_freight ON audit_event (freight, at, id) WHERE freight IS NOT NULL;
CREATE INDEX audit_event_by_delivery ON audit_event (delivery, at, id) WHERE delivery IS NOT NULL;
CREATE INDEX audit_event_by_correlation ON audit_event (correlation, at, id) WHERE correlation IS NOT NULL;
CREATE INDEX audit_event_by_word ON audit_event USING gin (search);

-- What a person is called; the only part of the log that can be erased (LGPD, GDPR).
CREATE TABLE audit_person (
    issuer  text NOT NULL,
    subject text NOT NULL,
    name    text NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX audit_person_by_name ON audit_person (name);

-- Events not sealed yet; written with the event, removed by the sealer.
CREATE TABLE audit_unsealed (
    event_id uuid PRIMARY KEY,
    at       timestamptz NOT NULL
);

CREATE TABLE audit_seal (
    no        bigint PRIMARY KEY,
    first_seq bigint NOT NULL,
    last_seq  bigint NOT NULL CHECK (last_seq >= first_seq),
    hash      bytea NOT NULL,
    at        timestamptz NOT NULL,
    key_id    text NOT NULL,
    signature bytea NOT NULL
);

CREATE TABLE audit_sealed (
    seq      bigint PRIMARY KEY,
    event_id uuid NOT NULL UNIQUE,
    event_at timestamptz NOT NULL,
    row_hash bytea NOT NULL,
    seal_no  bigint NOT NULL REFERENCES audit_seal (no)
);

CREATE INDEX audit_sealed_by_seal ON audit_sealed (seal_no, seq);

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit rows are written once: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = '42501';
END
$$;

CREATE TRIGGER audit_event_written_once BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_event_kept BEFORE TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_sealed_written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_sealed
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_seal_written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- One partition per month. The application may not create tables, so it calls this with its owner's rights. Events of a
-- month without a partition go to the default one and stay there; nothing is lost or moved.
CREATE TABLE audit_event_default PARTITION OF audit_event DEFAULT;
CREATE TRIGGER audit_event_default_kept BEFORE TRUNCATE ON audit_event_default
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE FUNCTION audit_partition(month_of timestamptz) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    first_day timestamptz := date_trunc('month', month_of, 'UTC');
    next_day  timestamptz := first_day + interval '1 month';
    name      text := 'audit_event_' || to_char(first_day AT TIME ZONE 'UTC', 'YYYYMM');
BEGIN
    IF to_regclass(name) IS NOT NULL THEN
        RETURN false;
    END IF;
    IF EXISTS (SELECT FROM audit_event_default WHERE at >= first_day AND at < next_day) THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE %I PARTITION OF audit_event FOR VALUES FROM (%L) TO (%L)', name, first_day, next_day);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()',
        name || '_kept', name);
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'promotion_bus_app') THEN
        EXECUTE format('REVOKE ALL ON %I FROM promotion_bus_app', name);
    END IF;
    RETURN true;
END
$$;
REVOKE ALL ON FUNCTION audit_partition(timestamptz) FROM PUBLIC;

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'promotion_bus_app') THEN
        REVOKE ALL ON audit_event, audit_event_default, audit_sealed, audit_seal FROM promotion_bus_app;
        GRANT SELECT, INSERT ON audit_event, audit_sealed, audit_seal TO promotion_bus_app;
        GRANT EXECUTE ON FUNCTION audit_partition(timestamptz) TO promotion_bus_app;
    END IF;
END
$$;
