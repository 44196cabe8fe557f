package ai.tulia.messaging.store.customer;

import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.database.PlannerChoices;
import ai.tulia.messaging.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lists customers, newest first, within a tenant transaction of its own. What many have is found among the newest; what few
 * have, by the index of searches: a page costs no more than one of the two, whatever the planner knows of the table.
 */
@Component
public class CustomerSearch {
    /** How far is counted. */
    public static final int MAX_COUNTED = 10_000;

    /** Looked through before the index is asked. What fewer than a hundredth of them have, is rare. */
    private static final int NEWEST = 5_000;

    private static final String OF_TENANT =
            "select * from customer where tenant_id = :tenant and erasure_requested_at is null";
    private static final String SEARCHABLE = "select * from searchable_customer where true";
    private static final String NEWEST_FIRST = " order by id desc limit :limit";

    private final JdbcClient jdbc;
    private final PlannerChoices planner;

    CustomerSearch(JdbcClient jdbc, PlannerChoices planner) {
        this.jdbc = jdbc;
        this.planner = planner;
    }

    /** Those older than {@code before}, or the newest when it is null. */
    public List<Customer> page(UUID tenantId, CustomerFilter filter, @Nullable UUID before, int limit) {
        String below = before == null ? "" : " and id < cast(:before as uuid)";
        // As a condition that no index answers: the view is read by the index of searches, or that of numbers, alone.
        String belowToo = before == null ? "" : " and (id < cast(:before as uuid)) is true";
        var query = new Query(tenantId, filter, before, limit);
        if (filter.phoneNumber() != null) {
            return customers(query, SEARCHABLE + filter.conditions() + belowToo);
        }
        planner.inOrder();
        if (filter.isEmpty()) {
            return customers(query, OF_TENANT + below + NEWEST_FIRST);
        }
        List<Customer> newest = customers(
                query,
                "select * from (" + OF_TENANT + below + " order by id desc limit " + NEWEST + ") c where true"
                        + filter.conditions() + NEWEST_FIRST);
        if (newest.size() == limit) {
            return newest;
        }
        planner.byBitmap();
        return customers(query, SEARCHABLE + filter.conditions() + belowToo + NEWEST_FIRST);
    }

    /** How many there are, of the first {@value MAX_COUNTED}. */
    public long count(UUID tenantId, CustomerFilter filter) {
        String found = SEARCHABLE + filter.conditions();
        if (filter.isEmpty()) {
            planner.inOrder();
            found = OF_TENANT + " order by id desc";
        } else if (filter.phoneNumber() == null) {
            planner.byBitmap();
        }
        return statement(
                        new Query(tenantId, filter, null, MAX_COUNTED),
                        "select count(*) from (" + found + " limit :limit) c")
                .query(Long.class)
                .single();
    }

    private record Query(
            UUID tenantId, CustomerFilter filter, @Nullable UUID before, int limit) {}

    private List<Customer> customers(Query query, String sql) {
        return statement(query, sql).query(CustomerSearch::customer).list();
    }

    private JdbcClient.StatementSpec statement(Query query, String sql) {
        return jdbc.sql(sql)
                .params(query.filter().parameters())
                .param("tenant", query.tenantId())
                .param("before", Sql.text(query.before()))
                .param("limit", query.limit());
    }

    private static Customer customer(ResultSet row, int index) throws SQLException {
        return new Customer(
                Objects.requireNonNull(Sql.uuid(row, "id")),
                new CustomerProfile(
                        row.getString("phone_number"),
                        row.getString("name"),
                        row.getString("time_zone"),
                        Sql.strings(row, "tags"),
                        Json.object(row.getString("attributes"))),
                Objects.requireNonNull(Sql.instant(row, "created_at")),
                Objects.requireNonNull(Sql.instant(row, "updated_at")),
                row.getLong("version"));
    }
}
