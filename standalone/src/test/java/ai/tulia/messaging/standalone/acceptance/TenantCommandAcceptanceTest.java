package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.tulia.messaging.standalone.TenantCommand;
import ai.tulia.messaging.standalone.embedded.StartupRefused;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code ./tulia tenant create}, against the suite's API. */
class TenantCommandAcceptanceTest extends AcceptanceTest {
    private static final Pattern KEY = Pattern.compile("API key +(\\S+) \\(keep it");

    private final String name = "Blumen " + UUID.randomUUID();

    @Test
    void aNewTenantSendsWithTheKeyAndARepeatSaysWhatIsThere() {
        String first = create(name);
        String second = create(name);

        String key = first(KEY, first);
        String id = first(Pattern.compile("Tenant +(\\S+)"), first);
        var message = Map.of("to", "+4915112345699", "message_type", "transactional", "content", "Hello");
        stack().http().call("POST", "/v1/messages/send", key, message).expect(201);
        assertThat(stack().simulator().requests())
                .filteredOn(request -> ("AC" + id.replace("-", "")).equals(request.accountSid()))
                .hasSize(1);
        assertThat(second)
                .contains(id + " (is there already)", "starter (is there already)", "Another key")
                .doesNotContain(key);
    }

    @Test
    void whatIsHalfMadeIsCompleted() {
        var half = Map.of(
                "name",
                name,
                "tier",
                "starter",
                "time_zone",
                "Europe/Berlin",
                "senders",
                List.of(Map.of("address", "whatsapp:+14155238886")));
        String id = stack().http()
                .call("POST", "/v1/tenants", AcceptanceStack.OPERATOR_KEY, half)
                .expect(201)
                .text("id");

        String said = create(name);

        assertThat(said).contains(id + " (is there already)", "simulated");
        assertThat(first(KEY, said)).isNotBlank();
    }

    @Test
    void whatCannotBeIsSaidInASentence() {
        String nowhere = "http://127.0.0.1:" + AcceptanceStack.freePort();

        refused("Nothing answers at " + nowhere, environment(nowhere, "any-key"), name);
        refused("was answered 401 ", environment(api(), "wrong-operator-key-wrong"), name);
        refused("PUT /v1/tiers/{name}", environment(api(), AcceptanceStack.OPERATOR_KEY), name, "--tier", "none");
        refused("TWILIO_AUTH_TOKEN", Map.of(), name, "--account-sid", "AC1");
        refused("usage: ./tulia tenant create", Map.of(), name, "--tier");
        refused("but not TULIA_OPERATOR_KEY", Map.of("TULIA_API", nowhere), name);
        refused("Start it with ./tulia up", Map.of("TULIA_HOME", "target/no-home"), name);
    }

    private static void refused(String sentence, Map<String, String> environment, String... words) {
        var out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        assertThatThrownBy(() -> TenantCommand.create(List.of(words), environment, out))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining(sentence);
    }

    private static String create(String... words) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        TenantCommand.create(List.of(words), environment(api(), AcceptanceStack.OPERATOR_KEY), out);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String api() {
        return "http://127.0.0.1:" + stack().http().port();
    }

    private static Map<String, String> environment(String api, String operatorKey) {
        return Map.of("TULIA_API", api, "TULIA_OPERATOR_KEY", operatorKey);
    }

    private static String first(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group(1);
    }
}
