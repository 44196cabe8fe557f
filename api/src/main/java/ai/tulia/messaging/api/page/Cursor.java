package ai.tulia.messaging.api.page;

import ai.tulia.messaging.api.problem.ApiProblem;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** A place in a list: the id of the last row shown, in a form that invites no one to build it by hand. */
final class Cursor {
    private Cursor() {}

    static String after(UUID id) {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static UUID read(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length == 16) {
                var buffer = ByteBuffer.wrap(bytes);
                return new UUID(buffer.getLong(), buffer.getLong());
            }
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
        throw wrong();
    }

    private static ApiProblem wrong() {
        return ApiProblem.invalid("cursor", "is none of ours", "give next_cursor of the page before, unchanged");
    }
}
