package ai.tulia.messaging.store.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.store.customer.Customer;
import ai.tulia.messaging.store.customer.CustomerFilter;
import ai.tulia.messaging.store.customer.CustomerSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CustomersFoundByFilterTest extends FoundByFilter {
    private static final long NEWEST = 5_000;

    @ParameterizedTest
    @EnumSource
    void rareCustomersAreFoundAmongMany(Statistics statistics) {
        begin(statistics, () -> {
            rareCustomers(tenant);
            store.customers(tenant, MANY, "null");
        });
        for (CustomerFilter filter : List.of(
                named("QUITTEN_B"),
                named("zo"),
                new CustomerFilter(null, "612345", null, null, null),
                new CustomerFilter(null, "+3361234", null, null, null),
                new CustomerFilter(null, null, null, "vip", null),
                has("plan", "gold"),
                has("visits", "7"),
                has("member", "true"),
                new CustomerFilter(null, "3361", "baum", "vip", new CustomerFilter.Attribute("plan", "gold")))) {
            var found = new ArrayList<Customer>();
            List<Customer> page = page(filter, null);
            while (!page.isEmpty()) {
                found.addAll(page);
                page = page(filter, page.getLast().id());
            }
            assertThat(found).as(filter.toString()).hasSize(FEW).doesNotHaveDuplicates();
            assertThat(reading(
                            READ_FOR_FEW, () -> store.bean(CustomerSearch.class).count(tenant, filter)))
                    .isEqualTo(FEW);
        }
        for (CustomerFilter nobody :
                List.of(named("quittenxb"), named("ënn"), has("plan", "silver"), has("visits", "8"))) {
            assertThat(page(nobody, null)).as(nobody.toString()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatManyHaveIsFoundAmongTheNewest(Statistics statistics) {
        begin(statistics, () -> store.customers(tenant, MANY, "null"));
        assertThat(reading(READ_FOR_FEW, () -> store.bean(CustomerSearch.class).page(tenant, named("ana"), null, FEW)))
                .hasSize(FEW);
        assertThat(reading(
                        READ_FOR_FEW,
                        () -> store.bean(CustomerSearch.class)
                                .page(tenant, new CustomerFilter(null, null, null, null, null), null, FEW)))
                .hasSize(FEW);
        assertThat(reading(
                        CustomerSearch.MAX_COUNTED + READ_FOR_FEW,
                        () -> store.bean(CustomerSearch.class).count(tenant, named("ana"))))
                .isEqualTo(CustomerSearch.MAX_COUNTED);
        String number = store.ledger.queryText("select phone_number from customer where tenant_id = '" + tenant + "'");
        assertThat(reading(
                        READ_FOR_FEW,
                        () -> store.bean(CustomerSearch.class)
                                .page(tenant, new CustomerFilter(number, null, "an", null, null), null, FEW)))
                .singleElement()
                .returns(number, customer -> customer.profile().phoneNumber());
    }

    private List<Customer> page(CustomerFilter filter, UUID before) {
        return reading(
                NEWEST + READ_FOR_FEW, () -> store.bean(CustomerSearch.class).page(tenant, filter, before, 7));
    }

    private static CustomerFilter named(String name) {
        return new CustomerFilter(null, null, name, null, null);
    }

    private static CustomerFilter has(String key, String value) {
        return new CustomerFilter(null, null, null, null, new CustomerFilter.Attribute(key, value));
    }
}
