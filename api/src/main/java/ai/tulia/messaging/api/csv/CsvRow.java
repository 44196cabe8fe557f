package ai.tulia.messaging.api.csv;

import ai.tulia.messaging.api.customer.CustomerRules;
import ai.tulia.messaging.api.problem.Violation;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.store.customer.ImportedCustomer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one row, cell by cell; an empty cell says nothing. */
final class CsvRow {
    /** What people write between digits, and what programs leave around them unseen. */
    private static final Pattern BETWEEN_DIGITS = Pattern.compile("\\(0\\)|[\\p{Z}\\p{Cf}\\p{Pd}\\s\u2212./()]");

    private final int row;
    private final CsvSeparator separator;
    private final List<RowError> errors = new ArrayList<>();
    private final Set<String> tags = new LinkedHashSet<>();
    private final Map<String, Object> attributes = new LinkedHashMap<>();
    private final Map<ConsentType, ConsentState> consents = new EnumMap<>(ConsentType.class);
    private String phoneNumber = "";
    private @Nullable String name;
    private @Nullable String zone;

    CsvRow(int row, CsvHeader header, List<String> cells, CsvSeparator separator) {
        this.row = row;
        this.separator = separator;
        if (cells.size() != header.names().size()) {
            errors.add(new RowError(
                    row,
                    null,
                    "has " + cells.size() + " cells, the header "
                            + header.names().size(),
                    "put cells that hold " + separator.label() + " in double quotes"));
            return;
        }
        for (int i = 0; i < cells.size(); i++) {
            read(header.names().get(i), header.columns().get(i), cells.get(i).strip());
        }
    }

    int number() {
        return row;
    }

    /** Empty: the row can be taken. */
    List<RowError> errors() {
        return errors;
    }

    ImportedCustomer customer() {
        return new ImportedCustomer(row, phoneNumber, name, zone, List.copyOf(tags), attributes, consents);
    }

    private void read(String column, CsvColumn kind, String cell) {
        if (cell.isEmpty()) {
            if (kind instanceof CsvColumn.Number) {
                errors.add(new RowError(row, column, "is empty", "every row needs a number in E.164 form"));
            }
            return;
        }
        switch (kind) {
            case CsvColumn.Number _ -> {
                String bare = BETWEEN_DIGITS.matcher(cell).replaceAll("");
                take(column, CustomerRules.phoneNumber(bare), bare, value -> phoneNumber = value);
            }
            case CsvColumn.Name _ -> take(column, CustomerRules.name(cell), cell, value -> name = value);
            case CsvColumn.Zone _ -> take(column, CustomerRules.timeZone(cell), cell, value -> zone = value);
            case CsvColumn.Tags _ -> readTags(column, cell);
            case CsvColumn.Consent(ConsentType type) -> readConsent(column, type, cell);
            case CsvColumn.Attribute(String key, AttributeType type) -> readAttribute(column, key, type, cell);
            case CsvColumn.Reason _ -> {
                // Of another time.
            }
        }
    }

    private void readAttribute(String column, String key, AttributeType type, String cell) {
        switch (type.read(cell, separator == CsvSeparator.SEMICOLON)) {
            case AttributeType.Cell.Value(Object value) -> attributes.put(key, value);
            case AttributeType.Cell.Wrong(Violation violation) ->
                errors.add(new RowError(row, column, violation.problem(), violation.hint()));
        }
    }

    private void readTags(String column, String cell) {
        for (String part : cell.split("[;,]", -1)) {
            String tag = part.strip();
            if (!tag.isEmpty()) {
                take(column, CustomerRules.tag(tag), tag, tags::add);
            }
        }
        if (tags.size() > CustomerRules.MAX_TAGS) {
            errors.add(
                    new RowError(row, column, "holds more than " + CustomerRules.MAX_TAGS + " tags", "leave some out"));
        }
    }

    private void readConsent(String column, ConsentType type, String cell) {
        switch (cell) {
            case "granted" -> consents.put(type, ConsentState.GRANTED);
            case "withdrawn" -> consents.put(type, ConsentState.WITHDRAWN);
            default ->
                errors.add(new RowError(
                        row, column, "is neither granted nor withdrawn", "write one of the two, or leave it empty"));
        }
    }

    private void take(String column, @Nullable Violation violation, String value, Consumer<String> target) {
        if (violation == null) {
            target.accept(value);
        } else {
            errors.add(new RowError(row, column, violation.problem(), violation.hint()));
        }
    }
}
