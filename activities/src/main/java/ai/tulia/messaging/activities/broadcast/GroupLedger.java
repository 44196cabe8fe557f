package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.activities.delivery.OutboundMessages;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.BroadcastRun;
import ai.tulia.messaging.store.broadcast.Broadcasts;
import ai.tulia.messaging.store.broadcast.DueMessages;
import ai.tulia.messaging.store.broadcast.GroupText;
import ai.tulia.messaging.store.broadcast.GroupTransitions;
import ai.tulia.messaging.store.broadcast.GroupTransitions.Begun;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.OutboundReader;
import ai.tulia.messaging.store.message.OutboundRow;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.quota.QuotaRequest;
import ai.tulia.messaging.store.quota.QuotaReservation;
import ai.tulia.messaging.store.tenant.TenantReader;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * What must be true, and committed, before the POSTs of a group may go out: one transaction takes what is due, asks the
 * policy about each with the facts as they are now, takes places in the rolling 24 h in one call, and commits SENDING.
 */
@Component
class GroupLedger {
    private final TenantTransactions transactions;
    private final Broadcasts broadcasts;
    private final TenantReader tenants;
    private final OutboundReader accounts;
    private final DueMessages due;
    private final GroupTransitions transitions;
    private final BroadcastRun run;
    private final QuotaCounters counters;
    private final OutboundMessages outbound;

    GroupLedger(
            TenantTransactions transactions,
            Broadcasts broadcasts,
            TenantReader tenants,
            OutboundReader accounts,
            DueMessages due,
            GroupTransitions transitions,
            BroadcastRun run,
            QuotaCounters counters,
            OutboundMessages outbound) {
        this.transactions = transactions;
        this.broadcasts = broadcasts;
        this.tenants = tenants;
        this.accounts = accounts;
        this.due = due;
        this.transitions = transitions;
        this.run = run;
        this.counters = counters;
        this.outbound = outbound;
    }

    /**
     * @param size messages taken at most
     * @param most of them, how many may begin to leave
     */
    Group begin(Broadcast broadcast, GroupText text, int size, int most, Instant now) {
        UUID tenantId = broadcast.ref().tenantId();
        var reservations = new ArrayList<QuotaReservation>();
        var decisions = new GroupDecisions(text, now);
        QuotaRequest[] request = new QuotaRequest[1];
        Group group = transactions.callByKeys(tenantId, () -> {
            boolean running = broadcasts
                    .hold(broadcast.ref())
                    .map(found -> found.status() == BroadcastStatus.RUNNING)
                    .orElse(false);
            if (!running) {
                return Group.STOPPED;
            }
            TenantSettings tenant = tenants.settings(tenantId);
            var account = accounts.account(tenantId);
            request[0] = request(broadcast, tenant, now);
            var taken = due.claim(broadcast, tenant, text.contentSid() != null, size, now);
            decisions.decide(taken, account.isPresent() ? most : 0, ids -> {
                reservations.addAll(counters.reserveUnwritten(tenantId, ids, request[0]));
                return reservations;
            });
            transitions.hold(tenantId, decisions.held(), now);
            transitions.stop(tenantId, decisions.stopped(), now);
            List<UUID> ended = decisions.stopped().stream()
                    .map(each -> each.ref().messageId())
                    .toList();
            counters.forget(tenantId, ended);
            List<Group.Post> posts = account.map(its -> posts(decisions.ready(), its, tenant, text.contentSid(), now))
                    .orElse(List.of());
            transitions.begin(tenantId, begun(decisions.ready()), now);
            var away = decisions.away();
            if (away != null) {
                run.hold(broadcast.ref(), away.until(), away.reason(), now);
            }
            boolean blocked = account.isEmpty() && taken.size() > decisions.count();
            return new Group(
                    true,
                    taken.size(),
                    decisions.count(),
                    away != null,
                    posts,
                    ended,
                    blocked ? Probe.NO_ACCOUNT : null);
        });
        if (!reservations.isEmpty()) {
            counters.warn(tenantId, reservations, Objects.requireNonNull(request[0]));
        }
        return group;
    }

    private static QuotaRequest request(Broadcast broadcast, TenantSettings tenant, Instant now) {
        Instant started = broadcast.startedAt();
        return QuotaRequest.of(broadcast.type().rules(), tenant.dailyLimit(), started == null ? now : started, now);
    }

    private List<Group.Post> posts(
            List<GroupDecisions.Ready> ready,
            OutboundReader.Account account,
            TenantSettings tenant,
            @org.jspecify.annotations.Nullable String contentSid,
            Instant now) {
        return ready.stream()
                .map(each -> {
                    var row = each.message().row();
                    Map<String, String> variables = each.text().contentVariables();
                    var outboundRow = new OutboundRow(
                            account.sid(),
                            account.sealedToken(),
                            tenant.sender(),
                            tenant.messagesPerSecond(),
                            each.message().phoneNumber(),
                            each.text().body(),
                            contentSid,
                            variables == null ? Map.of() : variables);
                    int attempt = row.attempt() + 1;
                    return new Group.Post(row, attempt, outbound.of(row, outboundRow, attempt, now));
                })
                .toList();
    }

    private static List<Begun> begun(List<GroupDecisions.Ready> ready) {
        return ready.stream()
                .map(each -> new Begun(
                        each.message().row().ref(),
                        each.message().row().attempt() + 1,
                        each.text().body(),
                        each.text().contentVariables(),
                        each.reservedAt()))
                .toList();
    }
}
