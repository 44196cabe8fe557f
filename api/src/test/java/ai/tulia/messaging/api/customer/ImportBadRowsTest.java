package ai.tulia.messaging.api.customer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bad row is named, never dropped in silence. */
class ImportBadRowsTest extends ApiTest {
    private static final String[] MIXED = {
        "phone_number,name,time_zone,tags,consent_reminder",
        "+14155550101,Ann,Europe/Berlin,,",
        "0151 123,Bob,,,",
        "+14155550103,Cem,Mars/Base,,",
        "+14155550104,Dan,,a b,maybe",
        ",Eve,,,",
        "+14155550106,Fay",
        "+14155550107,Gus,,,granted"
    };

    private Imports imports;

    @BeforeEach
    void aTenant() {
        imports = new Imports(api(), tenant());
    }

    @Test
    void badRowsAreSkippedAndNamedByRowAndColumn() {
        Answer answer = imports.skip(MIXED);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(Imports.counts(answer)).containsExactly(7, 2, 0, 0, 5);
        assertThat(answer.json()
                        .path("errors")
                        .valueStream()
                        .map(e -> e.path("row").asInt() + " " + e.path("column").asString("row")))
                .containsExactly(
                        "3 phone_number", "4 time_zone", "5 tags", "5 consent_reminder", "6 phone_number", "7 row");
        assertThat(answer.json().path("errors").valueStream())
                .allSatisfy(e -> assertThat(e.path("problem").asString()).isNotBlank())
                .allSatisfy(e -> assertThat(e.path("hint").asString()).isNotBlank());
        assertThat(imports.customers()).hasSize(2);
    }

    @Test
    void withRejectOneBadRowMeansThatNothingIsStored() {
        Answer answer = imports.reject(MIXED);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("import_rejected");
        assertThat(answer.json().path("rows").asInt()).isEqualTo(7);
        assertThat(answer.json().path("skipped").asInt()).isEqualTo(5);
        assertThat(answer.json().path("bad_rows").path(1).path("row").asInt()).isEqualTo(4);
        assertThat(answer.json().path("bad_rows").path(1).path("column").asString())
                .isEqualTo("time_zone");
        assertThat(answer.json().path("errors").path(1).path("field").asString())
                .isEqualTo("row 4, time_zone");
        assertThat(imports.customers()).isEmpty();
    }

    @Test
    void withRejectAGoodFileIsStoredWhole() {
        Answer answer = imports.reject("phone_number,name", "+14155550101,Ann", "+14155550102,Bob");
        assertThat(Imports.counts(answer)).containsExactly(2, 2, 0, 0, 0);
        assertThat(imports.customers()).hasSize(2);
    }

    @Test
    void aNumberRepeatedInTheFileIsABadRowThatNamesTheFirst() {
        Answer answer = imports.skip("phone_number,name", "+14155550101,Ann", "+14155550102,Bob", "+14155550101,Anne");
        assertThat(Imports.counts(answer)).containsExactly(3, 2, 0, 0, 1);
        var error = answer.json().path("errors").path(0);
        assertThat(error.path("row").asInt()).isEqualTo(4);
        assertThat(error.path("problem").asString()).contains("row 2");
        assertThat(imports.customer("+14155550101").path("name").asString()).isEqualTo("Ann");
    }

    @Test
    void rowsThatWouldGiveACustomerTooManyAttributesAreBad() {
        imports.skip("phone_number" + columns("a", 50), "+14155550101" + ",x".repeat(50));
        String[] more = {"phone_number" + columns("b", 2), "+14155550101,x,x", "+14155550102,x,x"};
        assertThat(imports.reject(more).status()).isEqualTo(422);
        assertThat(imports.customers()).hasSize(1);
        Answer answer = imports.skip(more);
        assertThat(Imports.counts(answer)).containsExactly(2, 1, 0, 0, 1);
        assertThat(answer.json().path("errors").path(0).path("row").asInt()).isEqualTo(2);
    }

    @Test
    void theFirstThousandErrorsAreListedAndTheRestCounted() {
        var file = new StringBuilder("phone_number\n");
        IntStream.range(0, 1_200).forEach(i -> file.append("nonsense").append(i).append('\n'));
        Answer answer = imports.send(Imports.ROUTE, file.toString());
        assertThat(Imports.counts(answer)).containsExactly(1_200, 0, 0, 0, 1_200);
        assertThat(answer.json().path("errors").size()).isEqualTo(1_000);
        assertThat(answer.json().path("errors_truncated").asBoolean()).isTrue();
    }

    private static String columns(String prefix, int count) {
        var columns = new StringBuilder();
        IntStream.range(0, count)
                .forEach(i -> columns.append(",attr.").append(prefix).append(i));
        return columns.toString();
    }
}
