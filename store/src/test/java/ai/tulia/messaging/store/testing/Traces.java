package ai.tulia.messaging.store.testing;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Where in the whole database something is written: every row of every table, past row-level security. */
public final class Traces {
    private static final String TABLES = """
            select table_name from information_schema.tables
            where table_schema = 'public' and table_type = 'BASE TABLE' order by 1""";
    /** A row as text has all its columns: JSON and arrays as they are written, bytes in hex. */
    private static final String ROWS = """
            select t::text from "%s" t where position(? in lower(t::text)) > 0
                or position(encode(convert_to(?, 'UTF8'), 'hex') in t::text) > 0""";

    private Traces() {}

    /**
     * @param marks in lower case
     * @return the rows that hold one of them, each after its table's name
     */
    public static List<String> of(TestLedger ledger, String... marks) {
        var found = new ArrayList<String>();
        try (var connection = ledger.connect();
                var tables = connection.createStatement().executeQuery(TABLES)) {
            while (tables.next()) {
                String table = tables.getString(1);
                try (var rows = connection.prepareStatement(ROWS.formatted(table))) {
                    for (String mark : marks) {
                        rows.setString(1, mark);
                        rows.setString(2, mark);
                        try (var row = rows.executeQuery()) {
                            while (row.next()) {
                                found.add(table + " " + row.getString(1));
                            }
                        }
                    }
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
