package ai.tulia.messaging.worker.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.twiliosimulator.MessageStatus;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Twilio has of an erased customer is deleted there, and tried again for as long as that may take. */
class ProviderCopyJobTest {
    private static Erasures erasures;
    private UUID tenant;
    private Person ana;

    @BeforeAll
    static void start() {
        erasures = new Erasures();
    }

    @AfterAll
    static void stop() {
        erasures.close();
    }

    @BeforeEach
    void aCustomer() {
        tenant = erasures.ledger.tenant("copies");
        ana = new Person(erasures, tenant);
    }

    @Test
    void itsMessagesAreDeletedAtTheProvider() throws IOException, InterruptedException {
        erasures.account(tenant, "token");
        String sid = posted();
        ana.withMessages(2, "SENT", "sent");
        ana.execute("update message set provider_msg_id = '" + sid + "' where id = (select id from message"
                + " where customer_id = '%C' order by id limit 1)");
        await().until(() ->
                erasures.twilio.messages(Erasures.account(tenant)).getFirst().status() == MessageStatus.DELIVERED);

        erasures.request(tenant, ana.id);
        erasures.erase();
        assertThat(copies()).isEqualTo("2");
        erasures.deleteCopies();

        assertThat(erasures.twilio.messages(Erasures.account(tenant))).isEmpty();
        // The other one it has not, or no more.
        assertThat(copies()).isEqualTo("0");
    }

    @Test
    void whereItCannotBeDoneNowItIsTriedAgainAndGivenUpInTheEnd() throws IOException, InterruptedException {
        posted();
        erasures.account(tenant, "not the token that the provider knows");
        ana.withMessages(1, "SENT", "sent");
        erasures.request(tenant, ana.id);
        erasures.erase();

        erasures.deleteCopies();
        assertThat(ofCopy("attempts")).isEqualTo("1");
        erasures.deleteCopies();
        assertThat(ofCopy("attempts")).as("not at once").isEqualTo("1");
        for (int i = 0; i < 30; i++) {
            erasures.later(Duration.ofDays(1));
            erasures.deleteCopies();
        }

        assertThat(ofCopy("attempts || ' ' || (next_attempt_at is null)")).isEqualTo("25 true");
    }

    @Test
    void withoutAnAccountItStaysNoted() {
        ana.withMessages(1, "SENT", "sent");
        erasures.request(tenant, ana.id);
        erasures.erase();

        erasures.deleteCopies();

        assertThat(copies()).isEqualTo("1");
    }

    @Test
    void aMessageThatIsHeardOfAgainMakesNoCustomerAnew() {
        ana.wrote("SMheard" + ana.count, "Hello");
        erasures.request(tenant, ana.id);
        erasures.erase();

        ana.wrote("SMheard" + ana.count, "Hello");
        assertThat(erasures.count("customer where phone_number = '" + ana.number + "'"))
                .isEqualTo("0");

        ana.wrote("SMlater" + ana.count, "Hello again");
        assertThat(erasures.count("customer where phone_number = '" + ana.number + "'"))
                .isEqualTo("1");
    }

    private String copies() {
        return erasures.count("provider_copy where customer_id = '" + ana.id + "'");
    }

    private String ofCopy(String expression) {
        return erasures.ledger.queryText(
                "select " + expression + " from provider_copy where customer_id = '" + ana.id + "'");
    }

    /** @return the provider's id */
    private String posted() throws IOException, InterruptedException {
        String account = Erasures.account(tenant);
        try (var client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(erasures.twilio
                                    .address()
                                    .resolve("/2010-04-01/Accounts/" + account + "/Messages.json"))
                            .header(
                                    "Authorization",
                                    "Basic " + Base64.getEncoder().encodeToString((account + ":token").getBytes()))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString("To=whatsapp%3A%2B" + ana.number.substring(1)
                                    + "&From=whatsapp%3A%2B14155238886&Body=Hello"))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
        return erasures.twilio.messages(account).getFirst().sid();
    }
}
