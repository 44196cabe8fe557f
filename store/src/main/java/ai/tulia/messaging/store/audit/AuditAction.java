package ai.tulia.messaging.store.audit;

import java.util.Arrays;
import java.util.List;

/** What the audit log tells of. */
public enum AuditAction {
    API_KEY_CREATED("api_key.created"),
    API_KEY_FIRST_USED("api_key.first_used"),
    API_KEY_REVOKED("api_key.revoked"),
    /** Keys that opened nothing: revoked or expired ones, or none that there is. One entry stands for many requests. */
    API_KEY_REFUSED("api_key.refused"),
    TWILIO_ACCOUNT_SET("twilio_account.set"),
    TWILIO_ACCOUNT_REMOVED("twilio_account.removed"),
    TENANT_CREATED("tenant.created"),
    TENANT_CHANGED("tenant.changed"),
    TENANT_SUSPENDED("tenant.suspended"),
    TENANT_RESUMED("tenant.resumed"),
    TENANT_ARCHIVED("tenant.archived"),
    TIER_CHANGED("tier.changed"),
    SENDER_CHANGED("sender.changed"),
    KEYWORDS_CHANGED("keywords.changed"),
    WEBHOOK_ENDPOINT_CREATED("webhook_endpoint.created"),
    WEBHOOK_ENDPOINT_CHANGED("webhook_endpoint.changed"),
    WEBHOOK_ENDPOINT_DELETED("webhook_endpoint.deleted"),
    WEBHOOK_SECRET_ROTATED("webhook_endpoint.secret_rotated"),
    RECIPIENTS_EXPORTED("recipients.exported"),
    CUSTOMER_EXPORTED("customer.exported"),
    CUSTOMER_ERASURE_REQUESTED("customer.erasure_requested"),
    SECRETS_RE_ENCRYPTED("secrets.re_encrypted"),
    TWILIO_ACCOUNTS_VERIFIED("twilio_account.verified"),
    MESSAGES_LISTED("admin.messages_listed"),
    MESSAGE_SHOWN("admin.message_shown"),
    UNKNOWN_LISTED("admin.unknown_listed"),
    DEPENDENCIES_SHOWN("admin.dependencies_shown"),
    SENDERS_LISTED("admin.senders_listed");

    private final String code;

    AuditAction(String code) {
        this.code = code;
    }

    /** The word in the ledger and the API. */
    public String code() {
        return code;
    }

    public static List<String> codes() {
        return Arrays.stream(values()).map(AuditAction::code).toList();
    }
}
