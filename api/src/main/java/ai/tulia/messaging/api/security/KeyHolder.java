package ai.tulia.messaging.api.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who holds the key that a request came with. */
public sealed interface KeyHolder {
    /** A tenant, with what its key may do. */
    record Tenant(Caller caller) implements KeyHolder {}

    /** The operator of this installation. */
    record Operator() implements KeyHolder {}

    /** The tenant id under which the operator's own records are kept. */
    UUID OPERATOR_ID = new UUID(0, 0);

    static @Nullable KeyHolder of(HttpServletRequest request) {
        return (KeyHolder) request.getAttribute(KeyHolder.class.getName());
    }

    default void into(HttpServletRequest request) {
        request.setAttribute(KeyHolder.class.getName(), this);
    }

    default UUID tenantId() {
        return this instanceof Tenant tenant ? tenant.caller().tenantId() : OPERATOR_ID;
    }

    default Set<String> scopes() {
        return this instanceof Tenant tenant ? tenant.caller().scopes() : Set.of();
    }
}
