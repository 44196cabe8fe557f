package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.message.DispatchRow;
import ai.tulia.messaging.store.message.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Whether a tenant's account at the provider can be used. */
public sealed interface ProviderAccess {
    record Open(String accountSid, String token) implements ProviderAccess {
        /** Credentials stay out of logs. */
        @Override
        public String toString() {
            return "Open[" + accountSid + "]";
        }
    }

    /** Why nothing of the tenant's can be posted: its own fault, to be fixed by it or its operator. */
    sealed interface Blocked extends ProviderAccess {
        /** Machine-readable. */
        String code();
    }

    /** It has none yet. */
    record NoAccount() implements Blocked {
        @Override
        public String code() {
            return "no_provider_account";
        }

        /** How a message ends that needs it. */
        public Transition end(MessageRef message) {
            return new Transition.Undispatchable(
                    message, code(), "give the tenant its Twilio account: PUT /v1/tenants/{id}/twilio");
        }
    }

    /** Its auth token cannot be opened with the keys of this process. */
    record SecretUnreadable() implements Blocked {
        private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
        private static final Duration MAX_PAUSE = Duration.ofMinutes(15);

        @Override
        public String code() {
            return WaitReason.PROVIDER_SECRET_UNREADABLE.code();
        }

        /**
         * How a message waits that needs it, until its validity ends: another process may have the key, or this one be given
         * it. Each pause is twice as long as the one before, up to a quarter of an hour.
         */
        public Transition defer(DispatchRow row, Instant now) {
            Instant until = now.plus(pause(row, now));
            Instant expires = row.facts().window().expiresAt();
            return new Transition.Deferred(
                    row.ref(),
                    new DispatchDecision.Wait(
                            until.isBefore(expires) ? until : expires,
                            WaitReason.PROVIDER_SECRET_UNREADABLE,
                            List.of()));
        }

        private Duration pause(DispatchRow row, Instant now) {
            if (!code().equals(row.waiting().reason())) {
                return FIRST_PAUSE;
            }
            Duration doubled = Duration.between(row.changedAt(), now).multipliedBy(2);
            return doubled.compareTo(MAX_PAUSE) > 0
                    ? MAX_PAUSE
                    : doubled.compareTo(FIRST_PAUSE) > 0 ? doubled : FIRST_PAUSE;
        }
    }
}
