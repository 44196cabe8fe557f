package ai.tulia.messaging.api.message;

import static ai.tulia.messaging.api.message.Shop.field;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.message.OutboundTextQueries;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a message says is whole before it is accepted, and stays what it was. */
class TextTest extends MessageTest {
    private static final String CONTEXT = "'code': 7, 'pay': 12.50, 'yes': true, 'name': 'Anita'";

    private Shop shop;
    private UUID customer;

    @BeforeEach
    void open() {
        shop = shop();
        customer = shop.customer();
    }

    @Test
    void placeholdersAreFilledFromContextThenCustomer() {
        Answer answer = send("Hi {{name}} of {{attr.city}} ({{attr.visits}}): {{code}}, {{pay}}, {{yes}}", CONTEXT);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.text("content")).isEqualTo("Hi Anita of Lima (3): 7, 12.5, true");
    }

    @Test
    void aFallbackStandsInForWhatIsMissing() {
        assertThat(send("Hi {{nick|friend}}", "'nick': ' '").text("content")).isEqualTo("Hi friend");
    }

    @Test
    void valuesAreNeverReadAsPlaceholders() {
        assertThat(send("Hi {{code}}", "'code': '{{name}}'").text("content")).isEqualTo("Hi {{name}}");
    }

    @Test
    void missingVariablesAre422EachByName() {
        Answer answer = send("{{code}} {{name}} {{attr.zip}}", "'other': 1");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("missing_variable");
        assertThat(fields(answer)).containsExactly("context.code", "context.attr.zip");
        assertThat(shop.count("message")).isZero();
    }

    @Test
    void anUnknownPlaceholderFormIs400WithLineAndColumn() {
        Answer answer = send("Hello\\nand {{ 1bad }}", CONTEXT);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("line").asInt()).isEqualTo(2);
        assertThat(answer.json().path("column").asInt()).isEqualTo(8);
        assertThat(fields(answer)).containsExactly("content");
    }

    @Test
    void aTextThatGrowsTooLongIs422() {
        Answer answer = send("{{code}}{{code}}", "'code': '" + "x".repeat(801) + "'");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("text_length");
    }

    @Test
    void aTemplateKeepsItsVersionAndItsValues() {
        UUID template = shop.template("Hi {{name}}, {{code}}", MessageType.TRANSACTIONAL);
        Answer answer = fromTemplate(template, "'context': {'code': 'A', 'unused': 'B'}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.text("message_type")).isEqualTo("transactional");
        shop.newVersion(template, "Bye {{name}}");
        ledger().execute("update customer set name = 'Bea' where id = '" + customer + "'");

        var draft = shop.run(() -> api().bean(OutboundTextQueries.class).draft(shop.ref(answer)))
                .orElseThrow();
        assertThat(draft.content()).isEqualTo("Hi {{name}}, {{code}}");
        assertThat(draft.context()).containsOnly(java.util.Map.entry("name", "Ana"), java.util.Map.entry("code", "A"));
        assertThat(answer.json().path("template_version").asInt()).isEqualTo(1);
        assertThat(answer.json().path("content").isNull()).isTrue();
        assertThat(shop.get("/v1/templates/" + template)
                        .json()
                        .path("usage_count")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aTemplateWithoutItsValuesIs422() {
        UUID template = shop.template("Hi {{name}}, {{code}}", MessageType.TRANSACTIONAL);
        Answer answer = fromTemplate(template, "'context': {}");
        assertThat(answer.code()).isEqualTo("missing_variable");
        assertThat(fields(answer)).containsExactly("context.code");
        assertThat(shop.get("/v1/templates/" + template)
                        .json()
                        .path("usage_count")
                        .asInt())
                .isZero();
    }

    @Test
    void anotherTypeThanTheTemplatesIs422() {
        UUID template = shop.template("Hi", MessageType.PROMOTIONAL);
        Answer answer = fromTemplate(template, "'message_type': 'transactional'");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("type_mismatch");
        assertThat(fromTemplate(template, "'message_type': 'promotional'").status())
                .isEqualTo(202);
    }

    private Answer send(String content, String context) {
        return shop.send(field("customer_id", customer) + ", 'message_type': 'transactional', "
                + field("content", content) + ", 'context': {" + context + "}");
    }

    private Answer fromTemplate(UUID template, String more) {
        return shop.send(field("customer_id", customer) + ", " + field("template_id", template) + ", " + more);
    }
}
