package ai.tulia.messaging.store.idempotency;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it is kept for 24 h: deflated, with the words that answers are made of as its dictionary. A message's
 * answer of 700 bytes takes about 250.
 */
final class StoredResponse {
    /** Rows made with it must be read with it: change it only together with a new table column. */
    private static final byte[] WORDS = ("\"flags\":[],\"name\":\"time_zone\":\"Europe/\"tags\":[],\"attributes\":{},"
                    + "\"asked\":{\"utc\":\"local\":\"time_zone_source\":\"customer\",\"effective\":{\"shift_reason\":"
                    + "\"dst_adjusted\":null,\"effective_at\":\"quiet_hours\",\"daily_limit\",\"scheduled\",\"pending\","
                    + "\"state\":\"WAITING\",\"promotional\",\"reminder\",\"sms\",{\"message_id\":\"\",\"customer_id\":\""
                    + "\",\"message_type\":\"transactional\",\"channel\":\"whatsapp\",\"status\":\"sent\",\"state\":\"SENT\","
                    + "\"waiting_reason\":null,\"wake_at\":null,\"scheduled_at\":null,\"expires_at\":\"20\",\"template_id\":"
                    + "null,\"template_version\":1,null,\"body\":\"\",\"provider_msg_id\":\"SM\",\"failure\":null,\"attempt\":1,"
                    + "\"metadata\":null,\"created_at\":\"20\",\"sent_at\":\"20\",\"delivered_at\":null,\"failed_at\":null}")
            .getBytes(StandardCharsets.UTF_8);

    private StoredResponse() {}

    static byte @Nullable [] keep(@Nullable String body) {
        if (body == null) {
            return null;
        }
        try (var deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
            deflater.setDictionary(WORDS);
            deflater.setInput(body.getBytes(StandardCharsets.UTF_8));
            deflater.finish();
            var kept = new ByteArrayOutputStream(256);
            byte[] buffer = new byte[1024];
            while (!deflater.finished()) {
                kept.write(buffer, 0, deflater.deflate(buffer));
            }
            return kept.toByteArray();
        }
    }

    static @Nullable String read(byte @Nullable [] kept) {
        if (kept == null) {
            return null;
        }
        try (var inflater = new Inflater()) {
            inflater.setInput(kept);
            var body = new ByteArrayOutputStream(1024);
            byte[] buffer = new byte[1024];
            while (!inflater.finished()) {
                int read = inflater.inflate(buffer);
                if (read == 0 && inflater.needsDictionary()) {
                    inflater.setDictionary(WORDS);
                } else if (read == 0 && inflater.needsInput() && !inflater.finished()) {
                    throw new IllegalStateException("a kept answer ends too early");
                }
                body.write(buffer, 0, read);
            }
            return body.toString(StandardCharsets.UTF_8);
        } catch (DataFormatException e) {
            throw new IllegalStateException("a kept answer cannot be read", e);
        }
    }
}
