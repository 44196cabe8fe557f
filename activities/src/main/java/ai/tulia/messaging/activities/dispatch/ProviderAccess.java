package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.store.secret.SecretUnreadableException;

/** Whether a tenant's account at the provider can be used. */
public sealed interface ProviderAccess {
    record Open(String accountSid, String token) implements ProviderAccess {
        /** Credentials stay out of logs. */
        @Override
        public String toString() {
            return "Open[" + accountSid + "]";
        }
    }

    /** Why nothing of the tenant's can be posted: its own fault, to be mended by it or its operator. */
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
    record SecretUnreadable(SecretUnreadableException fault) implements Blocked {
        @Override
        public String code() {
            return "provider_secret_unreadable";
        }
    }
}
