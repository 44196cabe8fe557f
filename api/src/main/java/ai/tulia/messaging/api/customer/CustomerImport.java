package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.api.csv.CsvKind;
import ai.tulia.messaging.api.csv.CsvReading;
import ai.tulia.messaging.api.csv.CsvUpload;
import ai.tulia.messaging.api.csv.ImportReport;
import ai.tulia.messaging.api.csv.RowError;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.store.consent.SenderChannel;
import ai.tulia.messaging.store.consent.WithdrawalEffect;
import ai.tulia.messaging.store.customer.CustomerBatch;
import ai.tulia.messaging.store.customer.ImportedCustomer;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Takes a file of customers: first all of it is checked, then it is stored in batches. */
@Component
class CustomerImport {
    private static final int BATCH = 500;
    private static final String SOURCE = "import";

    private final TenantTransactions transactions;
    private final CustomerBatch batch;
    private final SenderChannel channels;
    private final WithdrawalFollowUp followUp;
    private final Clock clock;

    CustomerImport(
            TenantTransactions transactions,
            CustomerBatch batch,
            SenderChannel channels,
            WithdrawalFollowUp followUp,
            Clock clock) {
        this.transactions = transactions;
        this.batch = batch;
        this.channels = channels;
        this.followUp = followUp;
        this.clock = clock;
    }

    /**
     * Stores the good rows.
     *
     * @param whole in one transaction, or nothing; otherwise each batch in one of its own
     * @param report new
     * @throws ai.tulia.messaging.api.problem.ApiProblem 422 with the bad rows, where it is to be whole
     */
    void take(Caller caller, CsvUpload upload, boolean whole, ImportReport report) throws IOException {
        var check = new ImportReport(false);
        check(caller, upload, check);
        UUID tenantId = caller.tenantId();
        if (whole) {
            check.requireFlawless();
            storeWhole(tenantId, upload, report);
        } else {
            store(tenantId, upload, report, effect -> followUp.run(tenantId, effect));
        }
    }

    private void storeWhole(UUID tenantId, CsvUpload upload, ImportReport report) {
        List<WithdrawalEffect> effects = new ArrayList<>();
        transactions.run(tenantId, () -> {
            try {
                store(tenantId, upload, report, effects::add);
                report.requireFlawless();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        effects.forEach(effect -> followUp.run(tenantId, effect));
    }

    /** Before anything is stored. Consents need a scope of their own, by whatever way they come. */
    private static void check(Caller caller, CsvUpload upload, ImportReport report) throws IOException {
        new CsvReading(upload, CsvKind.CUSTOMERS, report).read(row -> {
            if (!row.consents().isEmpty()) {
                caller.require(Scopes.CONSENTS_WRITE);
            }
        });
    }

    private void store(UUID tenantId, CsvUpload upload, ImportReport report, Consumer<WithdrawalEffect> effects)
            throws IOException {
        Channel channel = transactions.call(tenantId, () -> channels.of(tenantId));
        List<ImportedCustomer> waiting = new ArrayList<>(BATCH);
        new CsvReading(upload, CsvKind.CUSTOMERS, report).read(row -> {
            waiting.add(row);
            if (waiting.size() == BATCH) {
                store(tenantId, channel, waiting, report, effects);
                waiting.clear();
            }
        });
        store(tenantId, channel, waiting, report, effects);
    }

    private void store(
            UUID tenantId,
            Channel channel,
            List<ImportedCustomer> rows,
            ImportReport report,
            Consumer<WithdrawalEffect> effects) {
        if (rows.isEmpty()) {
            return;
        }
        CustomerBatch.Stored stored = transactions.call(tenantId, () -> {
            var overfull = batch.overfull(tenantId, rows, CustomerRules.MAX_ATTRIBUTES);
            rows.stream()
                    .filter(row -> overfull.contains(row.phoneNumber()))
                    .forEach(row -> report.skip(row.row(), overfull(row)));
            var fitting = rows.stream()
                    .filter(row -> !overfull.contains(row.phoneNumber()))
                    .toList();
            return batch.store(tenantId, fitting, channel, SOURCE, clock.instant());
        });
        report.stored(stored.outcome());
        report.underWay(stored.effect().underWay());
        effects.accept(stored.effect());
    }

    private static List<RowError> overfull(ImportedCustomer row) {
        return List.of(new RowError(
                row.row(),
                null,
                "would give the customer more than " + CustomerRules.MAX_ATTRIBUTES + " attributes",
                "remove some of the customer's attributes first"));
    }
}
