package ai.tulia.messaging.activities.testing;

import ai.tulia.messaging.activities.ActivitiesConfiguration;
import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.database.LedgerClock;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The worker's beans on a clock that follows the test server's skipped time. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({StoreConfiguration.class, ActivitiesConfiguration.class})
class ActivitiesTestApplication {
    static volatile Supplier<Instant> time = Instant::now;

    @Bean
    @Primary
    LedgerClock skippedLedgerTime() {
        return () -> time.get();
    }

    @Bean
    Clock skippedTime() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return time.get();
            }
        };
    }
}
