package ai.tulia.messaging.twiliosimulator;

import java.net.URI;
import java.util.List;

/**
 * A Twilio on loopback: the Messages API for any account from its first use, with signed callbacks, and faults by rule.
 * Safe for use by many threads.
 */
public final class TwilioSimulator implements AutoCloseable {
    private final Ledger ledger;
    private final FaultRules faults;
    private final MediaApi media;
    private final Journal journal;
    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final ReplyWriter replies = new ReplyWriter();
    private final HttpListener http;

    private TwilioSimulator(TwilioSimulatorOptions options, Journal journal) {
        this.journal = journal;
        ledger = new Ledger(journal, options.keep());
        faults = new FaultRules(options.seed());
        media = new MediaApi(ledger);
        webhooks = new Webhooks();
        deliveries = new Deliveries(ledger, new CallbackSender(webhooks, ledger.accounts()), options.callbackDelay());
        SimulatorHandler handler = new SimulatorHandler(
                new AccountsApi(ledger),
                new MessagesApi(ledger, new CreateMessage(ledger, faults, deliveries), new ChangeMessage(ledger)),
                media,
                new ControlApi(ledger, faults, new Inbound(ledger, media, webhooks)),
                replies);
        http = new HttpListener(options.host(), options.port(), handler);
    }

    /**
     * Starts a simulator; with a journal it first takes back what earlier runs received, and messages that were under way
     * go on.
     *
     * @throws IllegalStateException when the port is taken; the message names it
     * @throws java.io.UncheckedIOException when the journal cannot be opened or read
     */
    public static TwilioSimulator start(TwilioSimulatorOptions options) {
        Journal journal = Journal.open(options.journal());
        TwilioSimulator simulator = new TwilioSimulator(options, journal);
        try {
            Unfinished unfinished = new Unfinished();
            journal.replay((entry, place) -> {
                simulator.ledger.apply(entry, place);
                unfinished.note(entry);
            });
            simulator.http.start();
            unfinished.resume(simulator.ledger.messages(), simulator.deliveries);
            return simulator;
        } catch (RuntimeException e) {
            simulator.close();
            throw e;
        }
    }

    /** Where it listens, for instance {@code http://127.0.0.1:8090}. */
    public URI address() {
        return http.address();
    }

    /** The messages taken on, newest first, each as it is now. */
    public List<ReceivedMessage> messages() {
        return ledger.messages().newestFirst().toList();
    }

    /** Those of one account. */
    public List<ReceivedMessage> messages(String account) {
        return ledger.messages()
                .newestFirst(account, null, DateSentFilter.ANY, Long.MAX_VALUE)
                .map(StoredMessage::message)
                .filter(message -> message.status() != MessageStatus.RECEIVED)
                .toList();
    }

    /** Every POST to the Messages API, newest first. */
    public List<ReceivedRequest> requests() {
        return ledger.requests().newestFirst().toList();
    }

    /** How many requests for files of this account's messages came, whatever they were answered. */
    public int mediaRequests(String account) {
        return media.requests(account);
    }

    /** How many messages and requests are held in memory; the others are read from the journal when asked for. */
    int inMemory() {
        return ledger.inMemory();
    }

    /** Replaces the fault rules; the first that matches a POST wins. */
    public void faults(List<FaultRule> rules) {
        faults.replace(rules);
    }

    /** The rules not yet used up: one whose uses are gone met POSTs that are here already, answered or not. */
    public List<FaultRule> faults() {
        return faults.inForce();
    }

    /** Forgets the messages and the requests, but neither the accounts nor the rules. */
    public void reset() {
        ledger.commit(new JournalEntry.MessagesCleared());
        ledger.commit(new JournalEntry.RequestsCleared());
    }

    /** Answers what is under way, then stops; callbacks still to come are dropped. */
    @Override
    public void close() {
        replies.close();
        http.close();
        deliveries.close();
        webhooks.close();
        ledger.close();
        journal.close();
    }
}
