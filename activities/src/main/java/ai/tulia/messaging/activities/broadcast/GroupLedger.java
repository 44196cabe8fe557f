package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.activities.delivery.OutboundMessages;
import ai.tulia.messaging.activities.dispatch.Attempt;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.BroadcastRun;
import ai.tulia.messaging.store.broadcast.Broadcasts;
import ai.tulia.messaging.store.broadcast.DueMessages;
import ai.tulia.messaging.store.broadcast.GroupText;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.OutboundReader;
import ai.tulia.messaging.store.message.OutboundReader.Account;
import ai.tulia.messaging.store.message.OutboundText;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.quota.QuotaRequest;
import ai.tulia.messaging.store.quota.QuotaReservation;
import ai.tulia.messaging.store.secret.SecretUnreadableException;
import ai.tulia.messaging.store.tenant.TenantReader;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
    private final MessageTransitions transitions;
    private final BroadcastRun run;
    private final QuotaCounters counters;
    private final OutboundMessages outbound;

    GroupLedger(
            TenantTransactions transactions,
            Broadcasts broadcasts,
            TenantReader tenants,
            OutboundReader accounts,
            DueMessages due,
            MessageTransitions transitions,
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
                    .lockShared(broadcast.ref())
                    .map(found -> found.status() == BroadcastStatus.RUNNING)
                    .orElse(false);
            if (!running) {
                return Group.STOPPED;
            }
            TenantSettings tenant = tenants.settings(tenantId);
            Optional<Account> account = accounts.account(tenantId);
            String blockedBy = account.isEmpty() ? Probe.NO_ACCOUNT : null;
            String token = null;
            try {
                token = account.map(its -> outbound.openToken(tenantId, its.sealedToken()))
                        .orElse(null);
            } catch (SecretUnreadableException e) {
                blockedBy = Probe.SECRET_UNREADABLE;
            }
            request[0] = request(broadcast, tenant, now);
            var claimed = due.claim(broadcast, tenant, text.contentSid() != null, size, now);
            decisions.decide(claimed, blockedBy == null ? most : 0, ids -> {
                reservations.addAll(counters.reserveUnwritten(tenantId, ids, request[0]));
                return reservations;
            });
            List<Attempt> attempts = token == null
                    ? List.of()
                    : attempts(decisions.ready(), account.orElseThrow().sid(), token, tenant, text.contentSid(), now);
            List<UUID> ended = decisions.ended();
            counters.forget(tenantId, ended);
            // One statement: the trigger that counts must fire once.
            transitions.startAll(tenantId, written(decisions), now);
            var away = decisions.away();
            if (away != null) {
                run.hold(broadcast.ref(), away.until(), away.reason(), now);
            }
            boolean blocked = blockedBy != null && claimed.size() > decisions.count();
            return new Group(
                    true, claimed.size(), decisions.count(), away != null, attempts, ended, blocked ? blockedBy : null);
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

    private List<Attempt> attempts(
            List<GroupDecisions.Ready> ready,
            String accountSid,
            String token,
            TenantSettings tenant,
            @Nullable String contentSid,
            Instant now) {
        return ready.stream()
                .map(each -> {
                    var row = each.message().row();
                    Map<String, String> variables = each.text().contentVariables();
                    var text = new OutboundText(
                            tenant.sender(),
                            each.message().phoneNumber(),
                            each.text().body(),
                            contentSid,
                            variables == null ? Map.of() : variables);
                    int number = row.attempt() + 1;
                    return new Attempt(row, number, outbound.of(row, accountSid, token, text, number, now), now);
                })
                .toList();
    }

    private static List<Transition> written(GroupDecisions decisions) {
        var written = new ArrayList<>(decisions.notSent());
        for (GroupDecisions.Ready each : decisions.ready()) {
            written.add(new Transition.AttemptStarted(
                    each.message().row().ref(),
                    each.message().row().attempt() + 1,
                    each.text().body(),
                    each.text().contentVariables(),
                    each.reservedAt()));
        }
        return written;
    }
}
