package ai.tulia.messaging.worker;

import ai.tulia.messaging.activities.ActivitiesConfiguration;
import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.workflows.WorkflowsConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The process that polls task queues. Any number of them run side by side; its web is health and metrics. */
@SpringBootApplication
@EnableScheduling
@ConfigurationPropertiesScan
@Import({StoreConfiguration.class, ActivitiesConfiguration.class, WorkflowsConfiguration.class})
public class WorkerApplication {
    public static void main(String[] args) {
        // Virtual threads that load classes from a nested jar hold their carriers: two would not be enough.
        System.setProperty("jdk.virtualThreadScheduler.parallelism", "64");
        application().run(args);
    }

    /** The application with its own settings file, so that both processes can also run in one JVM. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(WorkerApplication.class).properties("spring.config.name=tulia-worker");
    }
}
