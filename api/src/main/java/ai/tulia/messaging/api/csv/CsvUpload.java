package ai.tulia.messaging.api.csv;

import ai.tulia.messaging.api.problem.ApiProblem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file as it came in, kept on disk until the request ends: it is read twice, first to be checked and then to be
 * stored, and no database transaction ever waits for a slow sender.
 */
public final class CsvUpload implements AutoCloseable {
    private final Path file;

    private CsvUpload(Path file) {
        this.file = file;
    }

    /** @throws ApiProblem 400 for an empty file, bad UTF-8 or a NUL */
    public static CsvUpload receive(InputStream body) throws IOException {
        var upload = new CsvUpload(Files.createTempFile("tulia-import-", ".csv"));
        try {
            try (var out = Files.newOutputStream(upload.file)) {
                body.transferTo(out);
            }
            upload.checkText();
            return upload;
        } catch (IOException | RuntimeException e) {
            upload.close();
            throw e;
        }
    }

    Reader open() throws IOException {
        BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
        return reader;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }

    private void checkText() throws IOException {
        boolean blank = true;
        int line = 1;
        try (Reader text = open()) {
            char[] buffer = new char[16 * 1024];
            for (int read = text.read(buffer); read >= 0; read = text.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == 0) {
                        throw ApiProblem.invalid(
                                "body", "holds a NUL character in line " + line, "save the file as plain CSV in UTF-8");
                    }
                    blank &= Character.isWhitespace(buffer[i]);
                    line += buffer[i] == '\n' ? 1 : 0;
                }
            }
        } catch (CharacterCodingException e) {
            throw ApiProblem.invalid(
                    "body", "is not UTF-8, in line " + line + " or soon after it", "save the file as CSV in UTF-8");
        }
        if (blank) {
            throw ApiProblem.invalid("body", "is empty", "send a header row and one row a customer");
        }
    }
}
