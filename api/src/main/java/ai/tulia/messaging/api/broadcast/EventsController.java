package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.connection.CallerConnection;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.KeyValidity;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Streams the progress of a broadcast as it happens. */
@RestController
@Tag(name = "Broadcasts")
@RequiresScope(Scopes.BROADCASTS_READ)
class EventsController {
    private final BroadcastService broadcasts;
    private final ProgressStreams streams;

    EventsController(BroadcastService broadcasts, ProgressStreams streams) {
        this.broadcasts = broadcasts;
        this.streams = streams;
    }

    @Operation(
            operationId = "followBroadcast",
            summary = "Follow a broadcast",
            description =
                    "Server-sent events. progress: the broadcast as GET shows it, whenever it changed, looked at"
                            + " each second; with Last-Event-ID only what is not as it was then. end: it has ended. A comment"
                            + " every 15 s; closed after 30 min at most, to be opened again, and when the key is no longer valid.")
    @ApiResponse(
            responseCode = "200",
            description = "The stream",
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "429", description = "Too many streams are open, or too many requests: Retry-After")
    @GetMapping(path = "/v1/broadcasts/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void events(
            Caller caller,
            @PathVariable UUID id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var ref = new BroadcastRef(caller.tenantId(), id);
        CallerConnection client = CallerConnection.of(request);
        KeyValidity key = KeyValidity.of(request);
        broadcasts.show(ref);
        streams.enter(ref.tenantId());
        try {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setHeader("Cache-Control", "no-store");
            streams.write(ref, lastEventId, () -> !client.isGone() && key.holds(), response.getOutputStream());
        } finally {
            streams.leave(ref.tenantId());
        }
    }
}
