package ai.tulia.messaging.api.csv;

import ai.tulia.messaging.api.customer.CustomerRules;
import ai.tulia.messaging.api.problem.Violation;
import ai.tulia.messaging.domain.time.TimeFormat;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the cells of an attribute's column are, as its header says. */
enum AttributeType {
    /** Where the header says nothing. */
    TEXT,
    NUMBER,
    BOOLEAN,
    /** Kept as a text in ISO form, by which criteria know a time. */
    DATE;

    /** What may follow the name of an attribute. */
    static final String SUFFIXES = Arrays.stream(values())
            .filter(type -> type != TEXT)
            .map(type -> ":" + type.code())
            .collect(Collectors.joining(", "));

    private static final Pattern PLAIN = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?([eE][+-]?\\d{1,2})?");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final int LAST_YEAR = 9_999;
    private static final Pattern WITH_COMMA = Pattern.compile("-?\\d{1,30},\\d{1,30}");

    /** A cell read, or what is wrong with it. */
    sealed interface Cell {
        record Value(Object value) implements Cell {}

        record Wrong(Violation violation) implements Cell {}
    }

    private String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Null when there is none of this code; no code is {@link #TEXT}. */
    static @Nullable AttributeType fromCode(@Nullable String code) {
        if (code == null) {
            return TEXT;
        }
        return Arrays.stream(values())
                .filter(type -> type != TEXT && type.code().equals(code))
                .findFirst()
                .orElse(null);
    }

    /** @param decimalComma whether 12,5 is twelve and a half: where a comma would not part columns */
    Cell read(String cell, boolean decimalComma) {
        return switch (this) {
            case TEXT -> checked(cell);
            case NUMBER -> number(cell, decimalComma);
            case BOOLEAN -> truth(cell);
            case DATE -> date(cell);
        };
    }

    private static Cell number(String cell, boolean decimalComma) {
        if (PLAIN.matcher(cell).matches()) {
            return new Cell.Value(new BigDecimal(cell));
        }
        if (decimalComma && WITH_COMMA.matcher(cell).matches()) {
            return new Cell.Value(new BigDecimal(cell.replace(',', '.')));
        }
        return wrong("is no number", "write it in digits without separators of thousands, such as 1234.5");
    }

    private static Cell truth(String cell) {
        return switch (cell.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> new Cell.Value(true);
            case "false", "no", "0" -> new Cell.Value(false);
            default -> wrong("is neither true nor false", "write one of the two; yes, no, 1 and 0 will do");
        };
    }

    /** An instant is kept in the form in which all times are shown. */
    private static Cell date(String cell) {
        try {
            if (DAY.matcher(cell).matches()) {
                return new Cell.Value(LocalDate.parse(cell).toString());
            }
            var time = OffsetDateTime.parse(cell).withOffsetSameInstant(ZoneOffset.UTC);
            if (time.getYear() >= 1 && time.getYear() <= LAST_YEAR) {
                return new Cell.Value(TimeFormat.instant(time.toInstant()));
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        return wrong("is no date", "write it as 2026-01-31, or as an instant such as 2026-01-31T10:00:00Z");
    }

    private static Cell checked(String cell) {
        Violation violation = CustomerRules.attributeValue(cell);
        return violation == null ? new Cell.Value(cell) : new Cell.Wrong(violation);
    }

    private static Cell wrong(String problem, String hint) {
        return new Cell.Wrong(new Violation(problem, hint));
    }
}
