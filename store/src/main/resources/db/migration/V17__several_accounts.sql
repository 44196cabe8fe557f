-- A tenant may have several accounts at the provider. A sender belongs to the one it names, or to the tenant's main one.
alter table provider_account
    drop constraint provider_account_pkey,
    add primary key (tenant_id, account_sid),
    add column main boolean not null default true;
create unique index provider_account_main on provider_account (tenant_id) where main;

alter table sender
    add column account_sid text, -- null = the main one
    add foreign key (tenant_id, account_sid) references provider_account on update cascade;
