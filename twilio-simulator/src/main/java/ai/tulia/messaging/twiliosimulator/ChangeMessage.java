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
        ReceivedMessage message = find(account, sid);
        return message == null
                ? Reply.error(TwilioError.notFound(call.path()))
                : Reply.json(200, MessageResource.of(message));
    }

    Reply delete(Call call, String account, String sid) {
        synchronized (ledger) {
            ReceivedMessage message = find(account, sid);
            if (message == null) {
                return Reply.error(TwilioError.notFound(call.path()));
            }
            if (!message.status().isFinal()) {
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
        synchronized (ledger) {
            ReceivedMessage message = find(account, sid);
            if (message == null) {
                return Reply.error(TwilioError.notFound(call.path()));
            }
            TwilioError refusal = form.has("Status")
                    ? cancel(message, Objects.requireNonNullElse(form.value("Status"), ""))
                    : form.has("Body") ? redact(message, form.value("Body")) : null;
            return refusal == null ? fetch(call, account, sid) : Reply.error(refusal);
        }
    }

    private @Nullable TwilioError cancel(ReceivedMessage message, String asked) {
        if (!asked.equals(MessageStatus.CANCELED.code())) {
            return TwilioError.badRequest(20001, "Status can only be set to canceled");
        }
        if (message.status() != MessageStatus.SCHEDULED) {
            return TwilioError.NOT_CANCELABLE;
        }
        ledger.advance(message.sid(), MessageStatus.CANCELED, null);
        return null;
    }

    private @Nullable TwilioError redact(ReceivedMessage message, @Nullable String body) {
        if (body != null) {
            return TwilioError.badRequest(20001, "Body can only be set to the empty text");
        }
        if (!message.status().isFinal()) {
            return TwilioError.NOT_FINISHED;
        }
        ledger.commit(new JournalEntry.Redacted(message.sid(), Instant.now()));
        return null;
    }

    private @Nullable ReceivedMessage find(String account, String sid) {
        ReceivedMessage message = ledger.messages().find(sid);
        return message != null && message.accountSid().equals(account) ? message : null;
    }
}
