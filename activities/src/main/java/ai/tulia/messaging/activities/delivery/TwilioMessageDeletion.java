package ai.tulia.messaging.activities.delivery;

import com.twilio.exception.TwilioException;
import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Deletes a message at Twilio, with its media, whichever way it went. To delete it again is safe. */
@Component
public class TwilioMessageDeletion {
    private static final String MESSAGES = "https://api.twilio.com/2010-04-01/Accounts/%s/Messages/%s.json";
    /** Of an error. */
    private static final int MAX_BYTES = 64 * 1024;
    /** It becomes part of a path. */
    private static final Pattern SID = Pattern.compile("[A-Za-z0-9]{1,64}");

    private final TwilioTransport transport;

    TwilioMessageDeletion(TwilioTransport transport) {
        this.transport = transport;
    }

    /** What became of it. */
    public enum Answer {
        DELETED,
        /** The account has no such message, or no more. */
        NOT_FOUND,
        /** Not now: it is not complete, or the provider did not answer, or refused. */
        LATER
    }

    /** Whether it can be an id of the provider's at all. */
    public static boolean isSid(String sid) {
        return SID.matcher(sid).matches();
    }

    /** Asks once. */
    public Answer delete(String accountSid, String authToken, String sid) {
        if (!isSid(sid)) {
            throw new IllegalArgumentException("no id of a message");
        }
        var request = new Request(HttpMethod.DELETE, MESSAGES.formatted(accountSid, sid));
        request.setAuth(accountSid, authToken);
        try {
            return switch (transport.send(request, MAX_BYTES).getStatusCode()) {
                case 204 -> Answer.DELETED;
                case 404 -> Answer.NOT_FOUND;
                default -> Answer.LATER;
            };
        } catch (TwilioException e) {
            return Answer.LATER;
        }
    }
}
