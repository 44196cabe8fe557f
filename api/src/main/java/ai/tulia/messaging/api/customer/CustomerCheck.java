package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Collects everything that is wrong with the values of a customer; what is null is not checked. */
final class CustomerCheck {
    private final List<FieldError> errors = new ArrayList<>();
    private @Nullable Flaw zone;

    CustomerCheck missing(String field, String mend) {
        errors.add(new FieldError(field, "is missing", mend));
        return this;
    }

    CustomerCheck phoneNumber(@Nullable String number) {
        return add("phone_number", number == null ? null : CustomerRules.phoneNumber(number));
    }

    CustomerCheck name(@Nullable String name) {
        return add("name", name == null ? null : CustomerRules.name(name));
    }

    CustomerCheck timeZone(@Nullable String timeZone) {
        zone = timeZone == null ? null : CustomerRules.timeZone(timeZone);
        return this;
    }

    CustomerCheck tags(@Nullable List<@Nullable String> tags) {
        if (tags == null) {
            return this;
        }
        if (tags.size() > CustomerRules.MOST_TAGS) {
            return add("tags", new Flaw("are more than " + CustomerRules.MOST_TAGS, "leave some out"));
        }
        for (int i = 0; i < tags.size(); i++) {
            String tag = tags.get(i);
            add("tags[" + i + "]", tag == null ? new Flaw("is null", "leave it out") : CustomerRules.tag(tag));
        }
        return this;
    }

    CustomerCheck attributes(@Nullable Map<String, @Nullable Object> attributes) {
        if (attributes == null) {
            return this;
        }
        if (attributes.size() > CustomerRules.MOST_ATTRIBUTES) {
            return add("attributes", new Flaw("are more than " + CustomerRules.MOST_ATTRIBUTES, "leave some out"));
        }
        attributes.forEach((key, value) -> {
            String shown = "attributes." + (key.length() > 100 ? key.substring(0, 100) : key);
            add(shown, CustomerRules.attributeKey(key));
            add(shown, value == null ? null : CustomerRules.attributeValue(value));
        });
        return this;
    }

    /** @throws ApiProblem 400 with all that is wrong; 422 when only the zone is: it is well-formed, but there is none */
    void orThrow() {
        if (zone != null && errors.isEmpty()) {
            throw ApiProblem.impossible("unknown_zone", "time_zone", zone.problem(), zone.mend());
        }
        add("time_zone", zone);
        if (!errors.isEmpty()) {
            var first = errors.getFirst();
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST, "invalid_request", first.field() + ": " + first.problem(), errors);
        }
    }

    private CustomerCheck add(String field, @Nullable Flaw flaw) {
        if (flaw != null) {
            errors.add(new FieldError(field, flaw.problem(), flaw.mend()));
        }
        return this;
    }
}
