package ai.tulia.messaging.domain.criteria;

import java.util.List;

/**
 * How much work it is to ask criteria of one customer, counted in plain comparisons. With as many customers as a tenant may
 * have, it is what separates a preview from a query that never ends.
 */
public final class CriteriaCost {
    /** What criteria of a request may cost. */
    public static final int MAX = 200;
    /** Of {@code last_contact_at}, which looks through the customer's messages. */
    public static final int LAST_CONTACT = 10;
    /** Of a consent, which is looked up. */
    public static final int CONSENT = 4;
    /** Of a time in an attribute, which is read as a text first. */
    public static final int TIME = 4;
    /** So many values of a list are compared in the time of one condition. */
    public static final int VALUES = 50;

    private CriteriaCost() {}

    public static int of(Criteria criteria) {
        return switch (criteria) {
            case Criteria.All(var parts) -> ofAll(parts);
            case Criteria.Any(var parts) -> ofAll(parts);
            case Criteria.Not(var part) -> of(part);
            case Criteria.Exists(var field) -> ofField(field);
            case Criteria.TextIn(var field, var values) -> ofField(field) + ofValues(values);
            case Criteria.TagIn(var tags) -> 1 + ofValues(tags);
            case Criteria.ConsentIn _ -> CONSENT;
            case Criteria.AttributeIn(var field, var values) -> ofField(field) + ofValues(values);
            case Criteria.NumberBeyond _ -> 1;
            case Criteria.TextBeyond _ -> 1;
            case Criteria.TimeBeyond beyond ->
                beyond.field() instanceof CustomerField.Attribute ? TIME : ofField(beyond.field());
        };
    }

    private static int ofAll(List<Criteria> parts) {
        return parts.stream().mapToInt(CriteriaCost::of).sum();
    }

    private static int ofValues(List<?> values) {
        return values.size() / VALUES;
    }

    private static int ofField(CustomerField field) {
        return switch (field) {
            case CustomerField.Moment.LAST_CONTACT_AT -> LAST_CONTACT;
            case CustomerField.Consent _ -> CONSENT;
            default -> 1;
        };
    }
}
