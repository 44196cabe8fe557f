package ai.tulia.messaging.api.customer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no file of customers is refused whole, before a row of it is stored. */
class ImportFileTest extends ApiTest {
    private Imports imports;

    @BeforeEach
    void aTenant() {
        imports = new Imports(api(), tenant());
    }

    @Test
    void anUnknownColumnIsNamedWithTheKnownOnes() {
        Answer answer = imports.skip("phone_number,phone,consent_marketing", "+14155550101,1,2");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").findValuesAsString("field"))
                .containsExactly("phone", "consent_marketing");
        assertThat(answer.json().path("errors").path(0).path("hint").asString())
                .contains("phone_number, name, time_zone, tags", "consent_promotional", "attr.<name>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name\nAnn",
                "phone_number,phone_number\n+14155550101,+14155550101",
                "phone_number,attr.a,attr.a:number\n+14155550101,1,1",
                "phone_number,attr.a:money\n+14155550101,1",
                "phone_number,attr.1st\n+14155550101,x",
                "+14155550101,Ann",
                "phone_number,\n+14155550101,x"
            })
    void aHeaderThatIsNoneIsRefused(String file) {
        assertThat(imports.send(Imports.ROUTE, file).status()).isEqualTo(400);
        assertThat(imports.customers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\n", "\uFEFF"})
    void anEmptyFileIsRefused(String file) {
        Answer answer = imports.send(Imports.ROUTE, file);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("detail")).contains("empty");
    }

    @Test
    void aHeaderAloneIsAFileOfNobody() {
        assertThat(Imports.counts(imports.skip("phone_number"))).containsExactly(0, 0, 0, 0, 0);
    }

    @Test
    void aNulIsRefusedWithItsLine() {
        Answer answer = imports.skip("phone_number,name", "+14155550101,Ann", "+14155550102,B\0b");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("detail")).contains("line 3");
        assertThat(imports.customers()).isEmpty();
    }

    @Test
    void aFileThatIsMostlyUtf8IsNoLatin1ButBroken() {
        byte[] broken = "phone_number,name\n+14155550101,Jörg\n+14155550102,René\n+14155550103,J?rg\n"
                .getBytes(StandardCharsets.UTF_8);
        broken[broken.length - 4] = (byte) 0xf6;
        Answer answer = imports.bytes("text/csv", broken);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("detail")).contains("UTF-8");
        assertThat(imports.customers()).isEmpty();
    }

    @Test
    void whatIsCalledUtf8MustBeUtf8() {
        byte[] latin = "phone_number,name\n+14155550101,Jörg\n".getBytes(StandardCharsets.ISO_8859_1);
        Answer answer = imports.bytes("text/csv; charset=utf-8", latin);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("detail")).contains("UTF-8");
        assertThat(imports.customers()).isEmpty();
    }

    @Test
    void anEndlessCellOrAnOpenQuoteIsRefusedBeforeAnythingIsStored() {
        for (String last : new String[] {"x".repeat(100_000), "\"never closed", "\"closed\" and more"}) {
            Answer answer = imports.skip("phone_number,name", "+14155550101,Ann", "+14155550102," + last);
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.text("detail")).contains("CSV");
            assertThat(imports.customers()).isEmpty();
        }
    }

    @Test
    void aFileOver32MbIsRefused() {
        Answer answer = imports.send(Imports.ROUTE, "phone_number\n" + "+14155550101\n".repeat(2_600_000));
        assertThat(answer.status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "text/csv; charset=utf-16"})
    void anotherContentTypeIs415(String type) {
        Answer answer =
                api().post(imports.tenant().key(), Imports.ROUTE, "phone_number\n+14155550101\n", "Content-Type", type);
        assertThat(answer.status()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--x--\r\n",
                "--x\r\nContent-Disposition: form-data; name=\"list\"\r\n\r\nphone_number\r\n--x--\r\n",
                "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nphone_number\r\n",
                "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nphone_number\r\n--x\r\nmore",
                "--y\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nphone_number\r\n--y--\r\n"
            })
    void aFormWithoutItsOneFileIsRefused(String form) {
        Answer answer = imports.bytes("multipart/form-data; boundary=x", form.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/hint").asString()).contains("named file");
    }

    @Test
    void anUnknownWayToTreatErrorsIsRefused() {
        assertThat(imports.send(Imports.ROUTE + "?on_error=ignore", "phone_number\n")
                        .status())
                .isEqualTo(400);
    }
}
