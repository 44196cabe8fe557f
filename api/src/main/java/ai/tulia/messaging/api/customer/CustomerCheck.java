package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.problem.JsonProblems;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of a customer's values as the checks of a request; what is null is not checked. */
record CustomerCheck(Checks checks) {
    CustomerCheck phoneNumber(@Nullable String number) {
        return add("phone_number", number == null ? null : CustomerRules.phoneNumber(number));
    }

    CustomerCheck name(@Nullable String name) {
        return add("name", name == null ? null : CustomerRules.name(name));
    }

    /** 422 when only the zone is wrong: the request is well-formed, but there is no such zone. */
    CustomerCheck timeZone(@Nullable String timeZone) {
        Flaw flaw = timeZone == null ? null : CustomerRules.timeZone(timeZone);
        if (flaw != null) {
            checks.possible(false, "unknown_zone", "time_zone", flaw.problem(), flaw.mend());
        }
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
            String field = "attributes." + JsonProblems.shortened(key);
            add(field, CustomerRules.attributeKey(key));
            add(field, value == null ? null : CustomerRules.attributeValue(value));
        });
        return this;
    }

    void done() {
        checks.done();
    }

    private CustomerCheck add(String field, @Nullable Flaw flaw) {
        if (flaw != null) {
            checks.that(false, field, flaw.problem(), flaw.mend());
        }
        return this;
    }
}
