package ai.tulia.messaging.store.audience;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.criteria.AttributeValue;
import ai.tulia.messaging.domain.criteria.Criteria;
import ai.tulia.messaging.domain.criteria.Criteria.Side;
import ai.tulia.messaging.domain.criteria.CustomerField;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.database.Sql;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Turns criteria into SQL, a part at a time. A part may be null where it means false: all and any carry that through,
 * and not takes null for false.
 */
final class CriteriaCompiler {
    private static final String LAST_CONTACT =
            "(select max(m.sent_at) from message m" + " where m.tenant_id = c.tenant_id and m.customer_id = c.id)";
    private static final String CONSENT = "exists (select from consent k where k.tenant_id = c.tenant_id"
            + " and k.customer_id = c.id and k.channel = %s and k.type = %s%s offset 0)";

    /**
     * The time in an attribute: null unless it is a text in ISO form that PostgreSQL takes. A date is its first instant
     * in UTC, whatever zone the session is in; case keeps the cast from what is no time.
     */
    private static final String TIME = """
            (case when c.attributes ->> %1$s ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
                    and pg_input_is_valid((c.attributes ->> %1$s) || ' 00:00+00', 'timestamptz')
                then cast((c.attributes ->> %1$s) || ' 00:00+00' as timestamptz)
            when c.attributes ->> %1$s
                    ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})$'
                    and pg_input_is_valid(c.attributes ->> %1$s, 'timestamptz')
                then cast(c.attributes ->> %1$s as timestamptz) end)""";

    private final Channel channel;
    private final Instant now;
    private final Map<String, Object> parameters = new HashMap<>();

    CriteriaCompiler(Channel channel, Instant now) {
        this.channel = channel;
        this.now = now;
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    String condition(Criteria criteria) {
        return switch (criteria) {
            case Criteria.All(var parts) -> joined(parts, " and ", "true");
            case Criteria.Any(var parts) -> joined(parts, " or ", "false");
            case Criteria.Not(var part) -> "(" + condition(part) + ") is not true";
            case Criteria.Exists(var field) -> exists(field);
            case Criteria.TextIn(var field, var values) -> column(field) + " = any (" + texts(values) + ")";
            case Criteria.TagIn(var tags) -> "c.tags && " + texts(tags);
            case Criteria.ConsentIn(var type, var states) ->
                consent(
                        type.code(),
                        " and k.state = any ("
                                + texts(states.stream().map(ConsentState::code).toList()) + ")");
            case Criteria.AttributeIn(var field, var values) ->
                "c.attributes -> " + text(field.name()) + " = any (" + jsons(values) + ")";
            case Criteria.NumberBeyond(var field, var side, var bound) -> number(field, side, bound);
            case Criteria.TextBeyond(var field, var side, var bound) -> text(field, side, bound);
            case Criteria.TimeBeyond(var field, var side, var point) ->
                time(field) + sign(side) + parameter(Objects.requireNonNull(Sql.utc(point.at(now))));
        };
    }

    private String joined(List<Criteria> parts, String word, String ofNone) {
        return parts.isEmpty()
                ? ofNone
                : parts.stream().map(part -> "(" + condition(part) + ")").collect(Collectors.joining(word));
    }

    private String exists(CustomerField field) {
        return switch (field) {
            case CustomerField.Text text -> column(text) + " is not null";
            case CustomerField.Tags() -> "c.tags <> '{}'";
            case CustomerField.Consent(var type) -> consent(type.code(), "");
            case CustomerField.Attribute(var name) -> "jsonb_typeof(c.attributes -> " + text(name) + ") <> 'null'";
            case CustomerField.Moment moment -> time(moment) + " is not null";
        };
    }

    private static String column(CustomerField.Text field) {
        return switch (field) {
            case NAME -> "c.name";
            case PHONE_NUMBER -> "c.phone_number";
            case TIME_ZONE -> "c.time_zone";
        };
    }

    private String consent(String type, String more) {
        return CONSENT.formatted(text(channel.code()), text(type), more);
    }

    /** As jsonb, numbers are compared by value and without a cast that could fail. */
    private String number(CustomerField.Attribute field, Side side, AttributeValue.Numeric bound) {
        String name = text(field.name());
        return "jsonb_typeof(c.attributes -> " + name + ") = 'number' and c.attributes -> " + name + sign(side)
                + "cast(" + parameter(json(bound)) + " as jsonb)";
    }

    /** By code points: an order that is the same in every database. */
    private String text(CustomerField.Attribute field, Side side, AttributeValue.Text bound) {
        String name = text(field.name());
        return "jsonb_typeof(c.attributes -> " + name + ") = 'string' and (c.attributes ->> " + name + ") collate \"C\""
                + sign(side) + text(bound.text());
    }

    private String time(CustomerField.Dated field) {
        return switch (field) {
            case CustomerField.Attribute(var name) -> TIME.formatted(text(name));
            case CustomerField.Moment.CREATED_AT -> "c.created_at";
            case CustomerField.Moment.LAST_CONTACT_AT -> LAST_CONTACT;
        };
    }

    private static String sign(Side side) {
        return side == Side.BELOW ? " < " : " > ";
    }

    private String text(String value) {
        return "cast(" + parameter(value) + " as text)";
    }

    private String texts(List<String> values) {
        return "cast(" + parameter(values.toArray(String[]::new)) + " as text[])";
    }

    private String jsons(List<AttributeValue> values) {
        return "cast(" + parameter(values.stream().map(CriteriaCompiler::json).toArray(String[]::new)) + " as jsonb[])";
    }

    private static String json(AttributeValue value) {
        return Json.write(
                switch (value) {
                    case AttributeValue.Text(var text) -> text;
                    case AttributeValue.Numeric(var number) -> number;
                    case AttributeValue.Truth(var truth) -> truth;
                });
    }

    private String parameter(Object value) {
        String name = "criteria_" + parameters.size();
        parameters.put(name, value);
        return ":" + name;
    }
}
