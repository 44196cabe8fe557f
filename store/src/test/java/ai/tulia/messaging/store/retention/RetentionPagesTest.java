package ai.tulia.messaging.store.retention;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.retention.RetentionKind;
import ai.tulia.messaging.store.database.EraserDatabase;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is past its retention leaves, and nothing else does. */
class RetentionPagesTest {
    private static final int MANY = 20_000;

    private final OldData old = new OldData();
    private final UUID tenant = old.tenant();

    @AfterEach
    void close() {
        old.close();
    }

    @Test
    void aTextLeavesAndItsMessageStays() {
        old.messages(tenant, 3, "sent", 91, null);
        old.messages(tenant, 2, "sent", 89, null);

        assertThat(old.remove(tenant, RetentionKind.CONTENT)).isEqualTo(3);

        assertThat(old.count(tenant, "message")).isEqualTo(5);
        assertThat(old.count(
                        tenant, "message where body is null and context is null and content_removed_at is not null"))
                .isEqualTo(3);
        assertThat(old.count(tenant, "message where content_removed_at is null and body = 'Hello Ana'"))
                .isEqualTo(2);
        assertThat(old.count(tenant, "message_event")).isEqualTo(5);
        assertThat(old.remove(tenant, RetentionKind.CONTENT)).isZero();
    }

    @Test
    void aMessageLeavesWithItsEvents() {
        old.messages(tenant, 250, "sent", 401, null);
        old.messages(tenant, 3, "failed", 401, null);
        old.messages(tenant, 2, "sent", 399, null);

        assertThat(old.remove(tenant, RetentionKind.MESSAGES)).isEqualTo(253);

        assertThat(old.count(tenant, "message")).isEqualTo(2);
        assertThat(old.count(tenant, "message_event")).isEqualTo(2);
    }

    @Test
    void whatIsOpenOrMayBeTriedAgainStays() {
        old.messages(tenant, 1, "pending", 500, null);
        old.messages(tenant, 1, "sent", 500, null);
        old.ledger.execute("update message set expires_at = now() + interval '1 day' where status = 'sent'");
        old.messages(tenant, 1, "canceled", 500, null);
        old.ledger.execute(
                "insert into unknown_attempt (tenant_id, message_id, attempt, since) select tenant_id, id, 1,"
                        + " now() from message where status = 'canceled'");
        old.messages(tenant, 1, "failed", 500, null);
        old.ledger.execute("update message set changed_at = now() where status = 'failed'");

        assertThat(old.remove(tenant, RetentionKind.CONTENT)).isZero();
        assertThat(old.remove(tenant, RetentionKind.MESSAGES)).isZero();
    }

    @Test
    void theMessagesOfAnEndedBroadcastLeaveAndItsCountsStay() {
        UUID ended = old.broadcast(tenant, "completed", 401);
        old.messages(tenant, 5, "sent", 401, ended);
        UUID running = old.broadcast(tenant, "running", 401);
        old.messages(tenant, 5, "sent", 401, running);
        UUID steered = old.broadcast(tenant, "completed", 1);
        old.messages(tenant, 5, "sent", 401, steered);
        String counts = "select sum(messages) from broadcast_count where broadcast_id = '" + ended + "'";

        assertThat(old.remove(tenant, RetentionKind.CONTENT)).isEqualTo(5);
        assertThat(old.remove(tenant, RetentionKind.MESSAGES)).isEqualTo(5);

        assertThat(old.ledger.queryText(counts)).isEqualTo("5");
        assertThat(old.count(tenant, "message where broadcast_id = '" + ended + "'"))
                .isZero();
        assertThat(old.count(tenant, "broadcast_recipient where broadcast_id = '" + ended + "'"))
                .isZero();
        assertThat(old.count(tenant, "broadcast_recipient")).isEqualTo(10);
        assertThat(old.count(tenant, "message")).isEqualTo(10);
        assertThat(old.ledger.queryText(
                        "select string_agg(id::text, ' ') from broadcast where recipients_removed_at" + " is not null"))
                .isEqualTo(ended.toString());
    }

    @Test
    void noticesLeaveOnceTheyAreDelivered() {
        String insert = "insert into notice (tenant_id, id, kind, detail, created_at, delivery) select '" + tenant
                + "', uuidv7(interval '-91 days'), 'quota_80', '{}', now() - interval '91 days', '%s'"
                + " from generate_series(1, 3)";
        old.ledger.execute(insert.formatted("delivered"));
        old.ledger.execute(insert.formatted("pending"));

        assertThat(old.remove(tenant, RetentionKind.NOTICES)).isEqualTo(3);
        assertThat(old.count(tenant, "notice where delivery = 'pending'")).isEqualTo(3);
    }

    @Test
    void callbacksLeaveOnceTheyAreApplied() {
        String insert = "insert into provider_callback (tenant_id, provider_msg_id, status, message_id, attempt, form,"
                + " received_at, applied_at) select '" + tenant + "', 'SM%s' || n, 'sent', gen_random_uuid(), 1, '',"
                + " now() - interval '%d days', %s from generate_series(1, 150) n";
        old.ledger.execute(insert.formatted("a", 31, "now()"));
        old.ledger.execute(insert.formatted("b", 31, "null"));
        old.ledger.execute(insert.formatted("c", 29, "now()"));

        assertThat(old.remove(tenant, RetentionKind.CALLBACKS)).isEqualTo(150);
        assertThat(old.count(tenant, "provider_callback")).isEqualTo(300);
    }

    @Test
    void whatCustomersWroteLeavesUnlessItWaitsForReview() {
        old.ledger.execute("insert into inbound_message (tenant_id, id, provider_msg_id, channel, sender, body,"
                + " received_at) select '" + tenant + "', uuidv7(interval '-91 days'), 'SM' || n, 'whatsapp', 'x', '',"
                + " now() - interval '91 days' from generate_series(1, 3) n");
        old.ledger.execute("insert into opt_out_review (tenant_id, inbound_id, state) select tenant_id, id,"
                + " case provider_msg_id when 'SM1' then 'pending' else 'accepted' end from inbound_message"
                + " where provider_msg_id <> 'SM3'");
        old.ledger.execute("insert into shared_contact (tenant_id, inbound_id, user_id, portfolio, next_attempt_at)"
                + " select tenant_id, id, 'US.1', '', now() from inbound_message");

        assertThat(old.remove(tenant, RetentionKind.INBOUND)).isEqualTo(2);
        assertThat(old.count(tenant, "inbound_message where provider_msg_id = 'SM1'"))
                .isOne();
        assertThat(old.count(tenant, "opt_out_review")).isOne();
        assertThat(old.count(tenant, "shared_contact")).isOne();
    }

    @Test
    void anothersStays() {
        UUID other = old.tenant();
        old.messages(other, 3, "sent", 500, null);

        for (RetentionKind kind : RetentionKind.values()) {
            assertThat(old.remove(tenant, kind)).isZero();
        }
        assertThat(old.count(other, "message where body is not null")).isEqualTo(3);
    }

    @Test
    void aPageCostsWhatItRemoves() {
        for (String table : new String[] {"message", "message_event", "broadcast", "broadcast_recipient"}) {
            old.ledger.execute("alter table " + table + " set (autovacuum_enabled = off)");
        }
        UUID ended = old.broadcast(tenant, "completed", 401);
        old.messages(tenant, 100, "sent", 401, ended);
        old.messages(tenant, MANY, "sent", 1, null);
        old.messages(tenant, MANY, "pending", 402, old.broadcast(tenant, "paused", 401));

        assertThat(rowsReadBy(() -> old.page(tenant, RetentionKind.CONTENT, null, 1_000)))
                .isLessThan(2_000);
        old.ledger.execute("update message set content_removed_at = now() where broadcast_id = '" + ended + "'");
        assertThat(rowsReadBy(() -> old.page(tenant, RetentionKind.CONTENT, null, 1_000)))
                .isLessThan(100);
        old.ledger.execute("delete from message where status = 'pending'");
        assertThat(rowsReadBy(() -> old.page(tenant, RetentionKind.MESSAGES, null, 1_000)))
                .isLessThan(3_000);
        assertThat(old.count(tenant, "message")).isEqualTo(MANY);
    }

    @Test
    void oneWorkerAtATimeHasAKindOfATenant() throws SQLException {
        old.messages(tenant, 3, "sent", 91, null);
        try (var worker = old.ledger.connect();
                var statement = worker.createStatement()) {
            statement.execute("select pg_advisory_lock(hashtextextended('retention content " + tenant + "', 0))");

            assertThat(old.page(tenant, RetentionKind.CONTENT, null, 100)).isEqualTo(RemovedPage.NONE);
        }
        assertThat(old.remove(tenant, RetentionKind.CONTENT)).isEqualTo(3);
    }

    private long rowsReadBy(Runnable work) {
        return old.bean(EraserDatabase.class).call(tenant, jdbc -> {
            String read = "select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint from pg_stat_xact_user_tables";
            long before = jdbc.sql(read).query(Long.class).single();
            work.run();
            return jdbc.sql(read).query(Long.class).single() - before;
        });
    }
}
