-- Which delivery led to a Freight is asked by what the Freight is made of.
CREATE INDEX feed_task_artifact ON feed_task (project, digest);
