package ai.tulia.messaging.api.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.store.testing.TestLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Without a key for secrets there is no process. */
@ExtendWith(OutputCaptureExtension.class)
class MissingSecretsKeyTest extends MessageTest {
    @Test
    void noProcessStartsAndItSaysWhyInOneSentence(CapturedOutput output) {
        var properties = properties(TestLedger.fresh(), redis(), freePort());
        properties.removeIf(property -> property.startsWith("tulia.secrets-key="));

        assertThatThrownBy(() -> TestApi.start(properties))
                .rootCause()
                .hasMessageStartingWith("TULIA_SECRETS_KEY is missing");
        assertThat(output.getAll().lines())
                .anyMatch(line -> line.contains("APPLICATION FAILED TO START")
                        && line.contains("TULIA_SECRETS_KEY is missing: set it to 32 random bytes in base64")
                        && !line.contains("Error creating bean"));
    }
}
