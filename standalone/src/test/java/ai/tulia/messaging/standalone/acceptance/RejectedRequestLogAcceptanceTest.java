package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.store.testing.MalformedRequests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Malformed HTTP leaves no key and no phone number in a log: not the API's, the worker's or the simulator's. */
@ExtendWith(OutputCaptureExtension.class)
class RejectedRequestLogAcceptanceTest {
    private final AcceptanceStack stack = AcceptanceStack.running();

    @Test
    void nothingOfAMalformedRequestIsLogged(CapturedOutput output) throws IOException {
        assertThat(MalformedRequests.send(stack.http().port(), "/v1/customers")).containsOnly(400);
        for (int management : new int[] {stack.apiManagementPort(), stack.workerPort()}) {
            assertThat(MalformedRequests.send(management, "/actuator/health")).containsOnly(400);
        }
        // The simulator is lenient, as long as it is silent.
        MalformedRequests.send(stack.simulator().address().getPort(), "/2010-04-01/Accounts");
        assertThat(output.getAll()).doesNotContain(MalformedRequests.MARK);
        assertNoLogFileContainsIt();
    }

    private static void assertNoLogFileContainsIt() throws IOException {
        Path logs = Path.of(System.getProperty("tulia.log")).toAbsolutePath().getParent();
        try (var files = Files.list(logs)) {
            var found = files.filter(file -> file.toString().endsWith(".log")).toList();
            assertThat(found).isNotEmpty();
            for (Path log : found) {
                assertThat(Files.readString(log)).as(log.toString()).doesNotContain(MalformedRequests.MARK);
            }
        }
    }
}
