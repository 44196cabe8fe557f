package ai.tulia.messaging.api.problem;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * What each code of a problem means: those of {@code problems.json}, and for what only the container says, the names of
 * HTTP's own statuses.
 */
public final class ProblemTypes {
    private static final Map<String, ProblemTypeResponse> ALL = all();

    private ProblemTypes() {}

    /** Those that this API gives itself, by status. */
    public static List<ProblemTypeResponse> known() {
        return List.copyOf(ALL.values());
    }

    /** Nothing when no problem has this code. */
    public static Optional<ProblemTypeResponse> find(String code) {
        return Optional.ofNullable(ALL.get(code)).or(() -> ofHttp(code));
    }

    private static Optional<ProblemTypeResponse> ofHttp(String code) {
        return Arrays.stream(HttpStatus.values())
                .filter(status -> status.isError() && codeOf(status).equals(code))
                .findFirst()
                .map(status -> new ProblemTypeResponse(
                        code,
                        status.value(),
                        "The request was refused before it came to a route: " + status.getReasonPhrase() + ".",
                        "Correct the request as HTTP wants it."));
    }

    static String codeOf(HttpStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, ProblemTypeResponse> all() {
        try (InputStream file = Objects.requireNonNull(ProblemTypes.class.getResourceAsStream("/problems.json"))) {
            var types = new LinkedHashMap<String, ProblemTypeResponse>();
            for (var type : JsonMapper.shared().readValue(file, ProblemTypeResponse[].class)) {
                types.put(type.code(), type);
            }
            return types;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
