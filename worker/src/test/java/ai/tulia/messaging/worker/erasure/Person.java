package ai.tulia.messaging.worker.erasure;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.store.consent.ConsentLedger;
import ai.tulia.messaging.store.inbound.InboundIntake;
import ai.tulia.messaging.store.inbound.InboundMessage;
import ai.tulia.messaging.store.inbound.ReceivedMessage;
import ai.tulia.messaging.store.testing.Traces;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A customer of whom something is written wherever something of a person can be. */
final class Person {
    private static final AtomicInteger COUNT = new AtomicInteger(10_000);

    private final Erasures erasures;
    final UUID tenant;
    final UUID id = UUID.randomUUID();
    final int count = COUNT.incrementAndGet();
    final String number = "+49151999" + count;
    /** Rare enough to be searched for in the whole database. */
    final String mark = "zebulon" + count;

    Person(Erasures erasures, UUID tenant) {
        this.erasures = erasures;
        this.tenant = tenant;
        execute(
                "insert into customer (tenant_id, id, phone_number, name, time_zone, tags, attributes, created_at, updated_at)"
                        + " values ('%T', '%C', '" + number
                        + "', 'Ana %M', 'Europe/Berlin', '{%M}', '{\"pet\": \"%M\"}', now(),"
                        + " now())");
    }

    /** With something of the person in every column that may hold it. */
    Person withMessages(int many, String state, String status) {
        execute(
                "insert into message (tenant_id, id, customer_id, message_type, channel, status, state, attempt, over_limit,"
                        + " expires_at, reserved_at, context, body, content_variables, provider_msg_id, failure_detail, metadata,"
                        + " created_at, sent_at, changed_at) select '%T', uuidv7(), '%C', 'transactional', 'whatsapp', '"
                        + status
                        + "', '" + state
                        + "', 1, 'DEFER', now() + interval '1 day', now(), '{\"name\": \"%M\"}', 'Hello %M',"
                        + " '{\"1\": \"%M\"}', 'SM' || md5('%M' || n), 'about %M', '{\"order\": \"%M\"}', now(), now(), now()"
                        + " from generate_series(1, " + many + ") n");
        return this;
    }

    /** All that belongs to a customer and to messages. */
    Person withEverything() {
        execute("insert into webhook_endpoint (tenant_id, id, url, events, created_at, updated_at) values ('%T',"
                + " gen_random_uuid(), 'https://example.com', '{customer.opted_out,message.canceled}', now(), now())");
        erasures.in(
                tenant,
                () -> erasures.bean(ConsentLedger.class)
                        .record(
                                tenant,
                                id,
                                Channel.SMS,
                                ConsentType.ALL,
                                ConsentState.WITHDRAWN,
                                "call with " + mark,
                                "letter of " + mark,
                                erasures.now()));
        withMessages(3, "SENT", "sent");
        String broadcast = UUID.randomUUID().toString();
        execute(
                "insert into broadcast (tenant_id, id, name, message_type, channel, status, content, audience, created_at,"
                        + " changed_at) values ('%T', '" + broadcast
                        + "', 'news', 'transactional', 'whatsapp', 'completed',"
                        + " 'News', 'list', now(), now())");
        execute("insert into broadcast_recipient (tenant_id, broadcast_id, customer_id, attributes) values ('%T', '"
                + broadcast + "', '%C', '{\"code\": \"%M\"}')");
        execute("insert into message (tenant_id, id, customer_id, broadcast_id, message_type, channel, status, state,"
                + " attempt, over_limit, expires_at, body, created_at, failed_at, changed_at) values ('%T', uuidv7(), '%C',"
                + " '" + broadcast + "', 'transactional', 'whatsapp', 'failed', 'UNDELIVERED', 1, 'DEFER', now(),"
                + " 'News for %M', now(), now(), now())");
        execute(
                "insert into message_metadata (tenant_id, key, value, message_id) select tenant_id, 'order', '%M', id from"
                        + " message where customer_id = '%C' and metadata is not null");
        execute(
                "insert into message_event (tenant_id, message_id, at, kind, attempt, detail) select tenant_id, id, now(),"
                        + " 'delivery_retried', 1, '{\"provider_msg_id\": \"SMold%M\"}' from message where customer_id = '%C'");
        execute(
                "insert into provider_callback (tenant_id, provider_msg_id, status, message_id, attempt, form, received_at,"
                        + " applied_at) select tenant_id, provider_msg_id, 'delivered', id, 1, 'To=%2B"
                        + number.substring(1)
                        + "&Body=%M', now(), now() from message where customer_id = '%C' and provider_msg_id is not null");
        wrote("SMin" + mark, "Please stop it, " + mark);
        sharedAContact();
        return this;
    }

    /** With a number and a user id. */
    void wrote(String sid, String text) {
        wrote(sid, "whatsapp:" + number, text, "image/png", number.substring(1));
    }

    /** By the user id alone. */
    private void sharedAContact() {
        wrote("SMcard" + mark, "whatsapp:US." + mark, "", "text/vcard", null);
    }

    private void wrote(String sid, String from, String text, String mediaType, String whatsAppId) {
        var received = new ReceivedMessage(
                sid,
                from,
                "whatsapp:+14155238886",
                text,
                List.of(new InboundMessage.Media("https://example.com/" + mark, mediaType)),
                whatsAppId,
                "US." + mark,
                null,
                erasures.now());
        erasures.in(tenant, () -> erasures.bean(InboundIntake.class).take(tenant, received, true));
    }

    void execute(String sql) {
        erasures.ledger.execute(sql.replace("%T", tenant.toString())
                .replace("%C", id.toString())
                .replace("%M", mark));
    }

    /** Where something of the person is written, in whichever table. */
    List<String> traces() {
        return Traces.of(erasures.ledger, mark, number.substring(1));
    }

    List<String> tablesWithTraces() {
        return traces().stream().map(row -> row.split(" ", 2)[0]).distinct().toList();
    }
}
