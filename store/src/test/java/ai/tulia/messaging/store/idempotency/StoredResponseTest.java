package ai.tulia.messaging.store.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StoredResponseTest {
    @Test
    void anAnswerComesBackAsItWas() {
        long seed = Long.getLong("tulia.seed", System.nanoTime());
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            var text = new StringBuilder();
            random.ints(random.nextInt(5_000), 1, 0xD7FF).forEach(text::appendCodePoint);
            String body = text.toString();
            assertThat(StoredResponse.read(StoredResponse.keep(body)))
                    .as("-Dtulia.seed=" + seed)
                    .isEqualTo(body);
        }
    }

    @Test
    void noBodyIsNoBody() {
        assertThat(StoredResponse.keep(null)).isNull();
        assertThat(StoredResponse.read(null)).isNull();
        assertThat(StoredResponse.read(StoredResponse.keep(""))).isEmpty();
    }

    @Test
    void aMessagesAnswerTakesLessThanHalf() {
        String answer = """
                {"message_id":"%s","customer_id":"%s","message_type":"promotional","channel":"whatsapp","status":"sent",\
                "state":"sent","waiting_reason":null,"wake_at":null,"scheduled_at":null,\
                "expires_at":"2026-11-24T09:43:33.380Z","template_id":"%s","template_version":1,"content":null,\
                "provider_msg_id":"SM83a1c5d7e9fa0b2c5f3b1c7a9e2d4f60","failure":null,"attempts":1,"metadata":null,\
                "created_at":"2026-11-23T09:43:33.380Z","sent_at":"2026-11-23T09:43:34.389Z","delivered_at":null,\
                "failed_at":null}""".formatted(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
        assertThat(StoredResponse.keep(answer)).hasSizeLessThan(answer.length() / 2);
    }

    @Test
    void aCutOneIsAnErrorAndNoEndlessLoop() {
        byte[] kept = StoredResponse.keep("{\"message_id\":\"1\",\"customer_id\":\"2\"}");
        assertThatThrownBy(() -> StoredResponse.read(Arrays.copyOf(kept, kept.length - 8)))
                .isInstanceOf(IllegalStateException.class);
    }
}
