package ai.tulia.messaging.store.secret;

/** A column with sealed values: its table, the rest of the primary key and its type, and the column they were sealed for. */
enum SealedColumn {
    TOKEN("provider_account", "account_sid", "text", "auth_token", "'provider_account.auth_token'"),
    PREVIOUS_TOKEN("provider_account", "account_sid", "text", "previous_auth_token", "'provider_account.auth_token'"),
    WEBHOOK_SECRET("webhook_endpoint", "id", "uuid", "secret", "secret_column"),
    PREVIOUS_WEBHOOK_SECRET("webhook_endpoint", "id", "uuid", "previous_secret", "'webhook_endpoint.previous_secret'"),
    INBOUND_BODY("inbound_message", "id", "uuid", "body", "'inbound_message.body'"),
    INBOUND_REPLY("inbound_message", "id", "uuid", "reply", "'inbound_message.reply'"),
    OPT_OUT_HASH_KEY("erased_opt_out_key", "tenant_id", "uuid", "key", "'erased_opt_out_key.key'");

    private final String table;
    private final String key;
    private final String keyType;
    private final String column;
    private final String boundTo;

    SealedColumn(String table, String key, String keyType, String column, String boundTo) {
        this.table = table;
        this.key = key;
        this.keyType = keyType;
        this.column = column;
        this.boundTo = boundTo;
    }

    /** Those that another key sealed, in the order of their keys, locked: no one else writes them meanwhile. */
    String page() {
        return """
                select tenant_id, %2$s::text as key, %4$s as sealed, %5$s as bound_to from %1$s
                where %4$s is not null and substring(%4$s from 1 for :length) <> :prefix
                    and (tenant_id, %2$s) > (:tenant::uuid, :key::%3$s)
                order by tenant_id, %2$s limit :limit for update skip locked""".formatted(table, key, keyType, column, boundTo);
    }

    /** Before the first. */
    String beforeAll() {
        return keyType.equals("uuid") ? "00000000-0000-0000-0000-000000000000" : "";
    }

    String replace() {
        return """
                update %1$s t set %4$s = decode(n.sealed, 'hex')
                from unnest(:tenants::uuid[], :keys::%3$s[], :sealed::text[]) n (tenant_id, key, sealed)
                where t.tenant_id = n.tenant_id and t.%2$s = n.key""".formatted(table, key, keyType, column);
    }

    String count() {
        return "select count(*) from %1$s where %2$s is not null and substring(%2$s from 1 for :length) <> :prefix"
                .formatted(table, column);
    }
}
