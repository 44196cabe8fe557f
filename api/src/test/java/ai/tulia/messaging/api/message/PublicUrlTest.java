package ai.tulia.messaging.api.message;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.tulia.messaging.api.testing.TestApi;
import org.junit.jupiter.api.Test;

/** An API hands messages to Twilio: with the real one it must be where Twilio can reach it. */
class PublicUrlTest extends MessageTest {
    @Test
    void withTheRealTwilioAndAnAddressOnLoopbackItDoesNotStart() {
        var properties = properties(ledger(), redis(), freePort());
        properties.removeIf(property -> property.startsWith("tulia.twilio.simulator-url="));
        // Set but empty, as in .env.
        properties.add("tulia.twilio.simulator-url=");

        assertThatThrownBy(() -> TestApi.start(properties))
                .hasRootCauseMessage(
                        "TULIA_PUBLIC_URL is http://localhost:8080, which Twilio cannot reach: give the API's"
                                + " public https address, or TULIA_TWILIO_SIMULATOR_URL for a simulated Twilio");
    }
}
