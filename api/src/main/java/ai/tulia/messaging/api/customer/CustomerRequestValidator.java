package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.problem.JsonProblems;
import ai.tulia.messaging.api.problem.Violation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of a customer's values as the checks of a request; what is null is not checked. */
record CustomerRequestValidator(Checks checks) {
    CustomerRequestValidator phoneNumber(@Nullable String number) {
        return add("phone_number", number == null ? null : CustomerRules.phoneNumber(number));
    }

    CustomerRequestValidator name(@Nullable String name) {
        return add("name", name == null ? null : CustomerRules.name(name));
    }

    /** 422 when only the zone is wrong: the request is well-formed, but there is no such zone. */
    CustomerRequestValidator timeZone(@Nullable String timeZone) {
        Violation violation = timeZone == null ? null : CustomerRules.timeZone(timeZone);
        if (violation != null) {
            checks.possible(false, "unknown_zone", "time_zone", violation.problem(), violation.hint());
        }
        return this;
    }

    CustomerRequestValidator tags(@Nullable List<@Nullable String> tags) {
        if (tags == null) {
            return this;
        }
        if (tags.size() > CustomerRules.MAX_TAGS) {
            return add("tags", new Violation("are more than " + CustomerRules.MAX_TAGS, "leave some out"));
        }
        for (int i = 0; i < tags.size(); i++) {
            String tag = tags.get(i);
            add("tags[" + i + "]", tag == null ? new Violation("is null", "leave it out") : CustomerRules.tag(tag));
        }
        return this;
    }

    CustomerRequestValidator attributes(@Nullable Map<String, @Nullable Object> attributes) {
        if (attributes == null) {
            return this;
        }
        if (attributes.size() > CustomerRules.MAX_ATTRIBUTES) {
            return add("attributes", new Violation("are more than " + CustomerRules.MAX_ATTRIBUTES, "leave some out"));
        }
        attributes.forEach((key, value) -> {
            String field = "attributes." + JsonProblems.shortened(key);
            add(field, CustomerRules.attributeKey(key));
            add(field, value == null ? null : CustomerRules.attributeValue(value));
        });
        return this;
    }

    void done() {
        checks.done();
    }

    private CustomerRequestValidator add(String field, @Nullable Violation violation) {
        checks.rule(field, violation);
        return this;
    }
}
