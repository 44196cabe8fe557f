package ai.tulia.messaging.standalone.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class QuietWindowTest {
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");

    @Test
    void hasBegunAndEndsSoon() {
        Instant now = Instant.parse("2026-11-23T09:50:20Z");

        var window = QuietWindow.endingSoon(now, LOS_ANGELES);

        assertThat(window.endsAt()).isEqualTo(now.plusSeconds(13));
        assertThat(window.end()).isEqualTo(LocalTime.of(1, 50, 33));
        assertThat(window.start()).isEqualTo(LocalTime.of(1, 40, 33));
    }

    @Test
    void maySpanMidnight() {
        var window = QuietWindow.endingSoon(Instant.parse("2026-11-23T08:04:30Z"), LOS_ANGELES);

        assertThat(window.start()).isEqualTo(LocalTime.of(23, 54, 43));
        assertThat(window.end()).isEqualTo(LocalTime.of(0, 4, 43));
    }

    /** The hour from one to two comes twice that night; this is the second time. */
    @Test
    void endsSoonAlsoInAnHourThatComesTwice() {
        Instant now = Instant.parse("2026-11-01T09:30:00Z");

        assertThat(QuietWindow.endingSoon(now, LOS_ANGELES).endsAt()).isEqualTo(now.plusSeconds(13));
    }
}
