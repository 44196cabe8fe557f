package ai.tulia.messaging.worker;

import ai.tulia.messaging.activities.ActivitiesConfiguration;
import ai.tulia.messaging.store.StoreConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The process that polls task queues. Any number of them run side by side; its web is health and metrics. */
@SpringBootApplication
@EnableScheduling
@ConfigurationPropertiesScan
@Import({StoreConfiguration.class, ActivitiesConfiguration.class})
public class WorkerApplication {
    public static void main(String[] args) {
        SpringApplication.run(WorkerApplication.class, args);
    }
}
