package ai.tulia.messaging.activities.delivery;

import java.net.InetAddress;
import java.net.URI;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/** Refuses to start where the real Twilio is to report to an address that only this machine can reach. */
@Component
class PublicUrlCheck implements InitializingBean {
    private final DeliveryProperties properties;

    PublicUrlCheck(DeliveryProperties properties) {
        this.properties = properties;
    }

    @Override
    public void afterPropertiesSet() {
        if (properties.simulatorUrl() == null && isLoopback(properties.publicUrl())) {
            throw new IllegalStateException("TULIA_PUBLIC_URL is " + properties.publicUrl()
                    + ", which Twilio cannot reach: give the API's public https address, or TULIA_TWILIO_SIMULATOR_URL"
                    + " for a simulated Twilio");
        }
    }

    private static boolean isLoopback(URI address) {
        String host = address.getHost();
        if (host == null || host.equals("localhost") || host.endsWith(".localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
        } catch (IllegalArgumentException name) {
            return false;
        }
    }
}
