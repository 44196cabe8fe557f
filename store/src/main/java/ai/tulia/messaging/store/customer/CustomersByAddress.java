package ai.tulia.messaging.store.customer;

import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.store.consent.ErasedOptOuts;
import ai.tulia.messaging.store.database.Ids;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The customer whom an inbound message is from, within the open tenant transaction. The number counts first, then
 * WhatsApp's user id, then its parent. A number and a user id that come together are one person's.
 */
@Component
public class CustomersByAddress {
    private static final String INBOUND = "inbound";
    private static final String CONTACT_SHARED = "contact_shared";

    private final JdbcClient jdbc;
    private final WhatsAppUsers users;
    private final ErasedOptOuts erased;

    CustomersByAddress(JdbcClient jdbc, WhatsAppUsers users, ErasedOptOuts erased) {
        this.jdbc = jdbc;
        this.users = users;
        this.erased = erased;
    }

    /**
     * @param linked another customer who was known by the user id until now; null = none. It has that address no more, and
     *     what it withdrew holds for the one whom it is now
     */
    public record Found(UUID customerId, @Nullable UUID linked) {}

    /** What came of linking a number and a user id. */
    public sealed interface Linked {
        /** They are one customer's. */
        record Yes(Found found) implements Linked {}

        /** Who has the user id has a number already. */
        record HasNumber() implements Linked {}

        /** Another user id of this portfolio is the number's: WhatsApp itself named both together. */
        record OtherUser() implements Linked {}
    }

    /**
     * Finds and locks it. Makes one, of whom nothing is known but the address, where there is none. Two at once follow each
     * other: both would otherwise share the row's lock first and then wait for the other's to end, to withdraw a consent.
     *
     * @return empty when no address is named
     */
    public Optional<Found> findOrAdd(UUID tenantId, InboundAddress address, Instant at) {
        lockUserId(tenantId, address);
        String number = address.phoneNumber();
        if (number != null) {
            return Optional.of(byNumber(tenantId, number, address, at));
        }
        if (address.userId() != null) {
            return Optional.of(new Found(byUserId(tenantId, address, at), null));
        }
        return Optional.ofNullable(address.parentUserId())
                .map(parent -> new Found(byParent(tenantId, parent, address.portfolio(), at), null));
    }

    /** Makes the number that of who has the user id, by what that person says of it: it moves no number. */
    public Linked link(UUID tenantId, InboundAddress address, Instant at) {
        lockUserId(tenantId, address);
        String number = Objects.requireNonNull(address.phoneNumber());
        String userId = Objects.requireNonNull(address.userId());
        UUID known = users.customerOf(tenantId, address.portfolio(), userId).orElse(null);
        if (known == null || lockAndFindNumber(tenantId, known).isPresent()) {
            return new Linked.HasNumber();
        }
        UUID owner = lock(tenantId, number).orElse(null);
        if (owner != null && users.hasCurrent(tenantId, owner, address.portfolio())) {
            return new Linked.OtherUser();
        }
        return new Linked.Yes(byNumber(tenantId, number, address, at));
    }

    private Found byNumber(UUID tenantId, String number, InboundAddress address, Instant at) {
        String userId = address.userId();
        if (userId == null) {
            return new Found(withNumber(tenantId, number, at), null);
        }
        UUID known = known(tenantId, userId, address).orElse(null);
        if (known != null && lock(tenantId, number).isEmpty() && giveNumber(tenantId, known, number, at)) {
            users.give(tenantId, known, address, CONTACT_SHARED, at);
            return new Found(known, null);
        }
        UUID customer = withNumber(tenantId, number, at);
        if (known == null) {
            erased.apply(tenantId, Map.of(ErasedOptOuts.address(address.portfolio(), userId), customer), at);
        }
        users.give(tenantId, customer, address, known == null ? INBOUND : CONTACT_SHARED, at);
        return new Found(customer, customer.equals(known) ? null : known);
    }

    /** Who has the user id, or was known by its parent alone until now. */
    private Optional<UUID> known(UUID tenantId, String userId, InboundAddress address) {
        return users.customerOf(tenantId, address.portfolio(), userId)
                .or(() -> Optional.ofNullable(address.parentUserId())
                        .flatMap(parent -> users.customerOf(tenantId, address.portfolio(), parent)));
    }

    /** The parent stands for the latest user id of the portfolio, and for the user id itself while none is known. */
    private UUID byParent(UUID tenantId, String parent, String portfolio, Instant at) {
        return users.customerOfParent(tenantId, portfolio, parent)
                .flatMap(id -> lockById(tenantId, id))
                .orElseGet(() -> byUserId(tenantId, new InboundAddress(null, parent, parent, portfolio), at));
    }

    /** A new user id is a new customer, also of a parent whose other user id is known: consents are not copied. */
    private UUID byUserId(UUID tenantId, InboundAddress address, Instant at) {
        String userId = String.valueOf(address.userId());
        UUID customer = known(tenantId, userId, address)
                .flatMap(id -> lockById(tenantId, id))
                .orElseGet(() -> addByUserId(tenantId, address.portfolio(), userId, at));
        users.give(tenantId, customer, address, INBOUND, at);
        return customer;
    }

    private UUID withNumber(UUID tenantId, String number, Instant at) {
        return lock(tenantId, number).orElseGet(() -> {
            UUID added = Ids.next();
            if (add(tenantId, added, number, at)) {
                erased.apply(tenantId, Map.of(number, added), at);
            }
            return lock(tenantId, number).orElseThrow();
        });
    }

    private UUID addByUserId(UUID tenantId, String portfolio, String userId, Instant at) {
        UUID added = Ids.next();
        add(tenantId, added, null, at);
        erased.apply(tenantId, Map.of(ErasedOptOuts.address(portfolio, userId), added), at);
        return added;
    }

    /** @return false when another one with this number was faster */
    private boolean add(UUID tenantId, UUID id, @Nullable String number, Instant at) {
        return jdbc.sql("""
                        insert into customer (tenant_id, id, phone_number, phone_source, created_at, updated_at)
                        values (:tenant, :id, :number, case when :number::text is null then null else :source end, :at, :at)
                        on conflict (phone_number, tenant_id) do nothing""")
                        .param("tenant", tenantId)
                        .param("id", id)
                        .param("number", number)
                        .param("source", INBOUND)
                        .param("at", utc(at))
                        .update()
                == 1;
    }

    /** Only to one who was known by a user id alone. */
    private boolean giveNumber(UUID tenantId, UUID customerId, String number, Instant at) {
        boolean given = jdbc.sql("""
                        update customer set phone_number = :number, phone_source = :source, phone_first_seen_at = :at,
                            updated_at = :at, version = version + 1
                        where tenant_id = :tenant and id = :id and phone_number is null and anonymized_at is null""")
                        .param("number", number)
                        .param("source", CONTACT_SHARED)
                        .param("at", utc(at))
                        .param("tenant", tenantId)
                        .param("id", customerId)
                        .update()
                == 1;
        if (given) {
            erased.apply(tenantId, Map.of(number, customerId), at);
        }
        return given;
    }

    private Optional<UUID> lock(UUID tenantId, String number) {
        return jdbc.sql("select id from customer where tenant_id = :tenant and phone_number = :number"
                        + " for no key update")
                .param("tenant", tenantId)
                .param("number", number)
                .query(UUID.class)
                .optional();
    }

    /** Two first messages of one user id are not to make two customers: until the end of the transaction. */
    private void lockUserId(UUID tenantId, InboundAddress address) {
        String id = address.userId() == null ? address.parentUserId() : address.userId();
        if (id != null) {
            jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0)) is null")
                    .param("key", tenantId + ":" + address.portfolio() + ":" + id)
                    .query(Boolean.class)
                    .single();
        }
    }

    private Optional<String> lockAndFindNumber(UUID tenantId, UUID id) {
        return jdbc.sql("select phone_number from customer where tenant_id = :tenant and id = :id for no key update")
                .param("tenant", tenantId)
                .param("id", id)
                .query((row, n) -> Optional.ofNullable(row.getString("phone_number")))
                .single();
    }

    /** Empty when the customer was erased meanwhile. */
    private Optional<UUID> lockById(UUID tenantId, UUID id) {
        return jdbc.sql("select id from customer where tenant_id = :tenant and id = :id and anonymized_at is null"
                        + " for no key update")
                .param("tenant", tenantId)
                .param("id", id)
                .query(UUID.class)
                .optional();
    }
}
