package ai.tulia.messaging.api.csv;

import ai.tulia.messaging.api.problem.ApiProblem;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** Which characters a file's bytes are. */
final class CsvCharset {
    /** What programs write that call it Latin-1 or ANSI; a superset of ISO 8859-1 but for control characters. */
    private static final Charset LATIN_1 = Charset.forName("windows-1252");

    private static final char NOT_UTF_8 = '\uFFFD';

    private CsvCharset() {}

    /**
     * As the Content-Type says.
     *
     * @return null when it says nothing
     * @throws ApiProblem 415 for one that is not read
     */
    static @Nullable Charset declared(@Nullable String contentType) {
        if (contentType == null) {
            return null;
        }
        try {
            Charset charset = MediaType.parseMediaType(contentType).getCharset();
            if (charset == null) {
                return null;
            }
            if (charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII)) {
                return StandardCharsets.UTF_8;
            }
            if (charset.equals(StandardCharsets.ISO_8859_1) || charset.equals(LATIN_1)) {
                return LATIN_1;
            }
        } catch (IllegalArgumentException unknown) {
            // One that this JVM does not know, or no media type at all.
        }
        throw ApiProblem.of(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                "a CSV file is read as UTF-8 or Latin-1 (windows-1252): send text/csv; charset=utf-8");
    }

    /**
     * As its bytes say: UTF-8 if all of it is; otherwise Latin-1. One that is mostly UTF-8 is a broken file, whose names would
     * be read wrong: it stays UTF-8, and is refused for it.
     */
    static Charset guessed(Path file) throws IOException {
        return isUtf8(file) || isMostlyUtf8(file) ? StandardCharsets.UTF_8 : LATIN_1;
    }

    private static boolean isUtf8(Path file) throws IOException {
        char[] buffer = new char[16 * 1024];
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int read = 0;
            while (read >= 0) {
                read = text.read(buffer);
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean isMostlyUtf8(Path file) throws IOException {
        long beyondAscii = 0;
        long broken = 0;
        char[] buffer = new char[16 * 1024];
        try (Reader text = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            for (int read = text.read(buffer); read >= 0; read = text.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == NOT_UTF_8) {
                        broken++;
                    } else if (buffer[i] > 0x7f) {
                        beyondAscii++;
                    }
                }
            }
        }
        return beyondAscii >= broken;
    }
}
