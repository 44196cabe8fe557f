package ai.tulia.messaging.activities.delivery;

import com.twilio.exception.TwilioException;
import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.hc.core5.http.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gets what customers sent as files from where Twilio keeps them. Reading is safe to repeat. */
@Component
public class TwilioMedia {
    private final TwilioTransport transport;

    TwilioMedia(TwilioTransport transport) {
        this.transport = transport;
    }

    /** @param location where it is to be had, in a redirect; null = not said */
    public record Answer(
            int status,
            @Nullable String contentType,
            @Nullable String location,
            byte[] content) {
        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    /**
     * Asks once, with the account's credentials. A redirect is answered, not followed.
     *
     * @param url of Twilio's API
     * @throws AnswerTooLargeException when it is longer
     * @throws IOException when it was not answered
     */
    public Answer get(String accountSid, String authToken, String url, int maxBytes) throws IOException {
        var request = new Request(HttpMethod.GET, url);
        request.setAuth(accountSid, authToken);
        // The SDK would ask for JSON.
        request.addHeaderParam("Accept", "*/*");
        try {
            Response response = transport.send(request, maxBytes);
            return new Answer(
                    response.getStatusCode(),
                    header(response, "Content-Type"),
                    header(response, "Location"),
                    content(response));
        } catch (TwilioException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
        }
    }

    private static byte[] content(Response response) throws IOException {
        try (InputStream stream = response.getStream()) {
            return stream == null ? new byte[0] : stream.readAllBytes();
        }
    }

    private static @Nullable String header(Response response, String name) {
        return Arrays.stream(response.getHeaders())
                .filter(header -> header.getName().equalsIgnoreCase(name))
                .map(Header::getValue)
                .findFirst()
                .orElse(null);
    }
}
