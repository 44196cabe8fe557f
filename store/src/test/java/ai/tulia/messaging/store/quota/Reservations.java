package ai.tulia.messaging.store.quota;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;

/** A claim that reserves, and does nothing else: what the claims of a dispatch do on the rows they have locked. */
public final class Reservations {
    private final QuotaCounters counters;
    private final QuotaLedger ledger;
    private final TenantTransactions transactions;

    /** A process of the product. */
    @FunctionalInterface
    public interface Process {
        <T> T bean(Class<T> type);
    }

    public Reservations(Process process) {
        this.counters = process.bean(QuotaCounters.class);
        this.ledger = process.bean(QuotaLedger.class);
        this.transactions = process.bean(TenantTransactions.class);
    }

    public QuotaReservation reserve(MessageRef ref, QuotaRequest request) {
        return reserveAll(ref.tenantId(), List.of(ref.messageId()), request).getFirst();
    }

    public List<QuotaReservation> reserveAll(UUID tenant, List<UUID> ids, QuotaRequest request) {
        var reservations = new ArrayList<QuotaReservation>(ids.size());
        for (int from = 0; from < ids.size(); from += QuotaScript.MAX_IDS) {
            List<UUID> chunk = ids.subList(from, Math.min(ids.size(), from + QuotaScript.MAX_IDS));
            reservations.addAll(claim(tenant, chunk, request));
        }
        return reservations;
    }

    private List<QuotaReservation> claim(UUID tenant, List<UUID> ids, QuotaRequest request) {
        List<QuotaReservation> reservations = counters.claiming(
                tenant,
                quota -> transactions.call(tenant, () -> {
                    List<QuotaReservation> answers = quota.reserveInRedis(ids, request);
                    var granted = new HashMap<UUID, Instant>();
                    for (int i = 0; i < ids.size(); i++) {
                        Instant at = answers.get(i).grantedAt();
                        if (at != null && !answers.get(i).journaled()) {
                            granted.put(ids.get(i), at);
                        }
                    }
                    ledger.remember(tenant, granted);
                    return answers;
                }));
        counters.warn(tenant, reservations, request);
        return reservations;
    }
}
