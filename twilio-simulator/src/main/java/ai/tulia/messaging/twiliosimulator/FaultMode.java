package ai.tulia.messaging.twiliosimulator;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How the simulator treats a POST that makes a message. "Done" means the message exists and takes its course. */
public enum FaultMode {
    /** Done and answered, as without a rule: shields a recipient from the rules that follow. */
    OK,
    /** Not done; 400 with the rule's code. */
    REJECT_4XX,
    /** Not done; 429 with code 20429 and Retry-After. */
    BUSY_429,
    /** Not done; 500 (or the rule's status) with a Twilio error body. */
    ERROR_5XX,
    /** Done, and yet 500. */
    ERROR_5XX_AFTER_EXECUTE,
    /** Not done; no answer ever comes. */
    TIMEOUT,
    /** Done; no answer ever comes. */
    EXECUTE_AND_TIMEOUT,
    /** Done; the connection is reset. */
    EXECUTE_AND_RESET,
    /** Done; the connection is reset, and no callback comes, though the status moves on. */
    EXECUTE_AND_VANISH,
    /** Not done; the connection is reset. */
    RESET,
    /** Done and answered after the rule's delay. */
    SLOW,
    /** Not done; 502 with a page of HTML, as a proxy on the way answers. */
    HTML_5XX,
    /** Done; 201 with an empty body. */
    EMPTY_201,
    /** Done; each status callback comes twice. */
    CALLBACK_DUP,
    /** Done; the callbacks come in the wrong order. */
    CALLBACK_REORDER,
    /** Done; the first callback comes before the 201. */
    CALLBACK_EARLY,
    /** Done; no callback comes, though the status moves on. */
    CALLBACK_LOST,
    /** Done; the customer reads it. */
    READ,
    /** Done; ends undelivered with the rule's code. */
    CALLBACK_FAILED;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
