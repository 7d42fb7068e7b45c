-- The log of one project, newest first, without reading and sorting all it ever had.
CREATE INDEX audit_event_by_project ON audit_event (project, at, id) WHERE project IS NOT NULL;
