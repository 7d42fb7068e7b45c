-- ${application} works with the rows and cannot change the schema.
GRANT USAGE ON SCHEMA public TO ${application};
GRANT SELECT, INSERT, UPDATE, DELETE ON users TO ${application};
GRANT SELECT ON schema_compatibility, flyway_schema_history TO ${application};
