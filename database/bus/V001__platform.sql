-- Business time = wall time + this offset; read only with bus.clock.adjustable=true. One row, forward only.
CREATE TABLE clock_offset (
    one           boolean PRIMARY KEY DEFAULT true CHECK (one),
    offset_micros bigint NOT NULL DEFAULT 0 CHECK (offset_micros >= 0)
);
INSERT INTO clock_offset DEFAULT VALUES;

-- The application's role works with the tables and cannot change them. Tables that must be stricter (the audit log)
-- revoke more in their own migration.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'promotion_bus_app') THEN
        GRANT USAGE ON SCHEMA public TO promotion_bus_app;
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO promotion_bus_app;
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO promotion_bus_app;
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO promotion_bus_app;
        REVOKE UPDATE ON flyway_schema_history FROM promotion_bus_app;
        REVOKE INSERT, DELETE ON flyway_schema_history FROM promotion_bus_app;
    END IF;
END
$$;
