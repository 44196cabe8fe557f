package ai.tulia.messaging.api.csv;

import ai.tulia.messaging.api.customer.CustomerRules;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.springframework.http.HttpStatus;

/** The first row of a customer file. */
record CsvHeader(List<String> names, List<CsvColumn> columns) {
    /** @throws ApiProblem 400 naming each column that is unknown or repeated, or the number's when it is missing */
    static CsvHeader of(List<String> cells, CsvKind kind) {
        List<String> names = cells.stream().map(String::strip).toList();
        var errors = new ArrayList<FieldError>();
        var seen = new HashSet<String>();
        for (String name : names) {
            CsvColumn column = CsvColumn.named(name);
            if (column == null || !kind.takes(column)) {
                errors.add(new FieldError(shown(name), "is no column of a " + kind.noun(), kind.hint(name)));
            } else if (!seen.add(CsvColumn.keyOf(column, name))) {
                errors.add(new FieldError(name, "appears twice in the header", "remove one of the two"));
            }
        }
        if (errors.isEmpty() && !seen.contains("phone_number")) {
            errors.add(new FieldError(
                    "phone_number", "is missing in the header", "the first row names the columns: " + kind.known()));
        }
        if (names.stream().filter(name -> name.startsWith(CsvColumn.ATTRIBUTE)).count()
                > CustomerRules.MAX_ATTRIBUTES) {
            errors.add(new FieldError(
                    "attr", "are more than " + CustomerRules.MAX_ATTRIBUTES + " attributes", "leave some columns out"));
        }
        if (!errors.isEmpty()) {
            var first = errors.getFirst();
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST,
                    "invalid_header",
                    "column " + first.field() + ": " + first.problem() + "; " + first.hint(),
                    errors.subList(0, Math.min(errors.size(), 50)));
        }
        return new CsvHeader(
                names,
                names.stream()
                        .map(name -> Objects.requireNonNull(CsvColumn.named(name)))
                        .toList());
    }

    private static String shown(String name) {
        String visible = name.codePoints()
                .limit(60)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return visible.isEmpty() ? "(empty)" : visible;
    }
}
