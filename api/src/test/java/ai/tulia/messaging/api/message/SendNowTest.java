package ai.tulia.messaging.api.message;

import static ai.tulia.messaging.api.message.Shop.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import ai.tulia.messaging.twiliosimulator.ReceivedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What may go now is sent by the process that accepts it, and has no workflow. */
class SendNowTest extends MessageTest {
    private Shop shop;
    private String hello;

    @BeforeEach
    void open() {
        shop = sendingShop();
        hello = field("customer_id", shop.customer()) + ", 'content': 'Hello', 'message_type': 'transactional'";
    }

    @AfterEach
    void providerIsWell() {
        twilio().faults(List.of());
    }

    private void provider(FaultRule rule) {
        twilio().faults(List.of(rule.forAccount(shop.account())));
    }

    @Test
    void isSent201WithoutAWorkflow() {
        Answer sent = shop.send(hello);

        assertThat(sent.status()).as(sent.body()).isEqualTo(201);
        assertThat(sent.text("state")).isEqualTo("sent");
        assertThat(sent.json().path("attempts").asInt()).isEqualTo(1);
        assertThat(sent.header("Location")).isEqualTo("/v1/messages/" + sent.text("message_id"));
        assertThat(shop.get(sent.header("Location")).json()).isEqualTo(sent.json());
        assertThat(kinds(sent)).containsExactly("accepted", "attempt_started", "provider_accepted");
        assertThat(shop.received()).singleElement().satisfies(post -> {
            assertThat(post.sid()).isEqualTo(sent.text("provider_msg_id"));
            assertThat(post.field("Body")).isEqualTo("Hello");
            assertThat(post.field("StatusCallback")).contains("/" + sent.text("message_id") + "/1#");
        });
        shop.hasNoWorkflow(sent);
        assertThat(used()).isEqualTo(1);
    }

    @Test
    void aTemplatesTextIsStoredAsItWasSent() {
        UUID template = shop.template("Hi {{name}}, {{code}}", MessageType.TRANSACTIONAL);
        Answer sent = shop.send(field("customer_id", shop.customer()) + ", " + field("template_id", template)
                + ", 'context': {'code': 'A'}");

        assertThat(sent.status()).as(sent.body()).isEqualTo(201);
        assertThat(sent.text("content")).isEqualTo("Hi Ana, A");
        assertThat(shop.received())
                .singleElement()
                .satisfies(post -> assertThat(post.field("Body")).isEqualTo("Hi Ana, A"));
        assertThat(shop.count("message where context is null and template_version = 1"))
                .isEqualTo(1);
    }

    @Test
    void itIsCommittedAsSendingBeforeItsPost() throws Exception {
        provider(FaultRule.of(FaultMode.SLOW).withDelayMs(1_500));
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> shop.send(hello));

        await().until(() -> shop.count("message where state = 'SENDING' and attempt = 1") == 1);
        assertThat(answer).isNotDone();
        assertThat(shop.count("message_event where kind = 'attempt_started'")).isEqualTo(1);

        assertThat(answer.get().status()).isEqualTo(201);
        assertThat(shop.count("message where state = 'SENT'")).isEqualTo(1);
    }

    @Test
    void aBusyProviderIs202WithReasonAndOneWorkflow() {
        provider(FaultRule.of(FaultMode.BUSY_429).withRetryAfterSeconds(60));

        Answer waits = shop.send(hello);

        assertThat(waits.status()).as(waits.body()).isEqualTo(202);
        assertThat(waits.text("state")).isEqualTo("waiting");
        assertThat(waits.text("waiting_reason")).isEqualTo("provider_busy");
        assertThat(waits.text("wake_at")).isNotBlank();
        assertThat(kinds(waits)).containsExactly("accepted", "attempt_started", "not_processed");
        shop.awaitWorkflow(waits);
        assertThat(shop.received()).hasSize(1).noneMatch(ReceivedRequest::accepted);
        // Its unit stays its own.
        assertThat(used()).isEqualTo(1);
    }

    @Test
    void withoutAUsableAnswerItIs202UnknownWithoutAWorkflow() {
        provider(FaultRule.of(FaultMode.ERROR_5XX));

        Answer unknown = shop.send(hello);

        assertThat(unknown.status()).as(unknown.body()).isEqualTo(202);
        assertThat(unknown.text("state")).isEqualTo("unknown");
        shop.hasNoWorkflow(unknown);
        assertThat(shop.count("unknown_attempt")).isEqualTo(1);
    }

    @Test
    void aRefusalOfTheProviderIs502AndGivesItsUnitBack() {
        provider(FaultRule.of(FaultMode.REJECT_4XX).withCode(21211));

        Answer refused = shop.send(hello, "Idempotency-Key", "k");

        assertThat(refused.status()).as(refused.body()).isEqualTo(502);
        assertThat(refused.json().at("/failure/code").asString()).isEqualTo("twilio_21211");
        assertThat(used()).isZero();
        Answer again = shop.send(hello, "Idempotency-Key", "k");
        assertThat(again.json()).isEqualTo(refused.json());
        assertThat(shop.received()).hasSize(1);
    }

    @Test
    void withoutAnAccountItIs502WithWhatToDo() {
        ledger().execute("delete from provider_account where tenant_id = '"
                + shop.tenant().id() + "'");

        Answer failed = shop.send(hello);

        assertThat(failed.status()).as(failed.body()).isEqualTo(502);
        assertThat(failed.json().at("/failure/code").asString()).isEqualTo("no_provider_account");
        assertThat(used()).isZero();
    }

    @Test
    void fiftyAtOnceWithOneKeyMakeOneMessageAndOnePost() throws Exception {
        Callable<Answer> call = () -> shop.send(hello, "Idempotency-Key", "once");
        var answers = new ArrayList<Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answered : threads.invokeAll(java.util.Collections.nCopies(50, call))) {
                answers.add(answered.get());
            }
        }

        assertThat(answers)
                .allMatch(answer -> answer.status() == 201
                        || (answer.status() == 409 && answer.code().equals("request_in_progress")));
        assertThat(shop.count("message")).isEqualTo(1);
        assertThat(shop.received()).hasSize(1);
        Answer later = call.call();
        assertThat(later.status()).isEqualTo(201);
        assertThat(later.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 201)
                .isNotEmpty()
                .allMatch(answer -> answer.json().equals(later.json()));
    }

    @Test
    void aFirstCommitThatIsRolledBackGivesItsUnitBack() {
        ledger().execute("create or replace function fail_here() returns trigger language plpgsql as"
                + " $$ begin raise exception 'a fault between the reservation and the commit'; end $$");
        ledger().execute("create trigger fail_here before insert on message for each row when (new.tenant_id = '"
                + shop.tenant().id() + "') execute function fail_here()");
        try {
            assertThat(shop.send(hello, "Idempotency-Key", "k").status()).isEqualTo(500);
        } finally {
            ledger().execute("drop trigger fail_here on message");
        }

        assertThat(shop.received()).isEmpty();
        assertThat(used()).isZero();
        assertThat(shop.send(hello, "Idempotency-Key", "k").status()).isEqualTo(201);
        assertThat(used()).isEqualTo(1);
    }

    @Test
    void aWithdrawalThatIsBeingRecordedComesFirst() throws Exception {
        UUID customer = shop.customer();
        String offer = field("customer_id", customer) + ", 'content': 'Offer', 'message_type': 'promotional'";
        CompletableFuture<Answer> answer = shop.run(() -> {
            shop.consent(customer, ConsentType.PROMOTIONAL, ConsentState.WITHDRAWN);
            var sending = CompletableFuture.supplyAsync(() -> shop.send(offer));
            await().until(() -> "1"
                    .equals(ledger().queryText(
                                    "select count(*) from pg_stat_activity where datname = current_database()"
                                            + " and wait_event_type = 'Lock'")));
            return sending;
        });

        assertThat(answer.get().code()).isEqualTo("consent_withdrawn");
        assertThat(shop.received()).isEmpty();
    }

    @Test
    void singlesFarAheadOfTheirSendersRateLimitWait() {
        String sender =
                "whatsapp:+1415" + (4_000_000 + Math.floorMod(shop.tenant().id().hashCode(), 999_999));
        ledger().sender(shop.tenant().id(), sender);
        ledger().execute("insert into sender_pace (sender, messages_per_second) values ('" + sender + "', 1)");
        int sent = 0;
        Answer answer = shop.send(hello);
        while (answer.status() == 201 && sent < 100) {
            sent++;
            answer = shop.send(hello);
        }

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.text("state")).isEqualTo("waiting");
        assertThat(answer.text("waiting_reason")).isEqualTo("rate_limit");
        assertThat(answer.text("wake_at")).isNotBlank();
        assertThat(sent).isGreaterThanOrEqualTo(10);
        shop.awaitWorkflow(answer);
        assertThat(shop.received()).hasSize(sent);
    }

    private long used() {
        return api().bean(QuotaCounters.class)
                .usage(shop.tenant().id(), 1_000L, now())
                .used();
    }

    private List<String> kinds(Answer message) {
        return shop.get("/v1/messages/" + message.text("message_id") + "/events")
                .json()
                .path("items")
                .valueStream()
                .map(event -> event.path("kind").asString())
                .toList();
    }
}
