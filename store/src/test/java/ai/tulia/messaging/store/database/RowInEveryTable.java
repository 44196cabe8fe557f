package ai.tulia.messaging.store.database;

import ai.tulia.messaging.store.testing.TestLedger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A row of one tenant in every tenant table that the app may read, whatever is in it: made by the catalogue. */
final class RowInEveryTable {
    /** What has no default gets a value of its type; of the words that a check names, the first. */
    private static final String TABLES = """
            select c.relname, string_agg(quote_ident(k.attname), ', ' order by k.attnum),
                string_agg(case
                    when k.attname = 'tenant_id' then ':tenant'
                    when k.atttypid = 'text'::regtype then quote_literal(coalesce((
                        select substring(pg_get_constraintdef(n.oid) from $$'([^']+)'$$) from pg_constraint n
                        where n.conrelid = c.oid and n.contype = 'c' and n.conkey = array[k.attnum]
                            and pg_get_constraintdef(n.oid) like '%ANY (%' limit 1), 'x'))
                    when k.atttypid = 'uuid'::regtype then 'gen_random_uuid()'
                    when k.atttypid = 'bytea'::regtype then $$'x'::bytea$$
                    when k.atttypid = 'jsonb'::regtype then $$'{}'::jsonb$$
                    when k.atttypid = 'boolean'::regtype then 'true'
                    when k.atttypid = 'timestamptz'::regtype then 'now()'
                    when k.atttypid = 'time'::regtype then $$'00:00'::time$$
                    when k.atttypid = 'text[]'::regtype then $$'{}'::text[]$$
                    else '1' end, ', ' order by k.attnum)
            from pg_class c join pg_namespace s on s.oid = c.relnamespace
            join pg_attribute k on k.attrelid = c.oid and k.attnum > 0 and not k.attisdropped
            where s.nspname = 'public' and c.relkind = 'r' and has_any_column_privilege('tulia_app', c.oid, 'select')
                and exists (select from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id')
                and k.attnotnull and not k.atthasdef and k.attidentity = ''
            group by c.relname order by c.relname""";

    private RowInEveryTable() {}

    /** @return the tables' names */
    static List<String> of(TestLedger ledger, UUID tenant) throws SQLException {
        var tables = new ArrayList<String>();
        var inserts = new ArrayList<String>();
        String id = "'" + tenant + "'::uuid";
        try (var superuser = ledger.connect();
                var sql = superuser.createStatement()) {
            try (var rows = sql.executeQuery(TABLES)) {
                while (rows.next()) {
                    String table = "\"" + rows.getString(1) + "\"";
                    tables.add(rows.getString(1));
                    inserts.add("insert into " + table + " (" + rows.getString(2) + ") select "
                            + rows.getString(3).replace(":tenant", id) + " where not exists (select from " + table
                            + " where tenant_id = " + id + ")");
                }
            }
            // Without what they belong to: the triggers that ask for it are off.
            sql.execute("set session_replication_role = replica");
            for (String insert : inserts) {
                sql.execute(insert);
            }
        }
        return tables;
    }
}
