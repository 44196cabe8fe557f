package ai.tulia.messaging.api.idempotency;

import ai.tulia.messaging.api.request.BodyFilter;
import ai.tulia.messaging.api.request.RequestBodyBytes;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What makes two requests the same: method, path, query and body, byte for byte. */
final class RequestHash {
    private RequestHash() {}

    static byte[] of(HttpServletRequest request) throws IOException {
        MessageDigest digest = sha256();
        String query = request.getQueryString();
        String line = request.getMethod() + ' ' + request.getRequestURI() + (query == null ? "" : '?' + query) + '\n';
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        RequestBodyBytes body = BodyFilter.bodyOf(request);
        if (body != null) {
            body.addTo(digest);
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
