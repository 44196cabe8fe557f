package ai.tulia.messaging.api.csv;

/** What a file is of, and which columns it may have. */
public enum CsvKind {
    CUSTOMERS(CsvColumn.KNOWN, "customer file"),
    /** Nothing but who and with which values: such a file changes no customer, and never assumes a consent. */
    RECIPIENTS("phone_number, " + CsvColumn.ATTRIBUTES, "list of recipients");

    private final String known;
    private final String noun;

    CsvKind(String known, String noun) {
        this.known = known;
        this.noun = noun;
    }

    /** Every column there is, in words. */
    String known() {
        return known;
    }

    String noun() {
        return noun;
    }

    boolean takes(CsvColumn column) {
        return this == CUSTOMERS
                || column instanceof CsvColumn.Number
                || column instanceof CsvColumn.Attribute
                || column instanceof CsvColumn.Reason;
    }

    String hint(String name) {
        String columns = "the known columns are " + known;
        return this == RECIPIENTS && name.startsWith(CsvColumn.CONSENT)
                ? "a list gives no consent: record it with the customers; " + columns
                : columns;
    }
}
