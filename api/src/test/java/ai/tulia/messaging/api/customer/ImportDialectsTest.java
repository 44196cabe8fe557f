package ai.tulia.messaging.api.customer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** CSV files as people and spreadsheets have them. */
class ImportDialectsTest extends ApiTest {
    private static final String JOERG = "+493023125001";

    private Imports imports;

    @BeforeEach
    void aTenant() {
        imports = new Imports(api(), tenant());
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void columnsArePartedByCommasSemicolonsOrTabs(String separator) {
        Answer answer = imports.skip(
                String.join(separator, "phone_number", "name", "tags"),
                String.join(separator, JOERG, "\"Meier, Jörg; Dr. med.\"", "\"vip;new\""),
                String.join(separator, "+14155550102", "Bob", ""));
        assertThat(Imports.counts(answer)).containsExactly(2, 2, 0, 0, 0);
        assertThat(name(JOERG)).isEqualTo("Meier, Jörg; Dr. med.");
        assertThat(imports.customer(JOERG).path("tags").toString()).isEqualTo("[\"vip\",\"new\"]");
    }

    @Test
    void aRowWithTooManyCellsIsToldByWhatToQuote() {
        Answer answer = imports.skip("phone_number;name", "+14155550101;Meier; Ann");
        assertThat(answer.json().at("/errors/0/hint").asString()).contains("a semicolon");
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "ISO-8859-1", "windows-1252"})
    void charactersAreToldApart(String charset) {
        byte[] file = ("phone_number;name\r\n" + JOERG + ";Jörg Müller-Straße\r\n").getBytes(Charset.forName(charset));
        assertThat(imports.bytes("text/csv", file).status()).isEqualTo(200);
        assertThat(name(JOERG)).isEqualTo("Jörg Müller-Straße");
    }

    @Test
    void aFileWithAByteOrderMarkIsUtf8() {
        byte[] file = ("\uFEFFphone_number;name\n" + JOERG + ";Łukasz\n").getBytes(StandardCharsets.UTF_8);
        assertThat(imports.bytes("text/csv", file).status()).isEqualTo(200);
        assertThat(name(JOERG)).isEqualTo("Łukasz");
    }

    @Test
    void windows1252HasMoreThanLatin1() {
        byte[] file = ("phone_number,name\n" + JOERG + ",Zoë’s „Café“ €\n").getBytes(Charset.forName("windows-1252"));
        assertThat(imports.bytes("text/csv; charset=iso-8859-1", file).status()).isEqualTo(200);
        assertThat(name(JOERG)).isEqualTo("Zoë’s „Café“ €");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+49 30 2312-5001",
                "+49 (30) 2312.5001",
                "+49 (0) 30 / 23125001",
                "+49\u00a030\u201323125001",
                "\u202a+493023125001\u202c"
            })
    void whatStandsBetweenTheDigitsOfANumberIsPassedOver(String number) {
        assertThat(Imports.counts(imports.skip("phone_number", number))).containsExactly(1, 1, 0, 0, 0);
        assertThat(imports.customer(JOERG).path("name").isNull()).isTrue();
    }

    @Test
    void theSameNumberInAnotherFormIsARepeatedOne() {
        Answer answer = imports.skip("phone_number", JOERG, "+49 30 23125001");
        assertThat(answer.json().at("/errors/0/problem").asString()).contains("row 2");
    }

    @Test
    void columnsHaveTypes() {
        imports.skip(
                "phone_number,attr.visits:number,attr.vip:boolean,attr.since:date,attr.zip",
                "+14155550101,3,TRUE,2026-01-31,00120",
                "+14155550102,-1.50,no,2026-01-31T11:00:00+01:00,7");
        assertThat(attributes("+14155550101"))
                .isEqualTo("{\"since\":\"2026-01-31\",\"vip\":true,\"visits\":3,\"zip\":\"00120\"}");
        assertThat(attributes("+14155550102").replace("1.50", "1.5"))
                .isEqualTo("{\"since\":\"2026-01-31T10:00:00.000Z\",\"vip\":false,\"visits\":-1.5,\"zip\":\"7\"}");
    }

    @ParameterizedTest
    @CsvSource({"number,'\"1,234\"'", "number,x", "number,", "boolean,maybe", "date,31.01.2026", "date,2026-02-30"})
    void aCellThatIsNotOfItsColumnsTypeIsABadRowUnlessItIsEmpty(String type, String cell) {
        Answer answer = imports.skip("phone_number,attr.x:" + type, "+14155550101," + (cell == null ? "" : cell));
        assertThat(answer.json().path("skipped").asInt()).as(answer.body()).isEqualTo(cell == null ? 0 : 1);
        if (cell != null) {
            assertThat(answer.json().at("/errors/0/column").asString()).isEqualTo("attr.x:" + type);
            assertThat(answer.json().at("/errors/0/hint").asString()).isNotBlank();
        }
    }

    @Test
    void whereSemicolonsPartColumnsACommaIsADecimalPoint() {
        imports.skip("phone_number;attr.sum:number", JOERG + ";12,5");
        assertThat(attributes(JOERG)).isEqualTo("{\"sum\":12.5}");
    }

    @Test
    void aNumberComparedWithWhatIsTextEverywhereIsRefusedUntilItIsImportedAsANumber() {
        imports.skip("phone_number,attr.visits,attr.city", "+14155550101,3,Ulm");
        for (String condition : new String[] {
            "{\"field\": \"attr.visits\", \"op\": \">\", \"value\": 2}",
            "{\"field\": \"attr.visits\", \"op\": \"=\", \"value\": 3}",
            "{\"field\": \"attr.visits\", \"op\": \"!=\", \"value\": 3}",
            "{\"field\": \"attr.visits\", \"op\": \"in\", \"value\": [3, 4]}"
        }) {
            Answer refused = preview(condition);
            assertThat(refused.status()).as(refused.body()).isEqualTo(422);
            assertThat(refused.code()).isEqualTo("attribute_is_text");
            assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("criteria.value");
            assertThat(refused.json().at("/errors/0/hint").asString()).contains("attr.visits:number");
        }
        assertThat(count("{\"field\": \"attr.visits\", \"op\": \"in\", \"value\": [3, \"3\"]}"))
                .isEqualTo(1);
        imports.skip("phone_number,attr.visits:number", "+14155550102,3");
        assertThat(count("{\"field\": \"attr.visits\", \"op\": \">\", \"value\": 2}"))
                .isEqualTo(1);
    }

    @Test
    void aFormsFileIsTakenAsTheBodyIs() {
        String form = "--x-1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n"
                + "Content-Type: application/vnd.ms-excel\r\n\r\n"
                + "phone_number,name\r\n" + JOERG + ",\"Jörg\r\n--x\r\n\"\r\n\r\n--x-1--\r\n";
        Answer answer = imports.bytes("multipart/form-data; boundary=\"x-1\"", form.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        // A name is one line.
        assertThat(Imports.counts(answer)).containsExactly(1, 0, 0, 0, 1);
        byte[] latin = form.replace("\r\n--x\r\n", "").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Imports.counts(imports.bytes("multipart/form-data; boundary=x-1", latin)))
                .containsExactly(1, 1, 0, 0, 0);
        assertThat(name(JOERG)).isEqualTo("Jörg");
    }

    @Test
    void rowsThatFailedComeBackAsAFileWithTheReasonLast() {
        String file = "phone_number,name,reason\n+14155550101,Ann,\n0151,\"Bob, Jr.\",old\n+14155550101,Cem\n";
        Answer failed = csv(file, "failed-1");
        assertThat(failed.status()).as(failed.body()).isEqualTo(200);
        assertThat(failed.header("Content-Type")).isEqualToIgnoringCase("text/csv;charset=UTF-8");
        var rows = failed.body().lines().toList();
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)).isEqualTo("phone_number,name,reason");
        assertThat(rows.get(1)).startsWith("0151,\"Bob, Jr.\",").contains("phone_number ");
        assertThat(rows.get(2)).startsWith("+14155550101,Cem,").contains("has 2 cells");
        assertThat(imports.customers()).hasSize(1);

        Answer replayed = csv(file, "failed-1");
        assertThat(replayed.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(Imports.counts(replayed)).containsExactly(3, 1, 0, 0, 2);
        assertThat(csv("phone_number\n+14155550102\n", "failed-2").body().strip())
                .isEqualTo("phone_number,reason");
    }

    private Answer csv(String file, String key) {
        return api().post(
                        imports.tenant().key(),
                        Imports.ROUTE,
                        file,
                        "Content-Type",
                        "text/csv",
                        "Accept",
                        "text/csv",
                        "Idempotency-Key",
                        key);
    }

    private Answer preview(String criteria) {
        return api().post(imports.tenant().key(), "/v1/audiences/preview", "{\"criteria\": " + criteria + "}");
    }

    private int count(String criteria) {
        Answer answer = preview(criteria);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("recipients").asInt();
    }

    private String name(String number) {
        return imports.customer(number).path("name").asString();
    }

    private String attributes(String number) {
        JsonNode attributes = imports.customer(number).path("attributes");
        return attributes.toString();
    }
}
