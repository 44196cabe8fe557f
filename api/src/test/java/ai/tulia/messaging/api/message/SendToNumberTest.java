package ai.tulia.messaging.api.message;

import static ai.tulia.messaging.api.message.Shop.field;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A message to a number: to who has it, or to a customer who is made with it and has consented to nothing. */
class SendToNumberTest extends MessageTest {
    private static final String HELLO = ", 'content': 'Hello', 'message_type': 'transactional'";

    private final String number = "+1415" + ThreadLocalRandom.current().nextInt(2_000_000, 9_999_999);

    @Test
    void itMakesACustomerOnceAndIsPosted() {
        Shop shop = sendingShop();
        Answer first = shop.send(field("to", number) + HELLO);
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        Answer second = shop.send(field("to", number) + HELLO);
        assertThat(second.text("customer_id")).isEqualTo(first.text("customer_id"));
        assertThat(shop.received())
                .hasSize(2)
                .allSatisfy(post -> assertThat(post.field("To")).isEqualTo("whatsapp:" + number));
        Answer customer = shop.get("/v1/customers/" + first.text("customer_id"));
        assertThat(customer.text("phone_number")).isEqualTo(number);
        assertThat(customer.json().path("name").isNull()).isTrue();
        assertThat(shop.count("customer")).isEqualTo(1);
        assertThat(shop.count("consent")).isZero();
    }

    @Test
    void itFindsTheCustomerWhoHasTheNumber() {
        Shop shop = shop();
        UUID ana = shop.customer();
        String hers = shop.get("/v1/customers/" + ana).text("phone_number");
        Answer answer =
                shop.send(field("to", hers) + ", 'content': 'Offer for {{name}}', 'message_type': 'promotional'");
        assertThat(answer.text("customer_id")).as(answer.body()).isEqualTo(ana.toString());
        assertThat(answer.text("content")).isEqualTo("Offer for Ana");
        assertThat(shop.count("customer")).isEqualTo(1);
    }

    @Test
    void anothersCustomerOfTheSameNumberIsNotFound() {
        Shop others = shop();
        Answer theirs = others.send(field("to", number) + HELLO);
        Shop shop = shop();
        Answer ours = shop.send(field("to", number) + HELLO);
        assertThat(ours.text("customer_id")).isNotEqualTo(theirs.text("customer_id"));
        assertThat(others.count("customer")).isEqualTo(1);
        assertThat(shop.count("customer")).isEqualTo(1);
    }

    @Test
    void noConsentIsAssumed() {
        Shop shop = shop();
        Answer answer = shop.send(field("to", number) + ", 'content': 'Offer', 'message_type': 'promotional'");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("consent_missing");
        assertThat(answer.text("message_id")).isNotBlank();
    }

    @Test
    void manyAtOnceMakeOneCustomer() throws Exception {
        Shop shop = shop();
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            calls.add(() -> shop.send(field("to", number) + HELLO));
            calls.add(() -> shop.schedule(field("to", number) + HELLO + time()));
            calls.add(() -> batch(shop, field("to", number) + HELLO));
        }
        Collections.shuffle(calls);
        try (var callers = Executors.newFixedThreadPool(8)) {
            for (Future<Answer> answer : callers.invokeAll(calls)) {
                assertThat(answer.get().status()).as(answer.get().body()).isBetween(200, 202);
            }
        }
        assertThat(shop.count("customer")).isEqualTo(1);
        assertThat(shop.count("message")).isEqualTo(24);
    }

    @Test
    void whatBecomesNoMessageMakesNoCustomer() {
        Shop shop = shop();
        Answer answer = shop.send(field("to", number) + ", 'content': 'Hi {{name}}', 'message_type': 'transactional'");
        assertThat(answer.code()).isEqualTo("missing_variable");
        assertThat(shop.count("customer")).isZero();
    }

    @Test
    void aBatchMixesNumbersAndIds() {
        Shop shop = shop();
        UUID ana = shop.customer();
        String hers = shop.get("/v1/customers/" + ana).text("phone_number");
        Answer made = batch(
                shop,
                field("to", number) + HELLO,
                field("customer_id", ana) + HELLO,
                field("to", hers) + HELLO,
                field("to", number) + HELLO,
                field("to", "0151") + HELLO,
                field("to", number) + ", " + field("customer_id", ana) + HELLO);
        assertThat(made.json().path("accepted").asInt()).as(made.body()).isEqualTo(4);
        assertThat(made.json().at("/items/4/problem/errors/0/field").asString()).isEqualTo("items[4].to");
        assertThat(made.json().at("/items/5/problem/errors/0/field").asString()).isEqualTo("items[5].to");
        assertThat(shop.count("customer")).isEqualTo(2);
        assertThat(shop.count("message where customer_id = '" + ana + "'")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'to': '0151 123'|to",
                "'to': '+49 151 12345678'|to",
                "'to': 'whatsapp:+4915112345678'|to",
                "'to': ''|to",
                "'to': 7|to",
                "'to': null|customer_id",
                "'to': '+14155552671', 'customer_id': 'ID'|to"
            })
    void exactlyOneOfNumberAndIdIsGivenAndTheNumberIsE164(String recipient, String field) {
        Shop shop = shop();
        String given = recipient.replace("ID", shop.customer().toString());
        for (String route : List.of("send", "schedule", "explain")) {
            Answer answer = shop.post("/v1/messages/" + route, given + HELLO + (route.equals("send") ? "" : time()));
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(fields(answer)).containsExactly(field);
            assertThat(answer.json().at("/errors/0/hint").asString()).isNotBlank();
        }
        assertThat(shop.count("message")).isZero();
    }

    @Test
    void criteriaAndANumberAreTwo() {
        Answer answer = shop().schedule("'recipient_criteria': {'all': []}, " + field("to", number) + HELLO + time());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(fields(answer)).containsExactly("recipient_criteria");
        assertThat(fields(shop().schedule("'recipient_criteria': {'all': []}, " + field("to", number)
                        + ", 'message_type': 'news', 'content': 'Hi {{'")))
                .as("all mistakes at once")
                .containsExactly("recipient_criteria", "scheduled_at", "message_type", "content");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void toExplainANumberMakesNobody(boolean known) {
        Shop shop = shop();
        String asked = known ? shop.get("/v1/customers/" + shop.customer()).text("phone_number") : number;
        Answer answer = shop.post("/v1/messages/explain", field("to", asked) + HELLO);
        assertThat(answer.status()).as(answer.body()).isEqualTo(known ? 200 : 422);
        assertThat(answer.code()).isEqualTo(known ? "" : "unknown_customer");
        assertThat(answer.json().at("/errors/0/field").asString("")).isEqualTo(known ? "" : "to");
        assertThat(shop.count("customer")).isEqualTo(known ? 1 : 0);
    }

    private static Answer batch(Shop shop, String... items) {
        return shop.post("/v1/messages/batch", "'items': [{" + String.join("}, {", items) + "}]");
    }

    private static String time() {
        return ", " + field("scheduled_at", api().clock().instant().plusSeconds(3_600));
    }
}
