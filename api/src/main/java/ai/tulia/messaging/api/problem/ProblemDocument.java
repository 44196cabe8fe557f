package ai.tulia.messaging.api.problem;

import ai.tulia.messaging.api.headers.RequestId;
import ai.tulia.messaging.api.headers.ResponseHeaders;
import ai.tulia.messaging.api.json.TimeModule;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** An {@link ApiProblem} as it goes over the wire; the same bytes from a controller, a filter or the container. */
public final class ProblemDocument {
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new TimeModule()).build();

    private ProblemDocument() {}

    /** Answers with the problem, unless part of another answer is already on its way. */
    public static void write(HttpServletResponse response, ApiProblem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        String requestId = RequestId.of(response);
        Map<String, String> lasting = ResponseHeaders.lasting(response);
        response.reset();
        ResponseHeaders.ofData(response);
        lasting.forEach(response::setHeader);
        response.setStatus(problem.status().value());
        problem.headers().forEach(response::setHeader);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        byte[] body = bytes(problem, requestId);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** As JSON. */
    public static byte[] bytes(ApiProblem problem, String requestId) {
        return JSON.writeValueAsBytes(of(problem, requestId));
    }

    private static Map<String, Object> of(ApiProblem problem, String requestId) {
        var document = new LinkedHashMap<String, Object>();
        document.put("type", "/problems/" + problem.code());
        document.put("title", problem.status().getReasonPhrase());
        document.put("status", problem.status().value());
        document.put("detail", String.valueOf(problem.getMessage()));
        document.put("code", problem.code());
        document.put(RequestId.FIELD, requestId);
        problem.members().forEach(document::putIfAbsent);
        document.put("errors", problem.errors());
        return document;
    }
}
