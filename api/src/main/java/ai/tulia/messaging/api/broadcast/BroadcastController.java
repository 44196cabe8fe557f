package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.connection.HeavyRequests;
import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.page.PageRequest;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Makes broadcasts and shows them. */
@RestController
@Tag(name = "Broadcasts")
@RequestMapping("/v1/broadcasts")
class BroadcastController {
    private static final List<String> STATUSES =
            Arrays.stream(BroadcastStatus.values()).map(BroadcastStatus::code).toList();

    private final BroadcastService broadcasts;

    BroadcastController(BroadcastService broadcasts) {
        this.broadcasts = broadcasts;
    }

    @Operation(
            operationId = "createBroadcast",
            summary = "Make a broadcast",
            description = "A draft, or with start one that runs. What it says and to whom does not change any more;"
                    + " everything about a recipient is judged when the message to them is due.")
    @ApiResponse(responseCode = "201", description = "It is kept", useReturnTypeSchema = true)
    @RequiresScope(Scopes.BROADCASTS_WRITE)
    @PostMapping
    ResponseEntity<BroadcastResponse> add(Caller caller, @RequestBody BroadcastRequest request) {
        BroadcastResponse made = broadcasts.make(caller.tenantId(), BroadcastRequestValidator.checked(request));
        return ResponseEntity.created(URI.create("/v1/broadcasts/" + made.id())).body(made);
    }

    @Operation(
            operationId = "listBroadcasts",
            summary = "List broadcasts, newest first",
            description = "Filter: status.")
    @ApiResponse(responseCode = "200", description = "A page of broadcasts", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "429", description = HeavyRequests.TOO_MANY + "; with count")
    @RequiresScope(Scopes.BROADCASTS_READ)
    @GetMapping
    Page<BroadcastResponse> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(defaultValue = "false") boolean count,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        new Checks().oneOf("status", status, STATUSES).done();
        var page = PageRequest.of(limit, cursor);
        @Nullable BroadcastStatus wanted = status == null ? null : BroadcastStatus.fromCode(status);
        var rows = broadcasts.page(caller.tenantId(), wanted, page);
        @Nullable Long total = count ? broadcasts.count(caller.tenantId(), wanted) : null;
        return Page.of(rows, page, BroadcastResponse::id, answer -> answer).withTotal(total);
    }

    /** Archived twice is archived once. */
    @Operation(
            operationId = "archiveBroadcast",
            summary = "Archive a draft",
            description = "It is canceled and no longer listed. One that was started is 409 wrong_status: cancel it.")
    @ApiResponse(responseCode = "204", description = "It is archived")
    @ApiResponse(responseCode = "409", description = "It is no draft any more (wrong_status, with broadcast_status)")
    @RequiresScope(Scopes.BROADCASTS_WRITE)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void archive(Caller caller, @PathVariable UUID id) {
        broadcasts.archive(new BroadcastRef(caller.tenantId(), id));
    }

    @Operation(operationId = "getBroadcast", summary = "Show a broadcast and how far it is")
    @RequiresScope(Scopes.BROADCASTS_READ)
    @GetMapping("/{id}")
    BroadcastResponse get(Caller caller, @PathVariable UUID id) {
        return broadcasts.show(new BroadcastRef(caller.tenantId(), id));
    }
}
