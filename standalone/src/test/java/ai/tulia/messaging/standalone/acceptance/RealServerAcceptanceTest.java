package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowImpl;
import ai.tulia.messaging.workflows.message.MessageWorkflowStarter;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What an operator does with the official command line. Only where a real server was given: the Java test server can
 * neither list nor count nor act on a query. It comes last, to replay what all the others made: {@code .ci/run} runs it
 * by itself.
 */
@EnabledIfSystemProperty(named = RealServers.ADDRESSES, matches = ".+")
class RealServerAcceptanceTest extends AcceptanceTest {
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(30);

    @Test
    void workflowsAreListedByTenantTypeAndStatus() {
        Shop shop = shop();
        Customer ana = shop.customer("promotional");
        UUID sent = shop.letter("promotional", ana)
                .at(Instant.now().plusSeconds(1))
                .expect(201)
                .messageId();
        List<UUID> waiting = waiting(shop, ana, 2);

        awaitListed(shop, "MessageStatus='pending'", waiting);
        awaitListed(shop, "MessageStatus='sent' and MessageType='promotional'", List.of(sent));
        awaitListed(shop, "MessageType='transactional'", waiting);
    }

    @Test
    void aTenantsPendingOnesAreCanceledInOneCommandAndItsLedgerFollows() {
        Shop shop = shop();
        Shop bystander = shop();
        Customer ana = shop.customer();
        List<UUID> waiting = waiting(shop, ana, 3);
        UUID others = waiting(bystander, bystander.customer(), 1).getFirst();
        awaitListed(shop, "MessageStatus='pending'", waiting);

        temporal(
                "workflow",
                "cancel",
                "--query",
                ofTenant(shop, "MessageStatus='pending'"),
                "--reason",
                "asked",
                "--yes");

        waiting.forEach(message -> shop.awaitState(message, "canceled"));
        assertThat(shop.received()).isEmpty();
        assertThat(bystander.message(others).text("state")).isEqualTo("waiting");
        awaitListed(shop, "MessageStatus='canceled'", waiting);
    }

    @Test
    void aBroadcastIsCanceledByItsSearchAttributeAndItsLedgerFollows() {
        var fleet = new Fleet(stack(), 0, 1, 400, null).rateLimit(10);
        UUID broadcast = fleet.broadcast(fleet.shops().getFirst(), Map.of());
        String query = "BroadcastId='" + broadcast + "'";
        await().atMost(SEEN_WITHIN).until(() -> fleet.messages("state = 'SENT'") > 0);
        await().atMost(SEEN_WITHIN).until(() -> listed(query).size() == 1);

        temporal("workflow", "cancel", "--query", query, "--reason", "asked", "--yes");

        await().atMost(SEEN_WITHIN)
                .until(() -> fleet.broadcasts("status = 'canceled'") == 1 && fleet.messages("status = 'pending'") == 0);
        assertThat(fleet.messages("state = 'CANCELED'")).isPositive();
        var verdict = fleet.verdict(stack().simulator()::requests);
        assertThat(verdict.violations().found()).as(verdict.toString()).isEmpty();
    }

    @Test
    void aTerminatedOneIsNotStartedAgain() {
        Shop shop = shop();
        UUID message = waiting(shop, shop.customer(), 1).getFirst();

        temporal("workflow", "terminate", "--workflow-id", id(shop, message), "--reason", "stopped");
        shop.age(message);

        shop.awaitState(message, "canceled");
        assertThat(shop.received()).isEmpty();
    }

    @Test
    void everyHistoryThatTheSuiteMadeReplays() {
        List<WorkflowExecutionHistory> made = made("MessageWorkflow");

        assertThat(made).isNotEmpty();
        assertThat(Histories.otherwise(made)).isEmpty();
        assertThat(Histories.otherwise(made, HistoryAcceptanceTest.WithAPlantedStep.class))
                .hasSizeGreaterThan(made.size() / 2);
    }

    @Test
    void everyBroadcastHistoryThatTheSuiteMadeReplays() {
        List<WorkflowExecutionHistory> made = made("BroadcastWorkflow");

        assertThat(made).isNotEmpty();
        assertThat(Histories.otherwise(made, BroadcastWorkflowImpl.class)).isEmpty();
        assertThat(Histories.otherwise(made, BroadcastHistoryAcceptanceTest.WithAPlantedStep.class))
                .hasSizeGreaterThan(made.size() / 2);
    }

    /** By the tests of all JVMs. */
    private static List<WorkflowExecutionHistory> made(String type) {
        return RealServers.all()
                .map(AcceptanceStack::client)
                .flatMap(client -> client.listExecutions("WorkflowType = '" + type + "'")
                        .map(found -> client.fetchHistory(
                                found.getExecution().getWorkflowId(),
                                found.getExecution().getRunId())))
                .toList();
    }

    private static List<UUID> waiting(Shop shop, Customer to, int count) {
        Instant later = Instant.now().plus(Duration.ofHours(2));
        return IntStream.range(0, count)
                .mapToObj(i ->
                        shop.letter("transactional", to).at(later).expect(201).messageId())
                .toList();
    }

    /** The server lists a little behind what it does. */
    private static void awaitListed(Shop shop, String also, List<UUID> messages) {
        List<String> ids = messages.stream().map(message -> id(shop, message)).toList();
        await().atMost(SEEN_WITHIN)
                .untilAsserted(() -> assertThat(listed(ofTenant(shop, also))).containsExactlyInAnyOrderElementsOf(ids));
    }

    private static List<String> listed(String query) {
        String json = temporal("workflow", "list", "--query", query, "--output", "json");
        return Http.JSON
                .readTree(json)
                .valueStream()
                .map(found -> found.at("/execution/workflowId").asString())
                .toList();
    }

    private static String ofTenant(Shop shop, String also) {
        return "TenantId='" + shop.id() + "' and " + also;
    }

    private static String id(Shop shop, UUID message) {
        return MessageWorkflowStarter.workflowId(shop.ref(message));
    }

    private static String temporal(String... words) {
        var command = new ArrayList<>(List.of(System.getProperty(RealServers.CLI)));
        command.addAll(Arrays.asList(words));
        command.addAll(List.of("--address", RealServers.ofThisJvm()));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s: %s", command, printed).isZero();
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
