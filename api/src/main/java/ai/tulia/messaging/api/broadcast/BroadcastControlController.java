package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Starts, pauses and ends broadcasts: true once the ledger says so, whether Temporal hears of it or not. */
@RestController
@Tag(name = "Broadcasts")
@RequestMapping("/v1/broadcasts/{id}")
@RequiresScope(Scopes.BROADCASTS_WRITE)
class BroadcastControlController {
    private final BroadcastService broadcasts;

    BroadcastControlController(BroadcastService broadcasts) {
        this.broadcasts = broadcasts;
    }

    @Operation(
            operationId = "startBroadcast",
            summary = "Start a broadcast",
            description = "Started twice is started once; 409 wrong_status, with broadcast_status, once it is paused or"
                    + " has ended; 422 when the scheduled_at or the expires_at of the draft has passed.")
    @PostMapping("/start")
    BroadcastResponse start(Caller caller, @PathVariable UUID id) {
        return broadcasts.start(new BroadcastRef(caller.tenantId(), id));
    }

    @Operation(
            operationId = "pauseBroadcast",
            summary = "Pause a broadcast",
            description = "After the answer nothing more of it begins to leave. Only a running one can be paused.")
    @PostMapping("/pause")
    BroadcastResponse pause(Caller caller, @PathVariable UUID id) {
        return broadcasts.pause(new BroadcastRef(caller.tenantId(), id));
    }

    @Operation(
            operationId = "resumeBroadcast",
            summary = "Resume a broadcast",
            description = "scope pending goes on with what is open; failed puts those failed messages back in line that"
                    + " are safe and worth to try again, also of a completed broadcast; all does both. not_retried says"
                    + " which failed messages stay as they are, and why.")
    @PostMapping("/resume")
    ResumedResponse resume(
            Caller caller, @PathVariable UUID id, @RequestBody(required = false) @Nullable ResumeRequest request) {
        return broadcasts.resume(new BroadcastRef(caller.tenantId(), id), ResumeRequest.scopeOf(request));
    }

    @Operation(
            operationId = "cancelBroadcast",
            summary = "Cancel a broadcast for good",
            description = "After the answer nothing more of it begins to leave; what had not begun is canceled.")
    @PostMapping("/cancel")
    BroadcastResponse cancel(Caller caller, @PathVariable UUID id) {
        return broadcasts.cancel(new BroadcastRef(caller.tenantId(), id));
    }
}
