package ai.tulia.messaging.api.testing;

import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A tenant route of the tests alone, so that the frame is tested without any one feature. */
@Hidden
@RestController
@RequestMapping("/v1/play")
@RequiresScope(Scopes.MESSAGES_READ)
public class PlayController {
    public static final AtomicInteger CALLS = new AtomicInteger();

    public record Toy(
            String displayName,
            Integer size,
            Boolean soft,
            Instant madeAt,
            List<String> tags,
            Map<String, Object> attributes) {}

    @PostMapping
    Toy echo(@RequestBody Toy toy) {
        CALLS.incrementAndGet();
        return toy;
    }

    @PostMapping("/fail")
    void fail() {
        throw new IllegalStateException("secret words of ours");
    }

    @GetMapping("/{id}")
    Map<String, Object> one(Caller caller, @PathVariable UUID id, @RequestParam(defaultValue = "5") int limit) {
        return Map.of("tenant_id", caller.tenantId(), "id", id, "limit", limit);
    }

    @GetMapping("/broken")
    void broken() {
        throw new IllegalStateException("secret words of ours");
    }
}
