package ai.tulia.messaging.activities.message;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.message.MessageRef;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More single messages than their sender may send in the next ten seconds. */
@Timeout(120)
class SinglesInLineTest {
    private static final String SENDER = "whatsapp:+14155230055";
    private static final int PER_SECOND = 10;
    private static final int MESSAGES = 250;

    @Test
    void theyStandInLineAndEachWakesWhenItIsItsTurn() {
        try (Days days = Days.today()) {
            days.sender(SENDER);
            days.execute("insert into sender_pace (sender, messages_per_second) values ('" + SENDER + "', " + PER_SECOND
                    + ") on conflict do nothing");
            UUID customer = days.customer(null);

            List<MessageRef> messages = Stream.generate(() -> days.promotion(customer))
                    .limit(MESSAGES)
                    .toList();
            messages.forEach(days::untilClosed);

            assertThat(messages).allSatisfy(message -> {
                assertThat(days.state(message)).isEqualTo("SENT");
                // Once more, where it was held up for so long that its place was gone.
                assertThat(days.waits(message)).hasSizeLessThanOrEqualTo(2);
            });
            assertThat(messages.stream().filter(message -> !days.waits(message).isEmpty()))
                    .hasSizeGreaterThan(MESSAGES / 4);
        }
    }
}
