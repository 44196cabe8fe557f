package ai.tulia.messaging.domain.delivery;

/** What to do about a provider's error; the classes of the error table. */
public enum ErrorClass {
    /** Safe to try again after seconds, with backoff and jitter. */
    RETRY,
    /** Safe to try again, minutes to hours later. */
    WAIT,
    /** Final for this message or recipient. */
    PERMANENT,
    /** The recipient opted out: never again on this channel until START. */
    OPT_OUT,
    /** Needs an approved template or other content. */
    NEEDS_TEMPLATE,
    /** The tenant's account, sender or template is at fault. */
    TENANT_CONFIGURATION,
    /** It may have been accepted: it ends UNKNOWN and is never repeated. */
    AMBIGUOUS;

    /** Whether what it failed may go another time, or once what is wrong is fixed: it is not for the recipient's sake. */
    public boolean isWorthAnotherAttempt() {
        return switch (this) {
            case RETRY, WAIT, TENANT_CONFIGURATION, NEEDS_TEMPLATE -> true;
            case PERMANENT, OPT_OUT, AMBIGUOUS -> false;
        };
    }
}
