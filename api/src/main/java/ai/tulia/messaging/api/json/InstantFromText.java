package ai.tulia.messaging.api.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Instants come as ISO-8601 text with {@code Z} or an offset; a number could be seconds or milliseconds. */
final class InstantFromText extends StdDeserializer<Instant> {
    InstantFromText() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (Instant) context.handleUnexpectedToken(context.constructType(Instant.class), parser);
        }
        String text = parser.getString();
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return (Instant) context.handleWeirdStringValue(Instant.class, text, "no instant");
        }
    }
}
