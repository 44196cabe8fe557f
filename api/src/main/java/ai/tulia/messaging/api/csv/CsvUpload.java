package ai.tulia.messaging.api.csv;

import ai.tulia.messaging.api.problem.ApiProblem;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * A file as it came in, kept on disk until the request ends: it is read twice, first to be checked and then to be
 * stored, and no database transaction ever waits for a slow sender.
 */
public final class CsvUpload implements AutoCloseable {
    /** Far above any honest cell, far below what would hurt. */
    static final int MAX_CELL_LENGTH = 64 * 1024;

    private final Path file;
    private final Charset charset;
    private final CsvSeparator separator;

    private CsvUpload(Path file, Charset charset, CsvSeparator separator) {
        this.file = file;
        this.charset = charset;
        this.separator = separator;
    }

    /**
     * The body itself, or the file in a form.
     *
     * @throws ApiProblem 400 for an empty file, characters that cannot be read or a NUL; 415 for another charset
     */
    public static CsvUpload receive(HttpServletRequest request) throws IOException {
        Path file = Files.createTempFile("tulia-import-", ".csv");
        try {
            Charset declared = CsvCharset.declared(store(request, file));
            Charset charset = declared == null ? CsvCharset.guessed(file) : declared;
            checkText(file, charset);
            try (Reader text = open(file, charset)) {
                return new CsvUpload(file, charset, CsvSeparator.of(text));
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** @return the Content-Type of the file */
    private static @Nullable String store(HttpServletRequest request, Path file) throws IOException {
        String contentType = request.getContentType();
        MediaType type = contentType == null ? null : MediaType.parseMediaType(contentType);
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            if (type != null && type.equalsTypeAndSubtype(MediaType.MULTIPART_FORM_DATA)) {
                return FormFile.copy(request.getInputStream(), type, out);
            }
            request.getInputStream().transferTo(out);
            return contentType;
        }
    }

    CsvSeparator separator() {
        return separator;
    }

    /** Its rows, the header first; the caller closes it. */
    CsvReader<CsvRecord> records() throws IOException {
        return CsvReader.builder()
                .fieldSeparator(separator.character())
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowUnclosedQuote(false)
                .allowExtraCharsAfterClosingQuote(false)
                .maxBufferSize(MAX_CELL_LENGTH)
                .ofCsvRecord(open(file, charset));
    }

    private static Reader open(Path file, Charset charset) throws IOException {
        BufferedReader reader = Files.newBufferedReader(file, charset);
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

    private static void checkText(Path file, Charset charset) throws IOException {
        boolean blank = true;
        int line = 1;
        try (Reader text = open(file, charset)) {
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
            String name = charset.equals(StandardCharsets.UTF_8) ? "UTF-8" : "Latin-1";
            throw ApiProblem.invalid(
                    "body",
                    "is not " + name + ", in line " + line + " or soon after it",
                    "save the file as CSV in UTF-8");
        }
        if (blank) {
            throw ApiProblem.invalid("body", "is empty", "send a header row and one row a customer");
        }
    }
}
