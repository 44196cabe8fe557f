package ai.tulia.messaging.api.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.domain.message.MessageState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every recipient can be asked for, on pages and as a file. */
class RecipientsTest extends ApiTest {
    private final BroadcastShop shop = new BroadcastShop(api(), tenant(), ledger());
    private final List<UUID> customers =
            IntStream.range(0, 5).mapToObj(i -> shop.customer()).toList();
    private final String id = running();
    private final String path = "/v1/broadcasts/" + id + "/recipients";

    private String running() {
        String made = shop.draft().text("id");
        shop.step(made, "start");
        shop.snapshot(made);
        shop.put(made, customers.get(0), MessageState.SENT, null);
        shop.put(made, customers.get(1), MessageState.FAILED, "twilio_21211");
        shop.put(made, customers.get(2), MessageState.REFUSED, "consent_missing");
        return made;
    }

    @Test
    void whoGotItAndWhoDidNotIsAskedByStateAndReason() {
        assertThat(customersOf("?state=sent")).containsExactly(customers.get(0).toString());
        assertThat(customersOf("?state=failed&reason=twilio_21211"))
                .containsExactly(customers.get(1).toString());
        assertThat(customersOf("?reason=consent_missing"))
                .containsExactly(customers.get(2).toString());
        assertThat(customersOf("?state=accepted")).hasSize(2);
        assertThat(customersOf("?state=sent&reason=consent_missing")).isEmpty();
        assertThat(total("?count=true")).isEqualTo(5);
        assertThat(total("?count=true&limit=1&state=failed&reason=twilio_21211"))
                .isOne();
        assertThat(shop.get(path).json().has("total")).isFalse();
        JsonNode failed = shop.get(path + "?state=failed").json().at("/items/0");
        assertThat(failed.path("status").asString()).isEqualTo("failed");
        assertThat(failed.path("phone_number").asString()).startsWith("+1415");
        assertThat(failed.path("name").asString()).isEqualTo("Ana");
        assertThat(failed.path("reason").asString()).isEqualTo("twilio_21211");
        assertThat(failed.at("/failure/code").asString()).isEqualTo("twilio_21211");
        assertThat(shop.get("/v1/messages/" + failed.path("message_id").asString())
                        .text("broadcast_id"))
                .isEqualTo(id);
    }

    @Test
    void itsMessagesAreListedByItsRecipients() {
        var seen = new ArrayList<String>();
        String cursor = "";
        do {
            JsonNode page =
                    shop.get("/v1/messages?limit=2&broadcast_id=" + id + cursor).json();
            page.path("items").forEach(item -> seen.add(item.path("customer_id").asString()));
            cursor = page.path("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + page.path("next_cursor").asString();
        } while (!cursor.isEmpty());
        assertThat(seen)
                .isSortedAccordingTo(Comparator.reverseOrder())
                .containsExactlyInAnyOrderElementsOf(
                        customers.stream().map(UUID::toString).toList());
        JsonNode failed = shop.get("/v1/messages?count=true&status=failed&broadcast_id=" + id)
                .json();
        assertThat(failed.path("items").size()).isEqualTo(2);
        assertThat(failed.path("total").asInt()).isEqualTo(2);
    }

    @Test
    void pagesHoldEveryoneOnce() {
        var seen = new ArrayList<String>();
        String cursor = "";
        do {
            JsonNode page = shop.get(path + "?limit=2" + cursor).json();
            page.path("items").forEach(item -> seen.add(item.path("customer_id").asString()));
            cursor = page.path("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + page.path("next_cursor").asString();
        } while (!cursor.isEmpty());
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        customers.stream().map(UUID::toString).toList());
    }

    @Test
    void theFileHoldsEveryoneWithNumberAndIsNotSentTwice() {
        Answer file = shop.get(path, "Accept", "text/csv");
        assertThat(file.status()).as(file.body()).isEqualTo(200);
        assertThat(file.header("Content-Type")).startsWith("text/csv");
        List<String> lines = file.body().lines().toList();
        assertThat(lines).hasSize(6);
        assertThat(lines.getFirst())
                .startsWith("customer_id,phone_number,message_id,state,")
                .endsWith(",sent_at,name,delivered_at,read_at,failed_at");
        assertThat(lines).anyMatch(line -> line.contains(customers.get(1) + ",+1415") && line.contains(",failed,"));
        String tag = file.header("ETag");
        assertThat(tag).startsWith("W/\"");
        Answer same = shop.get(path, "Accept", "text/csv", "If-None-Match", tag);
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        Answer part = shop.get(path + "?state=sent", "Accept", "text/csv", "If-None-Match", tag);
        assertThat(part.status()).isEqualTo(200);
        assertThat(part.body().lines()).hasSize(2);
        shop.put(id, customers.get(3), MessageState.SENT, null);
        assertThat(shop.get(path, "Accept", "text/csv", "If-None-Match", tag).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@A1", "\t=1", "\r=1"})
    void aNameIsNoFormulaToASpreadsheetThatOpensTheFile(String name) {
        ledger().execute("update customer set name = '" + name + "' where id = '" + customers.get(0) + "'");

        assertThat(shop.get(path + "?state=sent", "Accept", "text/csv").body()).contains("'" + name);
        assertThat(shop.get(path + "?state=sent").json().at("/items/0/name").asString())
                .isEqualTo(name);
    }

    @Test
    void bothTellWhenItWasDeliveredReadOrFailed() {
        shop.put(id, customers.get(0), MessageState.READ, null);
        ledger().execute("update message set delivered_at = '2026-12-01T09:00:01Z', read_at = '2026-12-01T09:00:02Z'"
                + " where broadcast_id = '" + id + "' and state = 'READ'");
        ledger().execute("update message set failed_at = '2026-12-01T09:00:03Z' where broadcast_id = '" + id
                + "' and state = 'FAILED'");
        JsonNode read = shop.get(path + "?state=read").json().at("/items/0");
        assertThat(read.path("delivered_at").asString()).startsWith("2026-12-01T09:00:01");
        assertThat(read.path("read_at").asString()).startsWith("2026-12-01T09:00:02");
        assertThat(shop.get(path + "?state=failed")
                        .json()
                        .at("/items/0/failed_at")
                        .asString())
                .startsWith("2026-12-01T09:00:03");
        assertThat(shop.get(path, "Accept", "text/csv").body().lines())
                .anyMatch(line -> line.matches(".*,read,.*,2026-12-01T09:00:01[^,]*,2026-12-01T09:00:02[^,]*,"))
                .anyMatch(line -> line.matches(".*,failed,.*,,,2026-12-01T09:00:03[^,]*"));
    }

    @Test
    void eachFileThatLeftIsInTheAuditLog() {
        String tag = shop.get(path, "Accept", "text/csv").header("ETag");
        assertThat(shop.get(path, "Accept", "text/csv", "If-None-Match", tag).status())
                .isEqualTo(304);
        assertThat(ledger().queryText(
                                "select count(*) from audit_log where action = 'recipients.exported' and subject = '"
                                        + id + "' and actor_key_id is not null"))
                .isEqualTo("1");
    }

    @Test
    void aDraftHasNoneYet() {
        String draft = shop.draft().text("id");
        assertThat(shop.get("/v1/broadcasts/" + draft + "/recipients").json().path("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"?state=SENT, state", "?reason=%20, reason", "?limit=201, limit", "?cursor=x, cursor", "?who=x, who"})
    void aWrongParameterIsNamed(String query, String field) {
        Answer answer = shop.get(path + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(shop.get(path, "Accept", "application/xml").status()).isEqualTo(406);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SENT", "Sent", "open", ""})
    void aStateIsOneOfTheWordsOfTheAnswers(String state) {
        for (String accepted : new String[] {"application/json", "text/csv"}) {
            Answer answer = shop.get(path + "?state=" + state, "Accept", accepted);
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
            assertThat(answer.json().at("/errors/0/hint").asString())
                    .isEqualTo("give one of accepted, waiting, sending, unknown, sent, delivered, read, failed,"
                            + " undelivered, refused, expired, canceled");
        }
    }

    private int total(String query) {
        return shop.get(path + query).json().path("total").asInt();
    }

    private List<String> customersOf(String query) {
        Answer answer = shop.get(path + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json()
                .path("items")
                .valueStream()
                .map(item -> item.path("customer_id").asString())
                .toList();
    }
}
