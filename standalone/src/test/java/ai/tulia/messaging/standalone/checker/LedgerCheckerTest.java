package ai.tulia.messaging.standalone.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.tulia.messaging.standalone.checker.LedgerState.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A checker that cannot fail proves nothing: each violation is planted here and must be found. */
class LedgerCheckerTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private final UUID tenant = UUID.randomUUID();
    private final UUID broadcast = UUID.randomUUID();
    private final UUID single = UUID.randomUUID();
    private final UUID ana = UUID.randomUUID();
    private final UUID ben = UUID.randomUUID();
    private final UUID toAna = UUID.randomUUID();
    private final UUID toBen = UUID.randomUUID();
    private final List<LoadLine> lines = new ArrayList<>(List.of(
            line(LoadLine.Kind.MESSAGE, "k1", 201, single), line(LoadLine.Kind.BROADCAST, "b1", 201, broadcast)));
    private final Map<UUID, Row> rows = new HashMap<>(Map.of(
            single, new Row(single, ana, null, "SENT", "sent", 1),
            toAna, row(toAna, ana, "SENT", "sent"),
            toBen, row(toBen, ben, "REFUSED", "failed")));
    private final List<Post> posts = new ArrayList<>(List.of(post(single, 1, true), post(toAna, 1, true)));
    private final Map<String, UUID> byKey = new HashMap<>();
    private final List<String> wrongCounts = new ArrayList<>();
    private final List<Stop> stops = new ArrayList<>();
    private String status = "completed";

    @Test
    void aCleanRunHasNoViolationAndTellsItsSeedAndSizes() {
        assertThat(verdict().violations().found()).isEmpty();
        assertThat(verdict())
                .hasToString("seed 7: attempted 3, acked 3, posted 2, final 3; lost 0, duplicated 0, repeated 0,"
                        + " unexpected 0, recovered 0, unknown 0, unproven 0, denied 0, after a stop 0, wrong counts 0;"
                        + " broadcasts {completed=1}");
    }

    @Test
    void anAckedMessageWithoutARowIsLost() {
        rows.remove(single);
        assertThat(verdict().violations().lost()).containsExactly(single.toString());
        assertThat(verdict().violations().found()).singleElement().asString().startsWith("lost 1");
    }

    @Test
    void anAckedMessageThatIsStillOpenIsLost() {
        rows.put(single, new Row(single, ana, null, "WAITING", "pending", 0));
        assertThat(verdict().violations().lost()).containsExactly(single.toString());
    }

    @Test
    void aRecipientWhomABroadcastMeansAndNobodyWroteDownIsLost() {
        rows.remove(toBen);
        assertThat(verdict().violations().lost()).containsExactly(broadcast + "/" + ben);
    }

    @Test
    void oneThatWasCanceledOwesNothingToThoseNotWrittenDownButAllToTheOthers() {
        status = "canceled";
        rows.remove(toBen);
        assertThat(verdict().violations().found()).isEmpty();
        rows.put(toAna, row(toAna, ana, "SENDING", "pending"));
        assertThat(verdict().violations().lost()).containsExactly(toAna.toString());
    }

    @Test
    void aMessageThatTheProviderTookTwiceIsDuplicated() {
        posts.add(post(toAna, 2, true));
        assertThat(verdict().violations().duplicated()).containsExactly(toAna.toString());
        assertThat(verdict().violations().repeated()).isEmpty();
        assertThat(verdict().violations().found()).singleElement().asString().startsWith("duplicated 1");
    }

    @Test
    void aSecondAttemptAfterARefusalIsNone() {
        posts.set(1, post(toAna, 1, false));
        posts.add(post(toAna, 2, true));
        assertThat(verdict().violations().found()).isEmpty();
    }

    @Test
    void oneAttemptPostedTwiceIsRepeatedEvenIfTheProviderRefusedIt() {
        posts.add(post(toAna, 1, false));
        assertThat(verdict().violations().repeated()).containsExactly(toAna + "#1");
        assertThat(verdict().violations().duplicated()).isEmpty();
        assertThat(verdict().violations().found()).singleElement().asString().startsWith("repeated 1");
    }

    @Test
    void aPostThatNobodyAskedForIsUnexpected() {
        UUID ghost = UUID.randomUUID();
        posts.add(post(ghost, 1, true));
        assertThat(verdict().violations().unexpected()).containsExactly(ghost.toString());
        assertThat(verdict().violations().found()).singleElement().asString().startsWith("unexpected 1");
    }

    @Test
    void aRecipientOutsideTheAudienceIsUnexpected() {
        UUID toCleo = UUID.randomUUID();
        rows.put(toCleo, row(toCleo, UUID.randomUUID(), "SENT", "sent"));
        posts.add(post(toCleo, 1, true));
        assertThat(verdict().violations().unexpected()).containsExactly(toCleo.toString());
    }

    @Test
    void oneThatWentOutThoughItsClientSawAnErrorIsRecoveredAndFoundByItsKey() {
        lines.set(0, line(LoadLine.Kind.MESSAGE, "k1", 0, null));
        byKey.put(Keys.of(tenant, "k1"), single);
        assertThat(verdict().recovered()).containsExactly(single.toString());
        assertThat(verdict().acked()).doesNotContain(single.toString());
        assertThat(verdict().violations().found()).isEmpty();
    }

    @Test
    void anUnknownOneIsCountedAndNeitherLostNorFinal() {
        rows.put(toAna, row(toAna, ana, "UNKNOWN", "pending"));
        status = "running";
        assertThat(verdict().unknown()).containsExactly(toAna.toString());
        assertThat(verdict().ended()).doesNotContain(toAna.toString());
        assertThat(verdict().violations().found()).isEmpty();
    }

    @Test
    void aCompletedBroadcastWithAnOpenRowIsFound() {
        rows.put(toAna, row(toAna, ana, "UNKNOWN", "pending"));
        assertThat(verdict().violations().openThoughCompleted()).containsExactly(toAna.toString());
        assertThat(verdict().violations().found()).singleElement().asString().startsWith("open though completed 1");
    }

    @Test
    void whatLeavesAfterTheAnswerIsFoundUnlessItHadBegun() {
        stops.add(new Stop(broadcast, "paused", Map.of(toAna, 1), null));
        assertThat(verdict().violations().found()).isEmpty();
        posts.add(post(toBen, 1, false));
        assertThat(verdict().violations().afterStop()).containsExactly(toBen + "#1 after paused");
        assertThat(verdict().violations().found()).singleElement().asString().startsWith("after the stop 1");
    }

    @Test
    void aNewAttemptAfterTheAnswerIsFoundAlthoughAnEarlierOneHadBegun() {
        posts.set(1, post(toAna, 1, false));
        posts.add(post(toAna, 2, true));
        stops.add(new Stop(broadcast, "canceled", Map.of(toAna, 1), null));
        assertThat(verdict().violations().afterStop()).containsExactly(toAna + "#2 after canceled");
    }

    @Test
    void whatLeavesOnceItWasResumedIsNone() {
        stops.add(new Stop(broadcast, "paused", Map.of(), NOON));
        assertThat(verdict().violations().found()).isEmpty();
        stops.add(new Stop(broadcast, "paused", Map.of(), NOON.plusSeconds(1)));
        assertThat(verdict().violations().afterStop()).hasSize(1);
    }

    @Test
    void whatTheLedgerCallsSentAndTheProviderNeverTookIsUnproven() {
        posts.set(1, post(toAna, 1, false));
        assertThat(verdict().violations().unproven()).containsExactly(toAna.toString());
        assertThat(verdict().violations().found()).singleElement().asString().startsWith("unproven 1");
        posts.remove(1);
        assertThat(verdict().violations().unproven()).containsExactly(toAna.toString());
    }

    @Test
    void whatTheProviderTookAndTheLedgerSaysNeverLeftIsDenied() {
        rows.put(toAna, row(toAna, ana, "CANCELED", "canceled"));
        assertThat(verdict().violations().denied()).containsExactly(toAna.toString());
        assertThat(verdict().violations().found()).singleElement().asString().startsWith("denied 1");
    }

    @Test
    void countsThatDriftAreFound() {
        wrongCounts.add(broadcast + " SENT : kept 2, counted 1");
        assertThat(verdict().violations().found()).singleElement().asString().startsWith("wrong counts 1");
    }

    @Test
    void theMostWithinADayAreThoseOfAnyDay() {
        var three = List.of(
                new Post(tenant, single, 1, true, NOON),
                new Post(tenant, single, 1, false, NOON),
                new Post(tenant, toAna, 1, true, NOON.plus(Duration.ofHours(23))),
                new Post(tenant, toBen, 1, true, NOON.plus(Duration.ofHours(24))));
        assertThat(Post.mostAcceptedWithin(Duration.ofHours(24), three)).isEqualTo(2);
        assertThat(Post.mostAcceptedWithin(Duration.ofHours(25), three)).isEqualTo(3);
        assertThat(Post.mostAcceptedWithin(Duration.ofHours(1), List.of())).isZero();
    }

    @Test
    void aLineIsReadAsItWasWritten() {
        for (LoadLine line : List.of(lines.getFirst(), line(LoadLine.Kind.MESSAGE, "with space", 0, null))) {
            assertThat(LoadLine.ofText(line.text())).isEqualTo(line);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> LoadLine.ofText("half a line"));
    }

    private Verdict verdict() {
        return LedgerChecker.check(new Evidence(
                7,
                lines,
                Map.of(broadcast, Set.of(ana, ben)),
                posts,
                new LedgerState(List.copyOf(rows.values()), byKey, Map.of(broadcast, status), wrongCounts),
                stops));
    }

    private LoadLine line(LoadLine.Kind kind, String key, int code, UUID id) {
        return new LoadLine(7, tenant, kind, key, code, id);
    }

    private Row row(UUID id, UUID customer, String state, String status) {
        return new Row(id, customer, broadcast, state, status, 1);
    }

    private Post post(UUID message, int attempt, boolean accepted) {
        return new Post(tenant, message, attempt, accepted, NOON);
    }
}
