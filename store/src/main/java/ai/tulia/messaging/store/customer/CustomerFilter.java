package ai.tulia.messaging.store.customer;

import ai.tulia.messaging.store.database.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which customers to list; null = all.
 *
 * @param phoneNumber the whole number
 * @param numberPart digits that it has one after the other; with a + those that it begins with
 * @param name letters that it has one after the other, in whichever case; two letters are those that it begins with
 * @param tag that the customer has
 */
public record CustomerFilter(
        @Nullable String phoneNumber,
        @Nullable String numberPart,
        @Nullable String name,
        @Nullable String tag,
        @Nullable Attribute attribute) {
    /** Those that have this attribute. @param value as text, whether it is a text, a number or a boolean */
    public record Attribute(String key, String value) {
        private static final Pattern NUMBER = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?");

        /** One operator of the index, for each type that it may be. */
        private String path() {
            String field = "$." + Json.write(key);
            String path = field + " == " + Json.write(value);
            boolean other = NUMBER.matcher(value).matches() || value.equals("true") || value.equals("false");
            return other ? path + " || " + field + " == " + value : path;
        }
    }

    /** A trigram index knows no shorter part of a text. */
    private static final int MIN_PART_LENGTH = 3;

    /** Whether they are looked for by parts of what they have; not for all, and not for one number. */
    public boolean isSearch() {
        return phoneNumber == null && !isEmpty();
    }

    boolean isEmpty() {
        return phoneNumber == null && numberPart == null && name == null && tag == null && attribute == null;
    }

    /** As SQL, each with its {@code and}. */
    String conditions() {
        var sql = new StringBuilder();
        if (phoneNumber != null) {
            sql.append(" and phone_number = :number");
        }
        if (numberPart != null) {
            sql.append(" and phone_number like :numberPart");
        }
        if (name != null) {
            sql.append(" and name ilike :name");
        }
        if (tag != null) {
            sql.append(" and tags @> array[cast(:tag as text)]");
        }
        if (attribute != null) {
            sql.append(" and attributes @@ cast(:attribute as jsonpath)");
        }
        return sql.toString();
    }

    Map<String, Object> parameters() {
        var parameters = new HashMap<String, Object>();
        if (phoneNumber != null) {
            parameters.put("number", phoneNumber);
        }
        if (numberPart != null) {
            parameters.put("numberPart", (numberPart.startsWith("+") ? "" : "%") + numberPart + "%");
        }
        if (name != null) {
            boolean within = name.codePointCount(0, name.length()) >= MIN_PART_LENGTH;
            parameters.put("name", (within ? "%" : "") + name.replaceAll("[\\\\%_]", "\\\\$0") + "%");
        }
        if (tag != null) {
            parameters.put("tag", tag);
        }
        if (attribute != null) {
            parameters.put("attribute", attribute.path());
        }
        return parameters;
    }
}
