package ai.tulia.messaging.twiliosimulator;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One message that exists: fetched, canceled, redacted, deleted. */
final class ChangeMessage {
    private final Ledger ledger;

    ChangeMessage(Ledger ledger) {
        this.ledger = ledger;
    }

    Reply fetch(Call call, String account, String sid) {
        StoredMessage stored = find(account, sid);
        return stored == null
                ? Reply.error(TwilioError.notFound(call.path()))
                : Reply.json(200, MessageResource.of(stored.message()));
    }

    Reply delete(Call call, String account, String sid) {
        StoredMessage stored = find(account, sid);
        if (stored == null) {
            return Reply.error(TwilioError.notFound(call.path()));
        }
        synchronized (stored) {
            if (!stored.message().status().isFinal()) {
                return Reply.error(TwilioError.NOT_FINISHED);
            }
            ledger.commit(new JournalEntry.Deleted(sid));
            return Reply.empty(204);
        }
    }

    Reply post(Call call, String account, String sid) {
        Credentials given = call.credentials();
        Form form = call.isForm() ? call.form() : Form.EMPTY;
        Reply reply = !call.isForm()
                ? Reply.error(TwilioError.UNSUPPORTED_MEDIA_TYPE)
                : given == null || !ledger.admits(account, given)
                        ? Reply.error(TwilioError.AUTHENTICATE)
                        : change(call, account, sid, form);
        ledger.commit(new PostRecord(call, account, form).changed(reply, sid));
        return reply;
    }

    private Reply change(Call call, String account, String sid, Form form) {
        StoredMessage stored = find(account, sid);
        if (stored == null) {
            return Reply.error(TwilioError.notFound(call.path()));
        }
        synchronized (stored) {
            TwilioError refusal = form.has("Status")
                    ? cancel(stored, Objects.requireNonNullElse(form.value("Status"), ""))
                    : form.has("Body") ? redact(stored, form.value("Body")) : null;
            return refusal == null ? Reply.json(200, MessageResource.of(stored.message())) : Reply.error(refusal);
        }
    }

    private @Nullable TwilioError cancel(StoredMessage stored, String asked) {
        if (!asked.equals(MessageStatus.CANCELED.code())) {
            return TwilioError.badRequest(20001, "Status can only be set to canceled");
        }
        if (stored.message().status() != MessageStatus.SCHEDULED) {
            return TwilioError.NOT_CANCELABLE;
        }
        ledger.advance(stored.message().sid(), MessageStatus.CANCELED, null);
        return null;
    }

    private @Nullable TwilioError redact(StoredMessage stored, @Nullable String body) {
        if (body != null) {
            return TwilioError.badRequest(20001, "Body can only be set to the empty text");
        }
        if (!stored.message().status().isFinal()) {
            return TwilioError.NOT_FINISHED;
        }
        ledger.commit(new JournalEntry.Redacted(stored.message().sid(), Instant.now()));
        return null;
    }

    private @Nullable StoredMessage find(String account, String sid) {
        StoredMessage stored = ledger.messages().find(sid);
        return stored != null && stored.message().accountSid().equals(account) ? stored : null;
    }
}
