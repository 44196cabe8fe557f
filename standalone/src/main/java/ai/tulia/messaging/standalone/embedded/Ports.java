package ai.tulia.messaging.standalone.embedded;

import java.util.LinkedHashMap;
import java.util.Map;

/** The fixed ports of the embedded stack, each moved by its environment variable. All are on loopback. */
public record Ports(
        int postgres, int redis, int temporal, int temporalUi, int simulator, int api, int apiManagement, int worker) {
    public static final Ports DEFAULT = new Ports(54329, 63799, 7233, 8233, 8090, 8080, 8082, 8081);

    public Ports {
        Map<Integer, String> seen = new LinkedHashMap<>();
        variables(postgres, redis, temporal, temporalUi, simulator, api, apiManagement, worker)
                .forEach((variable, port) -> {
                    if (port < 1 || port > 65_535) {
                        throw new StartupRefused(variable + " is " + port + "; a port is a number from 1 to 65535.");
                    }
                    String other = seen.put(port, variable);
                    if (other != null) {
                        throw new StartupRefused(
                                other + " and " + variable + " are both " + port + "; give one another port.");
                    }
                });
    }

    /** @throws StartupRefused naming the variable whose value is no port or is used twice */
    public static Ports fromEnvironment(Map<String, String> environment) {
        return new Ports(
                read(environment, "TULIA_POSTGRES_PORT", DEFAULT.postgres),
                read(environment, "TULIA_REDIS_PORT", DEFAULT.redis),
                read(environment, "TULIA_TEMPORAL_PORT", DEFAULT.temporal),
                read(environment, "TULIA_TEMPORAL_UI_PORT", DEFAULT.temporalUi),
                read(environment, "TULIA_SIMULATOR_PORT", DEFAULT.simulator),
                read(environment, "TULIA_API_PORT", DEFAULT.api),
                read(environment, "TULIA_API_MANAGEMENT_PORT", DEFAULT.apiManagement),
                read(environment, "TULIA_WORKER_PORT", DEFAULT.worker));
    }

    /** Every port by the variable that moves it. */
    public Map<String, Integer> byVariable() {
        return variables(postgres, redis, temporal, temporalUi, simulator, api, apiManagement, worker);
    }

    /** @throws StartupRefused naming the first port something else listens on, and the variable to set */
    public void requireFree() {
        byVariable().forEach((variable, port) -> {
            if (PortProbe.isTaken(port)) {
                throw new StartupRefused("Port " + port + " is taken by another process; free it or set " + variable
                        + " to another port.");
            }
        });
    }

    private static int read(Map<String, String> environment, String variable, int usual) {
        String value = environment.getOrDefault(variable, "").strip();
        if (value.isEmpty()) {
            return usual;
        }
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new StartupRefused(variable + " is \"" + value + "\"; a port is a number from 1 to 65535.", e);
        }
    }

    private static Map<String, Integer> variables(
            int postgres,
            int redis,
            int temporal,
            int temporalUi,
            int simulator,
            int api,
            int apiManagement,
            int worker) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("TULIA_POSTGRES_PORT", postgres);
        ports.put("TULIA_REDIS_PORT", redis);
        ports.put("TULIA_TEMPORAL_PORT", temporal);
        ports.put("TULIA_TEMPORAL_UI_PORT", temporalUi);
        ports.put("TULIA_SIMULATOR_PORT", simulator);
        ports.put("TULIA_API_PORT", api);
        ports.put("TULIA_API_MANAGEMENT_PORT", apiManagement);
        ports.put("TULIA_WORKER_PORT", worker);
        return ports;
    }
}
