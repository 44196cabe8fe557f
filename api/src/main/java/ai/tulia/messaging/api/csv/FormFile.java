package ai.tulia.messaging.api.csv;

import ai.tulia.messaging.api.problem.ApiProblem;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;

/**
 * The file in a form as browsers and {@code curl -F} send it (multipart/form-data, RFC 7578): its one part, named {@code
 * file}.
 */
final class FormFile {
    private static final String PART = "file";
    private static final int MAX_LINE = 8 * 1024;
    private static final int MAX_BOUNDARY = 70;
    private static final byte[] LINE_END = {'\r', '\n'};

    private final InputStream in;
    private final byte[] delimiter;

    private FormFile(InputStream form, String boundary) {
        // A delimiter begins with the end of the line before it, which the first one does not have.
        this.in = new BufferedInputStream(new SequenceInputStream(new ByteArrayInputStream(LINE_END), form));
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Copies the file's content out.
     *
     * @return the Content-Type that its part names; null = none
     * @throws ApiProblem 400 for what is no such form
     */
    static @Nullable String copy(InputStream form, MediaType type, OutputStream out) throws IOException {
        String boundary = type.getParameter("boundary");
        String bare = boundary == null ? "" : boundary.replaceAll("^\"|\"$", "");
        if (bare.isEmpty() || bare.length() > MAX_BOUNDARY || bare.indexOf('\r') >= 0) {
            throw wrong("has no boundary in its Content-Type");
        }
        return new FormFile(form, bare).copy(out);
    }

    private @Nullable String copy(OutputStream out) throws IOException {
        copyTo(OutputStream.nullOutputStream());
        if (!line().isBlank()) {
            throw wrong("has no part");
        }
        String name = null;
        String type = null;
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            String value = header.substring(colon + 1).strip();
            switch (header.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT)) {
                case "content-disposition" -> name = nameIn(value);
                case "content-type" -> type = value;
                default -> {
                    // Nothing that a file needs.
                }
            }
        }
        if (!PART.equals(name)) {
            throw wrong("begins with another part than the file");
        }
        copyTo(out);
        if (!line().startsWith("--")) {
            throw wrong("has more parts than the file");
        }
        return type;
    }

    private static @Nullable String nameIn(String disposition) {
        try {
            return ContentDisposition.parse(disposition).getName();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** What stands before the next delimiter. In that a line end comes once, at its beginning. */
    private void copyTo(OutputStream out) throws IOException {
        int matched = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == delimiter[matched]) {
                matched++;
                if (matched == delimiter.length) {
                    return;
                }
            } else {
                out.write(delimiter, 0, matched);
                matched = next == delimiter[0] ? 1 : 0;
                if (matched == 0) {
                    out.write(next);
                }
            }
        }
        throw wrong("ends before its boundary");
    }

    /** The rest of a line, without its end. */
    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() == MAX_LINE) {
                throw wrong("has a line of more than 8 kB before the file");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private static ApiProblem wrong(String problem) {
        return ApiProblem.invalid(
                "body",
                problem,
                "send one part named file, as curl -F file=@customers.csv does; or the file itself as text/csv");
    }
}
