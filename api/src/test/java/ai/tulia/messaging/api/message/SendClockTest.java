package ai.tulia.messaging.api.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;

class SendClockTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicInteger asked = new AtomicInteger();
    private @Nullable DataAccessException away;
    private Duration wrongBy = HOUR;

    private final SendClock clock = new SendClock(this::ledger, machine());

    @Test
    void itIsTheLedgersTimeAndAskedForOnce() {
        for (int i = 0; i < 100; i++) {
            assertThat(clock.now()).isCloseTo(Instant.now(), within(1, ChronoUnit.SECONDS));
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void aMachineWhoseClockIsSetAsksAgain() {
        clock.now();
        wrongBy = HOUR.negated();
        assertThat(clock.now()).isCloseTo(Instant.now(), within(1, ChronoUnit.SECONDS));
        assertThat(asked).hasValue(2);
    }

    @Test
    void withTheLedgerAwayTimeGoesOn() {
        clock.now();
        away = new DataAccessResourceFailureException("away");
        wrongBy = HOUR.negated();
        assertThat(clock.now()).isCloseTo(Instant.now(), within(1, ChronoUnit.SECONDS));
        assertThat(clock.now()).isCloseTo(Instant.now(), within(1, ChronoUnit.SECONDS));
        assertThat(asked).as("not asked by everyone who wants to know").hasValue(2);
    }

    @Test
    void aLedgerThatNeverSaidAnythingIsAnError() {
        away = new DataAccessResourceFailureException("away");
        assertThatExceptionOfType(DataAccessException.class).isThrownBy(clock::now);
    }

    private Instant ledger() {
        asked.incrementAndGet();
        if (away != null) {
            throw away;
        }
        return Instant.now();
    }

    private Clock machine() {
        return new Clock() {
            @Override
            public Instant instant() {
                return Instant.now().plus(wrongBy);
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }
}
