package ai.tulia.messaging.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The Job of {@code deploy/kubernetes/migrate.yaml} runs what compose runs, and knows the owner's password alone. */
class MigrateJobTest {
    private final Map<String, Map<String, Object>> services = Compose.services();
    private final Map<String, Object> pod = pod();

    @Test
    void itRunsTheMigrationOfTheApisImageOnce() {
        assertThat(pod).containsEntry("restartPolicy", "Never");
        assertThat(container())
                .containsEntry("image", services.get("migrate").get("image"))
                .containsEntry("args", services.get("migrate").get("command"))
                .doesNotContainKeys("command", "envFrom");
    }

    @Test
    void itsOnlySecretIsTheOwnersPassword() {
        Map<String, Object> composed = Compose.map(services.get("migrate"), "environment");
        var variables = environment();
        assertThat(variables.stream().<Object>map(variable -> variable.get("name")))
                .containsExactlyInAnyOrderElementsOf(composed.keySet());
        for (Map<String, Object> variable : variables) {
            boolean secret = variable.get("name").equals("TULIA_DB_OWNER_PASSWORD");
            assertThat(variable.containsKey("value")).isEqualTo(!secret);
            if (secret) {
                assertThat(variable)
                        .containsEntry(
                                "valueFrom", Map.of("secretKeyRef", Map.of("name", "tulia-owner", "key", "password")));
            }
        }
        assertThat(pod).containsEntry("automountServiceAccountToken", false);
        assertThat(pod.get("volumes")).isEqualTo(List.of(Map.of("name", "tmp", "emptyDir", Map.of())));
    }

    @Test
    void itIsConfined() {
        assertThat(Compose.map(pod, "securityContext"))
                .containsEntry("runAsNonRoot", true)
                .containsEntry("seccompProfile", Map.of("type", "RuntimeDefault"));
        assertThat(Compose.map(container(), "securityContext"))
                .containsEntry("allowPrivilegeEscalation", false)
                .containsEntry("readOnlyRootFilesystem", true)
                .containsEntry("capabilities", Map.of("drop", List.of("ALL")));
        assertThat(Compose.map(container(), "resources")).containsKey("limits");
    }

    private Map<String, Object> container() {
        var containers = Compose.maps(pod, "containers");
        assertThat(containers).hasSize(1);
        return containers.getFirst();
    }

    private List<Map<String, Object>> environment() {
        return Compose.maps(container(), "env");
    }

    private static Map<String, Object> pod() {
        Map<String, Object> job;
        try (var text = Files.newBufferedReader(Path.of("..", "deploy", "kubernetes", "migrate.yaml"))) {
            job = new Yaml().load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(job).containsEntry("kind", "Job");
        return Compose.map(Compose.map(Compose.map(job, "spec"), "template"), "spec");
    }
}
