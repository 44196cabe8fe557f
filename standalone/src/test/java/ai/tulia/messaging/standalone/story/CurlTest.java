package ai.tulia.messaging.standalone.story;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.standalone.rest.Call;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurlTest {
    private static final URI ADDRESS = URI.create("http://127.0.0.1:8080/v1/messages?to=%2B1&limit=1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "",
                "two words",
                "it's 20 % off",
                "$HOME `id` \"x\" \\ !",
                "line\nbreak",
                "{{name|là}}",
                "@file",
                "'"
            })
    void aShellReadsTheWordAsItWas(String word) throws IOException {
        assertThat(shell("printf %s " + Curl.quoted(word))).isEqualTo(word);
    }

    @Test
    void aPastedCallHandsCurlTheSameWords() throws IOException {
        String body = "{\"content\": \"Hi Ana, it's 20 % off\"}";

        String words = shell("curl() { printf '[%s]' \"$@\"; }; " + Curl.of(Call.json("POST", ADDRESS, "key_1", body)));

        assertThat(words)
                .isEqualTo("[-sS][" + ADDRESS + "][-H][Authorization: Bearer key_1][-H][Content-Type: application/json]"
                        + "[--data-raw][" + body + "]");
    }

    @Test
    void aCallWithoutABodyNamesItsMethod() {
        assertThat(Curl.of(Call.bare("POST", ADDRESS, null))).startsWith("curl -sS -X POST 'http://127.0.0.1:8080/");
        assertThat(Curl.of(Call.bare("GET", ADDRESS, null))).startsWith("curl -sS 'http://127.0.0.1:8080/");
    }

    @Test
    void aFileIsSentByItsName() {
        assertThat(Curl.of(Call.csv(ADDRESS, "key_1", Path.of("/home/a b/customers.csv"))))
                .contains("-H 'Content-Type: text/csv'")
                .endsWith("--data-binary '@/home/a b/customers.csv'");
    }

    private static String shell(String script) throws IOException {
        Process shell =
                new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
