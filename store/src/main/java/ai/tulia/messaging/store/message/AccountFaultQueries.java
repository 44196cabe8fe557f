package ai.tulia.messaging.store.message;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.delivery.ErrorClass;
import ai.tulia.messaging.domain.twilio.FailureCode;
import ai.tulia.messaging.store.audit.AuditAction;
import ai.tulia.messaging.store.audit.AuditEvent;
import ai.tulia.messaging.store.audit.AuditLog;
import ai.tulia.messaging.store.database.OperatorDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** What the ledger tells the operator of itself, and of the accounts at the provider that messages failed for. */
@Component
@ConditionalOnProperty("tulia.db.operator-password")
public class AccountFaultQueries {
    private static final String NO_ACCOUNT = "no_provider_account";

    private static final String SERVER =
            "select current_setting('server_version') as version, (select max(version::int) from flyway_schema_history"
                    + " where success) as schema";

    /** From tenant and code to the next by the index of failures: one step each, however many messages failed so. */
    private static final String LAST_OF_EACH = """
            with recursive failed as (
                (select tenant_id, failure_code from message where failure_code is not null
                    order by tenant_id, failure_code limit 1)
                union all
                select n.tenant_id, n.failure_code from failed f cross join lateral (
                    select m.tenant_id, m.failure_code from message m
                    where m.failure_code is not null and (m.tenant_id, m.failure_code) > (f.tenant_id, f.failure_code)
                    order by m.tenant_id, m.failure_code limit 1) n)
            select f.tenant_id, f.failure_code, last.id, last.at
            from failed f cross join lateral (
                select m.id, coalesce(m.failed_at, m.changed_at) as at from message m
                where m.tenant_id = f.tenant_id and m.failure_code = f.failure_code order by m.id desc limit 1) last
            order by last.at desc
            """;

    private final OperatorDatabase ledger;
    private final Clock clock;

    AccountFaultQueries(OperatorDatabase ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The newest message of a tenant that failed with this code. @param at when */
    public record AccountFault(UUID tenantId, String code, UUID messageId, Instant at) {}

    /** @param faults the last first */
    public record LedgerState(String serverVersion, int schemaVersion, List<AccountFault> faults) {}

    /** Written to the audit log. @param most faults */
    public LedgerState look(int most) {
        return ledger.call(jdbc -> {
            AuditLog.add(
                    jdbc,
                    AuditEvent.byOperator(AuditEvent.NO_TENANT, AuditAction.DEPENDENCIES_SHOWN, null, Map.of()),
                    clock.instant());
            List<AccountFault> faults = jdbc.sql(LAST_OF_EACH)
                    .query((row, n) -> new AccountFault(
                            Objects.requireNonNull(uuid(row, "tenant_id")),
                            row.getString("failure_code"),
                            Objects.requireNonNull(uuid(row, "id")),
                            Objects.requireNonNull(instant(row, "at"))))
                    .list();
            return jdbc.sql(SERVER)
                    .query((row, n) -> new LedgerState(
                            row.getString("version"),
                            row.getInt("schema"),
                            faults.stream()
                                    .filter(fault -> isOfAccount(fault.code()))
                                    .limit(most)
                                    .toList()))
                    .single();
        });
    }

    private static boolean isOfAccount(String code) {
        return code.equals(NO_ACCOUNT)
                || FailureCode.error(code)
                        .filter(error -> error.reaction() == ErrorClass.TENANT_CONFIGURATION)
                        .isPresent();
    }
}
