package ai.tulia.messaging.api.requestlimit;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.FieldError;
import ai.tulia.messaging.api.problem.ProblemDocument;
import ai.tulia.messaging.api.security.ApiPrincipal;
import ai.tulia.messaging.api.security.KeyFilter;
import ai.tulia.messaging.domain.requestlimit.RequestLimits;
import ai.tulia.messaging.store.quota.RequestAllowance;
import ai.tulia.messaging.store.quota.RequestLimiter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Each request of a tenant's key is one of its limit, whatever becomes of it. The operator's are not limited. */
@Component
@Order(RequestLimitFilter.ORDER)
class RequestLimitFilter extends OncePerRequestFilter {
    /** After the key, before the body is read. */
    static final int ORDER = KeyFilter.ORDER + 10;

    private final TenantRequestLimits tenants;
    private final RequestLimiter limiter;

    RequestLimitFilter(TenantRequestLimits tenants, RequestLimiter limiter) {
        this.tenants = tenants;
        this.limiter = limiter;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (ApiPrincipal.of(request) instanceof ApiPrincipal.Tenant(var caller)) {
            RequestLimits limits = tenants.of(caller.tenantId());
            RequestAllowance allowance = limiter.take(caller.tenantId(), caller.keyId(), limits);
            RateLimitFields.set(response, limits, allowance);
            if (!allowance.granted()) {
                ProblemDocument.write(response, refused(limits, allowance));
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private static ApiProblem refused(RequestLimits limits, RequestAllowance allowance) {
        boolean ofKey = allowance.keyLeft() == 0;
        int perMinute = ofKey ? limits.keyPerMinute() : limits.tenantPerMinute();
        String seconds = Long.toString(RateLimitFields.retryAfter(allowance));
        return new ApiProblem(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "too_many_requests",
                        (ofKey ? "this key" : "the tenant") + " may make " + perMinute + " requests a minute",
                        List.of(new FieldError(
                                "Authorization",
                                (ofKey ? "its key" : "the keys of its tenant") + " made more requests than that",
                                "send it again in " + seconds + " s; POST /v1/messages/batch takes up to 1,000 messages"
                                        + " in one request, and webhooks tell what became of them")))
                .header("Retry-After", seconds);
    }
}
