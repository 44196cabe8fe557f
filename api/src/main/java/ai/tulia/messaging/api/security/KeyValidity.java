package ai.tulia.messaging.api.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;

/** Whether the key of a request under way still opens doors: for an answer that goes on for long. */
@FunctionalInterface
public interface KeyValidity {
    /** False within 4 s of its revocation, and from the instant at which it expires. */
    boolean holds();

    static KeyValidity of(HttpServletRequest request) {
        return (KeyValidity) Objects.requireNonNull(request.getAttribute(KeyValidity.class.getName()));
    }

    default void into(HttpServletRequest request) {
        request.setAttribute(KeyValidity.class.getName(), this);
    }
}
