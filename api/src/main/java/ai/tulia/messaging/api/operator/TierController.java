package ai.tulia.messaging.api.operator;

import ai.tulia.messaging.api.etag.IfMatch;
import ai.tulia.messaging.api.etag.Versioned;
import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.security.OperatorOnly;
import ai.tulia.messaging.store.tenant.Tier;
import ai.tulia.messaging.store.tenant.TierRepository;
import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Tiers")
@OperatorOnly
@RequestMapping("/v1/tiers")
class TierController {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,49}");

    private final TierRepository tiers;

    TierController(TierRepository tiers) {
        this.tiers = tiers;
    }

    record TierRequest(@Nullable Long dailyLimit) {}

    record TierResponse(
            String name,
            @Nullable Long dailyLimit,
            @JsonIgnore long rowVersion) implements Versioned {
        static TierResponse of(Tier tier) {
            return new TierResponse(tier.name(), tier.dailyLimit(), tier.version());
        }
    }

    @Operation(operationId = "listTiers", summary = "List the tiers")
    @GetMapping
    Page<TierResponse> list() {
        return Page.all(tiers.list().stream().map(TierResponse::of).toList());
    }

    @ApiResponse(responseCode = "200", description = "The tier", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "There is no such tier")
    @Operation(operationId = "getTier", summary = "Show a tier")
    @GetMapping("/{name}")
    TierResponse get(@PathVariable String name) {
        return tiers.find(name).map(TierResponse::of).orElseThrow(() -> ApiProblem.notFound("tier"));
    }

    /** {@code daily_limit} null = unlimited. */
    @Operation(operationId = "setTier", summary = "Create a tier, or change its daily limit")
    @PutMapping("/{name}")
    TierResponse put(@PathVariable String name, IfMatch ifMatch, @RequestBody TierRequest request) {
        new Checks()
                .that(
                        NAME.matcher(name).matches(),
                        "name",
                        "is no tier's name",
                        "give a lower-case word of at most 50 letters, digits, - or _")
                .range("daily_limit", request.dailyLimit(), 0, Long.MAX_VALUE)
                .done();
        return TierResponse.of(tiers.put(name, request.dailyLimit(), ifMatch));
    }
}
