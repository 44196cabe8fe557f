package ai.tulia.messaging.api.security;

import ai.tulia.messaging.api.problem.ApiProblem;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;

/**
 * Who calls: the tenant its API key belongs to, and what the key may do. Controllers take it as a parameter; the tenant
 * never comes from anything else in the request.
 *
 * @param keyId of the API key
 * @param scopes with those of its bundles
 */
public record Caller(UUID tenantId, UUID keyId, Set<String> scopes) {
    /**
     * For a request that does more than its route requires by itself.
     *
     * @throws ApiProblem 403 when the key has not this scope
     */
    public void require(String scope) {
        if (!scopes.contains(scope)) {
            throw ApiProblem.of(HttpStatus.FORBIDDEN, "missing_scope", "this route needs a key with the scope " + scope)
                    .with("scope", scope);
        }
    }
}
