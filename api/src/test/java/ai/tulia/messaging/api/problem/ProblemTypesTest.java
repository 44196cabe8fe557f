package ai.tulia.messaging.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.domain.dispatch.StopReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The type of each problem leads to what it means; {@link Answer} holds every problem of all tests to it. */
class ProblemTypesTest extends ApiTest {
    private static final Path SOURCES = Path.of("src", "main", "java");
    /** Where a code is given: after a status, or first of what is impossible. */
    private static final Pattern CODE = Pattern.compile(
            "(?:HttpStatus\\.\\w+|\\bstatus|\\bimpossible\\(|\\bforbidden\\(),?\\s*\"([a-z]+(?:_[a-z]+)*)\"");

    private static final Pattern POSSIBLE = Pattern.compile("\\bpossible\\([^;\"]*?\"([a-z_]+)\"");

    static List<String> codes() {
        return ProblemTypes.known().stream().map(ProblemTypeResponse::code).toList();
    }

    @ParameterizedTest
    @MethodSource("codes")
    void eachSaysWhatItMeansWithoutAKey(String code) {
        ProblemTypeResponse known = ProblemTypes.find(code).orElseThrow();
        Answer json = api().get(null, "/problems/" + code);
        assertThat(json.status()).as(json.body()).isEqualTo(200);
        assertThat(json.text("code")).isEqualTo(code);
        assertThat(json.json().path("status").asInt()).isEqualTo(known.status());
        assertThat(json.text("meaning")).isNotBlank();
        assertThat(json.text("remedy")).isNotBlank();
        Answer page = api().send("GET", null, "/problems/" + code, null, "Accept", "text/html,*/*;q=0.8");
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.body()).contains("<h1>" + code + "</h1>", String.valueOf(known.status()));
    }

    @Test
    void everyCodeOfTheSourcesIsKnownAndNoOtherIs() throws IOException {
        Set<String> given = new TreeSet<>(
                Arrays.stream(StopReason.values()).map(StopReason::code).toList());
        try (var files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                CODE.matcher(source).results().forEach(code -> given.add(code.group(1)));
                POSSIBLE.matcher(source).results().forEach(code -> given.add(code.group(1)));
            }
        }
        assertThat(given).hasSizeGreaterThan(50);
        assertThat(codes()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(given);
    }

    @ParameterizedTest
    @ValueSource(strings = {"uri_too_long", "not_implemented", "request_header_fields_too_large"})
    void whatTheContainerSaysIsExplainedByItsStatus(String code) {
        assertThat(api().get(null, "/problems/" + code).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "ok", "NOT_FOUND", "%3Cb%3E"})
    void anotherIs404(String code) {
        Answer answer = api().get(null, "/problems/" + code);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("not_found");
    }

    @Test
    void theTypeOfAProblemLeadsThere() {
        Answer problem = api().get(null, "/v1/messages");
        assertThat(api().get(null, problem.text("type")).text("code")).isEqualTo("unauthorized");
    }
}
