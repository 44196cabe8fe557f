package ai.tulia.messaging.activities.delivery;

import ai.tulia.messaging.domain.delivery.ProviderAnswer;
import ai.tulia.messaging.store.database.Json;
import com.twilio.exception.TwilioException;
import com.twilio.http.HttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.type.PhoneNumber;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** POSTs one message through Twilio's SDK, once, and says how it ended as far as it can be known. */
@Component
public class TwilioGateway {
    private final TwilioTransport transport;

    TwilioGateway(TwilioTransport transport) {
        this.transport = transport;
    }

    /** @param startable whether it may still start; a call that has to wait for its connection asks when it has it */
    public ProviderAnswer post(OutboundMessage message, BooleanSupplier startable) {
        var recorder = new Recorder(transport, startable);
        var client = new TwilioRestClient.Builder(message.accountSid(), message.authToken())
                .accountSid(message.accountSid())
                .httpClient(recorder)
                .build();
        try {
            String sid = creator(message).create(client).getSid();
            return sid == null ? new ProviderAnswer.Ambiguous("no_id") : new ProviderAnswer.Created(sid);
        } catch (TwilioException e) {
            return Failures.answer(e, recorder.answer);
        }
    }

    private static MessageCreator creator(OutboundMessage message) {
        var to = new PhoneNumber(message.to());
        var from = new PhoneNumber(message.from());
        MessageCreator creator =
                Message.creator(to, from, message.contentSid() == null ? message.body() : (String) null);
        if (message.contentSid() != null) {
            creator.setContentSid(message.contentSid());
            if (!message.contentVariables().isEmpty()) {
                creator.setContentVariables(Json.write(message.contentVariables()));
            }
        }
        if (message.validity() != null) {
            creator.setValidityPeriod((int) message.validity().toSeconds());
        }
        return creator.setStatusCallback(message.statusCallback());
    }

    /** Keeps the raw answer of one call: the SDK's exceptions lose the HTTP status and the headers. */
    private static final class Recorder extends HttpClient {
        private final TwilioTransport transport;
        private final BooleanSupplier startable;

        @Nullable
        Response answer;

        Recorder(TwilioTransport transport, BooleanSupplier startable) {
            this.transport = transport;
            this.startable = startable;
        }

        @Override
        public Response reliableRequest(Request request) {
            return makeRequest(request);
        }

        @Override
        public Response makeRequest(Request request) {
            answer = transport.send(request, startable);
            return answer;
        }
    }
}
