package ai.tulia.messaging.activities.testing;

import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.store.testing.TestRedis;
import ai.tulia.messaging.twiliosimulator.TwilioSimulator;
import ai.tulia.messaging.twiliosimulator.TwilioSimulatorOptions;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What all tests of a JVM share: PostgreSQL, Redis, the simulated Twilio, and a worker's beans on them. */
final class TestBackends {
    static final TestLedger LEDGER = TestLedger.fresh();
    static final TestRedis REDIS = TestRedis.start();
    static final TwilioSimulator TWILIO = TwilioSimulator.start(TwilioSimulatorOptions.defaults());

    private TestBackends() {}

    private static final class Usual {
        static final ConfigurableApplicationContext BEANS =
                beans("tulia.twilio.read-timeout=2s", "tulia.twilio.total-timeout=4s");
    }

    private static final class TwoConnections {
        static final ConfigurableApplicationContext BEANS =
                beans("tulia.twilio.connections=2", "tulia.twilio.read-timeout=10s", "tulia.twilio.total-timeout=15s");
    }

    private static final class EightConnections {
        static final ConfigurableApplicationContext BEANS = beans("tulia.twilio.connections=8");
    }

    static ConfigurableApplicationContext usualBeans() {
        return Usual.BEANS;
    }

    /** Two connections to a provider that may take ten seconds; one of the two is for broadcasts. */
    static ConfigurableApplicationContext beansWithTwoConnections() {
        return TwoConnections.BEANS;
    }

    static ConfigurableApplicationContext beansWithEightConnections() {
        return EightConnections.BEANS;
    }

    private static ConfigurableApplicationContext beans(String... provider) {
        return new SpringApplicationBuilder(ActivitiesTestApplication.class)
                .web(WebApplicationType.NONE)
                .properties("spring.jpa.hibernate.ddl-auto=none")
                .run(Stream.of(
                                LEDGER.properties().stream(),
                                Stream.of(
                                        "tulia.redis.url=" + REDIS.address(),
                                        "tulia.redis.answer-within=2s",
                                        "tulia.twilio.simulator-url=" + TWILIO.address()),
                                Stream.of(provider))
                        .flatMap(properties -> properties)
                        .map(property -> "--" + property)
                        .toArray(String[]::new));
    }
}
