package ai.tulia.messaging.standalone.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** {@code docker-compose.yml}, its merges done. */
final class Compose {
    private static final Path FILE = Path.of("..", "docker-compose.yml");

    private Compose() {}

    /** Each service by its name. */
    @SuppressWarnings("unchecked")
    static Map<String, Map<String, Object>> services() {
        try (var text = Files.newBufferedReader(FILE)) {
            Map<String, Object> file = new Yaml().load(text);
            return (Map<String, Map<String, Object>>) file.get("services");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Map<String, Object> service, String name) {
        return (Map<String, Object>) service.getOrDefault(name, Map.of());
    }
}
