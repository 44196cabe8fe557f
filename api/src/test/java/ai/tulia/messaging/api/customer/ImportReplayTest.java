package ai.tulia.messaging.api.customer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.ApiTest;
import org.junit.jupiter.api.Test;

class ImportReplayTest extends ApiTest {
    @Test
    void theSameKeyAnswersTheSameWithoutImportingAgain() {
        var imports = new Imports(api(), tenant());
        String file = "phone_number,name\n+14155550101,Ann\n";
        String[] headers = {"Content-Type", "text/csv", "Idempotency-Key", "import-1"};
        var first = api().post(imports.tenant().key(), Imports.ROUTE, file, headers);
        var second = api().post(imports.tenant().key(), Imports.ROUTE, file, headers);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(Imports.counts(second)).containsExactly(1, 1, 0, 0, 0);
        assertThat(api().post(imports.tenant().key(), Imports.ROUTE, file + "+14155550102,Bob\n", headers)
                        .status())
                .isEqualTo(422);
    }
}
