package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an operator's dashboard says of Temporal's client and workers. */
class WorkerMetricsAcceptanceTest extends AcceptanceTest {
    /** The SDK hands its figures on every ten seconds. */
    private static final Pattern TAG = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    /** Of a bounded number of values each: what the code names, and what the configuration does. */
    private static final Set<String> TAGS = Set.of(
            "activity_type",
            "exception",
            "le",
            "namespace",
            "operation",
            "poller_type",
            "query_type",
            "signal_name",
            "status_code",
            "task_queue",
            "worker_type",
            "workflow_type");

    @Test
    void theWorkersSlotsPollsAndLatenciesAreReported() {
        Shop shop = shop();
        scheduled(shop, shop.customer());

        await().atMost(SETTLED_WITHIN)
                .untilAsserted(() -> assertThat(temporalMetrics())
                        .map(WorkerMetricsAcceptanceTest::name)
                        .contains(
                                "temporal_worker_task_slots_available",
                                "temporal_worker_task_slots_used",
                                "temporal_num_pollers",
                                "temporal_sticky_cache_size",
                                "temporal_request_total",
                                "temporal_workflow_completed_total",
                                "temporal_activity_schedule_to_start_latency_seconds_count",
                                "temporal_workflow_task_execution_latency_seconds_count"));
        assertThat(temporalMetrics())
                .filteredOn(line -> name(line).equals("temporal_worker_task_slots_available"))
                .anyMatch(line -> line.contains("task_queue=\"messages\"") && line.contains("\"ActivityWorker\""))
                .anyMatch(line -> line.contains("task_queue=\"broadcasts\""));
    }

    @Test
    void noTagCarriesAnIdOrANumber() {
        Shop shop = shop();
        Customer ana = shop.customer();
        String message = scheduled(shop, ana);
        await().atMost(SETTLED_WITHIN)
                .until(() -> temporalMetrics().stream()
                        .anyMatch(line -> name(line).equals("temporal_workflow_completed_total")));

        List<MatchResult> tags = temporalMetrics().stream()
                .flatMap(line -> TAG.matcher(line).results())
                .toList();
        assertThat(tags).map(tag -> tag.group(1)).isSubsetOf(TAGS);
        assertThat(tags)
                .filteredOn(tag -> !tag.group(1).equals("le"))
                .map(tag -> tag.group(2))
                .noneMatch(value -> value.matches(".*\\d{3}.*"))
                .doesNotContain(message, shop.id().toString(), ana.number());
    }

    /** One that a workflow sends. */
    private static String scheduled(Shop shop, Customer to) {
        return shop.letter("transactional", to)
                .at(Instant.now().plusSeconds(1))
                .expect(201)
                .text("message_id");
    }

    private static List<String> temporalMetrics() {
        try (Stream<String> lines = new Actuator(stack().workerPort()).metrics().lines()) {
            return lines.filter(line -> line.startsWith("temporal_")).collect(Collectors.toList());
        }
    }

    private static String name(String line) {
        return line.split("[{ ]", 2)[0];
    }
}
