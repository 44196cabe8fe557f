package ai.tulia.messaging.api.headers;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a request prefers of how it is answered (RFC 7240). What is not known here is passed over, as that asks for. */
public final class Preferences {
    public static final String HEADER = "Prefer";
    /** Names, in the answer, what of it was done. */
    public static final String APPLIED = "Preference-Applied";

    public static final String RESPOND_ASYNC = "respond-async";

    private Preferences() {}

    /** @param prefer the header, several of it joined by commas; null = there is none */
    public static boolean respondAsync(@Nullable String prefer) {
        return prefer != null
                && Arrays.stream(prefer.split(",", -1))
                        .map(preference -> preference.split(";", 2)[0].strip())
                        .anyMatch(RESPOND_ASYNC::equalsIgnoreCase);
    }
}
