package ai.tulia.messaging.domain.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeFormatTest {
    @ParameterizedTest
    @CsvSource({
        "2026-03-01T08:00:00Z, 2026-03-01T08:00:00.000Z",
        "2026-03-01T08:00:00.5Z, 2026-03-01T08:00:00.500Z",
        "2026-12-31T23:59:59.999999999Z, 2026-12-31T23:59:59.999Z",
        "1969-12-31T23:59:59.999999Z, 1969-12-31T23:59:59.999Z",
        "2026-03-01T09:00:00.000001+01:00, 2026-03-01T08:00:00.000Z"
    })
    void anInstantHasThreeDecimalsAndIsNeverRoundedUp(Instant instant, String shown) {
        assertThat(TimeFormat.instant(instant)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T09:00, 2026-03-01T09:00:00",
        "2026-03-01T09:00:07, 2026-03-01T09:00:07",
        "2026-03-01T09:00:59.999, 2026-03-01T09:00:59"
    })
    void aLocalTimeHasItsSeconds(LocalDateTime time, String shown) {
        assertThat(TimeFormat.local(time)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"22:00, 22:00:00", "00:00, 00:00:00", "08:30:15, 08:30:15"})
    void aTimeOfDayHasItsSeconds(LocalTime time, String shown) {
        assertThat(TimeFormat.timeOfDay(time)).isEqualTo(shown);
    }
}
