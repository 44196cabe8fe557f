package ai.tulia.messaging.worker.temporal;

import io.temporal.spring.boot.TemporalOptionsCustomizer;
import io.temporal.worker.WorkerOptions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the starter's properties of a worker have no word for. */
@Configuration(proxyBeanMethods = false)
class WorkerConfiguration {
    /** A cold or loaded machine is no deadlock. */
    private static final long DEADLOCK_DETECTION_MILLIS = 10_000;

    @Bean
    TemporalOptionsCustomizer<WorkerOptions.Builder> patientDeadlockDetection() {
        return options -> options.setDefaultDeadlockDetectionTimeout(DEADLOCK_DETECTION_MILLIS);
    }
}
