package ai.tulia.messaging.store.customer;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.store.consent.ConsentBatch;
import ai.tulia.messaging.store.consent.ErasedOptOuts;
import ai.tulia.messaging.store.consent.WithdrawalEffect;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.database.Sql;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores a few hundred rows of a file with two statements, within the open tenant transaction. */
@Component
public class CustomerBatch {
    private static final String GIVEN = """
            with given as (
                select * from unnest(cast(:ids as uuid[]), cast(:numbers as text[]), cast(:names as text[]),
                        cast(:zones as text[]), cast(:tags as text[]), cast(:attributes as jsonb[]))
                    as g (id, phone_number, name, time_zone, tags, attributes))
            """;

    private final JdbcClient jdbc;
    private final ConsentBatch consents;
    private final ErasedOptOuts erased;

    CustomerBatch(JdbcClient jdbc, ConsentBatch consents, ErasedOptOuts erased) {
        this.jdbc = jdbc;
        this.consents = consents;
        this.erased = erased;
    }

    /** The numbers of those rows that would give an existing customer more than {@code most} attributes. */
    public Set<String> overfull(UUID tenantId, List<ImportedCustomer> rows, int most) {
        return new HashSet<>(jdbc.sql(GIVEN + """
                        select given.phone_number from given
                        cross join lateral (select attributes from customer
                            where tenant_id = :tenant and phone_number = given.phone_number offset 0) c
                        where (select count(*) from jsonb_object_keys(c.attributes || given.attributes)) > :most""")
                .param("tenant", tenantId)
                .param("most", most)
                .params(arrays(rows))
                .query(String.class)
                .list());
    }

    /** @param effect what withdrawals in the rows meant for accepted messages; what follows its commit is the caller's */
    public record Stored(BatchOutcome outcome, WithdrawalEffect effect) {}

    /**
     * Adds the customers that are new and changes those whose number exists.
     *
     * @param rows each number at most once
     * @param channel the channel the rows' consents are for
     * @param source where the consents come from, as the history will say
     */
    public Stored store(UUID tenantId, List<ImportedCustomer> rows, Channel channel, String source, Instant at) {
        // One order for everyone, so that two imports of the same customers wait for each other and never deadlock.
        var ordered = rows.stream()
                .sorted(Comparator.comparing(ImportedCustomer::phoneNumber))
                .toList();
        Map<String, String[]> arrays = arrays(ordered);
        Map<UUID, Boolean> written = upsert(tenantId, arrays, at);
        erased.apply(tenantId, made(arrays, written.keySet()), at);
        Set<UUID> touched = new HashSet<>(written.keySet());
        var changes = consentChanges(tenantId, ordered);
        int stillWithdrawn = consents.withdrawnThoughGranted(tenantId, channel, changes);
        var recorded = consents.record(tenantId, channel, changes, source, at);
        touched.addAll(recorded.changed());
        int created = (int) written.values().stream().filter(made -> made).count();
        return new Stored(
                new BatchOutcome(created, touched.size() - created, rows.size() - touched.size(), stillWithdrawn),
                recorded.effect());
    }

    /**
     * The customers of some numbers.
     *
     * @param ids by number
     * @param made how many of them are new
     */
    public record Present(Map<String, UUID> ids, int made) {}

    /**
     * Adds the customers that are new, without any consent, and leaves those whose number exists as they are.
     *
     * @param rows each number at most once
     */
    public Present add(UUID tenantId, List<ImportedCustomer> rows, Instant at) {
        var ordered = rows.stream()
                .sorted(Comparator.comparing(ImportedCustomer::phoneNumber))
                .toList();
        Map<String, String[]> arrays = arrays(ordered);
        int made = jdbc.sql(GIVEN + """
                        insert into customer (tenant_id, id, phone_number, name, time_zone, tags, attributes,
                            created_at, updated_at)
                        select :tenant, id, phone_number, name, time_zone, coalesce(string_to_array(tags, ';'), '{}'),
                            attributes, :at, :at
                        from given
                        on conflict (tenant_id, phone_number) do nothing""")
                .param("tenant", tenantId)
                .param("at", Sql.utc(at))
                .params(arrays)
                .update();
        Map<String, UUID> ids = ids(tenantId, ordered);
        if (made > 0) {
            erased.apply(tenantId, made(arrays, new HashSet<>(ids.values())), at);
        }
        return new Present(ids, made);
    }

    /**
     * The customers of these numbers, by number; those that nobody has make customers of whom nothing else is known, without
     * any consent. Two who add the same at once get the same one.
     */
    public Map<String, UUID> findOrAdd(UUID tenantId, Set<String> numbers, Instant at) {
        if (numbers.isEmpty()) {
            return Map.of();
        }
        List<ImportedCustomer> rows = numbers.stream()
                .map(number -> new ImportedCustomer(0, number, null, null, List.of(), Map.of(), Map.of()))
                .toList();
        Map<String, UUID> known = ids(tenantId, rows);
        return known.size() == numbers.size() ? known : add(tenantId, rows, at).ids();
    }

    /** Those of the rows whose id was taken: customers who are new, by number. */
    private static Map<String, UUID> made(Map<String, String[]> arrays, Set<UUID> taken) {
        String[] ids = Objects.requireNonNull(arrays.get("ids"));
        String[] numbers = Objects.requireNonNull(arrays.get("numbers"));
        var made = new HashMap<String, UUID>();
        for (int i = 0; i < ids.length; i++) {
            UUID id = UUID.fromString(ids[i]);
            if (taken.contains(id)) {
                made.put(numbers[i], id);
            }
        }
        return made;
    }

    /** The customers written, and whether each is new. */
    private Map<UUID, Boolean> upsert(UUID tenantId, Map<String, ?> arrays, Instant at) {
        var written = new LinkedHashMap<UUID, Boolean>();
        jdbc.sql(GIVEN + """
                        , stored as (
                            insert into customer as c (tenant_id, id, phone_number, name, time_zone, tags, attributes,
                                created_at, updated_at)
                            select :tenant, id, phone_number, name, time_zone,
                                coalesce(string_to_array(tags, ';'), '{}'), attributes, :at, :at
                            from given
                            on conflict (tenant_id, phone_number) do update
                            set name = coalesce(excluded.name, c.name),
                                time_zone = coalesce(excluded.time_zone, c.time_zone),
                                tags = case when excluded.tags = '{}' then c.tags else excluded.tags end,
                                attributes = c.attributes || excluded.attributes,
                                updated_at = excluded.updated_at,
                                version = c.version + 1
                            where (excluded.name is not null and excluded.name is distinct from c.name)
                               or (excluded.time_zone is not null and excluded.time_zone is distinct from c.time_zone)
                               or (excluded.tags <> '{}' and excluded.tags <> c.tags)
                               or not c.attributes @> excluded.attributes
                            returning c.id)
                        select stored.id, given.id is not null as created
                        from stored left join given on given.id = stored.id""")
                .param("tenant", tenantId)
                .param("at", Sql.utc(at))
                .params(arrays)
                .query(row -> {
                    written.put(row.getObject("id", UUID.class), row.getBoolean("created"));
                });
        return written;
    }

    private List<ConsentBatch.Change> consentChanges(UUID tenantId, List<ImportedCustomer> rows) {
        var given = rows.stream().filter(row -> !row.consents().isEmpty()).toList();
        if (given.isEmpty()) {
            return List.of();
        }
        Map<String, UUID> ids = ids(tenantId, given);
        return given.stream()
                .flatMap(row -> row.consents().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(consent -> change(ids, row, consent)))
                .toList();
    }

    private static ConsentBatch.Change change(
            Map<String, UUID> ids, ImportedCustomer row, Map.Entry<ConsentType, ConsentState> consent) {
        UUID customerId = Objects.requireNonNull(ids.get(row.phoneNumber()));
        return new ConsentBatch.Change(customerId, consent.getKey(), consent.getValue());
    }

    private Map<String, UUID> ids(UUID tenantId, List<ImportedCustomer> rows) {
        var ids = new LinkedHashMap<String, UUID>();
        jdbc.sql("""
                        select g.phone_number, c.id from unnest(cast(:numbers as text[])) as g (phone_number)
                        cross join lateral (select id from customer
                            where tenant_id = :tenant and phone_number = g.phone_number offset 0) c""")
                .param("tenant", tenantId)
                .param("numbers", texts(rows, ImportedCustomer::phoneNumber))
                .query(row -> {
                    ids.put(row.getString("phone_number"), row.getObject("id", UUID.class));
                });
        return ids;
    }

    private static Map<String, String[]> arrays(List<ImportedCustomer> rows) {
        return Map.of(
                "ids", texts(rows, row -> Ids.next().toString()),
                "numbers", texts(rows, ImportedCustomer::phoneNumber),
                "names", texts(rows, ImportedCustomer::name),
                "zones", texts(rows, ImportedCustomer::timeZone),
                "tags", texts(rows, row -> row.tags().isEmpty() ? null : String.join(";", row.tags())),
                "attributes", texts(rows, row -> Json.write(row.attributes())));
    }

    private static String[] texts(List<ImportedCustomer> rows, Function<ImportedCustomer, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }
}
