package ai.tulia.messaging.api.testing;

import ai.tulia.messaging.store.testing.TestLedger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** One API process on one ledger for all tests of a JVM. Each test makes its own tenants. */
public abstract class ApiTest {
    private static final class Shared {
        static final TestLedger LEDGER = TestLedger.fresh();
        static final TestApi API = TestApi.start(properties(), PlayController.class);

        /** Temporal is absent: nobody waits for it for long. */
        private static List<String> properties() {
            var properties = new ArrayList<>(LEDGER.properties());
            properties.add("tulia.temporal.start-within=50ms");
            return properties;
        }
    }

    protected static TestLedger ledger() {
        return Shared.LEDGER;
    }

    protected static TestApi api() {
        return Shared.API;
    }

    /** A new tenant with a key for these scopes; none given means all. */
    protected static TestApi.Tenant tenant(String... scopes) {
        return api().tenant(ledger(), scopes);
    }

    @AfterEach
    void backToTheRealTime() {
        api().clock().reset();
    }
}
