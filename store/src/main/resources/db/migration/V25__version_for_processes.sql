-- Every process looks at start whether this schema is new enough for it; only the job that migrates is the owner.
grant select on flyway_schema_history to tulia_app;
