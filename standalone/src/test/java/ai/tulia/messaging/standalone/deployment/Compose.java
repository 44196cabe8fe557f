package ai.tulia.messaging.standalone.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** {@code docker-compose.yml}, its merges done. */
final class Compose {
    private static final Path FILE = Path.of("..", "docker-compose.yml");

    private Compose() {}

    /** Each service by its name. */
    static Map<String, Map<String, Object>> services() {
        try (var text = Files.newBufferedReader(FILE)) {
            var services = new LinkedHashMap<String, Map<String, Object>>();
            map(map(new Yaml().load(text)), "services").forEach((name, service) -> services.put(name, map(service)));
            return services;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Object> map(Map<String, Object> service, String name) {
        return map(service.getOrDefault(name, Map.of()));
    }

    static List<Map<String, Object>> maps(Map<String, Object> service, String name) {
        return ((List<?>) service.getOrDefault(name, List.of()))
                .stream().map(Compose::map).toList();
    }

    private static Map<String, Object> map(Object yaml) {
        var map = new LinkedHashMap<String, Object>();
        ((Map<?, ?>) yaml).forEach((name, value) -> map.put((String) name, value));
        return map;
    }
}
