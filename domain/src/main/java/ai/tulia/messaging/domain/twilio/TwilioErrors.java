package ai.tulia.messaging.domain.twilio;

import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.delivery.ErrorClass;
import ai.tulia.messaging.domain.delivery.ProviderError;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Twilio's error codes as data, with default rules for what the table does not know. Twilio asks not to rely on codes
 * alone, because it keeps splitting them into finer ones: the defaults decide by HTTP status and range of the code.
 *
 * <p>Source: Twilio's error dictionary (twilio.com/docs/api/errors), its pages for 20429, 20500, 30003, 63016, 63018,
 * 63024 and 63049 as of 2026, the others as of May 2023.
 */
public final class TwilioErrors {
    /** As Twilio says it, and as Meta does. */
    private static final Set<Integer> MARKETING_WITHHELD = Set.of(63049, 131049);

    private static final int MARKETING_STOPPED = 131050;

    private static final int NOT_ON_WHATSAPP = 63024;
    private static final String UNITED_STATES = "US";

    private static final SequencedMap<Integer, ErrorRow> TABLE = new LinkedHashMap<>();

    static {
        Stream.of(
                        RequestErrors.ACCOUNT,
                        RequestErrors.SENDER,
                        RequestErrors.RECIPIENT,
                        RequestErrors.CONTENT,
                        CarrierErrors.ROWS,
                        WhatsAppErrors.SENDER,
                        WhatsAppErrors.RATE_LIMIT,
                        WhatsAppErrors.RECIPIENT,
                        WhatsAppErrors.CONTENT,
                        WhatsAppErrors.MARKETING_WITHHELD_FOR_GOOD)
                .flatMap(List::stream)
                .forEach(TwilioErrors::enter);
    }

    private TwilioErrors() {}

    /**
     * The reaction to an error answered on the POST itself. A 5xx is ambiguous whatever its code says, and so is an
     * answer without a code, unless its status alone proves that nothing was sent.
     *
     * @param httpStatus the real HTTP status; 0 when unknown
     */
    public static ProviderError onPost(int httpStatus, @Nullable Integer code) {
        ErrorRow row = code == null ? null : TABLE.get(code);
        if (httpStatus >= 500 && (row == null || row.error().reaction() != ErrorClass.AMBIGUOUS)) {
            return DefaultErrors.AMBIGUOUS;
        }
        return row == null ? DefaultErrors.onPost(httpStatus, code) : row.error();
    }

    /**
     * The reaction to an error reported later by a status callback, for a recipient of unknown country. Never
     * {@link ErrorClass#AMBIGUOUS}: the status that came with it is final.
     */
    public static ProviderError onCallback(int code) {
        return onCallback(code, null);
    }

    /**
     * The reaction to an error reported later by a status callback.
     *
     * @param country ISO 3166-1 alpha-2 of the recipient's number; null when unknown: the strictest rule applies
     */
    public static ProviderError onCallback(int code, @Nullable String country) {
        if (MARKETING_WITHHELD.contains(code) && country != null && !country.equals(UNITED_STATES)) {
            return WhatsAppErrors.MARKETING_WITHHELD.error();
        }
        ErrorRow row = TABLE.get(code);
        if (row == null) {
            return DefaultErrors.onCallback(code);
        }
        return row.error().reaction() == ErrorClass.AMBIGUOUS ? settled(row.error()) : row.error();
    }

    /**
     * How many new attempts a code is worth after it was reported for the first; 0 for what is final,
     * {@link Integer#MAX_VALUE} when only the message's validity ends them.
     */
    public static int resends(ProviderError error) {
        return switch (error.reaction()) {
            case RETRY, WAIT -> {
                ErrorRow row = TABLE.get(error.code());
                yield row == null || row.resends() == 0 ? ErrorRow.AS_LONG_AS_VALID : row.resends();
            }
            case PERMANENT, OPT_OUT, NEEDS_TEMPLATE, TENANT_CONFIGURATION, AMBIGUOUS -> 0;
        };
    }

    /** Whether an error says that the recipient cannot be reached on WhatsApp at all. */
    public static boolean isUnreachable(ProviderError error) {
        return error.code() == NOT_ON_WHATSAPP;
    }

    /** Which consent an error withdraws whose reaction is {@link ErrorClass#OPT_OUT}. */
    public static ConsentType withdraws(ProviderError error) {
        return error.code() == MARKETING_STOPPED ? ConsentType.PROMOTIONAL : ConsentType.ALL;
    }

    /** What is known of each code, in the order of codes. */
    public static List<ProviderError> all() {
        return TABLE.values().stream()
                .map(ErrorRow::error)
                .sorted(Comparator.comparingInt(ProviderError::code))
                .toList();
    }

    static Collection<ErrorRow> rows() {
        return Collections.unmodifiableCollection(TABLE.values());
    }

    private static ProviderError settled(ProviderError error) {
        return new ProviderError(
                error.code(),
                ErrorClass.PERMANENT,
                Duration.ZERO,
                "Twilio failed to send the message.",
                "Send it again as a new message if it is still wanted.");
    }

    private static void enter(ErrorRow row) {
        if (TABLE.put(row.error().code(), row) != null) {
            throw new IllegalStateException("two rows for code " + row.error().code());
        }
    }
}
