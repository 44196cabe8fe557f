package ai.tulia.messaging.twiliosimulator;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One fault rule; unset conditions match everything.
 *
 * @param to the recipient, with or without its channel prefix; {@code from} likewise
 * @param share the part of the matching POSTs it meets, 0 to 1; unset: all
 * @param times how many POSTs it meets before it is gone; unset: no end
 * @param code Twilio's error code, where the mode answers or ends with one
 * @param httpStatus the answer's status, where the mode answers with an error
 */
public record FaultRule(
        FaultMode mode,
        @Nullable String account,
        @Nullable String to,
        @Nullable String from,
        @Nullable Double share,
        @Nullable Integer times,
        @Nullable Integer code,
        @Nullable Integer httpStatus,
        @Nullable Integer retryAfterSeconds,
        @Nullable Integer delayMs) {

    /** @throws IllegalArgumentException naming the field that is wrong */
    @SuppressWarnings("ConstantValue") // JSON can leave the mode out
    public FaultRule {
        if (mode == null) {
            throw new IllegalArgumentException("mode is missing; one of "
                    + Arrays.stream(FaultMode.values()).map(FaultMode::code).toList());
        }
        if (share != null && !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be between 0 and 1, but is " + share);
        }
        atLeast(1, "times", times);
        atLeast(1, "code", code);
        atLeast(0, "retry_after_seconds", retryAfterSeconds);
        atLeast(0, "delay_ms", delayMs);
        if (httpStatus != null && (httpStatus < 400 || httpStatus > 599)) {
            throw new IllegalArgumentException("http_status must be between 400 and 599, but is " + httpStatus);
        }
    }

    /** A rule that meets every POST. */
    public static FaultRule of(FaultMode mode) {
        return new FaultRule(mode, null, null, null, null, null, null, null, null, null);
    }

    public FaultRule forAccount(String only) {
        return new FaultRule(mode, only, to, from, share, times, code, httpStatus, retryAfterSeconds, delayMs);
    }

    public FaultRule forTo(String only) {
        return new FaultRule(mode, account, only, from, share, times, code, httpStatus, retryAfterSeconds, delayMs);
    }

    public FaultRule forFrom(String only) {
        return new FaultRule(mode, account, to, only, share, times, code, httpStatus, retryAfterSeconds, delayMs);
    }

    public FaultRule withShare(double part) {
        return new FaultRule(mode, account, to, from, part, times, code, httpStatus, retryAfterSeconds, delayMs);
    }

    public FaultRule withTimes(int uses) {
        return new FaultRule(mode, account, to, from, share, uses, code, httpStatus, retryAfterSeconds, delayMs);
    }

    public FaultRule withCode(int twilioCode) {
        return new FaultRule(mode, account, to, from, share, times, twilioCode, httpStatus, retryAfterSeconds, delayMs);
    }

    public FaultRule withHttpStatus(int answer) {
        return new FaultRule(mode, account, to, from, share, times, code, answer, retryAfterSeconds, delayMs);
    }

    public FaultRule withRetryAfterSeconds(int seconds) {
        return new FaultRule(mode, account, to, from, share, times, code, httpStatus, seconds, delayMs);
    }

    public FaultRule withDelayMs(int delay) {
        return new FaultRule(mode, account, to, from, share, times, code, httpStatus, retryAfterSeconds, delay);
    }

    boolean matches(String accountSid, @Nullable String recipient, @Nullable String sender) {
        return (account == null || account.equals(accountSid))
                && (to == null || ChannelAddress.sameParty(to, recipient))
                && (from == null || ChannelAddress.sameParty(from, sender));
    }

    private static void atLeast(int least, String name, @Nullable Integer value) {
        if (value != null && value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + value);
        }
    }
}
