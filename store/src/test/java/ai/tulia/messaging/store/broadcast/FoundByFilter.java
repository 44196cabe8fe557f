package ai.tulia.messaging.store.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people look for costs what is found, and a bounded look beside it: rows are counted as they are read. */
abstract class FoundByFilter {
    static final int MANY = 40_000;
    static final int FEW = 20;
    /** Each a few times. */
    static final long READ_FOR_FEW = 20L * FEW;

    /** What the planner knows. */
    enum Statistics {
        NONE,
        /** From before the tenant came. */
        OF_OTHERS,
        OF_ALL
    }

    final PlanFixture store = new PlanFixture();
    UUID tenant;

    @AfterEach
    void close() {
        store.close();
    }

    void begin(Statistics statistics, Runnable rows) {
        store.noAutovacuum("customer", "message", "message_metadata");
        if (statistics == Statistics.OF_OTHERS) {
            UUID other = store.tenant(null);
            store.customers(other, 300, "null");
            rareCustomers(other);
            store.ledger.execute("analyze");
        }
        tenant = store.tenant(null);
        rows.run();
        if (statistics == Statistics.OF_ALL) {
            store.ledger.execute("analyze");
        }
    }

    void rareCustomers(UUID of) {
        store.ledger.execute("insert into customer (tenant_id, id, phone_number, name, tags, attributes, created_at,"
                + " updated_at) select '" + of + "', uuidv7(), '+3361234' || (5000 + n), 'Zoë O''Quitten_baum ' || n,"
                + " '{vip}', '{\"plan\": \"gold\", \"visits\": 7, \"member\": true}', now(), now()"
                + " from generate_series(1, " + FEW + ") n");
    }

    <T> T reading(long most, Supplier<T> work) {
        return store.in(tenant, () -> {
            long before = rowsRead();
            T result = work.get();
            assertThat(rowsRead() - before).as("rows read").isLessThan(most);
            return result;
        });
    }

    private long rowsRead() {
        return store.bean(JdbcClient.class)
                .sql("select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) from pg_stat_xact_user_tables")
                .query(Long.class)
                .single();
    }
}
