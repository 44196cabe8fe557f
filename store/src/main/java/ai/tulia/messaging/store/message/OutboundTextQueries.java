package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.sender.Sender;
import ai.tulia.messaging.store.database.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads texts, numbers and accounts for rendering and delivery, inside the caller's tenant transaction. */
@Component
public class OutboundTextQueries {
    /** Of accounts {@code a}; asks for the parameter account, null = the main one. */
    private static final String OF_SENDER =
            "case when :account::text is null then a.main else a.account_sid = :account end";

    private static final String OUTBOUND =
            """
            select a.account_sid, a.auth_token, m.body, v.content_sid, m.content_variables, %s
            from message m
            cross join lateral (select id, %s from customer
                where tenant_id = :tenant and id = m.customer_id offset 0) c
            left join provider_account a on a.tenant_id = m.tenant_id and %s
            left join template_version v on v.tenant_id = m.tenant_id and v.template_id = m.template_id
                and v.version = m.template_version
            %s
            where m.tenant_id = :tenant and m.id = :message
            """.formatted(RouteSql.COLUMNS, RouteSql.CUSTOMER, OF_SENDER, RouteSql.byKey(":sender", ":portfolio"));

    private static final String DESTINATION =
            """
            select a.account_sid, a.auth_token, %s
            from customer c
            left join provider_account a on a.tenant_id = c.tenant_id and %s
            %s
            where c.tenant_id = :tenant and c.id = :customer
            """.formatted(RouteSql.COLUMNS, OF_SENDER, RouteSql.byKey(":sender", ":portfolio"));

    private final JdbcClient jdbc;

    OutboundTextQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What the provider is to be handed; a user id where the customer has no number. */
    public Optional<OutboundRow> outbound(MessageRef ref, @Nullable Sender sender) {
        return jdbc.sql(OUTBOUND)
                .param("tenant", ref.tenantId())
                .param("message", ref.messageId())
                .param("account", sender == null ? null : sender.account())
                .param("sender", sender == null ? null : sender.address())
                .param("portfolio", sender == null ? null : sender.portfolio())
                .query((row, n) -> outbound(row))
                .optional();
    }

    /**
     * Where a message that is not in the ledger yet would go.
     *
     * @param account null when the tenant has none yet
     * @param to a number in E.164, or a user id; null = the customer has neither
     */
    public record Destination(
            @Nullable Account account, @Nullable String to) {
        /** Numbers stay out of logs. */
        @Override
        public String toString() {
            return "Destination";
        }
    }

    /** Of a customer who is there. */
    public Destination destination(UUID tenantId, UUID customerId, @Nullable Sender sender) {
        return jdbc.sql(DESTINATION)
                .param("tenant", tenantId)
                .param("customer", customerId)
                .param("account", sender == null ? null : sender.account())
                .param("sender", sender == null ? null : sender.address())
                .param("portfolio", sender == null ? null : sender.portfolio())
                .query((row, n) ->
                        new Destination(row.getString("account_sid") == null ? null : account(row), RouteSql.to(row)))
                .single();
    }

    private static OutboundRow outbound(ResultSet row) throws SQLException {
        return new OutboundRow(
                row.getString("account_sid") == null ? null : account(row),
                new OutboundText(
                        RouteSql.to(row),
                        row.getString("body"),
                        row.getString("content_sid"),
                        Json.strings(row.getString("content_variables"))));
    }

    /**
     * An account of the tenant's at the provider.
     *
     * @param sealedToken its auth token, still sealed
     */
    public record Account(String sid, byte[] sealedToken) {
        @Override
        public String toString() {
            return "Account[" + sid + "]";
        }
    }

    /** The one that this sender belongs to; empty when the tenant has none yet. */
    public Optional<Account> account(UUID tenantId, @Nullable Sender sender) {
        return jdbc.sql("select account_sid, auth_token from provider_account a where tenant_id = :tenant and "
                        + OF_SENDER)
                .param("tenant", tenantId)
                .param("account", sender == null ? null : sender.account())
                .query((row, n) -> account(row))
                .optional();
    }

    public List<Account> accounts(UUID tenantId) {
        return jdbc.sql("select account_sid, auth_token from provider_account where tenant_id = :tenant"
                        + " order by main desc, account_sid")
                .param("tenant", tenantId)
                .query((row, n) -> account(row))
                .list();
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(row.getString("account_sid"), row.getBytes("auth_token"));
    }

    /**
     * The text of a message accepted with a template and the values it was accepted with.
     *
     * @param contentVariables WhatsApp's variable to ours; empty when the template maps none
     */
    public record Draft(
            String content, Map<String, String> context, Map<String, String> contentVariables, boolean rendered) {}

    /** The draft to render; empty when the message carries its text already. */
    public Optional<Draft> draft(MessageRef ref) {
        return jdbc.sql("""
                        select v.content, m.context, v.content_variables, m.body
                        from message m
                        join template_version v on v.tenant_id = m.tenant_id and v.template_id = m.template_id
                            and v.version = m.template_version
                        where m.tenant_id = :tenant and m.id = :message""")
                .param("tenant", ref.tenantId())
                .param("message", ref.messageId())
                .query((row, n) -> {
                    @Nullable String body = row.getString("body");
                    return new Draft(
                            row.getString("content"),
                            Json.strings(row.getString("context")),
                            Json.strings(row.getString("content_variables")),
                            body != null);
                })
                .optional();
    }
}
