package ai.tulia.messaging.store.customer;

import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.database.TenantKey;
import ai.tulia.messaging.store.database.VersionedEntity;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

@Entity
@DynamicUpdate
@Table(name = "customer")
class CustomerEntity extends VersionedEntity {
    private @Nullable String phoneNumber;
    /** Null = the tenant gave the number. */
    private @Nullable String phoneSource;
    /** Null = since the customer was made. */
    private @Nullable Instant phoneFirstSeenAt;

    private @Nullable Instant whatsappUnreachableUntil;
    private @Nullable Instant erasureRequestedAt;
    private @Nullable String name;
    private @Nullable String timeZone;
    private String[] tags;

    @ColumnTransformer(write = "cast(? as jsonb)")
    private @Nullable String attributes;

    private Instant createdAt;
    private Instant updatedAt;

    /** For Hibernate. */
    @NullUnmarked
    protected CustomerEntity() {}

    CustomerEntity(TenantKey key, CustomerProfile profile, Instant at) {
        super(key);
        this.phoneNumber = profile.phoneNumber();
        this.name = profile.name();
        this.timeZone = profile.timeZone();
        this.tags = profile.tags().toArray(String[]::new);
        this.attributes = Json.write(profile.attributes());
        this.createdAt = at;
        this.updatedAt = at;
    }

    void edit(CustomerProfile profile, Instant at) {
        if (!Objects.equals(phoneNumber, profile.phoneNumber())) {
            whatsappUnreachableUntil = null;
            phoneSource = null;
            phoneFirstSeenAt = at;
        }
        phoneNumber = profile.phoneNumber();
        name = profile.name();
        timeZone = profile.timeZone();
        tags = profile.tags().toArray(String[]::new);
        if (!profile.attributes().equals(Json.object(attributes))) {
            attributes = Json.write(profile.attributes());
        }
        updatedAt = at;
    }

    /** Nobody finds one that is, or is to be, erased. */
    boolean isThere() {
        return erasureRequestedAt == null;
    }

    Customer toCustomer() {
        var profile = new CustomerProfile(phoneNumber, name, timeZone, List.of(tags), Json.object(attributes));
        return new Customer(id(), profile, createdAt, updatedAt, storedVersion());
    }
}
