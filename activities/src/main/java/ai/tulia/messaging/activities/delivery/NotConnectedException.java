package ai.tulia.messaging.activities.delivery;

import java.io.IOException;

/**
 * The call failed before its connection was established, so the provider has none of its request. The phase decides, not
 * the class of the cause: a TLS or socket failure after the request was written would be ambiguous.
 */
final class NotConnectedException extends IOException {
    private static final long serialVersionUID = 1L;

    NotConnectedException(IOException cause) {
        super(cause);
    }
}
