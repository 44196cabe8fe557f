package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.store.customer.CustomerFilter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a list of customers is narrowed by, as its query says it. */
record CustomerListRequest(
        @Nullable String name,
        @Nullable String phoneNumber,
        @Nullable String tag,
        @Nullable String attributeKey,
        @Nullable String attributeValue) {
    private static final Pattern BETWEEN_DIGITS = Pattern.compile("[-\\s./()]");
    private static final Pattern PART = Pattern.compile("\\+?\\d{4,15}");
    private static final int MIN_NAME_LENGTH = 2;

    /** @throws ApiProblem 400 with everything that is wrong */
    CustomerFilter checked() {
        String number = phoneNumber == null ? null : number(phoneNumber);
        boolean whole = number != null && CustomerRules.phoneNumber(number) == null;
        new Checks()
                .text("name", name, CustomerRules.MAX_NAME_LENGTH)
                .that(
                        name == null || name.codePointCount(0, name.length()) >= MIN_NAME_LENGTH,
                        "name",
                        "is too short",
                        "give two letters that it begins with, or three or more that are in it")
                .that(
                        number == null || whole || PART.matcher(number).matches(),
                        "phone_number",
                        "is neither a number nor a part of one",
                        "give a number such as +14155552671, its beginning with +, or 4 or more digits that follow each"
                                + " other in it")
                .rule("tag", tag == null ? null : CustomerRules.tag(tag))
                .rule("attribute_key", attributeKey == null ? null : CustomerRules.attributeKey(attributeKey))
                .rule("attribute_value", attributeValue == null ? null : CustomerRules.attributeValue(attributeValue))
                .that(
                        attributeKey != null || attributeValue == null,
                        "attribute_key",
                        "is missing beside attribute_value",
                        "give the attribute's name, such as city")
                .that(
                        attributeKey == null || attributeValue != null,
                        "attribute_value",
                        "is missing beside attribute_key",
                        "give the value, such as Berlin")
                .done();
        return new CustomerFilter(
                whole ? number : null,
                whole ? null : number,
                name,
                tag,
                attributeKey == null || attributeValue == null
                        ? null
                        : new CustomerFilter.Attribute(attributeKey, attributeValue));
    }

    /** As it is looked for: a 0 before an area code is in no number. */
    private static String number(String given) {
        // A + that nobody percent-encoded arrives as a space.
        String written = given.startsWith(" ") ? "+" + given.strip() : given;
        String bare = BETWEEN_DIGITS.matcher(written).replaceAll("");
        return bare.startsWith("+") ? bare : bare.replaceFirst("^0+", "");
    }
}
