-- A broadcast's messages often are due at the same instant, all of them: each group then read and sorted every one that
-- was left. The id belongs to the order that they are taken in, and so to the index.
drop index message_due;
create index message_due on message (broadcast_id, wake_at, id) where broadcast_id is not null and status = 'pending';

-- Of two indexes that begin with the tenant, the planner may take either for a row of a tenant that is newer than its
-- statistics, and reads all of the tenant by the wrong one.
alter table customer drop constraint customer_tenant_id_phone_number_key;
alter table customer add constraint customer_phone_number_key unique (phone_number, tenant_id);
