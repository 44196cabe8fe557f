package ai.tulia.messaging.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.store.testing.MalformedRequests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Malformed HTTP is answered 400, and its keys and phone numbers reach no log. */
@ExtendWith(OutputCaptureExtension.class)
class RejectedRequestLogTest extends ApiTest {
    @Test
    void nothingOfAMalformedRequestIsLogged(CapturedOutput output) {
        assertThat(MalformedRequests.send(api().port(), "/v1/customers")).containsOnly(400);
        assertThat(MalformedRequests.send(api().managementPort(), "/actuator/health"))
                .containsOnly(400);
        assertThat(output.getAll()).doesNotContain(MalformedRequests.MARK);
    }
}
