package ai.tulia.messaging.api.message;

import ai.tulia.messaging.store.secret.SecretBox;
import java.util.HexFormat;
import java.util.UUID;

/** What only a worker or the provider makes, under the ids that the examples have. */
record ExampleFixtures(ExampleStory story) {
    private static final String CUSTOMER = id(20);

    /** One whose message of the broadcast failed, and who wrote two texts that may be opt-outs. */
    void recipientWhoWrites() {
        insert(
                "customer (tenant_id, id, phone_number, name, created_at, updated_at)",
                id(20),
                "'+4915112345673', 'Ben'");
        insert(
                "message (tenant_id, id, customer_id, broadcast_id, message_type, channel, status, state, attempt,"
                        + " over_limit, body, failure_code, failure_detail, expires_at, failed_at, created_at, changed_at)",
                id(21),
                "'" + CUSTOMER + "', '" + story.actual(id(9))
                        + "', 'promotional', 'whatsapp', 'failed', 'FAILED', 1, 'DEFER', 'Tulips are back in Berlin',"
                        + " 'twilio_21211', 'Correct the customer''s number.', now(), now()");
        wrote(id(22), "Please stop sending me these");
        wrote(id(23), "Don't stop, I like them!");
    }

    void notice() {
        insert(
                "notice (tenant_id, id, kind, detail, delivery, attempts, created_at, delivered_at)",
                id(24),
                "'quota_80', '{\"used\": 8000, \"limit\": 10000}', 'delivered', 1");
    }

    void webhookAttempt() {
        story.id(id(26), id(26));
        MessageTest.ledger()
                .execute(
                        "insert into webhook_attempt (tenant_id, id, endpoint_id, delivery_id, type, attempt, at, status,"
                                + " duration_ms) values ('" + tenant() + "', '" + fixed(id(25)) + "', '"
                                + story.actual(id(11))
                                + "', '" + id(26) + "', 'message.delivered', 1, now(), 200, 84)");
    }

    private void wrote(String id, String text) {
        byte[] sealed =
                MessageTest.api().bean(SecretBox.class).seal(UUID.fromString(tenant()), "inbound_message.body", text);
        MessageTest.ledger()
                .execute(
                        "insert into inbound_message (tenant_id, id, provider_msg_id, customer_id, channel, sender, body,"
                                + " received_at) values ('" + tenant() + "', '" + fixed(id) + "', 'SM" + id + "', '"
                                + CUSTOMER
                                + "', 'whatsapp', 'whatsapp:+4915112345673', '\\x"
                                + HexFormat.of().formatHex(sealed) + "', now())");
        MessageTest.ledger()
                .execute(
                        "insert into opt_out_review (tenant_id, inbound_id) values ('" + tenant() + "', '" + id + "')");
    }

    /** @param values between the id and two times, which are now */
    private void insert(String table, String id, String values) {
        MessageTest.ledger()
                .execute("insert into " + table + " values ('" + tenant() + "', '" + fixed(id) + "', " + values
                        + ", now(), now())");
    }

    private String tenant() {
        return story.actual(id(1));
    }

    /** In this run too. */
    private String fixed(String id) {
        story.id(id, id);
        return id;
    }

    private static String id(int number) {
        return "019c6f00-0000-7000-8000-%012d".formatted(number);
    }
}
