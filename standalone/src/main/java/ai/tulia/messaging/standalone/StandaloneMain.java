package ai.tulia.messaging.standalone;

import ai.tulia.messaging.standalone.embedded.HomeReset;
import ai.tulia.messaging.standalone.embedded.Ports;
import ai.tulia.messaging.standalone.embedded.StartupRefused;
import ai.tulia.messaging.standalone.embedded.TuliaHome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The commands behind {@code ./tulia}. */
public final class StandaloneMain {
    private StandaloneMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        List<String> words = List.of(arguments);
        try {
            if (words.size() >= 2 && words.subList(0, 2).equals(List.of("tenant", "create"))) {
                TenantCommand.create(words.subList(2, words.size()), System.getenv(), System.out);
                return;
            }
            switch (String.join(" ", arguments)) {
                case "up" -> up(System.getenv());
                case "demo" -> DemoCommand.run(System.getenv(), false);
                case "demo --once" -> DemoCommand.run(System.getenv(), true);
                case "reset" -> System.out.println("Cleared " + HomeReset.run(System.getenv()) + ".");
                default -> {
                    System.err.println("usage: tulia demo [--once] | up | reset | tenant create <name>");
                    System.exit(2);
                }
            }
        } catch (StartupRefused e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void up(Map<String, String> environment) throws InterruptedException {
        Stack stack = start(environment);
        DemoTenant tenant = DemoTenant.lastOrNew(stack);
        EnvFile.write(stack, tenant);
        announce(stack, tenant);
        new CountDownLatch(1).await();
    }

    static Stack start(Map<String, String> environment) {
        TuliaHome home = TuliaHome.fromEnvironment(environment);
        logTo(home);
        return Stack.start(home, Ports.fromEnvironment(environment), environment, new PrintedProgress(System.out));
    }

    /** One log for the whole JVM, set up before two applications start in it side by side. */
    private static void logTo(TuliaHome home) {
        System.setProperty("tulia.log", home.log("tulia").toString());
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        LoggerFactory.getILoggerFactory();
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    static void announce(Stack stack, DemoTenant tenant) {
        System.out.println();
        List.copyOf(stack.addresses()).forEach(System.out::println);
        System.out.println("API key        " + tenant.apiKey());
        System.out.println("In a shell     . " + EnvFile.of(stack.home()));
        System.out.println("Ctrl-C stops all.");
    }
}
