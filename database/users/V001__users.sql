-- Users of the sample application. One database per environment.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE users (
    id         uuid PRIMARY KEY,
    name       varchar(120) NOT NULL CHECK (length(name) >= 1),
    email      varchar(254) NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version    bigint NOT NULL
);

-- The address a person types is kept; "the same address" ignores case.
CREATE UNIQUE INDEX users_email_key ON users (upper(email));
CREATE INDEX users_name_sort ON users (name, id);
CREATE INDEX users_created_sort ON users (created_at, id);
CREATE INDEX users_updated_sort ON users (updated_at, id);
-- Search is a substring match on name or e-mail.
CREATE INDEX users_name_search ON users USING gin (upper(name) gin_trgm_ops);
CREATE INDEX users_email_search ON users USING gin (upper(email) gin_trgm_ops);

-- The oldest schema an application may have been built for and still work on this one. A migration that breaks older
-- versions raises it; until then version N-1 serves on schema N while a rolling update is under way.
CREATE TABLE schema_compatibility (
    one          boolean PRIMARY KEY DEFAULT true CHECK (one),
    oldest_build integer NOT NULL
);
INSERT INTO schema_compatibility (oldest_build) VALUES (1);
