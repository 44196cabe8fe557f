package ai.tulia.messaging.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A tenant's words for STOP, START and HELP, and what is answered to them. */
class KeywordReplyTest extends InboundFixture {
    @Test
    void aStopIsConfirmedOnceItHoldsAndAStartOnlyWhenItTakesOneBack() {
        customer(ANA);
        assertThat(said("whatsapp:" + ANA, "yes", Map.of()).body()).isEmpty();
        assertThat(said("whatsapp:" + ANA, "STOP", Map.of()).body())
                .contains("<Response><Message>", "no more messages");
        assertThat(said("whatsapp:" + ANA, "START", Map.of()).body()).contains("<Message>", "again");
    }

    @Test
    void helpAnswersTheTenantsTextAndNothingWhereThereIsNone() {
        customer(ANA);
        assertThat(said("whatsapp:" + ANA, "help", Map.of()).status()).isEqualTo(204);
        stored("{\"help_reply\": \"Call us: <b>8-18 h</b>\"}");
        Answer answer = said("whatsapp:" + ANA, "help", Map.of());
        assertThat(answer.body()).contains("<Message>Call us: &lt;b&gt;8-18 h&lt;/b&gt;</Message>");
        String conversation =
                get("/v1/customers/" + onlyWriterOfTwo() + "/conversation").body();
        assertThat(conversation).contains("\"reply\":\"Call us: <b>8-18 h</b>\"");
    }

    @Test
    void ownWordsAndLanguagesStop() {
        String ana = customer(ANA);
        stored("{\"languages\": [\"es\"], \"stop\": [\"Ya basta\"], \"stop_reply\": \"Listo.\"}");
        assertThat(said("whatsapp:" + ANA, "\u00a1YA BASTA!", Map.of()).body()).contains("Listo.");
        assertThat(send(ana, "").text("code")).isEqualTo("opted_out");
        said("whatsapp:" + ANA, "alta", Map.of());
        assertThat(send(ana, "").status()).isLessThan(300);
        said("whatsapp:" + ANA, "baja", Map.of());
        assertThat(send(ana, "").text("code")).isEqualTo("opted_out");
    }

    @Test
    void whereTwilioAnswersWeDoNot() {
        customer(ANA);
        sender("keyword_replies = false");
        assertThat(said("whatsapp:" + ANA, "STOP", Map.of()).status()).isEqualTo(204);
    }

    @Test
    void theReplyIsSealedInTheLedger() {
        customer(ANA);
        said("whatsapp:" + ANA, "STOP", Map.of());
        assertThat(ledger().queryText("select encode(reply, 'escape') from inbound_message where tenant_id = '"
                        + tenant.id() + "'"))
                .doesNotContain("no more");
    }

    @Test
    void settingsAreReadBackAndBadOnesRefused() {
        stored("{\"languages\": [\"fr\"], \"help\": [\"sos\"]}");
        Answer read = get("/v1/keywords");
        assertThat(read.body()).contains("\"languages\":[\"fr\"]", "\"help\":[\"sos\"]");
        assertThat(put("{\"languages\": [\"xx\"]}").status()).isEqualTo(400);
        assertThat(put("{\"stop\": [\"!!\"]}").body()).contains("stop[0]");
        assertThat(api().get(tenant().key(), "/v1/keywords").body()).contains("\"languages\":[]");
    }

    private void stored(String body) {
        Answer answer = put(body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private Answer put(String body) {
        return api().send("PUT", tenant.key(), "/v1/keywords", body);
    }

    private String onlyWriterOfTwo() {
        return ledger().queryText("select distinct customer_id::text from inbound_message where tenant_id = '"
                + tenant.id() + "'");
    }
}
