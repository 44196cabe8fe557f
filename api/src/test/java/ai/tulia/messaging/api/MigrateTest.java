package ai.tulia.messaging.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.store.testing.TestPostgres;
import org.junit.jupiter.api.Test;

/** The schema is brought forward by a job of its own; the API has neither the owner's password nor a use for it. */
class MigrateTest {
    @Test
    void theApiRefusesAnOlderSchemaUntilTheJobHasMigratedIt() {
        var ledger = TestLedger.withoutSchema(TestPostgres.freshDatabase());
        assertThatThrownBy(() -> TestApi.start(ledger.properties()))
                .rootCause()
                .hasMessageContaining("migrate")
                .hasMessageContaining("TULIA_DB_OWNER_PASSWORD");

        ApiApplication.main(new String[] {
            "migrate", "--tulia.db.url=" + ledger.url(), "--tulia.db.owner-password=" + ledger.ownerPassword()
        });

        TestApi api = TestApi.start(ledger.properties());
        try (var context = api.context()) {
            assertThat(api.get(api.tenant(ledger).key(), "/v1/customers").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void theOwnersPasswordIsOfNoUseToTheApi() {
        var ledger = TestLedger.withoutSchema(TestPostgres.freshDatabase());
        var properties = new java.util.ArrayList<>(ledger.properties());
        properties.add("tulia.db.owner-password=" + ledger.ownerPassword());
        assertThatThrownBy(() -> TestApi.start(properties)).rootCause().hasMessageContaining("migrate");
        assertThat(ledger.queryText("select to_regclass('flyway_schema_history')"))
                .isNull();
    }

    @Test
    void theJobSaysWhatItMisses() {
        assertThatThrownBy(() ->
                        ApiApplication.main(new String[] {"migrate", "--tulia.db.url=jdbc:postgresql://localhost:1/x"}))
                .rootCause()
                .hasMessageContaining("TULIA_DB_OWNER_PASSWORD");
    }
}
