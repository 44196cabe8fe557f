package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.report.Rounds;
import ai.tulia.messaging.bench.stage.Stage;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.store.customer.CustomerFilter;
import ai.tulia.messaging.store.customer.CustomerSearch;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How long a search takes among a million customers. */
final class CustomerSearches implements Figure {
    private static final int CUSTOMERS = 1_000_000;
    private static final int CHUNK = 100_000;
    private static final int PAGE = 51;
    private static final int WARM_UP = 5;
    private static final int ROUNDS = 40;

    @Override
    public String what() {
        return """
                Milliseconds of the first page of %d customers, of one tenant with %,d, by part of the name, part of the number, tag \
                or attribute: rare (1 of 100,000), 1 of 100, and common; %d calls each after %d of warm-up, over one connection, in a \
                transaction each.""".formatted(PAGE - 1, CUSTOMERS, ROUNDS, WARM_UP);
    }

    @Override
    public void measure(Report report) {
        try (Stage stage = Stage.start(false)) {
            Tenant tenant = Tenant.make(stage, 1);
            write(stage.superuser(), tenant);
            var transactions = stage.worker(TenantTransactions.class);
            var search = stage.worker(CustomerSearch.class);
            double slowest = 0;
            for (var asked : searches().entrySet()) {
                var millis = new ArrayList<Double>();
                int found = 0;
                for (int round = -WARM_UP; round < ROUNDS; round++) {
                    long begun = System.nanoTime();
                    found = transactions
                            .read(tenant.id(), () -> search.page(tenant.id(), asked.getValue(), null, PAGE))
                            .size();
                    if (round >= 0) {
                        millis.add((System.nanoTime() - begun) / 1e6);
                    }
                }
                report.raw("%s: %d found; milliseconds: %s".formatted(asked.getKey(), found, Rounds.raw(millis)));
                slowest = Math.max(slowest, Rounds.median(millis));
            }
            report.atMost("slowest search, milliseconds (median)", slowest, 50);
        }
    }

    private static Map<String, CustomerFilter> searches() {
        var searches = new LinkedHashMap<String, CustomerFilter>();
        searches.put("rare name", named("quittenbaum"));
        searches.put("1 of 100 by name", named("family 77 "));
        searches.put("common name", named("anna"));
        searches.put("nobody's name", named("xylophon"));
        searches.put("number", new CustomerFilter(null, "00123456", null, null, null));
        searches.put("rare tag", new CustomerFilter(null, null, null, "rare", null));
        searches.put(
                "1 of 100 by attribute",
                new CustomerFilter(null, null, null, null, new CustomerFilter.Attribute("group", "77")));
        return searches;
    }

    private static CustomerFilter named(String name) {
        return new CustomerFilter(null, null, name, null, null);
    }

    /** Straight into the table: it is not what is measured. */
    private static void write(JdbcClient sql, Tenant tenant) {
        for (int from = 0; from < CUSTOMERS; from += CHUNK) {
            sql.sql("""
                            insert into customer (tenant_id, id, phone_number, name, tags, attributes, created_at, updated_at)
                            select :tenant, uuidv7(), '+4915' || lpad(n::text, 9, '0'),
                                'Anna of family ' || n % 100 || case when n % 100000 = 5 then ' Quittenbaum' else ' ' || n end,
                                case when n % 100000 = 5 then '{rare,all}'::text[] else '{all}' end,
                                jsonb_build_object('group', n % 100, 'city', 'Ulm'), now(), now()
                            from generate_series(:from + 1, :from + :chunk) n""")
                    .param("tenant", tenant.id())
                    .param("from", from)
                    .param("chunk", CHUNK)
                    .update();
        }
        sql.sql("vacuum analyze customer").update();
    }
}
