package ai.tulia.messaging.api.csv;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.store.customer.ImportedCustomer;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Goes through a file once, row by row: good rows to the sink, bad ones to the report. */
public final class CsvReading {
    static final int MAX_ROWS = 200_000;

    private final CsvUpload upload;
    private final CsvKind kind;
    private final ImportReport report;
    private final Map<String, Integer> rowOfNumber = new HashMap<>();

    public CsvReading(CsvUpload upload, CsvKind kind, ImportReport report) {
        this.upload = upload;
        this.kind = kind;
        this.report = report;
    }

    /** @throws ApiProblem 400 when the file is no CSV file of customers, whatever its rows say */
    public void read(Consumer<ImportedCustomer> sink) throws IOException {
        try (var reader = upload.records()) {
            Iterator<CsvRecord> records = reader.iterator();
            var header = CsvHeader.of(records.next().getFields(), kind);
            for (int row = 2; records.hasNext(); row++) {
                var cells = records.next().getFields();
                if (cells.stream().anyMatch(cell -> !cell.isBlank())) {
                    take(new CsvRow(row, header, cells, upload.separator()), sink);
                }
            }
        } catch (CsvParseException e) {
            throw ApiProblem.invalid(
                    "body",
                    "is no CSV file: " + reason(e),
                    "check the quotes there; a cell may have " + CsvUpload.MAX_CELL_LENGTH / 1024
                            + "k characters at most");
        }
    }

    private void take(CsvRow row, Consumer<ImportedCustomer> sink) {
        report.row();
        if (report.rows() > MAX_ROWS) {
            throw ApiProblem.invalid("body", "has more than 200,000 rows", "split the file");
        }
        if (!row.errors().isEmpty()) {
            report.skip(row.number(), row.errors());
            return;
        }
        var customer = row.customer();
        Integer earlier = rowOfNumber.putIfAbsent(customer.phoneNumber(), customer.row());
        if (earlier == null) {
            sink.accept(customer);
        } else {
            report.skip(
                    customer.row(),
                    List.of(new RowError(
                            customer.row(),
                            "phone_number",
                            "is repeated: it is in row " + earlier,
                            "keep one of the two")));
        }
    }

    private static String reason(CsvParseException e) {
        return String.valueOf(e.getMessage());
    }
}
