package ai.tulia.messaging.api.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs make of a CSV file is read; what is no list is refused whole, with nothing of it stored. */
class UploadFileTest extends ApiTest {
    private final BroadcastShop shop = new BroadcastShop(api(), tenant(), ledger());
    private final String id = shop.post(
                    "/v1/broadcasts", "{'name': 'x', 'message_type': 'promotional', 'content': 'Hi {{attr.code}}'}")
            .text("id");

    @Test
    void aByteOrderMarkWindowsLineEndsAndBlankLinesAreTolerated() {
        Answer answer =
                upload("", "\uFEFFphone_number,attr.code\r\n+4915112345678,\"A,1\"\r\n\r\n+4915112345679,B\r\n");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("taken").asInt()).isEqualTo(2);
        assertThat(shop.count("broadcast_recipient where attributes ->> 'code' = 'A,1'"))
                .isEqualTo(1);
    }

    @Test
    void aNumberRepeatedInTheFileIsABadRowThatNamesTheFirst() {
        Answer answer = upload("", "phone_number,attr.code\n+4915112345678,A\n+4915112345679,B\n+4915112345678,C\n");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("taken").asInt()).isEqualTo(2);
        assertThat(answer.json().path("skipped").asInt()).isEqualTo(1);
        assertThat(answer.json().at("/errors/0/row").asInt()).isEqualTo(4);
        assertThat(answer.json().at("/errors/0/column").asString()).isEqualTo("phone_number");
        assertThat(answer.json().at("/errors/0/problem").asString()).contains("row 2");
        assertThat(shop.count("broadcast_recipient where attributes ->> 'code' = 'C'"))
                .isZero();
        Answer whole = upload("?on_error=reject", "phone_number\n+4915112345670\n+4915112345670\n");
        assertThat(whole.code()).isEqualTo("import_rejected");
        assertThat(whole.json().at("/bad_rows/0/row").asInt()).isEqualTo(3);
        assertThat(shop.count("broadcast_recipient")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\n", "\r\n", "\uFEFF"})
    void anEmptyFileIsRefused(String file) {
        refused(upload("", file), "invalid_request", "body");
    }

    @ParameterizedTest
    @CsvSource({
        "'attr.code\nA', phone_number",
        "'attr.code,attr.code\nA,A', attr.code",
        "'+4915112345678\n+4915112345679', +4915112345678",
        "'Phone_Number\n+4915112345678', Phone_Number"
    })
    void aHeaderThatIsNoneIsRefusedByItsColumn(String file, String column) {
        refused(upload("", file), "invalid_header", column);
    }

    @Test
    void rowsThatFailedComeBackAsAFileThatCanBeSentAgain() {
        String list = "phone_number;attr.points:number\n+49 151 1234-5678;12,5\n0151;3\n+4915112345679;many\n";
        Answer failed = api().post(
                        shop.tenant().key(),
                        "/v1/broadcasts/" + id + "/recipients",
                        list,
                        "Content-Type",
                        "text/csv",
                        "Accept",
                        "text/csv");
        assertThat(failed.status()).as(failed.body()).isEqualTo(200);
        assertThat(failed.header("Content-Type")).startsWith("text/csv");
        assertThat(failed.body().lines().toList())
                .hasSize(3)
                .startsWith("phone_number;attr.points:number;reason")
                .anySatisfy(row -> assertThat(row).startsWith("0151;3;").contains("phone_number "))
                .anySatisfy(row ->
                        assertThat(row).startsWith("+4915112345679;many;").contains("is no number"));
        assertThat(shop.count("broadcast_recipient where attributes -> 'points' = '12.5'"))
                .isEqualTo(1);

        Answer again = upload("", failed.body().replace("0151;", "+49151;").replace("many", "7"));
        assertThat(again.json().path("taken").asInt()).as(again.body()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "SKIP"})
    void anUnknownWayToTreatErrorsIsRefused(String word) {
        Answer answer = upload("?on_error=" + word, "phone_number\n+4915112345678");
        refused(answer, "invalid_request", "on_error");
        assertThat(answer.json().at("/errors/0/hint").asString()).contains("skip", "reject");
    }

    private void refused(Answer answer, String code, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(answer.json().at("/errors/0/hint").asString()).isNotBlank();
        assertThat(shop.count("customer")).isZero();
        assertThat(shop.count("broadcast_recipient")).isZero();
    }

    private Answer upload(String query, String file) {
        return api().post(
                        shop.tenant().key(),
                        "/v1/broadcasts/" + id + "/recipients" + query,
                        file,
                        "Content-Type",
                        "text/csv");
    }
}
