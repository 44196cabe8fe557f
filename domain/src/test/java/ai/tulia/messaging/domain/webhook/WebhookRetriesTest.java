package ai.tulia.messaging.domain.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.message.MessageState;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WebhookRetriesTest {
    @Test
    void eightTriesTakeAbout28Hours() {
        assertThat(total(0.5)).isEqualTo(Duration.parse("PT27H35M5S"));
        assertThat(total(0)).isEqualTo(total(0.5).multipliedBy(9).dividedBy(10));
        assertThat(total(0.999))
                .isBetween(
                        total(0.5).multipliedBy(109).dividedBy(100),
                        total(0.5).multipliedBy(11).dividedBy(10));
        assertThat(WebhookRetries.delayAfter(8, 0.5)).isEmpty();
    }

    private static Duration total(double chance) {
        return IntStream.rangeClosed(1, 7)
                .mapToObj(attempt -> WebhookRetries.delayAfter(attempt, chance).orElseThrow())
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Test
    void anEndpointIsLeftAloneForEverLongerUpToFiveMinutes() {
        assertThat(WebhookRetries.pauseAfter(1, 0.5)).isEqualTo(Duration.ofSeconds(1));
        assertThat(WebhookRetries.pauseAfter(4, 0.5)).isEqualTo(Duration.ofSeconds(8));
        assertThat(WebhookRetries.pauseAfter(1_000_000, 0.5)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void whatAReceiverAsksForIsHonouredUpToADay() {
        assertThat(WebhookRetries.bounded(Duration.ofHours(3))).isEqualTo(Duration.ofHours(3));
        assertThat(WebhookRetries.bounded(Duration.ofDays(400))).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void everyTypeIsFoundByItsCodeAndEveryEndOfAMessageHasOne() {
        for (WebhookEventType type : WebhookEventType.values()) {
            assertThat(WebhookEventType.fromCode(type.code())).isEqualTo(type);
        }
        assertThat(WebhookEventType.CUSTOMER_OPTED_OUT.code()).isEqualTo("customer.opted_out");
        assertThat(WebhookEventType.subscribable()).hasSize(14).doesNotContain("webhook.test");
        for (MessageState state : MessageState.values()) {
            assertThat(WebhookEventType.ofState(state).isPresent()).isEqualTo(!state.isOpen());
        }
    }
}
