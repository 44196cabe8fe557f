package ai.tulia.messaging.twiliosimulator;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.twilio.exception.ApiException;
import com.twilio.http.NetworkHttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
import java.net.URI;
import java.time.Duration;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.Timeout;

/** The real Twilio SDK, led to a simulator, with its own repetitions off. */
final class Sdk {
    static final String ACCOUNT = "AC00000000000000000000000000000001";
    static final String TOKEN = "token-of-account-1";
    static final PhoneNumber TO = new PhoneNumber("+14155550100");
    static final PhoneNumber FROM = new PhoneNumber("+14155550199");

    private Sdk() {}

    static TwilioRestClient client(TwilioSimulator simulator) {
        return client(simulator, ACCOUNT, TOKEN, Duration.ofSeconds(10));
    }

    static TwilioRestClient client(TwilioSimulator simulator, String account, String token, Duration readTimeout) {
        return new TwilioRestClient.Builder(account, token)
                .accountSid(ACCOUNT)
                .httpClient(new SendsOnce(simulator.address(), readTimeout))
                .build();
    }

    static Message send(TwilioSimulator simulator, String body) {
        return Message.creator(TO, FROM, body).create(client(simulator));
    }

    static ApiException refusal(Runnable call) {
        return catchThrowableOfType(ApiException.class, call::run);
    }

    /** Keeps the last real HTTP answer, which the SDK's exceptions do not carry. */
    static final class SendsOnce extends NetworkHttpClient {
        private volatile Response last;

        SendsOnce(URI address, Duration readTimeout) {
            super(HttpClientBuilder.create()
                    .disableAutomaticRetries()
                    .disableCookieManagement()
                    .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                            .setDefaultSocketConfig(SocketConfig.custom()
                                    .setSoTimeout(Timeout.of(readTimeout))
                                    .build())
                            .build())
                    .setRoutePlanner(
                            (_, _) -> new HttpRoute(new HttpHost("http", address.getHost(), address.getPort()))));
        }

        @Override
        public Response makeRequest(Request request) {
            last = super.makeRequest(request);
            return last;
        }

        @Override
        public Response reliableRequest(Request request) {
            return makeRequest(request);
        }

        Response last() {
            return last;
        }
    }
}
