package ai.tulia.messaging.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
        assertThat(services.get("migrate")).containsEntry("command", List.of("migrate"));
        for (String service : new String[] {"api", "worker"}) {
            assertThat(Compose.map(services.get(service), "depends_on"))
                    .containsEntry("migrate", Map.of("condition", "service_completed_successfully"));
        }
    }

    @Test
    void everyContainerIsConfined() {
        assertThat(services).hasSizeGreaterThan(8).allSatisfy((name, service) -> {
            assertThat(service).containsEntry("cap_drop", List.of("ALL")).containsKey("mem_limit");
            assertThat(service).containsEntry("security_opt", List.of("no-new-privileges:true"));
            assertThat(service).doesNotContainKeys("privileged", "network_mode", "pid", "devices");
            assertThat(service).as(name).containsEntry("read_only", !name.equals("temporal-ui"));
        });
        assertThat(services.entrySet().stream()
                        .filter(service -> service.getValue().containsKey("cap_add"))
                        .map(Map.Entry::getKey))
                .containsExactly("postgres");
    }

    @Test
    void portsArePublishedOnLoopbackAlone() {
        services.forEach((name, service) -> assertThat((List<?>) service.getOrDefault("ports", List.of()))
                .as(name)
                .allSatisfy(port -> assertThat(port.toString()).startsWith("127.0.0.1:")));
    }

    /** How they are raised, docs/operations.md says. */
    @Test
    void othersImagesAreOfAVersionThatIsNamed() {
        assertThat(services.values().stream()
                        .map(service -> service.get("image").toString())
                        .filter(image -> !image.startsWith("tulia/")))
                .hasSizeGreaterThan(5)
                .allSatisfy(image -> assertThat(image).matches("[a-z/-]+:\\d+\\.\\d+(\\.\\d+)?(-[a-z]+)?"));
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
