package ai.tulia.messaging.twiliosimulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that the simulator knows. Every change goes to the journal first. Who looks at a message and then changes it holds
 * this ledger's lock meanwhile.
 */
final class Ledger implements AutoCloseable {
    private final Journal journal;
    private final MessageBook messages;
    private final RequestLog requests;
    private final Accounts accounts = new Accounts();
    private final Numbers numbers = new Numbers();

    Ledger(Journal journal, int keep) {
        this.journal = journal;
        messages = new MessageBook(journal, keep);
        requests = new RequestLog(journal, keep);
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

    synchronized void commit(JournalEntry entry) {
        apply(entry, journal.append(entry));
    }

    /** Takes what the journal has at a place. */
    synchronized void apply(JournalEntry entry, JournalPlace place) {
        switch (entry) {
            case JournalEntry.Posted posted -> {
                requests.add(posted.request(), place);
                if (posted.message() != null) {
                    messages.add(posted.message(), place);
                }
            }
            case JournalEntry.Inbound(ReceivedMessage message) -> messages.add(message, place);
            case JournalEntry.StatusChanged(String sid, MessageStatus status, Integer code, Instant at) ->
                messages.change(sid, message -> message.advanced(status, code, at));
            case JournalEntry.Redacted(String sid, Instant at) -> messages.change(sid, message -> message.redacted(at));
            case JournalEntry.Deleted(String sid) -> messages.remove(sid);
            case JournalEntry.MessagesCleared _ -> messages.clear();
            case JournalEntry.RequestsCleared _ -> requests.clear(place);
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
    synchronized @Nullable ReceivedMessage advance(String sid, MessageStatus next, @Nullable Integer code) {
        ReceivedMessage message = messages.find(sid);
        if (message == null) {
            return null;
        }
        MessageStatus now = message.status();
        if (now.isFinal() && !(now == MessageStatus.DELIVERED && next == MessageStatus.READ)) {
            return null;
        }
        Instant at = Instant.now();
        commit(new JournalEntry.StatusChanged(sid, next, code, at));
        return message.advanced(next, code, at);
    }

    /** How many messages and requests are held in memory. */
    int inMemory() {
        return messages.inMemory() + requests.inMemory();
    }

    @Override
    public void close() {
        messages.close();
    }
}
