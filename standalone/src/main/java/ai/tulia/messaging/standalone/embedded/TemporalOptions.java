package ai.tulia.messaging.standalone.embedded;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the Temporal server is started.
 *
 * @param webUi whether {@code uiPort} serves the Web UI
 * @param inMemory whether workflows are forgotten at the end instead of kept under the home
 * @param searchAttributes name to type, as {@code Keyword}
 * @param dynamicConfiguration the server's own settings
 */
public record TemporalOptions(
        int port,
        int uiPort,
        boolean webUi,
        boolean inMemory,
        Map<String, String> searchAttributes,
        Map<String, String> dynamicConfiguration) {

    public TemporalOptions {
        searchAttributes = Collections.unmodifiableMap(new LinkedHashMap<>(searchAttributes));
        dynamicConfiguration = Collections.unmodifiableMap(new LinkedHashMap<>(dynamicConfiguration));
    }

    /** Web UI, kept on disk, our search attributes, fairness between tenants and eager activities. */
    public static TemporalOptions on(Ports ports) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("TenantId", "Keyword");
        attributes.put("MessageType", "Keyword");
        attributes.put("MessageStatus", "Keyword");
        attributes.put("BroadcastId", "Keyword");
        Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put("matching.enableFairness", "true");
        configuration.put("system.enableActivityEagerExecution", "true");
        // A stopped worker's long polls would swallow tasks for a minute.
        configuration.put("frontend.enableCancelWorkerPollsOnShutdown", "true");
        return new TemporalOptions(ports.temporal(), ports.temporalUi(), true, false, attributes, configuration);
    }

    public TemporalOptions headless() {
        return new TemporalOptions(port, uiPort, false, inMemory, searchAttributes, dynamicConfiguration);
    }

    /** For benchmarks and tests. */
    public TemporalOptions forgetful() {
        return new TemporalOptions(port, uiPort, webUi, true, searchAttributes, dynamicConfiguration);
    }

    public String target() {
        return "127.0.0.1:" + port;
    }
}
