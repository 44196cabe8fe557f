package ai.tulia.messaging.twiliosimulator;

import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All that the simulator knows. Every change goes to the journal first, and then into memory. */
final class Ledger {
    private final Journal journal;
    private final MessageBook messages;
    private final RequestLog requests;
    private final Accounts accounts = new Accounts();
    private final Numbers numbers = new Numbers();

    Ledger(Journal journal, int keep) {
        this.journal = journal;
        messages = new MessageBook(keep);
        requests = new RequestLog(keep);
    }

    MessageBook messages() {
        return messages;
    }

    RequestLog requests() {
        return requests;
    }

    Accounts accounts() {
        return accounts;
    }

    Numbers numbers() {
        return numbers;
    }

    void commit(JournalEntry entry) {
        journal.append(entry);
        apply(entry);
    }

    void apply(JournalEntry entry) {
        switch (entry) {
            case JournalEntry.Posted posted -> {
                requests.add(posted.request());
                if (posted.message() != null) {
                    messages.add(posted.message());
                }
            }
            case JournalEntry.Inbound(ReceivedMessage message) -> messages.add(message);
            case JournalEntry.StatusChanged(String sid, MessageStatus status, Integer code, Instant at) ->
                change(sid, message -> message.advanced(status, code, at));
            case JournalEntry.Redacted(String sid, Instant at) -> change(sid, message -> message.redacted(at));
            case JournalEntry.Deleted(String sid) -> messages.remove(sid);
            case JournalEntry.MessagesCleared _ -> messages.clear();
            case JournalEntry.RequestsCleared _ -> requests.clear();
            case JournalEntry.CredentialsSeen seen -> accounts.add(seen);
            case JournalEntry.NumberSet(OwnedNumber number) -> numbers.set(number);
        }
    }

    /** Lets the credentials in, which become the account's own when it is new. */
    boolean admits(String accountSid, Credentials given) {
        Boolean known = accounts.admits(accountSid, given);
        return known != null ? known : open(accountSid, given);
    }

    private synchronized boolean open(String accountSid, Credentials given) {
        if (!given.mayOpen(accountSid)) {
            return false;
        }
        Boolean known = accounts.admits(accountSid, given);
        if (known == null) {
            commit(new JournalEntry.CredentialsSeen(given.user(), accountSid, given.secret()));
        }
        return known == null || known;
    }

    /** Moves a message on, unless it is gone or its course is over. Returns what it then is. */
    @Nullable
    ReceivedMessage advance(String sid, MessageStatus next, @Nullable Integer code) {
        StoredMessage stored = messages.find(sid);
        if (stored == null) {
            return null;
        }
        synchronized (stored) {
            MessageStatus now = stored.message().status();
            if (now.isFinal() && !(now == MessageStatus.DELIVERED && next == MessageStatus.READ)) {
                return null;
            }
            commit(new JournalEntry.StatusChanged(sid, next, code, Instant.now()));
            return stored.message();
        }
    }

    private void change(String sid, UnaryOperator<ReceivedMessage> change) {
        StoredMessage stored = messages.find(sid);
        if (stored != null) {
            stored.become(change.apply(stored.message()));
        }
    }
}
