package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.store.customer.Customer;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A partial change: a field that is absent stays, null clears it; attributes are merged, null removing a key. */
final class CustomerChange {
    private final Set<String> given = new HashSet<>();
    private @Nullable String phoneNumber;
    private @Nullable String name;
    private @Nullable String timeZone;
    private @Nullable List<@Nullable String> tags;
    private @Nullable Map<String, @Nullable Object> attributes;

    @JsonProperty("phone_number")
    void setPhoneNumber(@Nullable String phoneNumber) {
        given.add("phone_number");
        this.phoneNumber = phoneNumber;
    }

    @JsonProperty
    void setName(@Nullable String name) {
        given.add("name");
        this.name = name;
    }

    @JsonProperty("time_zone")
    void setTimeZone(@Nullable String timeZone) {
        given.add("time_zone");
        this.timeZone = timeZone;
    }

    @JsonProperty
    void setTags(@Nullable List<@Nullable String> tags) {
        given.add("tags");
        this.tags = tags;
    }

    @JsonProperty
    void setAttributes(@Nullable Map<String, @Nullable Object> attributes) {
        given.add("attributes");
        this.attributes = attributes;
    }

    void check() {
        var checks = new Checks()
                .that(
                        !given.contains("phone_number") || phoneNumber != null,
                        "phone_number",
                        "cannot be cleared",
                        "leave the field out to keep the number");
        new CustomerRequestValidator(checks)
                .phoneNumber(phoneNumber)
                .name(name)
                .timeZone(timeZone)
                .tags(tags)
                .attributes(attributes)
                .done();
    }

    Customer applyTo(Customer old, Instant now) {
        return new Customer(
                old.id(),
                phoneNumber == null ? old.phoneNumber() : phoneNumber,
                given.contains("name") ? name : old.name(),
                given.contains("time_zone") ? timeZone : old.timeZone(),
                given.contains("tags") ? distinct(tags) : old.tags(),
                given.contains("attributes") ? merged(old.attributes(), attributes) : old.attributes(),
                old.createdAt(),
                now);
    }

    static List<String> distinct(@Nullable List<@Nullable String> tags) {
        return tags == null
                ? List.of()
                : tags.stream().map(Objects::requireNonNull).distinct().toList();
    }

    static Map<String, Object> merged(Map<String, Object> old, @Nullable Map<String, @Nullable Object> changes) {
        if (changes == null) {
            return Map.of();
        }
        var merged = new TreeMap<>(old);
        changes.forEach((key, value) -> {
            if (value == null) {
                merged.remove(key);
            } else {
                merged.put(key, value);
            }
        });
        if (merged.size() > CustomerRules.MAX_ATTRIBUTES) {
            throw ApiProblem.impossible(
                    "too_many_attributes",
                    "attributes",
                    "would be more than " + CustomerRules.MAX_ATTRIBUTES,
                    "remove some by giving them as null");
        }
        return merged;
    }
}
