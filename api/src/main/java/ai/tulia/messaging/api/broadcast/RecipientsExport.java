package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.time.TimeFormat;
import ai.tulia.messaging.store.broadcast.BroadcastProgress;
import ai.tulia.messaging.store.broadcast.BroadcastRecipients;
import ai.tulia.messaging.store.database.TenantTransactions;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes the recipients of a broadcast as a CSV file, a page of the ledger at a time: memory does not grow with it. */
@Component
class RecipientsExport {
    private static final int PAGE = 1_000;

    private final TenantTransactions transactions;
    private final BroadcastRecipients recipients;
    private final BroadcastProgress progress;
    private final BroadcastControl control;

    RecipientsExport(
            TenantTransactions transactions,
            BroadcastRecipients recipients,
            BroadcastProgress progress,
            BroadcastControl control) {
        this.transactions = transactions;
        this.recipients = recipients;
        this.progress = progress;
        this.control = control;
    }

    /** The same as long as as many messages are in each state, for each reason; weak, for the times may differ. */
    String tag(BroadcastRef ref, BroadcastRecipients.Filter filter) {
        var counts = transactions.call(ref.tenantId(), () -> progress.counts(ref));
        return "W/\"" + Fingerprint.of(ref + " " + filter + " " + counts) + "\"";
    }

    /** The first page is read before anything is written; what was written is whole only when this returns. */
    void write(BroadcastRef ref, BroadcastRecipients.Filter filter, Writer out) throws IOException {
        List<BroadcastRecipients.Row> page = page(ref, filter, null);
        // Not closed when it fails: a closed answer ends well.
        CsvWriter csv = CsvWriter.builder().build(out);
        csv.writeRecord(
                "customer_id",
                "phone_number",
                "message_id",
                "state",
                "status",
                "reason",
                "wake_at",
                "provider_msg_id",
                "failure_detail",
                "sent_at",
                "name",
                "delivered_at",
                "read_at",
                "failed_at");
        while (!page.isEmpty()) {
            page.forEach(row -> csv.writeRecord(cells(row)));
            page = page.size() < PAGE
                    ? List.of()
                    : page(ref, filter, page.getLast().recipient().customerId());
        }
        csv.close();
    }

    private List<BroadcastRecipients.Row> page(
            BroadcastRef ref, BroadcastRecipients.Filter filter, @Nullable UUID before) {
        return transactions.callByKeys(ref.tenantId(), () -> {
            var page = recipients.page(ref, filter, before, PAGE);
            control.requireListed(ref);
            return page;
        });
    }

    private static List<String> cells(BroadcastRecipients.Row row) {
        return List.of(
                row.recipient().customerId().toString(),
                Objects.requireNonNullElse(row.recipient().phoneNumber(), ""),
                row.messageId().toString(),
                row.state().code(),
                row.state().status().code(),
                cell(row.reason()),
                cell(row.wakeAt()),
                cell(row.providerMsgId()),
                cell(row.failureDetail()),
                cell(row.times().sentAt()),
                noFormula(cell(row.recipient().name())),
                cell(row.times().deliveredAt()),
                cell(row.times().readAt()),
                cell(row.times().failedAt()));
    }

    /**
     * What somebody else wrote is text to a spreadsheet, too: an apostrophe before what would begin a formula (OWASP, CSV
     * injection).
     */
    private static String noFormula(String value) {
        return !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    }

    private static String cell(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static String cell(@Nullable Instant at) {
        return at == null ? "" : TimeFormat.instant(at);
    }
}
