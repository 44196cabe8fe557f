package ai.tulia.messaging.api.security;

import java.util.Set;
import java.util.UUID;

/**
 * Who calls: the tenant its API key belongs to, and what the key may do. Controllers take it as a parameter; the tenant
 * never comes from anything else in the request.
 *
 * @param keyId of the API key
 */
public record Caller(UUID tenantId, UUID keyId, Set<String> scopes) {}
