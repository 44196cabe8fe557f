package ai.tulia.messaging.activities.delivery;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Twilio that cannot reach us would never say what became of a message. */
class PublicUrlCheckTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:8080", "https://api.localhost", "http://127.0.0.1:8080", "https://[::1]:8443"})
    void onLoopbackTheRealTwilioIsRefused(String address) {
        assertThatThrownBy(() -> check(null, address))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "TULIA_PUBLIC_URL is " + address + ", which Twilio cannot reach: give the API's public https"
                                + " address, or TULIA_TWILIO_SIMULATOR_URL for a simulated Twilio");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://messages.example.com", "https://203.0.113.7", "http://api:8080"})
    void anyOtherAddressIsTaken(String address) {
        assertThatCode(() -> check(null, address)).doesNotThrowAnyException();
    }

    @Test
    void aSimulatorReachesLoopback() {
        assertThatCode(() -> check("http://127.0.0.1:8090", "http://localhost:8080"))
                .doesNotThrowAnyException();
    }

    private static void check(String simulator, String publicUrl) {
        new PublicUrlCheck(new DeliveryProperties(
                        simulator == null ? null : URI.create(simulator),
                        URI.create(publicUrl),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        200))
                .afterPropertiesSet();
    }
}
