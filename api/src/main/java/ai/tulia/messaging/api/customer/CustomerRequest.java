package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.store.customer.CustomerProfile;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A customer as a caller makes or changes one. */
record CustomerRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String phoneNumber,

        @Nullable String name,
        @Nullable String timeZone,
        @Nullable List<@Nullable String> tags,
        @Nullable Map<String, @Nullable Object> attributes) {

    static CustomerRequest of(CustomerProfile profile) {
        return new CustomerRequest(
                profile.phoneNumber(), profile.name(), profile.timeZone(), profile.tags(), profile.attributes());
    }

    /**
     * @param numberRequired not of a customer known by a WhatsApp user id alone
     * @throws ai.tulia.messaging.api.problem.ApiProblem 400 or 422 with everything that is wrong
     */
    CustomerProfile checked(boolean numberRequired) {
        var checks = new Checks();
        if (numberRequired) {
            checks.required("phone_number", phoneNumber);
        }
        new CustomerRequestValidator(checks)
                .phoneNumber(phoneNumber)
                .name(name)
                .timeZone(timeZone)
                .tags(tags)
                .attributes(attributes)
                .done();
        return new CustomerProfile(phoneNumber, name, timeZone, distinct(tags), withoutNulls(attributes));
    }

    private static List<String> distinct(@Nullable List<@Nullable String> tags) {
        return tags == null
                ? List.of()
                : tags.stream().map(Objects::requireNonNull).distinct().toList();
    }

    private static Map<String, Object> withoutNulls(@Nullable Map<String, @Nullable Object> attributes) {
        var given = new TreeMap<String, Object>();
        if (attributes != null) {
            attributes.forEach((key, value) -> {
                if (value != null) {
                    given.put(key, value);
                }
            });
        }
        return given;
    }
}
