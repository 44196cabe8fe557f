package ai.tulia.messaging.api.customer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a good file does. */
class ImportTest extends ApiTest {
    private Imports imports;

    @BeforeEach
    void aTenant() {
        imports = new Imports(api(), tenant());
    }

    @Test
    void customersOfSeveralZonesAreMade() {
        Answer answer = imports.skip(
                "phone_number,name,time_zone,tags",
                "+14155550101,Ann,America/Los_Angeles,vip;new",
                "+493023125001,Jörg,Europe/Berlin,",
                "+81312345678,\"Sato, Aki\",Asia/Tokyo,new",
                "+14155550102,,,");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(Imports.counts(answer)).containsExactly(4, 4, 0, 0, 0);
        assertThat(answer.json().path("errors").isEmpty()).isTrue();
        assertThat(answer.json().path("errors_truncated").asBoolean()).isFalse();
        assertThat(imports.customer("+493023125001").path("name").asString()).isEqualTo("Jörg");
        assertThat(imports.customer("+493023125001").path("time_zone").asString())
                .isEqualTo("Europe/Berlin");
        assertThat(imports.customer("+81312345678").path("name").asString()).isEqualTo("Sato, Aki");
        assertThat(imports.customer("+14155550101").path("tags").toString()).isEqualTo("[\"vip\",\"new\"]");
        assertThat(imports.customer("+14155550102").path("time_zone").isNull()).isTrue();
    }

    @Test
    void customersThatExistAreChangedByWhatTheFileSaysAndKeepTheRest() {
        imports.skip(
                "phone_number,name,time_zone,tags,attr.city,attr.plan", "+14155550101,Ann,America/Denver,vip,Ulm,a");
        Answer answer = imports.skip(
                "phone_number,name,time_zone,tags,attr.city", "+14155550101,Anne,,,", "+14155550102,Bob,,,Rome");
        assertThat(Imports.counts(answer)).containsExactly(2, 1, 1, 0, 0);
        var ann = imports.customer("+14155550101");
        assertThat(ann.path("name").asString()).isEqualTo("Anne");
        assertThat(ann.path("time_zone").asString()).isEqualTo("America/Denver");
        assertThat(ann.path("tags").toString()).isEqualTo("[\"vip\"]");
        assertThat(ann.path("attributes").toString()).isEqualTo("{\"city\":\"Ulm\",\"plan\":\"a\"}");
    }

    @Test
    void theSameFileAgainChangesNothing() {
        String[] file = {
            "phone_number,name,tags,consent_promotional,attr.city",
            "+14155550101,Ann,vip,granted,Ulm",
            "+14155550102,,,,"
        };
        imports.skip(file);
        assertThat(Imports.counts(imports.skip(file))).containsExactly(2, 0, 0, 2, 0);
        assertThat(imports.consents("+14155550101").path("history").size()).isEqualTo(1);
    }

    @Test
    void consentColumnsAreRecordedForTheSendersChannel() {
        imports.skip(
                "phone_number,consent_promotional,consent_reminder",
                "+14155550101,granted,withdrawn",
                "+14155550102,,granted",
                "+14155550103,,");
        var ann = imports.consents("+14155550101");
        assertThat(ann.path("items").findValuesAsString("type")).containsExactly("promotional", "reminder");
        assertThat(ann.path("items").findValuesAsString("state")).containsExactly("granted", "withdrawn");
        assertThat(ann.path("items").findValuesAsString("channel")).containsOnly("whatsapp");
        assertThat(ann.path("items").findValuesAsString("source")).containsOnly("import");
        assertThat(ann.path("history").size()).isEqualTo(2);
        assertThat(imports.consents("+14155550102").path("items").size()).isEqualTo(1);
        assertThat(imports.consents("+14155550103").path("items").isEmpty()).isTrue();
    }

    @Test
    void aConsentThatChangesCountsAsUpdatedAndIsAddedToTheHistory() {
        imports.skip("phone_number,consent_promotional", "+14155550101,granted");
        Answer answer = imports.skip("phone_number,consent_promotional", "+14155550101,withdrawn");
        assertThat(Imports.counts(answer)).containsExactly(1, 0, 1, 0, 0);
        assertThat(imports.consents("+14155550101").path("history").findValuesAsString("state"))
                .containsExactly("granted", "withdrawn");
    }

    @Test
    void aFileDoesNotGrantAgainWhatTheCustomerWithdrew() {
        imports.skip("phone_number,consent_promotional", "+14155550101,withdrawn");
        Answer answer = imports.skip("phone_number,consent_promotional", "+14155550101,granted");
        assertThat(answer.json().path("still_withdrawn").asInt()).isEqualTo(1);
        assertThat(imports.consents("+14155550101").path("items").findValuesAsString("state"))
                .containsExactly("withdrawn");
    }

    @Test
    void attributesAreTakenAsText() {
        imports.skip("phone_number,attr.first_order,attr.zip", "+14155550101,2026-01-31,00120");
        assertThat(imports.customer("+14155550101").path("attributes").toString())
                .isEqualTo("{\"first_order\":\"2026-01-31\",\"zip\":\"00120\"}");
    }

    @Test
    void aByteOrderMarkWindowsLineEndsAndBlankLinesAreTolerated() {
        Answer answer = imports.send(
                Imports.ROUTE,
                "\uFEFFphone_number,attr.note\r\n+14155550101,\"Ann\r\nMarie\"\r\n\r\n+14155550102,Bob\r\n");
        assertThat(Imports.counts(answer)).containsExactly(2, 2, 0, 0, 0);
    }

    @Test
    void anotherTenantsCustomerOfTheSameNumberIsLeftAlone() {
        var others = new Imports(api(), tenant());
        others.skip("phone_number,name", "+14155550101,Theirs");
        imports.skip("phone_number,name", "+14155550101,Ours");
        assertThat(others.customer("+14155550101").path("name").asString()).isEqualTo("Theirs");
    }
}
