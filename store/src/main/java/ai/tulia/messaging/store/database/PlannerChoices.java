package ai.tulia.messaging.store.database;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Leaves PostgreSQL's planner one way to a list's rows, until the open transaction ends. What it knows of a table may be from
 * when it was empty, or the tenant new: it would then read and sort all of a tenant for one page.
 */
@Component
public class PlannerChoices {
    private final JdbcClient jdbc;

    PlannerChoices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By an index that has the order which is asked for. */
    public void inOrder() {
        set("enable_seqscan, enable_bitmapscan, enable_sort", "");
    }

    /** All that the indexes find by the conditions, then sorted. */
    public void byBitmap() {
        set("enable_seqscan, enable_indexscan, enable_indexonlyscan", "enable_bitmapscan, enable_sort");
    }

    private void set(String off, String on) {
        jdbc.sql("""
                        select set_config(name, case when name = any (string_to_array(:off, ', ')) then 'off' else 'on' end,
                            true)
                        from unnest(string_to_array(:off, ', ') || string_to_array(:on, ', ')) name where name <> ''""").param("off", off).param("on", on).query(String.class).list();
    }
}
