package ai.tulia.messaging.domain.twilio;

import static ai.tulia.messaging.domain.delivery.ErrorClass.NEEDS_TEMPLATE;
import static ai.tulia.messaging.domain.delivery.ErrorClass.OPT_OUT;
import static ai.tulia.messaging.domain.delivery.ErrorClass.PERMANENT;
import static ai.tulia.messaging.domain.delivery.ErrorClass.RETRY;
import static ai.tulia.messaging.domain.delivery.ErrorClass.TENANT_CONFIGURATION;
import static ai.tulia.messaging.domain.delivery.ErrorClass.WAIT;

import ai.tulia.messaging.domain.delivery.ErrorClass;
import ai.tulia.messaging.domain.delivery.ProviderError;
import java.time.Duration;

/**
 * One row of the error table, and where Twilio reports it.
 *
 * @param resends how many new attempts the code is worth; {@link #AS_LONG_AS_VALID} when only validity ends them
 */
record ErrorRow(Path path, ProviderError error, int resends) {
    static final int AS_LONG_AS_VALID = Integer.MAX_VALUE;

    /** Where a code was seen to arrive. A Messaging Service may move it to the other, so the lookup ignores it. */
    enum Path {
        POST,
        CALLBACK,
        BOTH
    }

    static ErrorRow retry(Path path, int code, int resends, String meaning, String advice) {
        return row(path, code, RETRY, Duration.ofSeconds(1), resends, meaning, advice);
    }

    static ErrorRow waits(Path path, int code, Duration atLeast, int resends, String meaning, String advice) {
        return row(path, code, WAIT, atLeast, resends, meaning, advice);
    }

    static ErrorRow permanent(Path path, int code, String meaning, String advice) {
        return row(path, code, PERMANENT, Duration.ZERO, 0, meaning, advice);
    }

    static ErrorRow optOut(Path path, int code, String meaning, String advice) {
        return row(path, code, OPT_OUT, Duration.ZERO, 0, meaning, advice);
    }

    static ErrorRow template(Path path, int code, String meaning, String advice) {
        return row(path, code, NEEDS_TEMPLATE, Duration.ZERO, 0, meaning, advice);
    }

    static ErrorRow configuration(Path path, int code, String meaning, String advice) {
        return row(path, code, TENANT_CONFIGURATION, Duration.ZERO, 0, meaning, advice);
    }

    static ErrorRow ambiguous(Path path, int code, String meaning, String advice) {
        return row(path, code, ErrorClass.AMBIGUOUS, Duration.ZERO, 0, meaning, advice);
    }

    private static ErrorRow row(
            Path path, int code, ErrorClass reaction, Duration delay, int resends, String meaning, String advice) {
        return new ErrorRow(path, new ProviderError(code, reaction, delay, meaning, advice), resends);
    }
}
