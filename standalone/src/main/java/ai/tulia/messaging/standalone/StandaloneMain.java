package ai.tulia.messaging.standalone;

import ai.tulia.messaging.standalone.embedded.EmbeddedServers;
import ai.tulia.messaging.standalone.embedded.HomeLock;
import ai.tulia.messaging.standalone.embedded.HomeReset;
import ai.tulia.messaging.standalone.embedded.LoginRole;
import ai.tulia.messaging.standalone.embedded.Ports;
import ai.tulia.messaging.standalone.embedded.StartupRefused;
import ai.tulia.messaging.standalone.embedded.TemporalOptions;
import ai.tulia.messaging.standalone.embedded.TuliaHome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/** The commands behind {@code ./tulia}. */
public final class StandaloneMain {
    private StandaloneMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        try {
            switch (String.join(" ", arguments)) {
                case "up" -> up(System.getenv());
                case "reset" -> {
                    Path cleared = HomeReset.run(System.getenv());
                    System.out.println("Cleared " + cleared + ".");
                }
                default -> {
                    System.err.println("usage: tulia up | reset");
                    System.exit(2);
                }
            }
        } catch (StartupRefused e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void up(Map<String, String> environment) throws InterruptedException {
        // Set up on one thread: the servers start on several, and would log about logging.
        LoggerFactory.getILoggerFactory();
        Ports ports = Ports.fromEnvironment(environment);
        TuliaHome home = TuliaHome.fromEnvironment(environment);
        HomeLock lock = HomeLock.take(home);
        EmbeddedServers servers = new EmbeddedServers(
                home,
                ports,
                List.of(new LoginRole("tulia_owner", "tulia_owner", true)),
                TemporalOptions.on(ports),
                environment,
                new PrintedProgress(System.out));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            servers.close();
            lock.close();
        }));
        servers.start();
        System.out.println("PostgreSQL " + servers.postgres().jdbcUrl());
        System.out.println("Redis      " + servers.redis().address());
        System.out.println("Temporal   " + servers.temporal().target()
                + servers.temporal().webUi().map(ui -> ", Web UI " + ui).orElse(""));
        System.out.println("Ctrl-C stops all.");
        new CountDownLatch(1).await();
    }
}
