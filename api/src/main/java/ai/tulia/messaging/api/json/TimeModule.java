package ai.tulia.messaging.api.json;

import ai.tulia.messaging.domain.time.TimeFormat;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Times in JSON: written as {@link TimeFormat} has them, and read as leniently as {@link InstantFromText} allows. */
public final class TimeModule extends SimpleModule {
    public TimeModule() {
        addSerializer(new AsText<>(Instant.class, TimeFormat::instant));
        addSerializer(new AsText<>(LocalDateTime.class, TimeFormat::local));
        addSerializer(new AsText<>(LocalTime.class, TimeFormat::timeOfDay));
        addDeserializer(Instant.class, new InstantFromText());
    }

    private static final class AsText<T> extends StdSerializer<T> {
        private final Function<T, String> format;

        AsText(Class<T> type, Function<T, String> format) {
            super(type);
            this.format = format;
        }

        @Override
        public void serialize(T time, JsonGenerator json, SerializationContext context) {
            json.writeString(format.apply(time));
        }
    }
}
