package ai.tulia.messaging.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who gets which secret in {@code docker-compose.yml}, and what its containers may do. */
class ComposeTest {
    private final Map<String, Map<String, Object>> services = Compose.services();

    @Test
    void aRolesPasswordIsKnownToThoseWhoAreThatRole() {
        // The database's own first start makes the roles.
        assertThat(knowing("TULIA_DB_OWNER_PASSWORD")).containsExactlyInAnyOrder("postgres", "migrate");
        assertThat(knowing("TULIA_DB_APP_PASSWORD")).containsExactlyInAnyOrder("postgres", "api", "worker");
        assertThat(knowing("TULIA_DB_OPERATOR_PASSWORD")).containsExactlyInAnyOrder("postgres", "api");
        assertThat(knowing("TULIA_DB_SWEEPER_PASSWORD")).containsExactlyInAnyOrder("postgres", "worker");
        assertThat(knowing("TULIA_DB_ERASER_PASSWORD")).containsExactlyInAnyOrder("postgres", "worker");
        assertThat(knowing("POSTGRES_PASSWORD")).containsExactly("postgres");
        assertThat(knowing("TULIA_OPERATOR_KEY")).containsExactly("api");
    }

    @Test
    void apiAndWorkersStartAfterTheMigration() {
        assertThat(services.get("migrate")).containsEntry("command", java.util.List.of("migrate"));
        for (String service : new String[] {"api", "worker"}) {
            assertThat(Compose.map(services.get(service), "depends_on"))
                    .containsEntry("migrate", Map.of("condition", "service_completed_successfully"));
        }
    }

    private Set<String> knowing(String secret) {
        var knowing = new TreeSet<String>();
        services.forEach((name, service) -> {
            if (Compose.map(service, "environment").containsKey(secret)) {
                knowing.add(name);
            }
        });
        return knowing;
    }
}
