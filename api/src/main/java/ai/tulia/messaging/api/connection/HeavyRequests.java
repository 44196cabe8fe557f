package ai.tulia.messaging.api.connection;

import ai.tulia.messaging.api.security.KeyValidity;
import ai.tulia.messaging.store.database.HeavyWork;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * What a request does that reads or writes a great part of a tenant's data. It ends when its caller goes away, and within
 * 5 s when its key is revoked or expires: an answer that was on its way breaks off.
 */
@Component
public class HeavyRequests {
    /** What the API's document says of it. */
    public static final String TOO_MANY = "As many such requests of the tenant are under way as may be: Retry-After";

    private final HeavyWork work;
    /** The one that this thread answers. */
    private final HttpServletRequest request;

    HeavyRequests(HeavyWork work, HttpServletRequest request) {
        this.work = work;
        this.request = request;
    }

    /**
     * Call it when the request is known to be right, its body read, and outside of a transaction.
     *
     * @throws ai.tulia.messaging.store.database.TooMuchHeavyWorkException (429 {@code too_many_heavy_requests}) when the tenant
     *     has as many under way as it may have
     */
    public <T, X extends Throwable> T call(UUID tenantId, ScopedValue.CallableOp<T, X> doing) throws X {
        CallerConnection caller = CallerConnection.of(request);
        KeyValidity key = KeyValidity.of(request);
        return work.call(tenantId, () -> caller.isGone() || !key.holds(), doing);
    }
}
