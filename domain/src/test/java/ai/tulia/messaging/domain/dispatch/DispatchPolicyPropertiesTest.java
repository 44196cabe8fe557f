package ai.tulia.messaging.domain.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.Seeded;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.dispatch.DispatchDecision.SendNow;
import ai.tulia.messaging.domain.dispatch.DispatchDecision.Stop;
import ai.tulia.messaging.domain.dispatch.DispatchDecision.Wait;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.dispatch.RuleTrace.Verdict;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.domain.time.ZoneSource;
import ai.tulia.messaging.domain.time.Zones;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DispatchPolicyPropertiesTest {
    private static final int CASES = 8_000;

    @Test
    void theDecisionIsWhatTheTraceSays() {
        Seeded.cases(CASES, random -> {
            Case given = Case.any(random);
            DispatchDecision decision = given.facts().decidedAt(given.now());

            boolean refused = decision.trace().stream().anyMatch(e -> e.verdict() == Verdict.REFUSED);
            boolean held = decision.trace().stream().anyMatch(e -> e.verdict() == Verdict.WAITS);
            Class<?> expected = refused ? Stop.class : held ? Wait.class : SendNow.class;
            assertThat(decision).as("%s", given).isInstanceOf(expected);
        });
    }

    @Test
    void aWaitEndsAfterNowWithinTheValidityAndNeverBeforeARuleLetsGo() {
        Seeded.cases(CASES, random -> {
            Case given = Case.any(random);
            if (given.facts().decidedAt(given.now()) instanceof Wait wait) {
                assertThat(wait.until()).isAfter(given.now());
                assertThat(wait.until()).isBefore(given.facts().build().window().expiresAt());
                assertThat(wait.trace()).allSatisfy(entry -> {
                    if (entry.until() != null) {
                        assertThat(entry.until()).isBeforeOrEqualTo(wait.until());
                    }
                });
            }
        });
    }

    @Test
    void decidedAgainWhenTheWaitEndsItGoesOnceThereIsAPlace() {
        Seeded.cases(CASES, random -> {
            Case given = Case.any(random);
            if (given.facts().decidedAt(given.now()) instanceof Wait wait) {
                assertThat(given.facts().granted().decidedAt(wait.until()))
                        .as("%s, again at %s", given, wait.until())
                        .isInstanceOf(SendNow.class);
            }
        });
    }

    @Test
    void decidedAgainDuringTheWaitItWaitsForTheSameInstant() {
        Seeded.cases(CASES, random -> {
            Case given = Case.any(random);
            Facts facts = given.facts().granted();
            if (facts.decidedAt(given.now()) instanceof Wait wait && wait.reason() == WaitReason.SCHEDULED) {
                Duration left = Duration.between(given.now(), wait.until());
                Instant meanwhile = given.now().plusNanos(random.nextLong(left.toNanos()));
                assertThat(facts.decidedAt(meanwhile))
                        .as("%s, again at %s", given, meanwhile)
                        .isInstanceOfSatisfying(
                                Wait.class, again -> assertThat(again.until()).isEqualTo(wait.until()));
            }
        });
    }

    @Test
    void whatMayGoNowMayGoUntilThenAndNotThen() {
        Seeded.cases(CASES, random -> {
            Case given = Case.any(random);
            Facts facts = given.facts().granted();
            if (facts.decidedAt(given.now()) instanceof SendNow) {
                Instant until = DispatchPolicy.mayGoUntil(facts.build(), given.now());
                long left = Duration.between(given.now(), until).toNanos();
                Instant meanwhile = given.now().plusNanos(random.nextLong(left));
                assertThat(facts.decidedAt(meanwhile))
                        .as("%s, again at %s", given, meanwhile)
                        .isInstanceOf(SendNow.class);
                assertThat(facts.decidedAt(until))
                        .as("%s, again at %s", given, until)
                        .isNotInstanceOf(SendNow.class);
            }
        });
    }

    @Test
    void aRefusalDoesNotDependOnTheTimeExceptByValidityAndSession() {
        Seeded.cases(CASES, random -> {
            Case given = Case.any(random);
            if (given.facts().decidedAt(given.now()) instanceof Stop stop
                    && stop.reason() != StopReason.VALIDITY_ENDED
                    && stop.reason() != StopReason.TEMPLATE_NEEDED) {
                Duration left = Duration.between(
                        given.now(), given.facts().build().window().expiresAt());
                Instant other = given.now().plusNanos(random.nextLong(-left.toNanos(), left.toNanos()));
                assertThat(given.facts().decidedAt(other))
                        .as("%s, again at %s", given, other)
                        .isInstanceOfSatisfying(
                                Stop.class, again -> assertThat(again.reason()).isEqualTo(stop.reason()));
            }
        });
    }

    @Test
    void whateverElseIsASuspendedTenantSendsNothing() {
        Seeded.cases(CASES, random -> {
            Case given = Case.any(random);
            assertThat(given.facts().ofSuspendedTenant().decidedAt(given.now()))
                    .isNotInstanceOf(DispatchDecision.SendNow.class);
        });
    }

    @Test
    void theTraceHasEveryRuleInOrderAndNoEmptyFact() {
        Seeded.cases(CASES, random -> {
            Case given = Case.any(random);
            DispatchDecision decision = given.facts().decidedAt(given.now());
            assertThat(decision.trace())
                    .extracting(RuleTrace::rule)
                    .startsWith(
                            "validity",
                            "tenant",
                            "opt_out",
                            "consent",
                            "channel",
                            "address",
                            "schedule",
                            "quiet_hours",
                            "daily_limit")
                    .contains("session");
            assertThat(decision.trace()).allSatisfy(entry -> {
                assertThat(entry.facts()).doesNotContainValue(null);
                assertThat(entry.until() != null).isEqualTo(entry.verdict() == Verdict.WAITS);
                assertThat(entry.facts().values())
                        .allSatisfy(
                                value -> assertThat(value).isInstanceOfAny(String.class, Number.class, Boolean.class));
            });
        });
    }

    private record Case(Facts facts, Instant now) {
        static Case any(RandomGenerator random) {
            ZoneId zone = Zones.any(random);
            Instant now = Zones.instant(zone, random);
            Facts facts = Facts.of(oneOf(MessageType.values(), random))
                    .in(zone, oneOf(ZoneSource.values(), random))
                    .ofTenantIn(Zones.any(random))
                    .quiet(Zones.window(zone, now, random))
                    .consent(random.nextInt(4) == 0 ? oneOf(ConsentState.values(), random) : ConsentState.GRANTED)
                    .channel(random.nextInt(8) == 0 ? ConsentState.WITHDRAWN : ConsentState.UNKNOWN)
                    .overLimit(oneOf(OverLimit.values(), random))
                    .expiringAt(now.plusSeconds(random.nextLong(-3600, 4 * 86_400)));
            if (random.nextBoolean()) {
                facts.notBefore(now.plusSeconds(random.nextLong(-7200, 2 * 86_400)));
            }
            if (random.nextBoolean()) {
                facts.freeText(random.nextInt(4) == 0 ? null : now.minusSeconds(random.nextLong(-3600, 30 * 3600)));
            }
            return new Case(withQuota(facts, now, random), now);
        }

        private static Facts withQuota(Facts facts, Instant now, RandomGenerator random) {
            return switch (random.nextInt(4)) {
                case 0 -> facts;
                case 1 -> facts.granted();
                case 2 -> facts.quota(QuotaAnswer.UNAVAILABLE);
                default ->
                    facts.denied(
                            random.nextInt(2000),
                            random.nextBoolean() ? null : now.plusSeconds(random.nextInt(86_400)));
            };
        }

        private static <T> T oneOf(T[] values, RandomGenerator random) {
            return values[random.nextInt(values.length)];
        }

        @Override
        public String toString() {
            return facts.build() + " at " + now;
        }
    }
}
