package ai.tulia.messaging.api.operator;

import ai.tulia.messaging.api.etag.IfMatch;
import ai.tulia.messaging.api.etag.Versioned;
import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.security.OperatorOnly;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.store.tenant.SenderRateLimit;
import ai.tulia.messaging.store.tenant.SenderRateLimitRepository;
import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Senders")
@OperatorOnly
@RequestMapping("/v1/senders")
class SenderController {
    /** Above what Twilio gives anyone. */
    private static final int MAX_PER_SECOND = 10_000;

    private final SenderRateLimitRepository rateLimits;

    SenderController(SenderRateLimitRepository rateLimits) {
        this.rateLimits = rateLimits;
    }

    record SenderRequest(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            Integer messagesPerSecond) {}

    /** @param messagesPerSecond that it may post, all its tenants together */
    record SenderResponse(
            String sender,
            int messagesPerSecond,
            @JsonIgnore long rowVersion) implements Versioned {
        static SenderResponse of(String sender, SenderRateLimit rateLimit) {
            return new SenderResponse(sender, rateLimit.perSecond(), rateLimit.version());
        }
    }

    /** A sender among all. */
    record ListedSenderResponse(
            String sender,
            String channel,

            @Schema(description = "That it may post, all its tenants together.")
            int messagesPerSecond,

            @Schema(description = "Whose it is; several may share one, and none may have it any more.")
            List<UUID> tenantIds) {
        static ListedSenderResponse of(SenderRateLimitRepository.Listed listed) {
            return new ListedSenderResponse(
                    listed.address(),
                    Channel.ofSender(listed.address()).code(),
                    listed.perSecond(),
                    listed.tenantIds());
        }
    }

    @Operation(
            operationId = "listSenders",
            summary = "List the senders, by address",
            description = "Those that tenants have, and those whose speed was set.")
    @GetMapping
    Page<ListedSenderResponse> list() {
        return Page.all(rateLimits.list().stream().map(ListedSenderResponse::of).toList());
    }

    @Operation(
            operationId = "getSender",
            summary = "Show how fast a sender may post",
            description = "Messages a second, all its tenants together; one never set has its channel's default.")
    @GetMapping("/{sender}")
    SenderResponse get(@PathVariable String sender) {
        checked(sender).done();
        return SenderResponse.of(sender, rateLimits.find(sender));
    }

    @Operation(
            operationId = "setSender",
            summary = "Set how fast a sender may post",
            description = "Messages a second, 1 to 10,000.")
    @PutMapping("/{sender}")
    SenderResponse put(@PathVariable String sender, IfMatch ifMatch, @RequestBody SenderRequest request) {
        Integer perSecond = request.messagesPerSecond();
        checked(sender)
                .required("messages_per_second", perSecond)
                .range("messages_per_second", perSecond == null ? null : perSecond.longValue(), 1, MAX_PER_SECOND)
                .done();
        return SenderResponse.of(sender, rateLimits.put(sender, Objects.requireNonNull(perSecond), ifMatch));
    }

    private static Checks checked(String sender) {
        var checks = new Checks();
        SenderRequestValidator.checkAddress("sender", sender, checks);
        return checks;
    }
}
