package ai.tulia.messaging.api.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/**
 * Routes for the operator's key; a tenant's key gets 403 there, and the operator's key 403 elsewhere. A process that
 * may not enter the ledger as operator has none of them.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnProperty("tulia.db.operator-password")
public @interface OperatorOnly {}
