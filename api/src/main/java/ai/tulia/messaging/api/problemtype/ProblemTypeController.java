package ai.tulia.messaging.api.problemtype;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.ProblemTypeResponse;
import ai.tulia.messaging.api.problem.ProblemTypes;
import ai.tulia.messaging.api.security.OpenToAll;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** Where the {@code type} of each problem leads: what its code means, as JSON or as a page. */
@RestController
@OpenToAll
@Tag(name = "Problems")
@RequestMapping("/problems/{code}")
class ProblemTypeController {
    private static final String PAGE = """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>%1$s</title></head>
        <body>
        <h1>%1$s</h1>
        <p>HTTP status %2$d</p>
        <p>%3$s</p>
        <p>%4$s</p>
        </body>
        </html>
        """;

    @Operation(operationId = "getProblem", summary = "Show what a problem's code means", description = """
        The type of each problem leads here. JSON, or with Accept: text/html a page to read.\
        """)
    @ApiResponse(responseCode = "200", description = "What it means", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "No problem has this code")
    @GetMapping
    ProblemTypeResponse get(@PathVariable String code) {
        return ProblemTypes.find(code).orElseThrow(() -> ApiProblem.notFound("problem"));
    }

    @Operation(operationId = "getProblem")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(type = "string")))
    @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
    String page(@PathVariable String code) {
        ProblemTypeResponse type = get(code);
        return PAGE.formatted(type.code(), type.status(), html(type.meaning()), html(type.remedy()));
    }

    private static String html(String text) {
        return HtmlUtils.htmlEscape(text).replaceAll("`([^`]*)`", "<code>$1</code>");
    }
}
