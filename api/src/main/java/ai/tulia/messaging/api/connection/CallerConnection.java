package ai.tulia.messaging.api.connection;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Whether who made a request still waits for its answer. */
public final class CallerConnection {
    /** Null once it is answered: then the connection is its next request's. */
    private @Nullable BooleanSupplier gone;

    CallerConnection(BooleanSupplier gone) {
        this.gone = gone;
    }

    /** That of a request under way. */
    public static CallerConnection of(HttpServletRequest request) {
        return (CallerConnection) Objects.requireNonNull(request.getAttribute(CallerConnection.class.getName()));
    }

    /**
     * Whether the connection was closed or broke; one that the caller closed for writing alone counts as closed. Any thread may
     * ask, once the body has been read.
     */
    public synchronized boolean isGone() {
        BooleanSupplier asked = gone;
        return asked != null && asked.getAsBoolean();
    }

    synchronized void answered() {
        gone = null;
    }
}
