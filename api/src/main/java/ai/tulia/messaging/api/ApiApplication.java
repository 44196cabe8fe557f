package ai.tulia.messaging.api;

import ai.tulia.messaging.activities.dispatch.DispatchConfiguration;
import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.database.LedgerMigration;
import ai.tulia.messaging.workflows.WorkflowsConfiguration;
import java.util.Arrays;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/** The REST process: dispatches what may go now, starts and steers workflows for the rest, and runs none. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import({StoreConfiguration.class, DispatchConfiguration.class, WorkflowsConfiguration.class})
public class ApiApplication {
    private static final String SETTINGS = "tulia-api";
    private static final String MIGRATE = "migrate";

    /** Serves; with {@code migrate} as first argument it brings the ledger's schema forward instead, and ends. */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(MIGRATE)) {
            LedgerMigration.run(SETTINGS, Arrays.copyOfRange(args, 1, args.length));
            return;
        }
        // Virtual threads that load classes from a nested jar hold their carriers: two would not be enough.
        System.setProperty("jdk.virtualThreadScheduler.parallelism", "64");
        application().run(args);
    }

    /** The application with its own settings file, so that both processes can also run in one JVM. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(ApiApplication.class).properties("spring.config.name=" + SETTINGS);
    }
}
