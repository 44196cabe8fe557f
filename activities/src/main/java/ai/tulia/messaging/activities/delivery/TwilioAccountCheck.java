package ai.tulia.messaging.activities.delivery;

import ai.tulia.messaging.domain.delivery.ProviderAnswer;
import ai.tulia.messaging.domain.twilio.FailureCode;
import com.twilio.exception.TwilioException;
import com.twilio.http.HttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.Account;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks Twilio whether an account can be used with its token, once, within the limits of every call. Nothing is changed. */
@Component
public class TwilioAccountCheck {
    private final TwilioTransport transport;

    TwilioAccountCheck(TwilioTransport transport) {
        this.transport = transport;
    }

    /**
     * What Twilio said; without the token, and without the account's name.
     *
     * @param usable whether it took the token, and the account is active
     * @param status Twilio's of the account: {@code active}, {@code suspended}, {@code closed}; null = it gave none
     * @param failureCode as the ledger names it, {@code twilio_20003}; what was seen instead of an answer; null = it answered
     */
    public record Answer(
            boolean usable,
            @Nullable String status,
            @Nullable String failureCode) {}

    public Answer ask(String accountSid, String authToken) {
        var once = new Once(transport);
        var client = new TwilioRestClient.Builder(accountSid, authToken)
                .accountSid(accountSid)
                .httpClient(once)
                .build();
        try {
            Account.Status status = Account.fetcher(accountSid).fetch(client).getStatus();
            return new Answer(status == Account.Status.ACTIVE, status == null ? null : status.toString(), null);
        } catch (TwilioException e) {
            return switch (Failures.answer(e, once.answer)) {
                case ProviderAnswer.Refused refused -> new Answer(false, null, FailureCode.of(refused));
                case ProviderAnswer.NotSent not -> new Answer(false, null, not.cause());
                case ProviderAnswer.NotStarted not -> new Answer(false, null, not.cause());
                case ProviderAnswer.Ambiguous none -> new Answer(false, null, none.cause());
                case ProviderAnswer.Created created -> throw new IllegalStateException("it was a failure");
            };
        }
    }

    /** Keeps the raw answer: the SDK's exceptions lose the HTTP status. */
    private static final class Once extends HttpClient {
        private final TwilioTransport transport;

        @Nullable
        Response answer;

        Once(TwilioTransport transport) {
            this.transport = transport;
        }

        @Override
        public Response reliableRequest(Request request) {
            return makeRequest(request);
        }

        @Override
        public Response makeRequest(Request request) {
            answer = transport.send(request, () -> true);
            return answer;
        }
    }
}
