package ai.tulia.messaging.api.csv;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The rows of a file that were not taken, as they came, with the reason as their last column: to be corrected and sent
 * again, for a column of this name is not read.
 */
public final class FailedRows {
    private FailedRows() {}

    /** @param report one that keeps every failure, of this file */
    public static void write(CsvUpload upload, ImportReport report, HttpServletResponse response) throws IOException {
        response.setContentType(CsvRequest.CSV);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader("Content-Disposition", "attachment; filename=\"rows-not-taken.csv\"");
        // Not closed when it fails: a closed answer ends well.
        CsvWriter out = CsvWriter.builder()
                .fieldSeparator(upload.separator().character())
                .build(response.getWriter());
        try (CsvReader<CsvRecord> reader = upload.records()) {
            Iterator<CsvRecord> records = reader.iterator();
            List<String> names =
                    records.next().getFields().stream().map(String::strip).toList();
            int earlier = names.indexOf(CsvColumn.REASON);
            out.writeRecord(with(names, names.size(), earlier, CsvColumn.REASON));
            for (int row = 2; records.hasNext(); row++) {
                List<String> cells = records.next().getFields();
                List<RowError> why = report.failureOf(row);
                if (!why.isEmpty()) {
                    out.writeRecord(with(cells, names.size(), earlier, inWords(why)));
                }
            }
        }
        out.close();
    }

    /** @param width cells that a row has; @param earlier where the reason of another time stands, -1 = nowhere */
    private static List<String> with(List<String> cells, int width, int earlier, String last) {
        var all = new ArrayList<>(cells);
        while (all.size() < width) {
            all.add("");
        }
        if (earlier >= 0) {
            all.remove(earlier);
        }
        all.add(last);
        return all;
    }

    private static String inWords(List<RowError> why) {
        return String.join(
                "; ",
                why.stream()
                        .map(error -> (error.column() == null ? "" : error.column() + " ") + error.problem() + ": "
                                + error.hint())
                        .toList());
    }
}
