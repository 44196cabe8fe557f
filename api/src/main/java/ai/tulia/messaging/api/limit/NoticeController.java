package ai.tulia.messaging.api.limit;

import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.page.PageRequest;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.store.notice.Notice;
import ai.tulia.messaging.store.notice.NoticeQueries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequiresScope(Scopes.ANALYTICS)
@Tag(name = "Limits")
class NoticeController {
    private final NoticeQueries notices;

    NoticeController(NoticeQueries notices) {
        this.notices = notices;
    }

    @GetMapping("/v1/notices")
    @Operation(
            operationId = "listNotices",
            summary =
                    "The warnings at 80 % and 100 % of the daily limit, webhook endpoints that were disabled, messages"
                            + " that stay unknown, secrets that do not open, and what became of the mails")
    Page<Notice> list(
            Caller caller,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        List<Notice> rows = notices.list(caller.tenantId(), page.below(), page.fetch());
        return Page.of(rows, page, Notice::id, notice -> notice);
    }
}
