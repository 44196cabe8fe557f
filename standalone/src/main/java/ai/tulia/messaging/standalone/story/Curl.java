package ai.tulia.messaging.standalone.story;

import ai.tulia.messaging.standalone.rest.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A call as a command for a shell; pasted, it makes the same call again. */
public final class Curl {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

    private Curl() {}

    public static String of(Call call) {
        List<String> parts = new ArrayList<>();
        parts.add("curl -sS" + method(call) + " " + quoted(call.address().toString()));
        if (call.key() != null) {
            parts.add("-H " + quoted("Authorization: Bearer " + call.key()));
        }
        if (call.contentType() != null) {
            parts.add("-H " + quoted("Content-Type: " + call.contentType()));
        }
        if (call.file() != null) {
            parts.add("--data-binary " + quoted("@" + call.file()));
        } else if (call.body() != null) {
            // Not -d: it would read a body that begins with @ as the name of a file.
            parts.add("--data-raw " + quoted(call.body()));
        }
        return String.join(" \\\n    ", parts);
    }

    /** As one word of a POSIX shell, whatever it holds. */
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static String method(Call call) {
        boolean implied = call.method().equals("GET") || (call.method().equals("POST") && call.contentType() != null);
        return implied ? "" : " -X " + call.method();
    }
}
