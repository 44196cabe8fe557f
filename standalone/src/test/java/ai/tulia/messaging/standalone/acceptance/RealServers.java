package ai.tulia.messaging.standalone.acceptance;

import java.util.stream.Stream;

/**
 * Real Temporal servers for the suite. Their addresses are the property {@value #ADDRESSES}, {@code host:port} by commas, one
 * for each JVM of the tests: a worker of another JVM's tests would take their work.
 */
final class RealServers {
    static final String ADDRESSES = "tulia.acceptance.temporal";
    /** The command line that looks into them. */
    static final String CLI = "tulia.acceptance.temporal-cli";

    private RealServers() {}

    static boolean areGiven() {
        return System.getProperty(ADDRESSES) != null;
    }

    static String ofThisJvm() {
        int jvm = Integer.parseInt(System.getProperty("tulia.jvm", "jvm-1").substring("jvm-".length()));
        return all().skip(jvm - 1)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(ADDRESSES + " has no address for JVM " + jvm
                        + " of the tests: give one more, or -Dtest.forks"));
    }

    static Stream<String> all() {
        return Stream.of(System.getProperty(ADDRESSES).split(","));
    }
}
