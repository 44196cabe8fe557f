package ai.tulia.messaging.api.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.store.apikey.ApiKeyRepository;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A file that ends half-way never looks whole: one recipient's row ends the connection to the ledger, or keeps it waiting. */
class RecipientsExportFailureTest extends ApiTest {
    private final BroadcastShop shop = new BroadcastShop(api(), tenant(), ledger());
    private final String path = "/v1/broadcasts/" + ofManyPages() + "/recipients";

    private String ofManyPages() {
        ledger().execute("insert into customer (tenant_id, id, phone_number, created_at, updated_at) select '"
                + shop.tenant().id() + "', gen_random_uuid(), '+1415' || 2000000 + n, now(), now()"
                + " from generate_series(1, 2500) n");
        String made = shop.draft().text("id");
        shop.step(made, "start");
        shop.snapshot(made);
        return made;
    }

    /** @param which which of the customers, in the order of their ids: asc or desc */
    private void atTheFirst(String which, String happens) {
        ledger().execute("create function cut() returns boolean language plpgsql security definer as $$ begin perform "
                + happens + "; return true; end $$");
        String customer = ledger().queryText("select id from customer where tenant_id = '"
                + shop.tenant().id() + "' order by id " + which);
        ledger().execute("create policy cut on customer as restrictive for select to tulia_app using (case when id = '"
                + customer + "' then cut() else true end)");
    }

    private void cutAtTheFirst(String which) {
        atTheFirst(which, "pg_terminate_backend(pg_backend_pid())");
    }

    @AfterEach
    void repair() {
        ledger().execute("drop policy if exists cut on customer");
        ledger().execute("drop function if exists cut");
        assertThat(shop.get(path, "Accept", "text/csv").body().lines()).hasSize(2_501);
    }

    @Test
    void brokenInItsMiddleTheTransferBreaks() {
        cutAtTheFirst("asc");
        assertThatThrownBy(() -> shop.get(path, "Accept", "text/csv")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void theTransferBreaksWhenItsKeyIsRevoked() {
        var keys = api().bean(ApiKeyRepository.class);
        var key = keys.create(shop.tenant().id(), "file", List.of(Scopes.BROADCASTS_READ), null);
        atTheFirst("asc", "pg_sleep(20)");
        try (var caller = Executors.newVirtualThreadPerTaskExecutor()) {
            var file = caller.submit(() -> api().send("GET", key.secret().value(), path, null, "Accept", "text/csv"));
            await().until(() -> ledger().queryText("select count(*) from pg_stat_activity where datname ="
                            + " current_database() and wait_event = 'PgSleep'")
                    .equals("1"));
            assertThat(keys.revoke(shop.tenant().id(), key.key().id())).isTrue();
            api().clock().advance(Duration.ofSeconds(4));
            assertThatThrownBy(() -> file.get(15, TimeUnit.SECONDS)).hasCauseInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void brokenBeforeItsFirstPageItIs503() {
        cutAtTheFirst("desc");
        Answer answer = shop.get(path, "Accept", "text/csv");
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("ledger_unavailable");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("ETag")).isEmpty();
    }
}
