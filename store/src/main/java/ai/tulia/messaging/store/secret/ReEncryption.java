package ai.tulia.messaging.store.secret;

import ai.tulia.messaging.store.audit.AuditAction;
import ai.tulia.messaging.store.audit.AuditEvent;
import ai.tulia.messaging.store.audit.AuditLog;
import ai.tulia.messaging.store.database.OperatorDatabase;
import ai.tulia.messaging.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Seals everything anew with the key that seals now, page by page, each in a transaction of its own: sends go on meanwhile,
 * and whoever reads a value finds it as it was or as it is. What was done stays done; whoever calls again goes on from there.
 */
@Component
@ConditionalOnProperty("tulia.db.operator-password")
public class ReEncryption {
    private static final Logger log = LoggerFactory.getLogger(ReEncryption.class);
    private static final int PAGE = 500;
    private static final int MAX_PAGES = 20;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final OperatorDatabase ledger;
    private final SecretBox secrets;
    private final Clock clock;

    ReEncryption(OperatorDatabase ledger, SecretBox secrets, Clock clock) {
        this.ledger = ledger;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * What a call did.
     *
     * @param keyId of the key that seals now
     * @param reEncrypted values sealed anew
     * @param unreadable values it met that no key of this process opens; they stay as they are
     * @param left values that are still sealed with another key, without the unreadable ones
     */
    public record Progress(String keyId, long reEncrypted, long unreadable, long left) {}

    private record Sealed(UUID tenantId, String key, byte[] value, String boundTo) {
        static Sealed read(ResultSet row) throws SQLException {
            return new Sealed(
                    Objects.requireNonNull(Sql.uuid(row, "tenant_id")),
                    row.getString("key"),
                    row.getBytes("sealed"),
                    row.getString("bound_to"));
        }
    }

    /** @param last of the page; null = there are no more */
    private record Page(
            int reEncrypted, int unreadable, @Nullable Sealed last) {}

    /** At most {@link #MAX_PAGES} pages of {@link #PAGE} values. */
    public Progress run() {
        long reEncrypted = 0;
        long unreadable = 0;
        int pages = 0;
        for (SealedColumn column : SealedColumn.values()) {
            Sealed last = new Sealed(BEFORE_ALL, column.beforeAll(), new byte[0], "");
            while (last != null && pages < MAX_PAGES) {
                Page page = page(column, last);
                reEncrypted += page.reEncrypted();
                unreadable += page.unreadable();
                last = page.last();
                pages += page.reEncrypted() > 0 ? 1 : 0;
            }
        }
        return report(reEncrypted, unreadable);
    }

    private Page page(SealedColumn column, Sealed after) {
        return ledger.call(jdbc -> {
            List<Sealed> found = withPrefix(jdbc.sql(column.page()))
                    .param("tenant", after.tenantId())
                    .param("key", after.key())
                    .param("limit", PAGE)
                    .query((row, number) -> Sealed.read(row))
                    .list();
            List<Sealed> readable = new ArrayList<>();
            List<Sealed> unreadable = new ArrayList<>();
            List<String> anew = new ArrayList<>();
            for (Sealed each : found) {
                try {
                    String secret = secrets.open(each.tenantId(), each.boundTo(), each.value());
                    anew.add(HexFormat.of().formatHex(secrets.seal(each.tenantId(), each.boundTo(), secret)));
                    readable.add(each);
                } catch (SecretUnreadableException e) {
                    unreadable.add(each);
                }
            }
            replace(jdbc, column, readable, anew);
            if (!unreadable.isEmpty()) {
                UUID first = unreadable.getFirst().tenantId();
                log.warn("{} values of {} were not opened, the first of tenant {}", unreadable.size(), column, first);
            }
            return new Page(readable.size(), unreadable.size(), found.size() < PAGE ? null : found.getLast());
        });
    }

    private static void replace(JdbcClient jdbc, SealedColumn column, List<Sealed> rows, List<String> sealed) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql(column.replace())
                .param("tenants", Sql.texts(rows.stream().map(Sealed::tenantId).toList()))
                .param("keys", Sql.texts(rows.stream().map(Sealed::key).toList()))
                .param("sealed", Sql.texts(sealed))
                .update();
    }

    private Progress report(long reEncrypted, long unreadable) {
        return ledger.call(jdbc -> {
            long others = 0;
            for (SealedColumn column : SealedColumn.values()) {
                others += withPrefix(jdbc.sql(column.count())).query(Long.class).single();
            }
            var progress = new Progress(secrets.keyId(), reEncrypted, unreadable, Math.max(0, others - unreadable));
            if (reEncrypted > 0) {
                var detail = Map.of(
                        "key_id",
                        progress.keyId(),
                        "re_encrypted",
                        reEncrypted,
                        "unreadable",
                        unreadable,
                        "left",
                        progress.left());
                AuditLog.add(
                        jdbc,
                        AuditEvent.byOperator(AuditEvent.NO_TENANT, AuditAction.SECRETS_RE_ENCRYPTED, null, detail),
                        clock.instant());
            }
            return progress;
        });
    }

    private JdbcClient.StatementSpec withPrefix(JdbcClient.StatementSpec statement) {
        byte[] prefix = secrets.prefix();
        return statement.param("prefix", prefix).param("length", prefix.length);
    }
}
