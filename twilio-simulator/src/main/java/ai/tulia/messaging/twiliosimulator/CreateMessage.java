package ai.tulia.messaging.twiliosimulator;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** POST of a new message: who may, then the fault rules, then Twilio's own rules; recorded before the answer. */
final class CreateMessage {
    private final Ledger ledger;
    private final FaultRules faults;
    private final Deliveries deliveries;

    CreateMessage(Ledger ledger, FaultRules faults, Deliveries deliveries) {
        this.ledger = ledger;
        this.faults = faults;
        this.deliveries = deliveries;
    }

    Reply answer(Call call, String account) {
        Credentials given = call.credentials();
        if (!call.isForm()) {
            return refuse(new PostRecord(call, account, Form.EMPTY), TwilioError.UNSUPPORTED_MEDIA_TYPE);
        }
        Form form;
        try {
            form = call.form();
        } catch (Call.BadCall e) {
            return refuse(new PostRecord(call, account, Form.EMPTY), TwilioError.badRequest(20001, e.reason()));
        }
        PostRecord post = new PostRecord(call, account, form);
        if (given == null || !ledger.admits(account, given)) {
            return refuse(post, TwilioError.AUTHENTICATE);
        }
        FaultRule rule = faults.pick(account, form.value("To"), form.value("From"));
        if (rule != null) {
            pause(rule);
            Reply instead = FaultReplies.insteadOf(rule);
            if (instead != null) {
                ledger.commit(post.refused(instead, rule.mode()));
                return instead;
            }
        }
        TwilioError violation = MessageRules.violation(form);
        return violation == null ? accept(post, form, account, rule) : refuse(post, violation);
    }

    private Reply refuse(PostRecord post, TwilioError error) {
        Reply reply = Reply.error(error);
        ledger.commit(post.refused(reply, null));
        return reply;
    }

    private Reply accept(PostRecord post, Form form, String account, @Nullable FaultRule rule) {
        ReceivedMessage message = NewMessage.from(form, account);
        FaultMode mode = rule == null ? null : rule.mode();
        DeliveryPlan plan = DeliveryPlan.of(mode, rule == null ? null : rule.code());
        Reply normal = Reply.json(201, MessageResource.of(message));
        Reply reply = rule == null ? normal : FaultReplies.afterwards(rule, normal);
        ledger.commit(post.accepted(reply, message, mode, plan.errorCode()));
        boolean early = plan.callbacks() == DeliveryPlan.Callbacks.FIRST_BEFORE_ANSWER;
        deliveries.start(early ? deliveries.sendFirstCallback(message) : message, plan);
        return reply;
    }

    private static void pause(FaultRule rule) {
        Integer delay = rule.delayMs();
        int millis = delay != null ? delay : rule.mode() == FaultMode.SLOW ? FaultReplies.SLOW_MILLIS : 0;
        if (millis > 0) {
            LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
        }
    }
}
