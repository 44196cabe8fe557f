package ai.tulia.messaging.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.delivery.AttemptMatcher.Match;
import ai.tulia.messaging.domain.message.MessageRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttemptMatcherTest {
    private static final Instant START = Instant.parse("2026-11-28T12:00:00.400Z");
    private static final UUID TENANT = UUID.randomUUID();
    private static final String SENDER = "+14155550000";
    private static final String OTHER_SENDER = "+14155550001";

    @Test
    void theOneMessageThatFitsIsFound() {
        UnknownAttempt attempt = attempt("whatsapp:+14155550100", "Hello");
        ListedMessage its = listed("SM1", "whatsapp:+14155550100", "Hello", 0);
        assertThat(match(
                        List.of(attempt),
                        List.of(
                                its,
                                listed("SM2", "whatsapp:+14155550101", "Hello", 0),
                                listed("SM3", "+14155550100", "Hello", 0),
                                listed("SM4", "whatsapp:+14155550100", "Other", 0),
                                listed("SM5", "whatsapp:+14155550100", "Hello", -6),
                                listed("SM6", "whatsapp:+14155550100", "Hello", 28))))
                .containsExactly(Map.entry(attempt.ref(), new Match.Found(its)));
    }

    @Test
    void aTemplatesTextIsNotCompared() {
        UnknownAttempt attempt = attempt("+14155550100", null);
        ListedMessage its = listed("SM1", "+14155550100", "Your table is ready", 20);
        assertThat(match(List.of(attempt), List.of(its)).get(attempt.ref())).isEqualTo(new Match.Found(its));
    }

    @Test
    void nothingThatFitsIsNoTrace() {
        UnknownAttempt attempt = attempt("+14155550100", "Hello");
        assertThat(match(List.of(attempt), List.of()).get(attempt.ref())).isEqualTo(new Match.NoTrace());
    }

    @Test
    void twoMessagesForOneAttemptAndOneMessageForTwoAttemptsAreAmbiguous() {
        UnknownAttempt attempt = attempt("+14155550100", "Hello");
        UnknownAttempt twin = attempt("+14155550100", "Hello");
        ListedMessage one = listed("SM1", "+14155550100", "Hello", 1);
        assertThat(match(List.of(attempt), List.of(one, listed("SM2", "+14155550100", "Hello", 2)))
                        .get(attempt.ref()))
                .isEqualTo(new Match.Ambiguous());
        assertThat(match(List.of(attempt, twin), List.of(one)).values())
                .containsExactly(new Match.Ambiguous(), new Match.Ambiguous());
    }

    @Test
    void anotherSendersMessageIsNeitherAdoptedNorTakenForNoTrace() {
        UnknownAttempt attempt = attempt("+14155550100", "Hello");
        ListedMessage others = listed("SM1", OTHER_SENDER, "+14155550100", "Hello", 1);
        ListedMessage ofAService = listed("SM2", null, "+14155550100", "Hello", 1);
        ListedMessage its = listed("SM3", "+14155550100", "Hello", 2);
        assertThat(match(List.of(attempt), List.of(others)).get(attempt.ref())).isEqualTo(new Match.Ambiguous());
        assertThat(match(List.of(attempt), List.of(ofAService)).get(attempt.ref()))
                .isEqualTo(new Match.Ambiguous());
        assertThat(match(List.of(attempt), List.of(others, ofAService, its)).get(attempt.ref()))
                .isEqualTo(new Match.Found(its));
    }

    @Test
    void attemptsByTwoSendersEachFindTheirOwn() {
        UnknownAttempt one = attempt("+14155550100", "Hello");
        UnknownAttempt two = attempt(OTHER_SENDER, "+14155550100", "Hello");
        ListedMessage ofOne = listed("SM1", "+14155550100", "Hello", 1);
        ListedMessage ofTwo = listed("SM2", OTHER_SENDER, "+14155550100", "Hello", 1);
        assertThat(match(List.of(one, two), List.of(ofOne, ofTwo)))
                .containsOnly(
                        Map.entry(one.ref(), new Match.Found(ofOne)), Map.entry(two.ref(), new Match.Found(ofTwo)));
    }

    @Test
    void whereTheSenderIsNotKnownItIsNotCompared() {
        UnknownAttempt attempt = attempt(null, "+14155550100", "Hello");
        ListedMessage its = listed("SM1", OTHER_SENDER, "+14155550100", "Hello", 1);
        assertThat(match(List.of(attempt), List.of(its)).get(attempt.ref())).isEqualTo(new Match.Found(its));
    }

    private static Map<MessageRef, Match> match(List<UnknownAttempt> attempts, List<ListedMessage> listed) {
        return AttemptMatcher.match(attempts, listed);
    }

    private static UnknownAttempt attempt(String to, @Nullable String body) {
        return attempt(to.startsWith("whatsapp:") ? "whatsapp:" + SENDER : SENDER, to, body);
    }

    private static UnknownAttempt attempt(@Nullable String from, String to, @Nullable String body) {
        return new UnknownAttempt(new MessageRef(TENANT, UUID.randomUUID()), 1, from, to, body, START);
    }

    private static ListedMessage listed(String sid, String to, String body, int secondsAfter) {
        return listed(sid, to.startsWith("whatsapp:") ? "whatsapp:" + SENDER : SENDER, to, body, secondsAfter);
    }

    private static ListedMessage listed(String sid, @Nullable String from, String to, String body, int secondsAfter) {
        return new ListedMessage(
                sid, from, to, body, START.plusSeconds(secondsAfter), new DeliveryReport("sent", null));
    }
}
