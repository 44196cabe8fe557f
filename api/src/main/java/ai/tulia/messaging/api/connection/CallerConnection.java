package ai.tulia.messaging.api.connection;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.jspecify.annotations.Nullable;

/** Whether who made a request still waits for its answer. */
public final class CallerConnection {
    /** Null once it is answered: then the container uses it for another. */
    private @Nullable Request request;

    CallerConnection(Request request) {
        this.request = request;
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
        Request asked = request;
        return asked != null && hasInput(asked) && hasInput(asked);
    }

    /** Reads without waiting. The begin of a next request is told once, and kept; the end of all is told each time. */
    private static boolean hasInput(Request request) {
        request.action(ActionCode.AVAILABLE, true);
        return request.getAvailable() > 0;
    }

    synchronized void answered() {
        request = null;
    }
}
