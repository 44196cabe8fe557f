package ai.tulia.messaging.api;

import ai.tulia.messaging.store.StoreConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The REST process: starts and steers workflows, runs none. */
@SpringBootApplication
@Import(StoreConfiguration.class)
public class ApiApplication {
    public static void main(String[] args) {
        SpringApplication.run(ApiApplication.class, args);
    }
}
