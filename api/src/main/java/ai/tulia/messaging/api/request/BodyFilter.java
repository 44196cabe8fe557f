package ai.tulia.messaging.api.request;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.ProblemDocument;
import ai.tulia.messaging.api.problem.StatusProblems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Reads each body once, up to what its route takes and within its time, whether its length was announced or not. */
@Component
@Order(BodyFilter.ORDER)
public class BodyFilter extends OncePerRequestFilter {
    /** After the key: no one's body is read before it is known who sends it. */
    public static final int ORDER = 200;

    private static final Pattern FILES = Pattern.compile("/v1/(customers/import|broadcasts/[^/]+/recipients)");
    private static final int FILE_MEGABYTES = 32;
    private static final String BATCH = "/v1/messages/batch";
    private static final int BATCH_MEGABYTES = 8;

    private final BodyProperties properties;

    BodyFilter(BodyProperties properties) {
        this.properties = properties;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null) {
            chain.doFilter(request, response);
            return;
        }
        int megabytes = megabytes(request.getServletPath());
        Optional<RequestBodyBytes> read;
        try {
            read = read(request, megabytes);
        } catch (TimedInputStream.TooSlowException e) {
            refuseSlowBody(response);
            return;
        } catch (IOException e) {
            if (response.isCommitted()) {
                // Badly framed, ended early or silent: the container has refused it, with 400 or 408.
                return;
            }
            throw ApiProblem.invalid(
                    "body",
                    "ended early or is badly framed",
                    "send the request again, with as many bytes as Content-Length says, or the last chunk");
        }
        if (read.isEmpty()) {
            ProblemDocument.write(response, StatusProblems.tooLarge(megabytes));
            return;
        }
        try (RequestBodyBytes body = read.get()) {
            request.setAttribute(RequestBodyBytes.class.getName(), body);
            chain.doFilter(new BufferedRequest(request, body), response);
        }
    }

    private static int megabytes(String path) {
        if (FILES.matcher(path).matches()) {
            return FILE_MEGABYTES;
        }
        return path.equals(BATCH) ? BATCH_MEGABYTES : 1;
    }

    /** The body of this request, if it has one. */
    public static @Nullable RequestBodyBytes bodyOf(HttpServletRequest request) {
        return (RequestBodyBytes) request.getAttribute(RequestBodyBytes.class.getName());
    }

    private Optional<RequestBodyBytes> read(HttpServletRequest request, int megabytes) throws IOException {
        long limit = (long) megabytes << 20;
        if (request.getContentLengthLong() > limit) {
            return Optional.empty();
        }
        Duration within = properties.withinPerMegabyte().multipliedBy(megabytes);
        return RequestBodyBytes.read(new TimedInputStream(request.getInputStream(), within), limit);
    }

    /** And cuts the connection: the rest of the body is not waited for either. */
    private static void refuseSlowBody(HttpServletResponse response) throws IOException {
        ProblemDocument.write(response, StatusProblems.of(HttpStatus.REQUEST_TIMEOUT.value()));
        response.flushBuffer();
        throw new CloseNowException("the body came too slowly");
    }
}
