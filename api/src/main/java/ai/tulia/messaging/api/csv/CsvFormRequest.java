package ai.tulia.messaging.api.csv;

import io.swagger.v3.oas.annotations.media.Schema;

/** A file in a form, as the document shows it. */
public record CsvFormRequest(
        @Schema(type = "string", format = "binary") String file) {}
