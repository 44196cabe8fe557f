package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.customer.PhoneNumber;
import ai.tulia.messaging.domain.dispatch.Route;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.sender.Sender;
import ai.tulia.messaging.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How a statement finds the way to a customer {@code c}: its addresses and its session with the sender. */
public final class RouteSql {
    /** Of the customer's row. Nothing goes to one who is to be erased. */
    public static final String CUSTOMER =
            "case when erasure_requested_at is null then phone_number end as phone_number,"
                    + " whatsapp_unreachable_until, erasure_requested_at";

    public static final String COLUMNS = "c.phone_number, c.whatsapp_unreachable_until, u.user_id, w.last_inbound_at";

    private RouteSql() {}

    /**
     * @param sender SQL expression of its address; asks for the parameter tenant
     * @param portfolio SQL expression of the sender's
     */
    public static String byKey(String sender, String portfolio) {
        return """
            left join lateral (select last_inbound_at from whatsapp_session
                where tenant_id = :tenant and customer_id = c.id and sender = %s offset 0) w on true
            """.formatted(sender) + userId(portfolio);
    }

    /** The same for all of an audience at once; asks for the parameters tenant, sender and portfolio. */
    public static String ofAll() {
        return """
            left join whatsapp_session w on w.tenant_id = :tenant and w.customer_id = c.id and w.sender = :sender
            """ + userId(":portfolio");
    }

    private static String userId(String portfolio) {
        return """
            left join lateral (select user_id from whatsapp_user
                where c.phone_number is null and c.erasure_requested_at is null and tenant_id = :tenant and customer_id = c.id
                    and portfolio = coalesce(%s, '') and replaced_by is null
                order by first_seen_at desc limit 1) u on true
            """.formatted(portfolio);
    }

    /** Reads {@link #COLUMNS}. */
    static Route read(ResultSet row, Channel channel, @Nullable Sender sender) throws SQLException {
        return read(row, channel, sender, PhoneNumber::countryOf);
    }

    /** @param countryOf a number in E.164 */
    public static Route read(ResultSet row, Channel channel, @Nullable Sender sender, UnaryOperator<String> countryOf)
            throws SQLException {
        String number = row.getString("phone_number");
        return new Route(
                channel,
                sender,
                address(row, channel),
                channel == Channel.WHATSAPP ? Sql.instant(row, "whatsapp_unreachable_until") : null,
                Sql.instant(row, "last_inbound_at"),
                number == null ? null : countryOf.apply(number));
    }

    /** The customer's address: a number in E.164, else a user id; null = none. */
    public static @Nullable String to(ResultSet row) throws SQLException {
        String number = row.getString("phone_number");
        return number == null ? row.getString("user_id") : number;
    }

    private static Route.Address address(ResultSet row, Channel channel) throws SQLException {
        if (row.getString("phone_number") != null) {
            return Route.Address.PHONE_NUMBER;
        }
        return channel == Channel.WHATSAPP && row.getString("user_id") != null
                ? Route.Address.USER_ID
                : Route.Address.NONE;
    }
}
