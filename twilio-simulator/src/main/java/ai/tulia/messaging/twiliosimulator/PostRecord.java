package ai.tulia.messaging.twiliosimulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes the record of one POST, once it is known what becomes of it. */
record PostRecord(Call call, String account, Form form, Instant time) {
    PostRecord(Call call, String account, Form form) {
        this(call, account, form, Instant.now());
    }

    JournalEntry refused(Reply reply, @Nullable FaultMode fault) {
        return new JournalEntry.Posted(request(reply, false, null, fault), null, null);
    }

    JournalEntry accepted(
            Reply reply, ReceivedMessage message, @Nullable FaultMode fault, @Nullable Integer failureCode) {
        return new JournalEntry.Posted(request(reply, true, message.sid(), fault), message, failureCode);
    }

    JournalEntry changed(Reply reply, String sid) {
        return new JournalEntry.Posted(request(reply, false, sid, null), null, null);
    }

    private ReceivedRequest request(Reply reply, boolean accepted, @Nullable String sid, @Nullable FaultMode fault) {
        Integer status = reply instanceof Reply.Answer answer ? Integer.valueOf(answer.status()) : null;
        return new ReceivedRequest(
                time,
                call.method(),
                call.path(),
                account,
                form.value("To"),
                form.fields(),
                status,
                accepted,
                sid,
                fault);
    }
}
