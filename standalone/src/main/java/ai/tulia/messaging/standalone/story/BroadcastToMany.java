package ai.tulia.messaging.standalone.story;

import ai.tulia.messaging.standalone.rest.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** One text to a few hundred: planned first, watched while it goes, and accounted for to the last one. */
record BroadcastToMany(Clock clock) implements Scene {
    private static final ZoneId ASLEEP = ZoneId.of("Asia/Kolkata");
    private static final int AWAKE = 240;
    private static final int SLEEPING = 30;
    private static final int WITHOUT_CONSENT = 30;
    private static final int ALL = AWAKE + SLEEPING + WITHOUT_CONSENT;
    private static final int LIMIT = 205;
    /** Mostly a few seconds; a minute more should the counters be away just then. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final String BROADCAST = """
            {"name": "Spring", "message_type": "promotional", "content": "Hello {{name}}, spring is here: 20 %% off all tulips.",
             "recipient_criteria": {"field": "tags", "op": "=", "value": "spring"}, "start": %s}""";

    @Override
    public void play(Shop shop, Narrator narrator) {
        LocalTime night = LocalTime.now(clock.withZone(ASLEEP)).truncatedTo(ChronoUnit.MINUTES);
        narrator.heading("A broadcast to %d customers".formatted(ALL), """
                %d in %s are awake, %d in %s are asleep by the shop's quiet hours, %d never agreed to advertising; and the
                day's limit, raised to %d, is too small for all. The plan says so before anything is sent.""".formatted(
                        AWAKE, OpenShop.ZONE, SLEEPING, ASLEEP, WITHOUT_CONSENT, LIMIT));
        shop.operator().put("/v1/tiers/demo", Json.object("daily_limit", LIMIT)).status(200);
        shop.operator()
                .patch(
                        "/v1/tenants/" + shop.tenantId(),
                        Json.object(
                                "quiet_hours",
                                Json.node(
                                        "start", night.minusHours(1).toString(),
                                        "end", night.plusHours(1).toString())))
                .status(200);
        shop.self().postCsv("/v1/customers/import", customers()).status(200).says("created", Integer.toString(ALL));
        shop.self()
                .post("/v1/broadcasts/dry-run", BROADCAST.formatted("false"))
                .status(200)
                .says("recipients", Integer.toString(ALL))
                .so("the plan: who gets it now, who later and who not, and nothing was sent");
        String id = shop.self()
                .post("/v1/broadcasts", BROADCAST.formatted("true"))
                .status(201)
                .says("status", "running")
                .text("id");
        watch(shop, narrator, "/v1/broadcasts/" + id);
        shop.self()
                .get("/v1/broadcasts/" + id)
                .status(200)
                .shows("every recipient accounted for", broadcast -> total(broadcast.path("counts")) == ALL)
                .shows(WITHOUT_CONSENT + " refused", broadcast -> count(broadcast, "refused") == WITHOUT_CONSENT)
                .shows(
                        "at least those asleep waiting for the end of their night",
                        broadcast -> reason(broadcast, "quiet_hours") >= SLEEPING)
                .shows(
                        "more than those asleep waiting: the rest is over the limit",
                        broadcast -> count(broadcast, "waiting") > SLEEPING
                                && out(broadcast) + count(broadcast, "waiting") == AWAKE + SLEEPING)
                .so("those over the limit go tomorrow, those asleep when their night ends");
        shop.self()
                .get("/v1/broadcasts/" + id + "/recipients?state=waiting&reason=quiet_hours&limit=1")
                .status(200)
                .so("and each one can be asked about");
    }

    /** Until nothing more can go now. */
    private static void watch(Shop shop, Narrator narrator, String path) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long settled = 0;
        while (settled < ALL && System.nanoTime() < deadline) {
            Answer answer = shop.self().peek(path);
            settled = total(answer.body().path("counts"))
                    - count(answer.body(), "accepted")
                    - count(answer.body(), "sending");
            narrator.bar(
                    settled,
                    ALL,
                    out(answer.body()) + " sent (" + count(answer.body(), "delivered") + " delivered), "
                            + count(answer.body(), "waiting") + " waiting, " + count(answer.body(), "refused")
                            + " refused");
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        narrator.line("");
    }

    /** What Twilio took, whatever it has told of it since. */
    private static long out(tools.jackson.databind.JsonNode broadcast) {
        return count(broadcast, "sent") + count(broadcast, "delivered") + count(broadcast, "read");
    }

    private static long count(tools.jackson.databind.JsonNode broadcast, String state) {
        return broadcast.path("counts").path(state).asLong(0);
    }

    private static long total(tools.jackson.databind.JsonNode counts) {
        return counts.valueStream().mapToLong(count -> count.asLong(0)).sum();
    }

    private static long reason(tools.jackson.databind.JsonNode broadcast, String reason) {
        return broadcast
                .path("reasons")
                .valueStream()
                .filter(one -> one.path("reason").asString("").equals(reason))
                .mapToLong(one -> one.path("count").asLong(0))
                .sum();
    }

    private static Path customers() {
        var csv = new StringBuilder("phone_number,name,time_zone,tags,consent_promotional\n");
        IntStream.range(0, ALL)
                .forEach(n -> csv.append("+49151%08d,Customer %d,%s,spring,%s%n"
                        .formatted(
                                20_000_000 + n,
                                n + 1,
                                n < AWAKE || n >= AWAKE + SLEEPING ? OpenShop.ZONE : ASLEEP,
                                n < AWAKE + SLEEPING ? "granted" : "")));
        try {
            Path file = Files.createTempFile("spring", ".csv");
            file.toFile().deleteOnExit();
            return Files.writeString(file, csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
