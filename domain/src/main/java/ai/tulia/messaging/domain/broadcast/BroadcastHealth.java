package ai.tulia.messaging.domain.broadcast;

import ai.tulia.messaging.domain.delivery.ErrorClass;
import ai.tulia.messaging.domain.delivery.ProviderError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * When a broadcast stops itself: its sends fail for the tenant's own fault, such as a wrong token, a blocked sender or a
 * paused template, and going on would only burn the audience. Judged by what was tried since it last began to run: what
 * failed before a fault was fixed says nothing about the time after it.
 */
public final class BroadcastHealth {
    /** So many of its last outcomes are judged, whatever the size of its groups. */
    public static final int WINDOW = 50;
    /** The messages that go out, a few at a time on one lane, before the broadcast runs at full width. */
    public static final int PROBE = WINDOW;
    /** So many of the last {@link #WINDOW} that failed the same way stop it. */
    public static final int SAME_FAILURES = 20;
    /** An outcome that is not the tenant's own fault. */
    public static final String NO_FAULT = "";

    private BroadcastHealth() {}

    /**
     * What a failed message counts as.
     *
     * @param code the failure's in the ledger
     * @param error what the provider's error means
     */
    public static String fault(String code, ProviderError error) {
        boolean tenants =
                error.reaction() == ErrorClass.TENANT_CONFIGURATION || error.reaction() == ErrorClass.NEEDS_TEMPLATE;
        return tenants ? code : NO_FAULT;
    }

    /**
     * @param outcomes the last {@link #WINDOW}, or as many as there are: the failure code where that is the tenant's own
     *     fault, else {@link #NO_FAULT}
     * @return the code that stops it
     */
    public static Optional<String> stoppedBy(List<String> outcomes) {
        return outcomes.stream()
                .filter(outcome -> !outcome.equals(NO_FAULT))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .filter(fault -> fault.getValue() >= SAME_FAILURES)
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
    }
}
