package ai.tulia.messaging.store.broadcast;

import static ai.tulia.messaging.store.broadcast.PlanFigures.grouped;
import static ai.tulia.messaging.store.broadcast.PlanFigures.total;
import static ai.tulia.messaging.store.broadcast.PlanFixture.promotion;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchPolicy;
import ai.tulia.messaging.domain.dispatch.StopReason;
import ai.tulia.messaging.domain.plan.BroadcastPlan;
import ai.tulia.messaging.store.message.DueMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BroadcastPlannerTest {
    /** A Friday noon in UTC. */
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static PlanFixture fixture;

    @BeforeAll
    static void start() {
        fixture = new PlanFixture();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void eachZoneIsDeferredUntilItsOwnMorning() {
        UUID tenant = fixture.tenant(null);
        UUID berlin = granted(tenant, 1, null);
        granted(tenant, 2, "America/Los_Angeles");
        granted(tenant, 3, "America/Los_Angeles");
        granted(tenant, 4, "Asia/Tokyo");
        var plan = fixture.plan(promotion(tenant, "Hi {{name}}"), NOON);
        assertThat(plan.recipients()).isEqualTo(4);
        assertThat(plan.breakdown().now().count()).isEqualTo(1);
        assertThat(plan.breakdown().now().samples())
                .containsExactly(new BroadcastPlan.Sample(berlin, "Hi Ana", Set.of()));
        assertThat(plan.breakdown().waiting())
                .extracting(h -> h.reason() + " " + h.zone() + " " + h.until() + " "
                        + h.group().count())
                .containsExactly(
                        "QUIET_HOURS America/Los_Angeles 2026-11-20T16:00:00Z 2",
                        "QUIET_HOURS Asia/Tokyo 2026-11-20T23:00:00Z 1");
        assertThat(plan.firstSendAt()).isEqualTo(NOON);
        assertThat(plan.lastSendAt()).isEqualTo("2026-11-20T23:00:00Z");
    }

    @Test
    void aWallTimeThatTheClockSkipsIsTheTransitionAndTheSnapshotSaysTheSame() {
        UUID tenant = fixture.tenant(null);
        fixture.ledger.execute(
                "update tenant set quiet_start = '00:00', quiet_end = '00:00' where tenant_id = '" + tenant + "'");
        granted(tenant, 1, "Europe/Berlin");
        granted(tenant, 2, "America/New_York");
        var local = LocalDateTime.parse("2026-03-29T02:30");
        Instant now = Instant.parse("2026-03-28T12:00:00Z");
        var broadcast = PlanFixture.at(tenant, "Hi", null, local, "recipient", null);
        var plan = fixture.plan(broadcast, now);
        assertThat(plan.breakdown().waiting())
                .extracting(h -> h.reason() + " " + h.zone() + " " + h.until())
                .containsExactly(
                        "SCHEDULED Europe/Berlin 2026-03-29T01:00:00Z",
                        "SCHEDULED America/New_York 2026-03-29T06:30:00Z");
        assertThat(fixture.snapshot(broadcast, now).stream()
                        .map(m -> m.row().facts().window().notBefore()))
                .containsExactlyInAnyOrderElementsOf(plan.breakdown().waiting().stream()
                        .map(BroadcastPlan.Waiting::until)
                        .toList());
    }

    @Test
    void whoIsRefusedAndWhichVariablesAreMissing() {
        UUID tenant = fixture.tenant(5L);
        fixture.customer(tenant, 1, null, null, null, "{}");
        fixture.customer(tenant, 2, null, "withdrawn", null, "{}");
        fixture.customer(tenant, 3, null, "granted", "withdrawn", "{}");
        fixture.customer(tenant, 4, null, "granted", null, "{\"city\": \"Lima\"}");
        UUID lacking = fixture.customer(tenant, 5, null, "granted", null, "{\"city\": \" \"}");
        fixture.customer(tenant, 6, null, "granted", null, "{\"city\": \"Lima\", \"code\": 7}");
        var plan = fixture.plan(promotion(tenant, "{{attr.city}} {{attr.code}} {{attr.x|y}}"), NOON);
        assertThat(plan.breakdown().refused())
                .extracting(r -> r.reason() + " " + r.group().count())
                .containsExactly("CONSENT_MISSING 1", "CONSENT_WITHDRAWN 1", "OPTED_OUT 1", "MISSING_VARIABLE 2");
        assertThat(plan.missingVariables()).isEqualTo(Map.of("attr.city", 1L, "attr.code", 2L));
        assertThat(plan.breakdown().refused().getLast().group().samples())
                .contains(new BroadcastPlan.Sample(lacking, null, Set.of("attr.city", "attr.code")));
        assertThat(plan.breakdown().now().samples().getFirst().text()).isEqualTo("Lima 7 y");
        assertThat(plan.cost().needed()).isEqualTo(1);
    }

    @Test
    void noOtherTenantsCustomersAreMeant() {
        UUID tenant = fixture.tenant(null);
        UUID other = fixture.tenant(null);
        granted(other, 1, null);
        assertThat(fixture.plan(promotion(tenant, "Hi"), NOON).recipients()).isZero();
        assertThat(fixture.plan(promotion(other, "Hi"), NOON).recipients()).isEqualTo(1);
    }

    @Test
    void ofAListThoseOnItAreMeantWithTheValuesGivenThere() {
        UUID tenant = fixture.tenant(null);
        UUID listed = fixture.customer(tenant, 1, null, "granted", null, "{\"city\": \"Lima\"}");
        granted(tenant, 2, null);
        var broadcast = PlanFixture.toList(tenant, "{{attr.city}}");
        fixture.in(tenant, () -> {
            fixture.bean(BroadcastRepository.class).add(broadcast);
            fixture.bean(BroadcastAudience.class)
                    .add(broadcast.ref(), List.of(new BroadcastAudience.Recipient(listed, Map.of("city", "Oslo"))));
            return true;
        });
        var plan = fixture.plan(broadcast, NOON);
        assertThat(plan.recipients()).isEqualTo(1);
        assertThat(plan.breakdown().now().samples())
                .containsExactly(new BroadcastPlan.Sample(listed, "Oslo", Set.of()));
    }

    @Test
    void idsThatAreNotStoredArePlannedAsTheStoredListOfThem() {
        UUID tenant = fixture.tenant(3L);
        fixture.crowd(tenant, 6);
        granted(tenant, 1, "Asia/Tokyo");
        fixture.customer(tenant, 2, null, "withdrawn", null, "{}");
        fixture.customer(tenant, 3, null, "granted", null, "{\"city\": \"Lima\"}");
        List<UUID> ids = fixture.customers(tenant);
        granted(tenant, 4, null);
        UUID others = granted(fixture.tenant(null), 5, null);
        var stored = PlanFixture.toList(tenant, "{{attr.city|Ulm}}");
        fixture.in(tenant, () -> {
            fixture.bean(BroadcastRepository.class).add(stored);
            fixture.bean(BroadcastAudience.class)
                    .add(
                            stored.ref(),
                            ids.stream()
                                    .map(id -> new BroadcastAudience.Recipient(id, null))
                                    .toList());
            return true;
        });
        var given = Stream.of(ids, ids, List.of(others)).flatMap(List::stream).toList();
        var plan =
                fixture.bean(BroadcastPlanner.class).plan(PlanFixture.toList(tenant, "{{attr.city|Ulm}}"), given, NOON);
        assertThat(plan).isEqualTo(fixture.plan(stored, NOON));
        assertThat(plan.recipients()).isEqualTo(9);
        assertThat(plan.breakdown().now().count()).isEqualTo(3);
        assertThat(plan.breakdown().byLimit()).isNotEmpty();
    }

    @Test
    void thePlanIsWhatThePolicySaysOfEachAlone() {
        long seed = Long.getLong("tulia.seed", System.nanoTime());
        var random = new Random(seed);
        for (int round = 0; round < 12; round++) {
            UUID tenant = fixture.tenant(null);
            int people = random.nextInt(25);
            for (int i = 0; i < people; i++) {
                fixture.customer(
                        tenant,
                        i,
                        oneOf(random, "Asia/Tokyo", "America/Lima", "Europe/London", null),
                        oneOf(random, "granted", "granted", "withdrawn", null),
                        oneOf(random, "granted", "withdrawn", null, null),
                        oneOf(random, "{}", "{\"a\": 1}", "{\"a\": \"\"}"));
            }
            Instant now = NOON.plus(Duration.ofMinutes(random.nextInt(60 * 24)));
            var local = random.nextBoolean() ? LocalDateTime.parse("2026-11-21T20:30") : null;
            Instant end = random.nextBoolean() ? now.plus(Duration.ofHours(random.nextInt(40))) : null;
            var broadcast = PlanFixture.at(
                    tenant,
                    "{{attr.a}}",
                    null,
                    local,
                    local == null ? null : oneOf(random, "recipient", "tenant", "Asia/Kathmandu"),
                    end);
            var plan = fixture.plan(broadcast, now);
            assertThat(total(plan)).as("seed %d", seed).isEqualTo(people).isEqualTo(plan.recipients());
            assertThat(grouped(plan)).as("seed %d", seed).isEqualTo(eachAlone(broadcast, now));
        }
    }

    /** By the way of the real broadcast: written down by its snapshot, claimed with its facts, decided, rendered. */
    private static Map<String, Long> eachAlone(Broadcast broadcast, Instant now) {
        var text = BroadcastText.of(broadcast, null);
        var groups = new TreeMap<String, Long>();
        for (DueMessage message : fixture.snapshot(broadcast, now)) {
            var facts = message.row().facts();
            String group = switch (DispatchPolicy.decide(facts, now)) {
                case DispatchDecision.Stop stop -> stop.reason().name();
                case DispatchDecision.Wait wait
                when text.render(message).isPresent() ->
                    wait.reason() + " " + facts.zones().recipient() + " " + wait.until();
                case DispatchDecision.SendNow go when text.render(message).isPresent() -> "now";
                default -> StopReason.MISSING_VARIABLE.name();
            };
            groups.merge(group, 1L, Long::sum);
        }
        return groups;
    }

    private static UUID granted(UUID tenant, int number, String zone) {
        return fixture.customer(tenant, number, zone, "granted", null, "{}");
    }

    @SafeVarargs
    private static <T> T oneOf(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }
}
