package ai.tulia.messaging.twiliosimulator;

import java.io.IOException;
import java.util.Map;

/** Messages from a customer to a business: posted, signed, to the webhook of the number they go to. */
final class Inbound {
    private final Ledger ledger;
    private final MediaApi media;
    private final Webhooks webhooks;

    Inbound(Ledger ledger, MediaApi media, Webhooks webhooks) {
        this.ledger = ledger;
        this.media = media;
        this.webhooks = webhooks;
    }

    Reply deliver(InboundMessage inbound) {
        OwnedNumber number = ledger.numbers().find(inbound.to());
        String account = inbound.account() != null ? inbound.account() : number == null ? null : number.account();
        String url = inbound.webhookUrl() != null ? inbound.webhookUrl() : number == null ? null : number.inboundUrl();
        if (account == null || url == null) {
            throw new Call.BadCall(
                    "no webhook is set for " + inbound.to()
                            + ": PUT /_simulator/numbers first, or give account and webhook_url",
                    null);
        }
        if (!MessageRules.isCallable(url)) {
            throw new Call.BadCall("the webhook_url " + url + " is not an http or https URL", null);
        }
        String token = ledger.accounts().signingToken(account);
        if (token == null) {
            throw new Call.BadCall(
                    "no token of account " + account + " is known yet: it exists from its first use", null);
        }
        String sid = Sids.next(inbound.files().isEmpty() ? "SM" : "MM");
        var message = inbound.message(
                account,
                sid,
                inbound.files().stream()
                        .map(file -> media.add(account, sid, file))
                        .toList());
        // In the account's list also when the webhook does not answer.
        ledger.commit(new JournalEntry.Inbound(message));
        return post(url, inbound.fields(message), token);
    }

    private Reply post(String url, Map<String, String> fields, String token) {
        String sid = fields.getOrDefault("MessageSid", "");
        try {
            Webhooks.WebhookAnswer answer = webhooks.post(url, fields, token, Sids.next("IN"));
            return Reply.json(200, new InboundAnswer(sid, answer.status(), answer.body()));
        } catch (IOException e) {
            return Reply.json(502, Map.of("message", "the webhook " + url + " did not answer: " + e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.json(503, Map.of("message", "the simulator closes"));
        }
    }

    record InboundAnswer(String sid, int webhookStatus, String webhookBody) {}
}
