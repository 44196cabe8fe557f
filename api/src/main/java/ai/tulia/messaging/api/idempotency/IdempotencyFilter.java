package ai.tulia.messaging.api.idempotency;

import ai.tulia.messaging.store.idempotency.IdempotencyKeyClaim;
import ai.tulia.messaging.store.idempotency.IdempotencyKeyRepository;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.databind.json.JsonMapper;

/** After a POST with a key: keeps its answer before the caller has it, so that a repeat never finds less. */
@Component
@Order(300)
class IdempotencyFilter extends OncePerRequestFilter {
    private static final Logger log = LoggerFactory.getLogger(IdempotencyFilter.class);

    private final IdempotencyKeyRepository keys;
    private final JsonMapper json;

    IdempotencyFilter(IdempotencyKeyRepository keys, JsonMapper json) {
        this.keys = keys;
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(IdempotencyInterceptor.HEADER) == null
                || !request.getMethod().equals("POST");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var answer = new ContentCachingResponseWrapper(response);
        boolean answered = false;
        try {
            chain.doFilter(request, answer);
            answered = true;
        } finally {
            IdempotencyRecord record = IdempotencyRecord.of(request);
            if (record != null && !record.isKept()) {
                settle(record, answered ? answer.getStatus() : 500, answer);
            }
        }
        answer.copyBodyToResponse();
    }

    /** 429, what is to be forgotten, 503 and our own failures are not kept; 502 is an answer about a message, and is. */
    private void settle(IdempotencyRecord record, int status, ContentCachingResponseWrapper answer) {
        Instant lockedUntil = record.lockedUntil();
        if (lockedUntil == null) {
            // Nothing was accepted, and no key claimed.
            return;
        }
        try {
            if (status == 429 || record.isForgotten()) {
                keys.forget(record.tenantId(), record.key(), lockedUntil);
            } else if (status >= 500 && status != 502) {
                keys.abandon(record.tenantId(), record.key(), lockedUntil);
            } else {
                keys.remember(
                        record.tenantId(),
                        record.key(),
                        lockedUntil,
                        new IdempotencyKeyClaim.Answered(
                                status, answer.getHeader(HttpHeaders.ETAG), body(record, answer)));
            }
        } catch (RuntimeException e) {
            // The answer stands; a repeat waits for the lock to end and is then answered from the ledger.
            log.warn("an Idempotency-Key could not be settled: {}", e.getClass().getName());
        }
    }

    private @Nullable String body(IdempotencyRecord record, ContentCachingResponseWrapper answer) {
        Object instead = record.answerToKeep();
        if (instead != null && answer.getStatus() < 400) {
            return json.writeValueAsString(instead);
        }
        byte[] body = answer.getContentAsByteArray();
        return body.length == 0 ? null : new String(body, StandardCharsets.UTF_8);
    }
}
