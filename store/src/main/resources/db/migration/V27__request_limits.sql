-- How many requests a minute the API answers a tenant, and each of its keys; null = the default of the API's configuration.
alter table tenant
    add column requests_per_minute integer check (requests_per_minute between 1 and 10000000),
    add column requests_per_minute_of_key integer check (requests_per_minute_of_key between 1 and 10000000);
