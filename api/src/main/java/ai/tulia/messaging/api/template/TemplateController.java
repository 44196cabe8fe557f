package ai.tulia.messaging.api.template;

import ai.tulia.messaging.api.etag.IfMatch;
import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.page.PageRequest;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.template.Template;
import ai.tulia.messaging.store.template.TemplateQueries;
import ai.tulia.messaging.store.template.TemplateRepository;
import ai.tulia.messaging.store.template.TemplateText;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
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

@RestController
@Tag(name = "Templates")
@RequestMapping("/v1/templates")
class TemplateController {
    private final TenantTransactions transactions;
    private final TemplateQueries reader;
    private final TemplateRepository writer;
    private final Clock clock;

    TemplateController(
            TenantTransactions transactions, TemplateQueries reader, TemplateRepository writer, Clock clock) {
        this.transactions = transactions;
        this.reader = reader;
        this.writer = writer;
        this.clock = clock;
    }

    @ApiResponse(responseCode = "201", description = "The template as stored", useReturnTypeSchema = true)
    @Operation(operationId = "createTemplate", summary = "Create a template")
    @RequiresScope(Scopes.TEMPLATES_WRITE)
    @PostMapping
    ResponseEntity<TemplateResponse> add(Caller caller, @RequestBody TemplateRequest request) {
        UUID tenant = caller.tenantId();
        var checked = request.checked();
        try {
            return created(transactions.call(tenant, () -> {
                if (reader.withName(tenant, checked.name()).isPresent()) {
                    throw exists();
                }
                UUID id = writer.add(
                        tenant, checked.name(), checked.type(), request.description(), checked.text(), clock.instant());
                return required(tenant, id);
            }));
        } catch (DuplicateKeyException e) {
            // Two made the same name at the same moment.
            throw exists();
        }
    }

    @Operation(operationId = "listTemplates", summary = "List templates, newest first")
    @RequiresScope(Scopes.TEMPLATES_READ)
    @GetMapping
    Page<TemplateResponse> list(
            Caller caller,
            @RequestParam(name = "message_type", required = false) @Nullable String messageType,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        UUID tenant = caller.tenantId();
        var page = PageRequest.of(limit, cursor);
        new Checks().oneOf("message_type", messageType, TemplateRequest.TYPES).done();
        MessageType type = messageType == null ? null : MessageType.fromCode(messageType);
        var rows = transactions.call(tenant, () -> reader.page(tenant, type, page.below(), page.fetch()));
        return Page.of(rows, page, Template::id, TemplateResponse::of);
    }

    @Operation(operationId = "getTemplate", summary = "Show a template and its versions")
    @RequiresScope(Scopes.TEMPLATES_READ)
    @GetMapping("/{id}")
    TemplateResponse get(Caller caller, @PathVariable UUID id) {
        UUID tenant = caller.tenantId();
        return transactions.call(
                tenant, () -> TemplateResponse.withVersions(required(tenant, id), reader.versions(tenant, id)));
    }

    /** Messages keep the version they were accepted with. */
    @ApiResponse(responseCode = "201", description = "The template with its new version", useReturnTypeSchema = true)
    @Operation(operationId = "addTemplateVersion", summary = "Add a version to a template")
    @RequiresScope(Scopes.TEMPLATES_WRITE)
    @PostMapping("/{id}/versions")
    ResponseEntity<TemplateResponse> addVersion(
            Caller caller, @PathVariable UUID id, IfMatch ifMatch, @RequestBody VersionRequest request) {
        UUID tenant = caller.tenantId();
        TemplateText text = request.checked();
        return created(transactions.call(tenant, () -> {
            boolean added = writer.addVersion(tenant, id, ifMatch, text, clock.instant())
                    .isPresent();
            Template template = required(tenant, id);
            if (!added) {
                throw ApiProblem.of(
                        HttpStatus.CONFLICT, "archived", "the template was archived: make another one of its name");
            }
            return template;
        }));
    }

    /** Archived twice is archived once. */
    @Operation(
            operationId = "archiveTemplate",
            summary = "Archive a template",
            description = "It is no longer listed, not taken for anything new, and its name is free. What was made with"
                    + " it keeps it, and getTemplate shows it.")
    @ApiResponse(responseCode = "204", description = "It is archived")
    @ApiResponse(
            responseCode = "409",
            description = "A broadcast names it that is a draft, runs or is paused (template_in_use)")
    @RequiresScope(Scopes.TEMPLATES_WRITE)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void archive(Caller caller, @PathVariable UUID id, IfMatch ifMatch) {
        UUID tenant = caller.tenantId();
        switch (transactions.call(tenant, () -> writer.archive(tenant, id, ifMatch, clock.instant()))) {
            case DONE -> {}
            case NO_TEMPLATE -> throw ApiProblem.notFound("template");
            case IN_USE ->
                throw ApiProblem.of(
                        HttpStatus.CONFLICT,
                        "template_in_use",
                        "a broadcast with it is a draft, runs or is paused: archive or cancel it, or let it end");
        }
    }

    private static ResponseEntity<TemplateResponse> created(Template template) {
        return ResponseEntity.created(URI.create("/v1/templates/" + template.id()))
                .body(TemplateResponse.of(template));
    }

    private Template required(UUID tenant, UUID id) {
        return reader.template(tenant, id).orElseThrow(() -> ApiProblem.notFound("template"));
    }

    private static ApiProblem exists() {
        return ApiProblem.of(
                HttpStatus.CONFLICT,
                "template_exists",
                "a template of this name exists; add a version to it, or choose another name");
    }
}
