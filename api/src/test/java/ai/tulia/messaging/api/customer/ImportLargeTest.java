package ai.tulia.messaging.api.customer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImportLargeTest extends ApiTest {
    private static final int ROWS = 20_000;
    private static final List<String> ZONES =
            List.of("Europe/Berlin", "Asia/Kolkata", "America/New_York", "Australia/Lord_Howe");

    @Test
    void twentyThousandRowsAreStoredInBatches() {
        var imports = new Imports(api(), tenant());
        String file = file();
        Answer made = imports.send(Imports.ROUTE, file);
        assertThat(Imports.counts(made)).containsExactly(ROWS, ROWS, 0, 0, 0);
        Answer again = imports.send(Imports.ROUTE + "?on_error=reject", file);
        assertThat(Imports.counts(again)).containsExactly(ROWS, 0, 0, ROWS, 0);
    }

    private static String file() {
        var file = new StringBuilder("phone_number,name,time_zone,tags,consent_promotional,attr.city\n");
        for (int i = 0; i < ROWS; i++) {
            file.append("+4930%07d,Customer %d,%s,wave%d,granted,City %d\n"
                    .formatted(1_000_000 + i, i, ZONES.get(i % 4), i % 7, i % 100));
        }
        return file.toString();
    }
}
