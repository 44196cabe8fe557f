package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.csv.CsvKind;
import ai.tulia.messaging.api.csv.CsvReading;
import ai.tulia.messaging.api.csv.CsvUpload;
import ai.tulia.messaging.api.csv.ImportReport;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.BroadcastAudience;
import ai.tulia.messaging.store.broadcast.BroadcastAudience.Recipient;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.customer.BatchOutcome;
import ai.tulia.messaging.store.customer.CustomerBatch;
import ai.tulia.messaging.store.customer.ImportedCustomer;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Puts the rows of a file on a draft's list: first all of it is checked, then it is stored in batches. */
@Component
class RecipientsUpload {
    private static final int BATCH = 500;

    private final TenantTransactions transactions;
    private final BroadcastRepository broadcasts;
    private final BroadcastAudience audience;
    private final CustomerBatch customers;
    private final Clock clock;

    RecipientsUpload(
            TenantTransactions transactions,
            BroadcastRepository broadcasts,
            BroadcastAudience audience,
            CustomerBatch customers,
            Clock clock) {
        this.transactions = transactions;
        this.broadcasts = broadcasts;
        this.audience = audience;
        this.customers = customers;
        this.clock = clock;
    }

    /** @throws ApiProblem 409 once its list is closed, or when it has none */
    void requireOpen(BroadcastRef ref) {
        transactions.run(ref.tenantId(), () -> lockDraft(ref));
    }

    /**
     * Stores the good rows.
     *
     * @param whole in one transaction, or nothing; otherwise each batch in one of its own
     * @param report new
     * @throws ApiProblem 422 with the bad rows, where it is to be whole
     */
    UploadResponse take(BroadcastRef ref, CsvUpload upload, boolean whole, ImportReport report) throws IOException {
        var check = new ImportReport(false);
        new CsvReading(upload, CsvKind.RECIPIENTS, check).read(row -> {});
        if (!whole) {
            store(ref, upload, report);
            return answer(ref, report);
        }
        check.requireFlawless();
        return transactions.call(ref.tenantId(), () -> {
            try {
                store(ref, upload, report);
                return answer(ref, report);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private UploadResponse answer(BroadcastRef ref, ImportReport report) {
        long listed = transactions.call(ref.tenantId(), () -> audience.listed(ref));
        return UploadResponse.of(report.result(), listed);
    }

    private void store(BroadcastRef ref, CsvUpload upload, ImportReport report) throws IOException {
        List<ImportedCustomer> waiting = new ArrayList<>(BATCH);
        new CsvReading(upload, CsvKind.RECIPIENTS, report).read(row -> {
            waiting.add(row);
            if (waiting.size() == BATCH) {
                report.stored(store(ref, waiting));
                waiting.clear();
            }
        });
        if (!waiting.isEmpty()) {
            report.stored(store(ref, waiting));
        }
    }

    private BatchOutcome store(BroadcastRef ref, List<ImportedCustomer> rows) {
        return transactions.call(ref.tenantId(), () -> {
            lockDraft(ref);
            var present = customers.add(ref.tenantId(), rows, clock.instant());
            audience.add(
                    ref,
                    rows.stream()
                            .map(row -> recipient(present.ids(), row))
                            // One order for everyone, so that two files never deadlock.
                            .sorted(Comparator.comparing(Recipient::customerId))
                            .toList());
            return new BatchOutcome(present.made(), 0, rows.size() - present.made(), 0);
        });
    }

    private static Recipient recipient(Map<String, UUID> ids, ImportedCustomer row) {
        return new Recipient(
                Objects.requireNonNull(ids.get(row.phoneNumber())),
                row.attributes().isEmpty() ? null : Map.copyOf(row.attributes()));
    }

    /** Its list stays open until the transaction ends. */
    private void lockDraft(BroadcastRef ref) {
        Broadcast broadcast = broadcasts
                .lockShared(ref)
                .filter(found -> !found.isBatch())
                .orElseThrow(() -> ApiProblem.notFound("broadcast"));
        if (broadcast.status() != BroadcastStatus.DRAFT) {
            throw BroadcastControl.notOpen(broadcast, "given recipients");
        }
        if (broadcast.criteria() != null) {
            throw ApiProblem.of(
                    HttpStatus.CONFLICT,
                    "not_a_list",
                    "the broadcast goes to whom its criteria mean; make one without recipient_criteria and audience_id");
        }
    }
}
