package ai.tulia.messaging.domain.delivery;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a tenant wants of a message of which the provider shows no trace in time. */
public enum UnknownPolicy {
    /** It ends FAILED: nothing is sent twice, whatever the provider may still do. */
    FAIL,
    /** One new attempt: the customer may get it twice. */
    RESEND_ONCE;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<UnknownPolicy> fromCode(String code) {
        return Arrays.stream(values())
                .filter(policy -> policy.code().equals(code))
                .findFirst();
    }
}
