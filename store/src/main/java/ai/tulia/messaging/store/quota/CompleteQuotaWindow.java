package ai.tulia.messaging.store.quota;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The rolling 24 h with everything that Redis has missed: units of a lost or older Redis come back from the ledger, those
 * granted while it was away from the journal. Both happen outside of the caller's transaction, before its answer counts.
 */
@Component
class CompleteQuotaWindow {
    private static final int REFILLS_BEFORE_GIVING_UP = 3;

    private final QuotaWindow window;
    private final QuotaRefill refill;
    private final QuotaJournal journal;

    CompleteQuotaWindow(QuotaWindow window, QuotaRefill refill, QuotaJournal journal) {
        this.window = window;
        this.refill = refill;
        this.journal = journal;
    }

    /** The window as it is asked inside {@link #run}. */
    interface Asked {
        /** @throws QuotaUnavailableException when Redis does not answer in time */
        List<QuotaWindow.Unit> ask(QuotaWindow.Mode mode, List<String> ids, QuotaRequest request);
    }

    /** @throws QuotaUnavailableException when Redis does not answer in time */
    List<QuotaWindow.Unit> ask(QuotaWindow.Mode mode, UUID tenantId, List<String> ids, QuotaRequest request) {
        return run(tenantId, window -> window.ask(mode, ids, request));
    }

    /**
     * Runs work that may ask the window. When it has missed something the work is stopped there, which rolls its
     * transaction back; the window gets what it has missed, and the work runs again. When that cannot be done now, the
     * work is told that Redis is away, as if it did not answer: only what the work throws is thrown.
     */
    <T extends @Nullable Object> T run(UUID tenantId, Function<Asked, T> work) {
        var journalRead = new AtomicBoolean();
        Asked asked = (mode, ids, request) -> {
            if (!journalRead.get() && !window.isAway() && journal.hasGrants(tenantId)) {
                throw new JournaledGrants();
            }
            try {
                return window.ask(mode, tenantId, ids, request);
            } catch (QuotaUnavailableException away) {
                journal.forgetEmpty(tenantId);
                throw away;
            }
        };
        for (int refills = 0; refills < REFILLS_BEFORE_GIVING_UP; refills++) {
            try {
                return work.apply(asked);
            } catch (JournaledGrants missed) {
                journalRead.set(true);
                writeJournalBack(tenantId);
            } catch (QuotaWindowIncompleteException cold) {
                try {
                    refill.run(tenantId, cold);
                } catch (QuotaUnavailableException away) {
                    return work.apply((mode, ids, request) -> {
                        throw away;
                    });
                }
            }
        }
        return work.apply((mode, ids, request) -> {
            throw new QuotaUnavailableException("Redis keeps losing the window", null);
        });
    }

    private static final class JournaledGrants extends RuntimeException {
        private static final long serialVersionUID = 1;

        JournaledGrants() {
            super("units are journaled that do not count yet", null, false, false);
        }
    }

    private void writeJournalBack(UUID tenantId) {
        try {
            journal.writeBack(tenantId);
        } catch (QuotaUnavailableException e) {
            // The work finds it away, too.
        }
    }
}
