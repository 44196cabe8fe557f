package ai.tulia.messaging.store.consent;

import static ai.tulia.messaging.store.database.Sql.instant;

import ai.tulia.messaging.domain.consent.ConsentFact;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.Consents;
import ai.tulia.messaging.domain.message.MessageType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a statement finds the consents of a customer {@code c}: the one its message's type needs, and the channel's. */
public final class ConsentSql {
    public static final String COLUMNS = """
            own.state as own_state, own.recorded_at as own_at, own.source as own_source,
            whole.state as whole_state, whole.recorded_at as whole_at, whole.source as whole_source
            """;
    /** The consent that the type of the message {@code m} needs, as {@link MessageType} says. */
    public static final String OF_MESSAGE_TYPE = Arrays.stream(MessageType.values())
            .map(type ->
                    "when '" + type.code() + "' then '" + type.rules().consent().code() + "'")
            .collect(Collectors.joining(" ", "case m.message_type ", " end"));

    private ConsentSql() {}

    /**
     * For each customer by its key.
     *
     * @param channel and @param type SQL expressions; asks for the parameter tenant
     */
    public static String byKey(String channel, String type) {
        return one("own", channel, type) + one("whole", channel, "'all'");
    }

    private static String one(String alias, String channel, String type) {
        return """
            left join lateral (select state, recorded_at, source from consent
                where tenant_id = :tenant and customer_id = c.id and channel = %s and type = %s
                offset 0) %s on true
            """.formatted(channel, type, alias);
    }

    /** The same for all of an audience at once; asks for the parameters tenant, channel and consent. */
    public static final String OF_ALL = """
            left join consent own on own.tenant_id = :tenant and own.customer_id = c.id
                and own.channel = :channel and own.type = :consent
            left join consent whole on whole.tenant_id = :tenant and whole.customer_id = c.id
                and whole.channel = :channel and whole.type = 'all'
            """;

    /** Reads {@link #COLUMNS}. */
    public static Consents read(ResultSet row) throws SQLException {
        return new Consents(read(row, "own"), read(row, "whole"));
    }

    private static ConsentFact read(ResultSet row, String prefix) throws SQLException {
        String state = row.getString(prefix + "_state");
        return state == null
                ? ConsentFact.UNKNOWN
                : new ConsentFact(
                        ConsentState.valueOf(state.toUpperCase(Locale.ROOT)),
                        instant(row, prefix + "_at"),
                        row.getString(prefix + "_source"));
    }
}
