package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.audience.AttributeCheck;
import ai.tulia.messaging.api.audience.CriteriaRequestValidator;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.problem.FieldError;
import ai.tulia.messaging.api.requestfields.RequestedTime;
import ai.tulia.messaging.api.suspension.SuspendedTenants;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.domain.time.TimeFormat;
import ai.tulia.messaging.store.audience.AudienceQueries;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.BroadcastAudience;
import ai.tulia.messaging.store.broadcast.BroadcastDrafts;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.tenant.TenantQueries;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Every step a caller can make a broadcast take, each one transaction. A step taken twice is taken once; one that is not
 * open from where the broadcast is, is 409 with its status.
 */
@Component
class BroadcastControl {
    private static final String REQUESTED = "requested";

    private final TenantTransactions transactions;
    private final BroadcastRepository broadcasts;
    private final BroadcastDrafts drafts;
    private final BroadcastAudience recipients;
    private final AudienceQueries audiences;
    private final TenantQueries tenants;
    private final AttributeCheck attributes;
    private final SuspendedTenants suspended;

    BroadcastControl(
            TenantTransactions transactions,
            BroadcastRepository broadcasts,
            BroadcastDrafts drafts,
            BroadcastAudience recipients,
            AudienceQueries audiences,
            TenantQueries tenants,
            AttributeCheck attributes,
            SuspendedTenants suspended) {
        this.transactions = transactions;
        this.broadcasts = broadcasts;
        this.drafts = drafts;
        this.recipients = recipients;
        this.audiences = audiences;
        this.tenants = tenants;
        this.attributes = attributes;
        this.suspended = suspended;
    }

    /** @throws ApiProblem 400 when there is nobody to send it to, 422 when its time or its end has passed */
    Broadcast start(BroadcastRef ref, Instant now) {
        return transactions.call(ref.tenantId(), () -> {
            Broadcast found = required(ref);
            if (found.status() == BroadcastStatus.DRAFT) {
                suspended.refuse(ref.tenantId());
                var checks = new Checks();
                checkAudience(found, "recipient_criteria", recipients.listed(ref), true, now, checks);
                checkTimes(found, now, checks);
                checks.done();
                broadcasts.start(ref, now);
            }
            return reached(ref, "started", Set.of(BroadcastStatus.RUNNING));
        });
    }

    /**
     * Out of the lists, and canceled; one that was archived stays so.
     *
     * @throws ApiProblem 409 when it is no draft
     */
    void archive(BroadcastRef ref, Instant now) {
        transactions.run(ref.tenantId(), () -> {
            required(ref);
            if (!drafts.archive(ref, now)) {
                throw notOpen(required(ref), "archived");
            }
        });
    }

    Broadcast pause(BroadcastRef ref, Instant now) {
        return transactions.call(ref.tenantId(), () -> {
            required(ref);
            broadcasts.pause(ref, REQUESTED, now);
            return reached(ref, "paused", Set.of(BroadcastStatus.PAUSED));
        });
    }

    Broadcast cancel(BroadcastRef ref, Instant now) {
        return transactions.call(ref.tenantId(), () -> {
            required(ref);
            broadcasts.cancel(ref, now);
            return reached(ref, "canceled", Set.of(BroadcastStatus.CANCELED));
        });
    }

    /**
     * Criteria must mean somebody already, by attributes that there are; a list may still be filled until it is started.
     *
     * @param given the field that gave the criteria
     * @param listed how many are on the list
     */
    void requireAudience(Broadcast broadcast, String given, long listed, boolean starting, Instant now) {
        var checks = new Checks();
        checkAudience(broadcast, given, listed, starting, now, checks);
        checks.done();
    }

    private void checkAudience(
            Broadcast broadcast, String given, long listed, boolean starting, Instant now, Checks checks) {
        var criteria = broadcast.criteria();
        if (criteria == null) {
            checks.that(
                    !starting || listed > 0,
                    "recipients",
                    "are none",
                    "upload the list as CSV to /v1/broadcasts/"
                            + broadcast.ref().broadcastId() + "/recipients");
            return;
        }
        var meant = CriteriaRequestValidator.checked(given, criteria);
        attributes.require(broadcast.ref().tenantId(), criteria, given);
        checks.that(
                !audiences.page(broadcast.ref().tenantId(), meant, now, null, 1).isEmpty(),
                given,
                "matches no customers",
                "see whom the criteria match with POST /v1/audiences/preview, and widen them");
    }

    /** The rules of its making, once more: a draft may have been left lying. */
    private void checkTimes(Broadcast broadcast, Instant now, Checks checks) {
        var asked = new RequestedTime(
                broadcast.sending().schedule().notBefore(),
                broadcast.sending().schedule().local(),
                broadcast.sending().schedule().zone(),
                broadcast.sending().expiresAt());
        boolean scheduled = asked.instant() != null || asked.local() != null;
        Instant expiresAt = broadcast.sending().expiresAt();
        checks.possible(
                        !scheduled
                                || asked.last(tenants.settings(broadcast.ref().tenantId())
                                                .zone())
                                        .isAfter(now),
                        "scheduled_in_the_past",
                        RequestedTime.FIELD,
                        "has passed since the broadcast was made",
                        "make it again with a time to come, or without one")
                .possible(
                        expiresAt == null || expiresAt.isAfter(now),
                        "expires_before_effective",
                        "expires_at",
                        "has passed since the broadcast was made",
                        "make it again with a later end");
    }

    Broadcast required(BroadcastRef ref) {
        return broadcasts
                .find(ref)
                .filter(found -> !found.isBatch())
                .orElseThrow(() -> ApiProblem.notFound("broadcast"));
    }

    /**
     * Once messages of it leave, what is left of the list would look like all of it. Asked after the list was read: then it was
     * whole when it was read.
     *
     * @throws ApiProblem 404 when there is none, 410 when its messages leave or have left
     */
    void requireListed(BroadcastRef ref) {
        Instant removed = required(ref).lifecycle().recipientsRemovedAt();
        if (removed != null) {
            throw new ApiProblem(
                            HttpStatus.GONE,
                            "recipients_removed",
                            "the recipients were removed: the broadcast is older than the tenant's retention of messages",
                            List.of(new FieldError(
                                    "id",
                                    "is of a broadcast whose messages left",
                                    "its counts are in GET /v1/broadcasts/{id}")))
                    .with("recipients_removed_at", TimeFormat.instant(removed));
        }
    }

    Broadcast reached(BroadcastRef ref, String wanted, Set<BroadcastStatus> there) {
        Broadcast broadcast = required(ref);
        if (!there.contains(broadcast.status())) {
            throw notOpen(broadcast, wanted);
        }
        return broadcast;
    }

    /** @param wanted what it was to be, such as {@code paused} */
    static ApiProblem notOpen(Broadcast broadcast, String wanted) {
        String status = broadcast.status().code();
        return new ApiProblem(
                        HttpStatus.CONFLICT,
                        "wrong_status",
                        "the broadcast is " + status + " and cannot be " + wanted,
                        List.of(new FieldError("status", "is " + status, hint(broadcast.status()))))
                .with("broadcast_id", broadcast.ref().broadcastId())
                .with("broadcast_status", status);
    }

    private static String hint(BroadcastStatus status) {
        return switch (status) {
            case DRAFT -> "start it first";
            case RUNNING -> "pause or cancel it first, or make a new one";
            case PAUSED -> "resume it";
            case CANCELED -> "make a new one";
            case COMPLETED -> "make a new one, or resume it with scope failed";
        };
    }
}
