package ai.tulia.messaging.api.customer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.ApiTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SampleFileTest extends ApiTest {
    @Test
    void theSampleFileOfTheDemoIsTakenWhole() throws IOException {
        var imports = new Imports(api(), tenant());
        String file = Files.readString(Path.of("../standalone/src/main/resources/demo/customers.csv"));
        assertThat(Imports.counts(imports.send(Imports.ROUTE + "?on_error=reject", file)))
                .containsExactly(12, 12, 0, 0, 0);
        assertThat(imports.customers().stream()
                        .map(customer -> customer.path("time_zone").asString()))
                .doesNotHaveDuplicates();
    }
}
