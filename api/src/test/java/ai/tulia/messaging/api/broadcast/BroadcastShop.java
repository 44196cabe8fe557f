package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.broadcast.BroadcastAudience;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.template.TemplateRepository;
import ai.tulia.messaging.store.template.TemplateText;
import ai.tulia.messaging.store.testing.TestLedger;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A tenant of the tests, its customers and broadcasts, and what only a worker does with them. */
record BroadcastShop(TestApi api, TestApi.Tenant tenant, TestLedger ledger) {
    /** @param zone null = the tenant's. @param attributes JSON in single quotes */
    UUID customer(String zone, String attributes) {
        UUID id = UUID.randomUUID();
        ledger.execute("insert into customer (tenant_id, id, phone_number, name, time_zone, attributes, created_at,"
                + " updated_at) values ('" + tenant.id() + "', '" + id + "', '" + number() + "', 'Ana', "
                + (zone == null ? "null" : "'" + zone + "'") + ", '" + json(attributes) + "', now(), now())");
        return id;
    }

    UUID customer() {
        return customer(null, "{'city': 'Lima'}");
    }

    static String number() {
        return "+1415" + ThreadLocalRandom.current().nextInt(2_000_000, 9_999_999);
    }

    UUID template(String content, MessageType type) {
        return run(() -> api.bean(TemplateRepository.class)
                .add(
                        tenant.id(),
                        "t" + UUID.randomUUID(),
                        type,
                        null,
                        new TemplateText(content, null, Map.of()),
                        api.clock().instant()));
    }

    /** To everyone. */
    Answer draft() {
        return make("'recipient_criteria': {'all': []}");
    }

    /** Named Spring, with a promotional text. @param more fields as JSON without braces, in single quotes */
    Answer make(String more) {
        return post(
                "/v1/broadcasts",
                "{'name': 'Spring', 'message_type': 'promotional', 'content': 'Tulips are back', " + more + "}");
    }

    Answer step(String id, String step) {
        return api.send("POST", tenant.key(), "/v1/broadcasts/" + id + "/" + step, null);
    }

    /** @param body in single quotes */
    Answer post(String path, String body, String... headers) {
        return api.post(tenant.key(), path, json(body), headers);
    }

    Answer get(String path, String... headers) {
        return api.send("GET", tenant.key(), path, null, headers);
    }

    BroadcastRef ref(String id) {
        return new BroadcastRef(tenant.id(), UUID.fromString(id));
    }

    /** Writes the whole audience down, as a worker does. */
    void snapshot(String id) {
        run(() -> {
            var broadcast = api.bean(BroadcastRepository.class).find(ref(id)).orElseThrow();
            while (!api.bean(BroadcastAudience.class)
                    .writePage(broadcast, 1_000, api.clock().instant())) {
                // Another page.
            }
            return true;
        });
    }

    /** Puts the message to this customer where only a worker or the provider can. */
    void put(String broadcast, UUID customer, MessageState state, String failure) {
        ledger.execute("update message set state = '" + state + "', status = '"
                + state.status().code() + "', waiting_reason = null, wake_at = null, failure_code = "
                + (failure == null ? "null" : "'" + failure + "'") + ", provider_msg_id = "
                + (state.status().code().equals("sent") ? "'SM1'" : "null") + " where broadcast_id = '" + broadcast
                + "' and customer_id = '" + customer + "'");
    }

    /** Ends it as its workflow does. */
    boolean complete(String id) {
        return run(() -> api.bean(BroadcastRepository.class)
                .complete(ref(id), api.clock().instant()));
    }

    /** Work in the tenant's transaction, to arrange what only a worker does. */
    <T> T run(Supplier<T> work) {
        return api.bean(TenantTransactions.class).call(tenant.id(), work);
    }

    long count(String fromWhere) {
        return run(() -> api.bean(JdbcClient.class)
                .sql("select count(*) from " + fromWhere)
                .query(Long.class)
                .single());
    }

    static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }
}
