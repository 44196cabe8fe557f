package ai.tulia.messaging.twiliosimulator;

import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes a field sent once as its value, and one sent several times as an array. */
final class FieldValuesJson extends StdSerializer<List<String>> {
    FieldValuesJson() {
        super(List.class);
    }

    @Override
    public void serialize(List<String> values, JsonGenerator json, SerializationContext context) {
        if (values.size() == 1) {
            json.writeString(values.getFirst());
        } else {
            json.writeStartArray();
            values.forEach(json::writeString);
            json.writeEndArray();
        }
    }
}
